/** @module Everything the app needs, from this machine: files, clock, randomness, log, printer. */
import type { AppContext, Log } from '../../app/context.ts';
import { compileTemplates, loadReportAssets } from '../../content/compile-report.ts';
import { buildCoverage } from '../../content/coverage.ts';
import { CONTENT_ROOT, requireContent } from '../../content/load.ts';
import { contentMeasurer } from '../../content/measure.ts';
import { requireOccupations } from '../../content/occupations.ts';
import { Engine } from '../../engine/index.ts';
import type { ReportAssets } from '../../features/reports/index.ts';
import { randomIds } from '../ids.ts';
import { createPrinter, type Printer } from './printer.ts';
import { verifyScript } from './verify-script.ts';

/** @throws Error that lists every mistake of the content */
export function createNodeContext(root = CONTENT_ROOT): AppContext & { printer: Printer } {
  const { content, cases, examples } = requireContent(root);
  return {
    content,
    engine: new Engine(content),
    measure: contentMeasurer(content, () => requireOccupations(root)),
    occupations: () => requireOccupations(root),
    examples,
    coverage: buildCoverage(content, cases),
    templates: compileTemplates(root),
    // `content check` has compared the text files with the template; their keys are those of the type.
    reportAssets: loadReportAssets(root) as unknown as ReportAssets,
    printer: createPrinter(),
    verifyScript,
    clock: { now: () => new Date() },
    ids: randomIds,
    log: jsonLog,
  };
}

/** One JSON object a line, on standard error: standard output belongs to the reader. */
export const jsonLog: Log = {
  info: (event, fields) => writeLine('info', event, fields),
  error: (event, fields) => writeLine('error', event, fields),
};

function writeLine(level: string, event: string, { error, ...fields }: Record<string, unknown> = {}): void {
  const entry: Record<string, unknown> = { at: new Date().toISOString(), level, event, ...fields };
  if (error !== undefined) entry.error = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
