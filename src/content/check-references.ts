/** @module Checks that what one part of the content names exists in another: articles, questions, values, sanctions. */
import { type Questionnaire, REQUIRED_RULES, TIERS, type Tier, type ValueType } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { Names, Spot } from './names.ts';
import { type Path, walk } from './source.ts';

/** What the engine takes for granted about the rules it asks for by name. Prefixes of ids keep their kinds apart. */
const REQUIRED: Record<(typeof REQUIRED_RULES)[number], ValueType> = {
  'decision.tier': 'choice',
  'decision.scope': 'choice',
  'fact.law-applies': 'boolean',
  'fact.impact-assessment-required': 'boolean',
  'operation.go-live': 'date',
};
/** The engine looks for transition periods among the decisions so named. */
const TRANSITION_PREFIX = 'decision.transition-';

type Part<K extends keyof Collected['parts']> = Collected['parts'][K][number];

export function checkReferences(names: Names): void {
  const { parts } = names.collected;
  checkBasis(names);
  for (const instrument of parts.instruments) checkInstrument(instrument, names);
  for (const decision of parts.decisions) checkDecision(decision, names);
  for (const obligation of parts.obligations) checkObligation(obligation, names);
  for (const part of parts.actors) names.expectType(part.fact, 'boolean', { part, path: ['fact'] }, 'unknown_variable');
  for (const part of parts.highRisk) {
    part.conditions.forEach(({ question }, index) => {
      expectQuestion(question, 'boolean', { part, path: ['conditions', index, 'question'] }, names);
    });
  }
  for (const part of parts.measures) {
    const asked = names.definedBy.get(part.question)?.part as Questionnaire | undefined;
    const question = asked?.sections?.flatMap(({ questions }) => questions).find(({ id }) => id === part.question);
    if (question?.type === 'dataset' || (!question && !names.isMissing(part.question))) continue;
    const message = `'${part.question}' does not ask for a data set`;
    names.report(part, ['question'], 'unknown_question', message, 'name a question of type dataset');
  }
  for (const id of REQUIRED_RULES) {
    const spot = names.definedBy.get(id);
    if (spot) names.expectType(id, REQUIRED[id], spot, 'missing_rule');
    else if (names.isMissing(id)) {
      const message = `the engine asks for '${id}', which nothing defines`;
      names.issues.push({ file: 'rules', line: 1, code: 'missing_rule', message, fix: `add it (${REQUIRED[id]})` });
    }
  }
}

function expectQuestion(id: string, type: ValueType, { part, path }: Spot, names: Names): void {
  const defined = names.definedBy.get(id)?.part;
  const isRule = defined && !names.collected.parts.questionnaires.includes(defined as Questionnaire);
  if (isRule) names.report(part, path, 'unknown_question', `'${id}' is not a question`, 'name a question');
  else names.expectType(id, type, { part, path }, 'unknown_question');
}

/** Only answers on a scale can be taken together. */
function expectScale(id: string, { part, path }: Spot, names: Names): void {
  const defined = names.definedBy.get(id)?.part as Partial<Questionnaire> | undefined;
  if (!defined) {
    if (!names.isMissing(id)) return;
    names.report(part, path, 'unknown_question', `question '${id}' does not exist`, 'check the spelling, or add it');
    return;
  }
  const question = defined.sections?.flatMap(({ questions }) => questions).find((entry) => entry.id === id);
  if (question?.scale) return;
  const message = `'${id}' is not a question with a scale`;
  names.report(part, path, 'type_mismatch', message, 'name a question with a scale, or write a rule');
}

function checkBasis({ collected: { parts, cases, unread }, report }: Names): void {
  const articles = new Set(
    parts.instruments.flatMap((instrument) =>
      instrument.articles.flatMap((article) =>
        [article, ...(article.clauses ?? [])].map(({ id }) => `${instrument.id}:${id}`),
      ),
    ),
  );
  for (const part of [...Object.values(parts).flat(), ...cases] as object[]) {
    walk(part, (value, path) => {
      const key = path.at(-2);
      if ((key !== 'basis' && key !== 'about') || typeof value !== 'string') return;
      if (articles.has(value) || unread.has(value.split(':')[0]!)) return;
      const message = `'${value}' is not an article or clause of rules/instruments`;
      report(part, path, 'unknown_article', message, 'correct the number, or add the clause to its instrument');
    });
  }
}

