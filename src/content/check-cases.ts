/** @module Checks the cases of `rules/cases/`: known questions, options, rules; and that each claim has its proof. */
import { type AnswerIssue, type Content, type Measurer, readAnswerSet } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import { CONTENT_ISSUE_CODES, type ContentIssue, type ContentIssueCode } from './issues.ts';
import type { Case } from './schema.ts';
import type { Path } from './source.ts';

type ReportAt = (path: Path, code: ContentIssueCode, message: string, fix: string) => void;

/** The answer file a case stands for: its base overlaid by `given`. */
export function caseAnswerFile(entry: Case, bases: Record<string, Record<string, unknown>>): unknown {
  return {
    system: { name: entry.name },
    as_of: entry.as_of,
    answers: { ...(entry.base ? bases[entry.base] : {}), ...entry.given },
    ...(entry.datasets && { datasets: entry.datasets }),
  };
}

/** Mistakes in answers have codes of their own; most of them exist for content too. */
export const answerIssueCode = ({ code }: AnswerIssue): ContentIssueCode =>
  CONTENT_ISSUE_CODES.find((known) => known === code) ?? 'malformed';

/** Path that a JSON pointer (RFC 6901) names. */
export const pointerPath = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** @param options.answers false while the questionnaires have mistakes, for then no answer can be judged */
export function checkCases(
  collected: Collected,
  content: Content,
  options: { answers: boolean; measure: Measurer },
): ContentIssue[] {
  const issues: ContentIssue[] = [];
  const names = new Set<string>();
  /** Cases that could not be read may hold the base or the proof that others lack. */
  const complete = collected.issues.every(({ file }) => !file.startsWith('rules/cases/'));
  for (const entry of collected.cases) {
    const { source, path } = collected.places.get(entry)!;
    const report: ReportAt = (at, code, message, fix) =>
      issues.push(source.issue([...path, ...at], code, message, fix));
    if (names.has(entry.name))
      report(['name'], 'duplicate_id', 'another case has the same name', 'say what sets this one apart');
    names.add(entry.name);
    checkExpectations(entry, collected, report);
    if (entry.base !== undefined && !Object.hasOwn(collected.bases, entry.base)) {
      if (complete)
        report(
          ['base'],
          'unknown_reference',
          `base '${entry.base}' does not exist`,
          `use one of: ${Object.keys(collected.bases).join(', ')}`,
        );
      continue;
    }
    if (options.answers) issues.push(...checkAnswers(entry, collected, content, options.measure));
  }
  if (complete) issues.push(...missingCases(collected));
  return issues.filter((issue, index) => issues.findIndex((other) => sameIssue(issue, other)) === index);
}

/** The answers of a base are checked with every case on it; one mistake is one issue. */
const sameIssue = (a: ContentIssue, b: ContentIssue): boolean =>
  a.line === b.line && a.file === b.file && a.message === b.message;

function checkAnswers(entry: Case, { bases, places }: Collected, content: Content, measure: Measurer): ContentIssue[] {
  const read = readAnswerSet(content, caseAnswerFile(entry, bases), { asOf: entry.as_of, measure });
  if (!('issues' in read)) return [];
  return read.issues.map((issue) => {
    const [part, id = '', ...rest] = pointerPath(issue.pointer);
    const isOfBase = part === 'answers' && !Object.hasOwn(entry.given, id);
    const { source, path } = places.get(isOfBase ? bases[entry.base!]! : entry)!;
    const inside = isOfBase
      ? [id, ...rest]
      : part === 'answers'
        ? ['given', id, ...rest]
        : part === 'datasets'
          ? [part, id, ...rest]
          : [id || part!];
    return source.issue(
      [...path, ...inside],
      answerIssueCode(issue),
      `${issue.pointer}: ${issue.message.en}`,
      issue.fix.en,
    );
  });
}

