/** @module What the app is given by an adapter: content made ready, and one port for everything outside of it. */
import type { Coverage } from '../content/coverage.ts';
import type { Example } from '../content/examples.ts';
import type { Content, Engine, Measurer, PlainDate } from '../engine/index.ts';
import type { ReportAssets, Templates } from '../features/reports/index.ts';

/** The only source of the current time. */
export interface Clock {
  now(): Date;
}

/** The only source of randomness. */
export interface Ids {
  requestId(): string;
}

/** Where events go that nobody is shown; `fields` may hold an `error`. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Turns a finished HTML document into a PDF. A runtime without one leaves it out. */
export interface Printer {
  print(
    html: string,
    options: { lang: string; footer: string; pageWords: readonly [string, string] },
  ): Promise<Uint8Array>;
}

/** Built once, before the first request. */
export interface AppContext {
  content: Content;
  engine: Engine;
  /** Measures the data sets inside an answer file. */
  measure: Measurer;
  examples: Example[];
  coverage: Coverage;
  templates: Templates;
  reportAssets: ReportAssets;
  printer?: Printer;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** Variables of one request. */
export interface AppEnv {
  Variables: { requestId: string };
}

const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** Today's date in Viet Nam (UTC+7 all year), where the law applies. */
export const todayInVietNam = (clock: Clock): PlainDate =>
  new Date(clock.now().getTime() + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10);
