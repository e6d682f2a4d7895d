/**
 * @module Compiles content for one day: which version of each rule applies, in which order facts follow from answers,
 * and one closure per step. A plan is reused for every answer set of the same stretch of law.
 */
import type { Content, DatedLogic, Decision, Logic, PlainDate, Question, Questionnaire, Value } from './content.ts';
import { type Compiled, compile, type Env, type Slot, sameValue, type Tri, variablesOf } from './logic.ts';

export type StepKind = 'parameter' | 'answer' | 'measure' | 'fact' | 'decision' | 'prohibited' | 'row';

/** One value to compute: a question's effective answer, a fact, a decision, a row, a prohibited test. */
export interface Step {
  id: string;
  kind: StepKind;
  index: number;
  /** Rules behind the value on this day; empty when nothing applies. */
  logic: Logic[];
  reads: string[];
  appliesFrom: PlainDate | null;
  question?: Question;
  /** Of a measured value: the question that asks for the data set. */
  askedBy?: string;
  decision?: {
    definition: Decision;
    cases: Decision['versions'][number]['cases'];
    compiled: Compiled[];
    bits: Map<string, number>;
  };
  run: (state: State) => void;
}

/** Values while one answer set is evaluated; arrays are indexed by slot. */
export interface State {
  env: Env;
  /** What was answered, before branching; `undefined` for unanswered, don't know and not applicable. */
  raw: Tri[];
  /** Is the question shown? `undefined` while its branching is open. */
  shown: (boolean | undefined)[];
}

export interface Plan {
  questionnaires: Questionnaire[];
  steps: Step[];
  stepOf: Map<string, Step>;
  slotOf: (id: string) => Slot;
  size: number;
  asOfIndex: number;
  /** Compiles a rule that is not a literal, once per plan. */
  compile: (logic: Logic) => Compiled;
}

/** Variable id of a high-risk row: `VI.6` → `row.VI-6`. */
export const rowVariable = (rowId: string): string => `row.${rowId.replace('.', '-')}`;

/** The version that applies on `asOf`: the newest that has started and has not ended. */
export function versionAt<T extends { applies_from: PlainDate; until?: PlainDate }>(
  versions: readonly T[],
  asOf: PlainDate,
): T | undefined {
  let found: T | undefined;
  for (const version of versions) {
    if (version.applies_from <= asOf && (!found || version.applies_from > found.applies_from)) found = version;
  }
  return found && (found.until === undefined || asOf <= found.until) ? found : undefined;
}

/** Every date on which some rule, parameter or obligation starts or has just ended, ascending. */
export function boundaryDates(content: Content, dayAfter: (date: PlainDate) => PlainDate): PlainDate[] {
  const dates = new Set<PlainDate>();
  const add = (version: { applies_from: PlainDate; until?: PlainDate }): void => {
    dates.add(version.applies_from);
    if (version.until) dates.add(dayAfter(version.until));
  };
  for (const { versions } of [...content.facts, ...content.decisions, ...content.prohibited, ...content.highRisk]) {
    versions.forEach(add);
  }
  for (const parameter of content.parameters) parameter.values.forEach(add);
  [...content.obligations, ...content.findings].forEach(add);
  for (const questionnaire of content.questionnaires) dates.add(questionnaire.applies_from);
  // Texts older than every questionnaire change nothing that can be asked.
  const first = content.questionnaires.map((questionnaire) => questionnaire.applies_from).sort()[0] ?? '';
  for (const { in_force_from: from, in_force_until: until } of content.instruments) {
    if (from >= first) dates.add(from);
    if (until && until >= first) dates.add(dayAfter(until));
  }
  return [...dates].sort();
}

/**
 * Builds the plan for one day and one set of questionnaires.
 * Content must have passed the checks of `src/content`: no cycles, no unknown variables, no type errors.
 */