function checkExpectations({ expect }: Case, { parts, unread }: Collected, report: ReportAt): void {
  const known = (ids: string[]) => {
    const set = new Set(ids);
    return (id: string) => set.has(id) || unread.has(id);
  };
  const entries = (key: 'findings_include' | 'findings_exclude' | 'unsettled_include' | 'deciders_include') =>
    (expect[key] ?? []).map((id, index) => ({ id, path: ['expect', key, index] }));
  const isObligation = known(parts.obligations.map(({ id }) => id));
  for (const id of Object.keys(expect.obligations ?? {})) {
    if (!isObligation(id))
      report(
        ['expect', 'obligations', id],
        'unknown_obligation',
        `obligation '${id}' does not exist`,
        'correct the number',
      );
  }
  const lines = parts.frameworks.flatMap((framework) => framework.lines.map(({ ref }) => ref));
  const points = parts.frameworks.flatMap((framework) => framework.points.map(({ ref }) => ref));
  for (const [key, refs] of [
    ['ethics_lines', lines],
    ['ethics_points', points],
  ] as const) {
    const isRef = known(refs);
    for (const ref of Object.keys(expect[key] ?? {})) {
      if (isRef(ref)) continue;
      report(['expect', key, ref], 'unknown_reference', `'${ref}' is in no framework`, 'correct the reference');
    }
  }
  // The engine makes a gap of every duty, line and point that is not met.
  const gaps = [...parts.obligations.map(({ id }) => id), ...lines, ...points].map((id) => `gap.${id}`);
  const isFinding = known([...parts.findings.map(({ id }) => id), ...gaps]);
  for (const { id, path } of [...entries('findings_include'), ...entries('findings_exclude')]) {
    if (!isFinding(id)) report(path, 'unknown_reference', `finding '${id}' does not exist`, 'correct the id');
  }
  const isParameter = known(parts.parameters.map(({ id }) => id));
  for (const { id, path } of entries('unsettled_include')) {
    if (!isParameter(id)) report(path, 'unknown_reference', `parameter '${id}' does not exist`, 'correct the id');
  }
  const isQuestion = known(
    parts.questionnaires.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions.map(({ id }) => id))),
  );
  for (const { id, path } of entries('deciders_include')) {
    if (!isQuestion(id)) report(path, 'unknown_question', `question '${id}' does not exist`, 'correct the id');
  }
  const isRow = known(parts.highRisk.map(({ id }) => id));
  if (typeof expect.high_risk_row === 'string' && !isRow(expect.high_risk_row)) {
    report(
      ['expect', 'high_risk_row'],
      'unknown_reference',
      `row '${expect.high_risk_row}' does not exist`,
      'correct the number',
    );
  }
  const isTest = known(parts.prohibited.map(({ code }) => code));
  for (const code of Object.keys(expect.prohibited ?? {})) {
    if (!isTest(code))
      report(
        ['expect', 'prohibited', code],
        'unknown_reference',
        `prohibited test '${code}' does not exist`,
        'correct the code',
      );
  }
  for (const [id, value] of Object.entries(expect.transitions ?? {})) {
    const decision = parts.decisions.find((candidate) => candidate.id === id);
    const isKnown = decision ? value === null || decision.values.some((entry) => entry.id === value) : unread.has(id);
    if (!isKnown)
      report(
        ['expect', 'transitions', id],
        'unknown_reference',
        `'${id}: ${value}' does not exist`,
        'correct the decision or its value',
      );
  }
  if (Object.keys(expect).length === 0)
    report(['expect'], 'missing', 'the case expects nothing', 'say what must follow');
}

/** Each high-risk row needs a hit and a near miss; each prohibited test a hit and a miss. */
function missingCases({ parts, cases, places }: Collected): ContentIssue[] {
  const issues: ContentIssue[] = [];
  const lacks = (part: object, what: string): void => {
    const { source, path } = places.get(part)!;
    issues.push(source.issue(path, 'missing_case', `no case shows ${what}`, 'add one in rules/cases'));
  };
  for (const row of parts.highRisk) {
    const about = cases.filter((entry) => entry.about.includes(row.basis[0]!));
    if (!about.some(({ expect }) => expect.high_risk_row === row.id)) {
      // A row that depends on unsettled law can at best be possible.
      if (!about.some(({ expect }) => expect.possible_tiers?.includes('high'))) lacks(row, `row ${row.id} applying`);
    }
    if (!about.some(({ expect }) => expect.high_risk_row === null && expect.tier !== 'high'))
      lacks(row, `a near miss of row ${row.id}`);
  }
  for (const test of parts.prohibited) {
    const statuses = cases.map(({ expect }) => expect.prohibited?.[test.code]);
    for (const status of ['indicated', 'not_indicated'] as const) {
      if (!statuses.includes(status)) lacks(test, `${test.code} ${status}`);
    }
  }
  return issues;
}
