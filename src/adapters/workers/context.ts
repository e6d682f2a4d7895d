/** @module Everything the app needs, from a Worker: compiled content, clock, randomness, log, browser binding. */
import built from '../../../dist/content/content.js';
import occupations from '../../../dist/content/occupations.js';
import reportAssets from '../../../dist/content/report-assets.js';
import { templates } from '../../../dist/content/templates.js';
import verifyScript from '../../../dist/content/verify-script.js';
import type { AppContext, Log } from '../../app/context.ts';
import type { Example } from '../../content/examples.ts';
import { contentMeasurer } from '../../content/measure.ts';
import { Engine, readAnswerSet } from '../../engine/index.ts';
import { randomIds } from '../ids.ts';
import { type BrowserBinding, createBrowserPrinter } from './printer.ts';

/** Bindings of wrangler.toml. */
export interface Env {
  /** Browser Run; without it PDFs are refused with 501. */
  BROWSER?: BrowserBinding;
}

export function createWorkerContext(env: Env): AppContext {
  const { content, coverage } = built;
  return {
    content,
    engine: new Engine(content),
    measure: contentMeasurer(content, () => occupations),
    occupations: () => occupations,
    examples: readExamples(),
    coverage,
    templates,
    reportAssets,
    ...(env.BROWSER ? { printer: createBrowserPrinter(env.BROWSER, reportAssets) } : {}),
    verifyScript: async () => verifyScript,
    clock: { now: () => new Date() },
    ids: randomIds,
    log: consoleLog,
  };
}

/** The files were valid when they were built; a map does not survive JSON, so they are read once more. */
function readExamples(): Example[] {
  return built.examples.flatMap(({ id, data, asOf }) => {
    const read = readAnswerSet(built.content, data, {
      asOf,
      measure: contentMeasurer(built.content, () => occupations),
    });
    return 'answerSet' in read ? [{ id, data, answerSet: read.answerSet }] : [];
  });
}

/** Workers Logs index one JSON object a line. */
const consoleLog: Log = {
  info: (event, fields) => console.log(JSON.stringify({ level: 'info', event, ...plain(fields) })),
  error: (event, fields) => console.error(JSON.stringify({ level: 'error', event, ...plain(fields) })),
};

function plain({ error, ...fields }: Record<string, unknown> = {}): Record<string, unknown> {
  if (error === undefined) return fields;
  return { ...fields, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