export function buildPlan(content: Content, questionnaires: Questionnaire[], asOf: PlainDate): Plan {
  const drafts = new Map<string, Step>();
  const slots = new Map<string, Slot>();
  let size = 1;
  const asOfIndex = 0;
  slots.set('as_of', { index: asOfIndex });

  const add = (step: Omit<Step, 'index' | 'run' | 'reads'> & { extra?: Logic[] }, bits?: Map<string, number>): void => {
    const { extra, ...rest } = step;
    const index = size;
    size += bits ? 2 : 1;
    slots.set(step.id, bits ? { index, bits } : { index });
    const reads = [...new Set([...(extra ?? []), ...step.logic].flatMap(variablesOf))];
    drafts.set(step.id, { ...rest, index, reads, run: () => {} });
  };
  const addDated = (id: string, kind: StepKind, versions: DatedLogic[]): void => {
    const version = versionAt(versions, asOf);
    add({ id, kind, logic: version ? [version.logic] : [], appliesFrom: version?.applies_from ?? null });
  };

  for (const parameter of content.parameters) {
    const entry = versionAt(
      parameter.values.filter((value) => value.status !== 'expected'),
      asOf,
    );
    const known = entry && entry.value !== 'unknown' && entry.value !== null;
    add({
      id: parameter.id,
      kind: 'parameter',
      logic: known ? [entry.value as Value as Logic] : [],
      appliesFrom: entry?.applies_from ?? null,
    });
  }
  for (const questionnaire of questionnaires) {
    for (const section of questionnaire.sections) {
      for (const question of section.questions) {
        add({
          id: question.id,
          kind: 'answer',
          logic: [],
          extra: question.show_if === undefined ? [] : [question.show_if],
          appliesFrom: questionnaire.applies_from,
          question,
        });
      }
    }
  }
  for (const { id, question } of content.measures) {
    add({ id, kind: 'measure', logic: [], extra: [{ var: question }], appliesFrom: null, askedBy: question });
  }
  for (const fact of content.facts) addDated(fact.id, 'fact', fact.versions);
  for (const test of content.prohibited) addDated(`prohibited.${test.code}`, 'prohibited', test.versions);
  for (const row of content.highRisk) addDated(rowVariable(row.id), 'row', row.versions);
  for (const definition of content.decisions) {
    const version = versionAt(definition.versions, asOf);
    const cases = version?.cases ?? [];
    const bits = new Map(definition.values.map((value, position) => [value.id, 1 << position]));
    add(
      {
        id: definition.id,
        kind: 'decision',
        logic: cases.map((entry) => entry.when),
        appliesFrom: version?.applies_from ?? null,
        decision: { definition, cases, compiled: [], bits },
      },
      bits,
    );
  }

  // A rule may read a question that none of the chosen questionnaires asks: it is simply not known.
  const slotOf = (id: string): Slot => {
    const slot = slots.get(id);
    if (slot) return slot;
    const created = { index: size };
    size += 1;
    slots.set(id, created);
    return created;
  };
  const compiled = new WeakMap<object, Compiled>();
  const steps = inDependencyOrder(drafts);
  for (const step of steps) step.run = runner(step, slotOf);
  return {
    questionnaires,
    steps,
    stepOf: drafts,
    slotOf,
    get size() {
      return size;
    },
    asOfIndex,
    compile: (logic) => {
      // Rules are objects of the content: the same object always means the same rule.
      const known = compiled.get(logic as object);
      if (known) return known;
      const run = compile(logic, slotOf);
      compiled.set(logic as object, run);
      return run;
    },
  };
}

function inDependencyOrder(drafts: Map<string, Step>): Step[] {
  const ordered: Step[] = [];
  const done = new Set<string>();
  const visit = (step: Step): void => {
    if (done.has(step.id)) return;
    done.add(step.id);
    for (const id of step.reads) {
      const dependency = drafts.get(id);
      if (dependency) visit(dependency);
    }
    ordered.push(step);
  };
  for (const step of drafts.values()) visit(step);
  return ordered;
}

