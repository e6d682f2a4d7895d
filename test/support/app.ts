/** @module The app over the repository's own content, with a clock that stands still and a printer that only pretends. */
import { randomIds } from '../../src/adapters/ids.ts';
import { createApp } from '../../src/app/app.ts';
import type { AppContext } from '../../src/app/context.ts';
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { buildCoverage } from '../../src/content/coverage.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import { contentMeasurer } from '../../src/content/measure.ts';
import { requireOccupations } from '../../src/content/occupations.ts';
import type { ReportAssets } from '../../src/features/reports/index.ts';
import { engine, loaded } from './content.ts';

/** 22 November 2026, 06:30 in Viet Nam; still the day before in London. */
export const NOW = new Date('2026-11-21T23:30:00Z');
export const TODAY = '2026-11-22';

/** What the app logged while a test ran. */
export interface LogEntry {
  level: 'info' | 'error';
  event: string;
  fields: Record<string, unknown>;
}

export interface TestContext extends AppContext {
  /** Without the line that every request leaves. */
  logged: LogEntry[];
  /** Those lines. */
  requests: LogEntry[];
  printed: string[];
}

export function testContext(overrides: Partial<AppContext> = {}): TestContext {
  const logged: LogEntry[] = [];
  const requestLines: LogEntry[] = [];
  const printed: string[] = [];
  let requests = 0;
  return {
    content: loaded.content,
    engine,
    measure: contentMeasurer(loaded.content, () => requireOccupations()),
    occupations: () => requireOccupations(),
    examples: loaded.examples,
    coverage: buildCoverage(loaded.content, loaded.cases),
    templates: compileTemplates(CONTENT_ROOT),
    reportAssets: loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets,
    printer: {
      async print(html) {
        printed.push(html);
        return new TextEncoder().encode('%PDF-1.7 pretended');
      },
    },
    clock: { now: () => NOW },
    ids: {
      ...randomIds,
      requestId: () => {
        requests += 1;
        return `request-${requests}`;
      },
    },
    log: {
      info: (event, fields = {}) => {
        (event === 'request' ? requestLines : logged).push({ level: 'info', event, fields });
      },
      error: (event, fields = {}) => {
        logged.push({ level: 'error', event, fields });
      },
    },
    logged,
    requests: requestLines,
    printed,
    ...overrides,
  };
}

export const ctx = testContext();
export const app = createApp(ctx);

/** An example as its file was parsed. */
export const exampleData = (id: string): Record<string, unknown> => {
  const found = loaded.examples.find((example) => example.id === id);
  if (!found) throw new Error(`no example ${id}`);
  return found.data;
};

interface PostOptions {
  query?: string;
  type?: string | null;
  headers?: Record<string, string>;
  app?: { request: typeof app.request };
}

/** `POST /v1/assess`; objects are sent as JSON. */
export async function postAssess(body: BodyInit | object, options: PostOptions = {}): Promise<Response> {
  const { query = '', type = 'application/json', headers = {} } = options;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  return (options.app ?? app).request(`/v1/assess${query}`, {
    method: 'POST',
    headers: { ...(type === null ? {} : { 'Content-Type': type }), ...headers },
    body: isRaw ? body : JSON.stringify(body),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId: string;
  errors?: {
    in?: string;
    pointer: string;
    code: string;
    message: string;
    fix: string;
    line?: number;
    column?: number;
  }[];
}

/** The problem document of a refusal; fails when the answer is not one. */
export async function problemOf(response: Response): Promise<ProblemBody> {
  const type = response.headers.get('Content-Type');
  if (type !== 'application/problem+json') throw new Error(`${response.status} ${type}: ${await response.text()}`);
  const problem = (await response.json()) as ProblemBody;
  if (problem.status !== response.status) throw new Error(`status ${problem.status} in a ${response.status}`);
  return problem;
}

/** Codes and places of a problem's errors, to compare in one go. */
export const placesOf = ({ errors }: ProblemBody): string[] =>
  (errors ?? []).map((error) => `${error.in === 'query' ? '?' : ''}${error.pointer} ${error.code}`);
