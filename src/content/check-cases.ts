/** @module Checks the cases of `rules/cases/`: known questions, options, rules; and that each claim has its proof. */
import { type Content, readAnswerSet } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue, ContentIssueCode } from './issues.ts';
import type { Case } from './schema.ts';
import type { Path } from './source.ts';

/** The answer file a case stands for: its base overlaid by `given`. */
export function caseAnswerFile(entry: Case, bases: Record<string, Record<string, unknown>>): unknown {
  return {
    system: { name: entry.name },
    as_of: entry.as_of,
    answers: { ...(entry.base ? bases[entry.base] : {}), ...entry.given },
  };
}

export function checkCases(collected: Collected, content: Content): ContentIssue[] {
  const issues: ContentIssue[] = [];
  const names = new Map<string, Case>();
  for (const entry of collected.cases) {
    const { source, path } = collected.places.get(entry)!;
    const report = (at: Path, code: ContentIssueCode, message: string, fix: string): void => {
      issues.push(source.issue([...path, ...at], code, message, fix));
    };
    if (names.has(entry.name))
      report(['name'], 'duplicate_id', 'another case has the same name', 'say what sets this one apart');
    names.set(entry.name, entry);
    if (entry.base !== undefined && !Object.hasOwn(collected.bases, entry.base)) {
      report(
        ['base'],
        'unknown_reference',
        `base '${entry.base}' does not exist`,
        `use one of: ${Object.keys(collected.bases).join(', ')}`,
      );
      continue;
    }
    const read = readAnswerSet(content, caseAnswerFile(entry, collected.bases), { asOf: entry.as_of });
    for (const issue of 'issues' in read ? read.issues : []) {
      report(
        ['given', issue.pointer.split('/')[2] ?? ''],
        issue.code === 'unknown_question' ? 'unknown_question' : 'malformed',
        `${issue.pointer}: ${issue.message.en}`,
        issue.fix.en,
      );
    }
    checkExpectations(entry, content, report);
  }
  issues.push(...missingCases(collected));
  return issues;
}

function checkExpectations(
  entry: Case,
  content: Content,
  report: (at: Path, code: ContentIssueCode, message: string, fix: string) => void,
): void {
  const { expect } = entry;
  const obligations = new Set(content.obligations.map(({ id }) => id));
  for (const id of Object.keys(expect.obligations ?? {})) {
    if (!obligations.has(id))
      report(
        ['expect', 'obligations', id],
        'unknown_obligation',
        `obligation '${id}' does not exist`,
        'correct the number',
      );
  }
  const findings = new Set(content.findings.map(({ id }) => id));
  for (const id of [...(expect.findings_include ?? []), ...(expect.findings_exclude ?? [])]) {
    if (!findings.has(id)) report(['expect'], 'unknown_reference', `finding '${id}' does not exist`, 'correct the id');
  }
  const codes = new Set(content.prohibited.map(({ code }) => code));
  for (const code of Object.keys(expect.prohibited ?? {})) {
    if (!codes.has(code))
      report(
        ['expect', 'prohibited', code],
        'unknown_reference',
        `prohibited test '${code}' does not exist`,
        'correct the code',
      );
  }
  for (const [id, value] of Object.entries(expect.transitions ?? {})) {
    const decision = content.decisions.find((candidate) => candidate.id === id);
    if (!decision || (value !== null && !decision.values.some((known) => known.id === value))) {
      report(
        ['expect', 'transitions', id],
        'unknown_reference',
        `'${id}: ${value}' does not exist`,
        'correct the decision or its value',
      );
    }
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
