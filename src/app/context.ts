/** @module What the app is given by an adapter: content made ready, and one port for everything outside of it. */
import type { Coverage } from '../content/coverage.ts';
import type { Example } from '../content/examples.ts';
import type { Database } from '../db/database.ts';
import type { Content, Engine, Measurer, PlainDate } from '../engine/index.ts';
import type { ReportJobs } from '../features/report-jobs/index.ts';
import type { ReportAssets, Templates } from '../features/reports/index.ts';
import type { OccupationData } from '../measure/workforce/index.ts';
import type { Person } from './actor.ts';

/** The only source of the current time. */
export interface Clock {
  now(): Date;
}

/** The only source of randomness. */
export interface Ids {
  requestId(): string;
  /** A new id that sorts after earlier ones: `asm_` and 32 hex digits. */
  next(prefix: string): string;
  /** An unguessable text of `bytes` random bytes, in base64url. */
  secret(bytes: number): string;
}

/** Accounts: who a browser's session belongs to, and everything below /auth. */
export interface Accounts {
  /** @returns the person, or undefined without a valid session */
  session(headers: Headers): Promise<Person | undefined>;
  /** Names by user id; an erased person is absent. */
  names(userIds: readonly string[]): Promise<Record<string, string>>;
  /** @returns is it the password of whoever the session belongs to? */
  confirmPassword(headers: Headers, password: string): Promise<boolean>;
  /** Answers a request below /auth. @param address where it came from, as the adapter knows it */
  handle(request: Request, address?: string): Promise<Response>;
  /** Identity providers one can sign in with. */
  providers: readonly { id: string; name: string; origin: string }[];
  /** Are addresses verified, and passwords reset, by mail? */
  sendsMail: boolean;
}

/** Sends mail. A message is plain text; who it is for is checked by the sender. */
export interface Mailer {
  send(message: {
    to: string;
    subject: string;
    text: string;
    /** The same for every attempt at one message, so that a repetition can be told. */
    id?: string;
  }): Promise<void>;
}

/**
 * Posts to addresses that strangers chose. It reaches public addresses only, and connects to the very address it checked;
 * it follows no redirects, and gives up after a time and a size.
 */
export interface Fetcher {
  /** May it reach this machine itself, over plain HTTP too? For development and tests. */
  allowsLoopback: boolean;
  post(request: {
    url: string;
    headers: Record<string, string>;
    body: string;
  }): Promise<{ status: number } | { failure: FetchFailure }>;
}

export type FetchFailure = 'address_refused' | 'name_not_found' | 'timeout' | 'tls_failed' | 'connection_failed';

/** Keeps secrets that have to be read again. `context` binds a sealed text to its place: elsewhere it does not open. */
export interface Vault {
  seal(text: string, context: string): Promise<string>;
  /** @throws Error when it was sealed under another key or for another place */
  open(sealed: string, context: string): Promise<string>;
}

/** Signs on behalf of the service. Raw Ed25519 signatures; private keys stay in the adapter. */
export interface Signer {
  keyId: string;
  publicJwk: JsonWebKey & { kid: string };
  sign(bytes: Uint8Array): Promise<Uint8Array>;
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
    options: {
      lang: string;
      /** Head of each page: whose and which system, and which report. */
      header?: { about: string; title: string };
      footer: string;
      pageWords: readonly [string, string];
    },
  ): Promise<Uint8Array>;
}

/** Counts requests. A runtime that limits them in front of the service leaves it out. */
export interface Limiter {
  take(
    kind: 'key' | 'address',
    id: string,
  ): Promise<{ allowed: boolean; limit: number; remaining: number; resetS: number }>;
}

/** Numbers for whoever watches the service. */
export interface Metrics {
  /** Who sends it may read them; without one only the machine itself may. */
  token: string | undefined;
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  render(): Promise<string>;
}

/** Built once, before the first request. */
export interface AppContext {
  content: Content;
  engine: Engine;
  /** Measures the data sets inside an answer file. */
  measure: Measurer;
  /** Tables of occupations; read when first asked for. */
  occupations: () => OccupationData;
  examples: Example[];
  coverage: Coverage;
  templates: Templates;
  reportAssets: ReportAssets;
  printer?: Printer;
  /** Reports that are made after the answer. A runtime that cannot work on after it leaves them out. */
  jobs?: ReportJobs;
  /** The script of the verification page, for browsers; without it the page explains how to check by other means. */
  verifyScript?: () => Promise<string>;
  /** Without a database the service only assesses; it keeps nothing. */
  db?: Database;
  accounts?: Accounts;
  /** Without one, invitations are handed over by whoever invites. */
  mailer?: Mailer;
  /** Without both of these there are no webhooks. */
  fetcher?: Fetcher;
  vault?: Vault;
  signer?: Signer;
  /** Where the service is reached, without a slash at the end: origin of sessions and links. */
  baseUrl?: string;
  /** The name under which it signs, where that is not where it is reached; see `issuerOf`. */
  issuer?: string;
  limiter?: Limiter;
  /** Bytes of files that one organisation may keep; without it there is no limit. */
  evidenceBytes?: number;
  metrics?: Metrics;
  /** Has the service been told to stop? */
  isStopping?: () => boolean;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** The context of everything that keeps data. */
export type ServiceContext = AppContext & Required<Pick<AppContext, 'db' | 'accounts' | 'signer' | 'baseUrl'>>;

/** @returns is everything there that keeping data needs? */
export const isService = (ctx: AppContext): ctx is ServiceContext =>
  ctx.db !== undefined && ctx.accounts !== undefined && ctx.signer !== undefined && ctx.baseUrl !== undefined;

/** Who signs credentials and checkpoints: it must stay the same for as long as anybody checks them. */
export const issuerOf = (ctx: Pick<ServiceContext, 'issuer' | 'baseUrl'>): string => ctx.issuer ?? ctx.baseUrl;

/** Variables of one request. */
export interface AppEnv {
  Variables: { requestId: string /** Whether pages can lead to an account. */; keepsAccounts: boolean };
  /** What the adapter knows of the connection. */
  Bindings: { clientAddress?: string };
}

const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** Today's date in Viet Nam (UTC+7 all year), where the law applies. */
export const todayInVietNam = (clock: Clock): PlainDate =>
  new Date(clock.now().getTime() + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10);
