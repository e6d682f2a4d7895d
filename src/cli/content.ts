/** @module `luongtri content check | lock | diff`: mistakes, cases, coverage; published versions. */

import { buildCoverage, type Coverage } from '../content/coverage.ts';
import { formatIssue } from '../content/issues.ts';
import { loadContent } from '../content/load.ts';
import { runCase } from '../content/run-cases.ts';
import { Engine } from '../engine/index.ts';
import { diffCommand } from './content-diff.ts';
import { lockCommand } from './content-lock.ts';
import { InputError, UsageError } from './errors.ts';
import { readOptions } from './options.ts';

export async function contentCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('content', args, {
    json: { type: 'boolean' },
    quiet: { type: 'boolean' },
    lang: { type: 'string' },
    format: { type: 'string' },
  });
  const [action, ...words] = positionals;
  if (action === 'check' && words.length <= 1) checkCommand(words[0], values);
  else if (action === 'lock' && words.length <= 1) process.stdout.write(lockCommand(words[0]));
  else if (action === 'diff' && words.length === 2) process.stdout.write(diffCommand(words, values));
  else throw new UsageError("write 'content check', 'content lock' or 'content diff A B'", 'content');
}

function checkCommand(root: string | undefined, values: { json?: boolean; quiet?: boolean }): void {
  const loaded = loadContent(root, { thorough: true });
  if (loaded.issues.length > 0) {
    throw new InputError(
      `${loaded.issues.map(formatIssue).join('\n')}\n\n${loaded.issues.length} mistake(s) in the content.`,
    );
  }
  const engine = new Engine(loaded.content);
  const failures = loaded.cases.flatMap((entry) =>
    runCase(engine, entry, loaded.bases).map(
      ({ key, expected, actual }) =>
        `case "${entry.name}" (${entry.as_of}): ${key} should be ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`,
    ),
  );
  if (failures.length > 0)
    throw new InputError(`${failures.join('\n')}\n\n${failures.length} expectation(s) of the cases do not hold.`);
  const coverage = buildCoverage(loaded.content, loaded.cases);
  process.stdout.write(
    values.json ? `${JSON.stringify(coverage, null, 2)}\n` : coverageText(coverage, values.quiet === true),
  );
}

const list = (ids: string[], most = 4): string =>
  ids.length <= most ? ids.join(' ') || '–' : `${ids.slice(0, most).join(' ')} +${ids.length - most}`;

function coverageText(
  { totals, obligationStatus, confidence, articles, obligations, items }: Coverage,
  quiet: boolean,
): string {
  const counts = (record: Record<string, number>): string =>
    Object.entries(record)
      .map(([key, count]) => `${count} ${key}`)
      .join(', ');
  const summary = `Content is in order: ${totals.instruments} instruments, ${totals.articles} articles and clauses (${totals.citedArticles} cited), ${totals.obligations} obligations, ${totals.questions} questions, ${totals.rules} rules; ${totals.cases} cases hold.
Obligations by coverage: ${counts(obligationStatus)}. By confidence of the source: ${counts(confidence)}.
`;
  if (quiet) return summary;
  const articleRows = articles.map(({ basis, obligations: duties, questions, rules, cases }) => [
    basis,
    list(duties),
    list(questions, 2),
    list(rules, 3),
    String(cases),
  ]);
  const obligationRows = obligations.map(({ id, status, confidence: sure, basis, questions, cases }) => [
    id,
    status,
    sure,
    list(basis, 3),
    list(questions, 2),
    String(cases),
  ]);
  const itemRows = items.map(({ id, force, basis, questions, unasked }) => [
    id,
    force,
    list(basis, 3),
    unasked ? `not asked: ${unasked.en}` : list(questions, 3),
  ]);
  const unproven = obligations.filter(({ proven, status }) => !proven && status !== 'automated');
  const unprovenRows = unproven.map(({ id, status, reason }) => [id, status, (reason?.en ?? '–').replace(/\s+/g, ' ')]);
  return [
    table(['article', 'obligations', 'questions', 'rules', 'cases'], articleRows),
    table(['obligation', 'coverage', 'confidence', 'basis', 'questions', 'cases'], obligationRows),
    table(['check', 'force', 'basis', 'questions'], itemRows),
    table(['no answer proves', 'coverage', 'why'], unprovenRows),
    summary,
  ].join('\n');
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n').concat('\n');
}