function runner(step: Step, slotOf: (id: string) => Slot): Step['run'] {
  const { index } = step;
  if (step.kind === 'answer') return answerRunner(step, slotOf);
  if (step.kind === 'measure') {
    const asked = slotOf(step.askedBy!).index;
    // What was measured counts only while the data set is part of the answers.
    return ({ env, raw }) => {
      env[index] = env[asked] === undefined ? undefined : raw[index];
    };
  }
  if (step.decision) return decisionRunner(step, step.decision, slotOf);
  const [logic] = step.logic;
  if (logic === undefined) {
    // A row or prohibition that is not yet (or no longer) law cannot apply; a fact without a version is not known.
    const value = step.kind === 'row' || step.kind === 'prohibited' ? false : undefined;
    return ({ env }) => {
      env[index] = value;
    };
  }
  const evaluate = compile(logic, slotOf);
  return ({ env }) => {
    env[index] = evaluate(env);
  };
}

function answerRunner(step: Step, slotOf: (id: string) => Slot): Step['run'] {
  const { index } = step;
  const { show_if: showIf, otherwise } = step.question!;
  if (showIf === undefined) {
    return ({ env, raw, shown }) => {
      shown[index] = true;
      env[index] = raw[index];
    };
  }
  const visible = compile(showIf, slotOf);
  return ({ env, raw, shown }) => {
    const isShown = visible(env) as boolean | undefined;
    shown[index] = isShown;
    const answer = raw[index];
    if (isShown === true) env[index] = answer;
    else if (isShown === false) env[index] = otherwise;
    else env[index] = answer !== undefined && sameValue(answer, otherwise) ? answer : undefined;
  };
}

function decisionRunner(
  step: Step,
  decision: NonNullable<Step['decision']>,
  slotOf: (id: string) => Slot,
): Step['run'] {
  const { index } = step;
  decision.compiled = decision.cases.map((entry) => compile(entry.when, slotOf));
  const bits = decision.cases.map((entry) => decision.bits.get(entry.value)!);
  const all = [...decision.bits.values()].reduce((mask, bit) => mask | bit, 0);
  const valueByBit = new Map([...decision.bits].map(([value, bit]) => [bit, value]));
  const readDecisions = step.reads.map(slotOf).filter((slot) => slot.bits !== undefined);
  const possibleNow = (env: Env): number => {
    let possible = 0;
    for (let i = 0; i < bits.length; i += 1) {
      const holds = decision.compiled[i]!(env);
      if (holds !== false) possible |= bits[i]!;
      if (holds === true) break;
    }
    return possible;
  };
  return ({ env }) => {
    const open = readDecisions.find((slot) => env[slot.index] === undefined);
    let possible = all;
    if (bits.length > 0) possible = open ? splitOn(open, env, possibleNow) : possibleNow(env);
    env[index] = valueByBit.get(possible);
    env[index + 1] = possible;
  };
}

/**
 * Evaluates under each value that an open decision can still take, and unites what is possible: more exact than taking
 * every comparison with it for unknown, since its values exclude one another.
 */
function splitOn(open: Slot, env: Env, possibleNow: (env: Env) => number): number {
  const before = env[open.index + 1] as number;
  let possible = 0;
  for (const [value, bit] of open.bits!) {
    if ((before & bit) === 0) continue;
    env[open.index] = value;
    env[open.index + 1] = bit;
    possible |= possibleNow(env);
  }
  env[open.index] = undefined;
  env[open.index + 1] = before;
  return possible;
}

/** Fresh state for one answer set: `answers` holds known values by the id of a question or a measure. */
export function startState(plan: Plan, answers: ReadonlyMap<string, Value>, asOf: PlainDate): State {
  const state: State = { env: new Array(plan.size), raw: new Array(plan.size), shown: new Array(plan.size) };
  state.env[plan.asOfIndex] = asOf;
  for (const [id, value] of answers) {
    const step = plan.stepOf.get(id);
    if (step?.kind === 'answer' || step?.kind === 'measure') state.raw[step.index] = value;
  }
  return state;
}

/** Runs every step. Cost is linear in the number of rules. */
export function evaluate(plan: Plan, answers: ReadonlyMap<string, Value>, asOf: PlainDate): State {
  const state = startState(plan, answers, asOf);
  for (const step of plan.steps) step.run(state);
  return state;
}

/** Values a decision can still take, in the order the decision lists them. */
export function possibleValues(step: Step, state: State): string[] {
  const mask = state.env[step.index + 1] as number;
  return [...step.decision!.bits].filter(([, bit]) => (mask & bit) !== 0).map(([value]) => value);
}
