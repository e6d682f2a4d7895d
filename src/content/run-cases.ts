/** @module Runs the cases of `rules/cases/` against the engine: the law as examples. */
import { type Engine, type Result, readAnswerSet } from '../engine/index.ts';
import { caseAnswerFile } from './check-cases.ts';
import { hashAnswers } from './hash.ts';
import { contentMeasurer } from './measure.ts';
import { requireOccupations } from './occupations.ts';
import type { Case, CaseBases } from './schema.ts';

/** One expectation that did not hold. */
export interface CaseFailure {
  key: string;
  expected: unknown;
  actual: unknown;
}

/** @returns what the case expected and did not get; empty when it holds. */
export function runCase(engine: Engine, entry: Case, bases: CaseBases): CaseFailure[] {
  const read = readAnswerSet(engine.content, caseAnswerFile(entry, bases), {
    asOf: entry.as_of,
    measure: contentMeasurer(engine.content, requireOccupations),
  });
  if ('issues' in read)
    return read.issues.map((issue) => ({ key: issue.pointer, expected: 'valid answers', actual: issue.message.en }));
  return compare(entry.expect, engine.assess(read.answerSet, hashAnswers(read.answerSet)));
}

function compare(expect: Case['expect'], result: Result): CaseFailure[] {
  const { classification } = result;
  const failures: CaseFailure[] = [];
  const equal = (key: string, expected: unknown, actual: unknown): void => {
    if (expected !== undefined && JSON.stringify(expected) !== JSON.stringify(actual))
      failures.push({ key, expected, actual });
  };
  const includes = (key: string, expected: string[] | undefined, actual: string[], wanted = true): void => {
    for (const id of expected ?? [])
      if (actual.includes(id) !== wanted) failures.push({ key, expected: `${wanted ? '' : 'not '}${id}`, actual });
  };
  equal('tier', expect.tier, classification.tier);
  equal('possible_tiers', expect.possible_tiers, classification.possibleTiers);
  equal('in_scope', expect.in_scope, classification.inScope);
  equal('high_risk_row', expect.high_risk_row, classification.highRiskRow);
  equal('conformity_route', expect.conformity_route, classification.conformityRoute);
  equal('impact_assessment', expect.impact_assessment, classification.impactAssessment);
  for (const [code, status] of Object.entries(expect.prohibited ?? {})) {
    equal(`prohibited.${code}`, status, classification.prohibited.find((test) => test.code === code)?.status);
  }
  for (const [id, value] of Object.entries(expect.transitions ?? {})) {
    equal(id, value, classification.transitions.find((entry) => entry.id === id)?.value);
  }
  includes('deciders_include', expect.deciders_include, classification.deciders);
  includes(
    'unsettled_include',
    expect.unsettled_include,
    classification.unsettled.map(({ id }) => id),
  );
  const { lines, points } = result.ethicsFramework;
  for (const [key, expected, entries] of [
    ['ethics_lines', expect.ethics_lines, lines],
    ['ethics_points', expect.ethics_points, points],
  ] as const) {
    for (const [ref, level] of Object.entries(expected ?? {})) {
      equal(`${key}.${ref}`, level, entries.find((entry) => entry.ref === ref)?.level ?? 'absent');
    }
  }
  includes(
    'findings_include',
    expect.findings_include,
    result.findings.map(({ id }) => id),
  );
  includes(
    'findings_exclude',
    expect.findings_exclude,
    result.findings.map(({ id }) => id),
    false,
  );
  for (const [id, wanted] of Object.entries(expect.obligations ?? {})) {
    const found = result.obligations.find((obligation) => obligation.id === id);
    equal(`${id}.applies`, wanted.applies, found?.applies ?? 'absent');
    equal(`${id}.party`, wanted.party, found?.party);
    equal(`${id}.status`, wanted.status, found?.status);
    equal(`${id}.date`, wanted.date, found?.deadline.date);
    equal(`${id}.state`, wanted.state, found?.deadline.state);
    equal(`${id}.possible_dates`, wanted.possible_dates, found?.deadline.possibleDates);
  }
  return failures;
}