function checkInstrument(instrument: Part<'instruments'>, { report }: Names): void {
  const seen = new Set<string>();
  const visit = (id: string, path: Path): void => {
    const message = `'${id}' stands twice in ${instrument.id}`;
    if (seen.has(id)) report(instrument, path, 'duplicate_id', message, 'keep one of the two');
    seen.add(id);
  };
  instrument.articles.forEach(({ id, clauses = [] }, a) => {
    visit(id, ['articles', a, 'id']);
    clauses.forEach((clause, c) => {
      visit(clause.id, ['articles', a, 'clauses', c, 'id']);
    });
  });
}

function checkDecision(decision: Part<'decisions'>, { report }: Names): void {
  const values = decision.values.map(({ id }) => id);
  decision.values.forEach(({ id, date, meanwhile }, index) => {
    const path = ['values', index, 'id'];
    if (values.indexOf(id) !== index) {
      report(decision, path, 'duplicate_id', `value '${id}' stands twice`, 'keep one of the two');
    }
    if (date !== undefined && meanwhile === undefined) {
      const message = `'${id}' moves a date, but nothing tells the reader what holds until then`;
      report(decision, ['values', index, 'date'], 'missing', message, 'add meanwhile');
    }
    if (decision.id === 'decision.tier' && !TIERS.includes(id as Tier)) {
      const message = `'${id}' is not a tier the engine knows`;
      report(decision, path, 'unknown_option', message, `use only: ${TIERS.join(', ')}`);
    }
  });
  decision.versions.forEach(({ cases }, v) => {
    cases.forEach(({ value, when }, c) => {
      const path = ['versions', v, 'cases', c];
      if (!values.includes(value)) {
        const message = `'${value}' is not a value of ${decision.id}`;
        report(decision, [...path, 'value'], 'unknown_reference', message, `use one of: ${values.join(', ')}`);
      }
      if (c > 0 && cases[c - 1]!.when === true) {
        const message = 'no answers lead here: the case above holds for everything';
        report(decision, path, 'malformed', message, 'put the case `when: true` last');
      }
      if (c === cases.length - 1 && when !== true) {
        const message = 'the last case does not hold for everything';
        report(decision, path, 'malformed', message, 'end with a case `when: true`');
      }
    });
  });
}

function checkObligation(obligation: Part<'obligations'>, names: Names): void {
  const { parts, unread } = names.collected;
  const report = (path: Path, message: string, fix: string): void =>
    names.report(obligation, path, 'unknown_reference', message, fix);
  obligation.sanctions.forEach((sanction, index) => {
    if (unread.has(sanction) || parts.sanctions.some(({ id }) => id === sanction)) return;
    report(['sanctions', index], `sanction '${sanction}' does not exist`, 'see rules/obligations/sanctions.yaml');
  });
  const { transition, deadline, assessed_by: proof } = obligation;
  proof?.questions?.forEach((id, index) => {
    expectScale(id, { part: obligation, path: ['assessed_by', 'questions', index] }, names);
  });
  if (obligation.status === 'asked' && !proof) {
    const message = `${obligation.id} is said to be asked, but nothing says which answers prove it`;
    names.report(obligation, ['status'], 'missing', message, 'add assessed_by, or give the true status');
  }
  if ((obligation.status === 'manual' || obligation.status === 'dormant') && !obligation.note) {
    const message = `${obligation.id} is ${obligation.status}, but nothing tells the reader why`;
    names.report(obligation, ['status'], 'missing', message, 'add note');
  }
  if (transition !== undefined) {
    const exists = unread.has(transition) || parts.decisions.some(({ id }) => id === transition);
    if (!exists) {
      report(['transition'], `decision '${transition}' does not exist`, 'name one of rules/classification/decisions');
    } else if (!transition.startsWith(TRANSITION_PREFIX)) {
      const fix = `name a decision that begins with ${TRANSITION_PREFIX}`;
      report(['transition'], `'${transition}' is not a transition period`, fix);
    }
  }
  if (!deadline.clock) return;
  expectQuestion(deadline.clock.from, 'date', { part: obligation, path: ['deadline', 'clock', 'from'] }, names);
}
