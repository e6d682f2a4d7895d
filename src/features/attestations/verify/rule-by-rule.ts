/**
 * @module A second opinion on a result: every rule whose facts are known is evaluated by json-logic-js, a program that this
 * project did not write. json-logic-js has no unknown, so rules with an open fact are left to the engine.
 */
import jsonLogic from 'json-logic-js';
import { type Evaluated, type Logic, OPERATORS, type Result, type Value, variablesOf } from '../../../engine/index.ts';
import { rowVariable, type Step, versionAt } from '../../../engine/program.ts';

export interface RuleDifference {
  rule: string;
  /** What json-logic-js says. */
  expected: unknown;
  /** What the result says, or the engine. */
  found: unknown;
}

type Data = Record<string, unknown>;

/** @returns the first rule, in the order of evaluation, on which the two disagree, and how many were compared */
export function compareRules(
  evaluated: Evaluated,
  stored: Result,
): { difference: RuleDifference | undefined; compared: number } {
  const reference = new Reference(evaluated);
  const stated = statedValues(stored);
  for (const step of evaluated.plan.steps) {
    const value = reference.valueOf(step);
    if (value === undefined) continue;
    const own = evaluated.state.env[step.index];
    if (!isSame(value, own))
      return { difference: { rule: step.id, expected: value, found: own ?? null }, compared: reference.compared };
    const said = stated.get(step.id);
    if (said !== undefined && said !== value) {
      return { difference: { rule: step.id, expected: value, found: said }, compared: reference.compared };
    }
  }
  return { difference: dutiesAndFindings(evaluated, stored, reference), compared: reference.compared };
}

/** What the stored result itself says of a rule: prohibited acts, rows of the list, the tier. */
function statedValues({ classification }: Result): Map<string, unknown> {
  const stated = new Map<string, unknown>();
  for (const { code, status } of classification.prohibited) {
    stated.set(`prohibited.${code}`, status === 'unknown' ? null : status === 'indicated');
  }
  for (const { row, status } of classification.highRiskRows)
    stated.set(rowVariable(row), status === 'applies' ? true : null);
  stated.set('decision.tier', classification.tier === 'undetermined' ? null : classification.tier);
  return stated;
}

/** Duties say when they apply; findings, when they are made. */
function dutiesAndFindings(
  { content, answerSet }: Evaluated,
  stored: Result,
  reference: Reference,
): RuleDifference | undefined {
  const applies = new Map(stored.obligations.map((entry) => [entry.id, entry.applies]));
  for (const duty of content.obligations) {
    const holds = versionAt([duty], answerSet.asOf) ? reference.apply(duty.when) : undefined;
    if (holds === undefined) continue;
    // Law that cannot be applied yet obliges nobody.
    const expected = holds ? (duty.status === 'dormant' ? 'unknown' : 'yes') : 'no';
    const found = applies.get(duty.id);
    if (found !== expected) return { rule: duty.id, expected, found: found ?? null };
  }
  const made = new Set(stored.findings.map(({ id }) => id));
  for (const finding of content.findings) {
    const holds = versionAt([finding], answerSet.asOf) ? reference.apply(finding.when) : undefined;
    if (holds !== undefined && Boolean(holds) !== made.has(finding.id)) {
      return { rule: finding.id, expected: Boolean(holds), found: made.has(finding.id) };
    }
  }
  return undefined;
}

/** Values known so far, nested the way json-logic-js looks them up: it reads `a.b` as `b` inside `a`. */
class Reference {
  compared = 0;
  private readonly data: Data = {};
  private readonly known = new Set<string>();
  private readonly checked = new WeakSet<object>();

  constructor(private readonly evaluated: Evaluated) {
    this.put('as_of', evaluated.answerSet.asOf);
  }

  /** @returns the value by json-logic-js; `undefined` where it cannot tell, or where there is no rule */
  valueOf(step: Step): Value | undefined {
    const value = this.compute(step);
    // What this program cannot tell is taken over, so that the rules that follow can be looked at.
    const taken = value ?? (this.evaluated.state.env[step.index] as Value | undefined);
    if (taken !== undefined) this.put(step.id, taken);
    return value;
  }

  /** A rule on its own. */
  apply(logic: Logic): unknown {
    if (typeof logic !== 'object') return logic;
    if (!variablesOf(logic).every((id) => this.known.has(id))) return undefined;
    this.allow(logic);
    this.compared += 1;
    return jsonLogic.apply(logic as never, this.data);
  }

  private compute(step: Step): Value | undefined {
    if (step.kind === 'answer') return this.answer(step);
    if (step.decision) {
      if (!step.reads.every((id) => this.known.has(id))) return undefined;
      return step.decision.cases.find(({ when }) => this.apply(when))?.value;
    }
    if (step.kind === 'measure') return undefined;
    const [logic] = step.logic;
    return logic === undefined ? undefined : (this.apply(logic) as Value | undefined);
  }

  /** Branching is a rule, too: it decides whether an answer counts. */
  private answer({ id, question }: Step): Value | undefined {
    const given = this.evaluated.answerSet.answers.get(id);
    const value = given?.state === 'known' ? (given.value as Value) : undefined;
    if (question!.show_if === undefined) return value;
    const isShown = this.apply(question!.show_if);
    if (isShown === undefined) return undefined;
    return isShown ? value : question!.otherwise;
  }

  private put(id: string, value: unknown): void {
    const steps = id.split('.');
    let at = this.data;
    for (const step of steps.slice(0, -1)) {
      const inner = Object.hasOwn(at, step) ? at[step] : undefined;
      at[step] = typeof inner === 'object' && inner !== null ? inner : Object.create(null);
      at = at[step] as Data;
    }
    at[steps.at(-1)!] = value;
    this.known.add(id);
  }

  /** json-logic-js knows operators that our rules must not have, and a bundle may come from anyone. */
  private allow(logic: unknown): void {
    if (typeof logic !== 'object' || logic === null || this.checked.has(logic)) return;
    this.checked.add(logic);
    if (Array.isArray(logic)) {
      logic.forEach((entry) => {
        this.allow(entry);
      });
      return;
    }
    const [operator, ...more] = Object.keys(logic);
    if (more.length > 0 || !(OPERATORS as readonly string[]).includes(operator!)) {
      throw new TypeError(`a rule uses ${Object.keys(logic).join(', ')}`);
    }
    this.allow((logic as Data)[operator!]);
  }
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
