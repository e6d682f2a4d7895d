/**
 * @module Why a value is what it is. The support of a conclusion is a set of answers and parameters that is enough to
 * carry it; the support of an unknown is every open answer and unsettled parameter that could still decide it.
 */
import type { Logic } from './content.ts';
import { decisionTest, operation, type Tri } from './logic.ts';
import type { Plan, State, Step } from './program.ts';

/** Ids of questions and parameters, in the order in which the rules read them. */
export type Support = ReadonlySet<string>;

const NOTHING: Support = new Set();

/** Explains values of one evaluated answer set; remembers what it has explained. */
export class Explainer {
  private readonly known = new Map<string, Support>();

  constructor(
    private readonly plan: Plan,
    private readonly state: State,
  ) {}

  /** Current value of a rule. */
  value(logic: Logic): Tri {
    if (typeof logic !== 'object' || Array.isArray(logic)) return logic as Tri;
    return this.plan.compile(logic)(this.state.env);
  }

  /** Support of a variable's current value. */
  ofVariable(id: string): Support {
    const cached = this.known.get(id);
    if (cached) return cached;
    this.known.set(id, NOTHING);
    const step = this.plan.stepOf.get(id);
    const support = step ? this.ofStep(step) : id === 'as_of' ? NOTHING : new Set([id]);
    this.known.set(id, support);
    return support;
  }

  private ofStep(step: Step): Support {
    if (step.kind === 'parameter') return new Set([step.id]);
    if (step.kind === 'answer') return this.ofAnswer(step);
    if (step.kind === 'measure') return this.ofVariable(step.askedBy!);
    if (step.decision) return this.ofDecision(step, this.state.env[step.index] !== undefined);
    return step.logic[0] === undefined ? NOTHING : this.of(step.logic[0]);
  }

  private ofAnswer(step: Step): Support {
    const { show_if: showIf } = step.question!;
    const shown = this.state.shown[step.index];
    if (shown === true) return new Set([step.id]);
    if (shown === false) return this.of(showIf!);
    if (this.state.env[step.index] !== undefined) return new Set([step.id]);
    const unanswered = this.state.raw[step.index] === undefined;
    return union([this.of(showIf!), unanswered ? new Set([step.id]) : NOTHING]);
  }

  /**
   * A decided case needs what made it true and what ruled out the cases above it; an open decision needs whatever
   * leaves a case open. A case `when: true` adds nothing of its own.
   */
  private ofDecision(step: Step, settled: boolean): Support {
    const parts: Support[] = [];
    for (const entry of step.decision!.cases) {
      const holds = this.value(entry.when);
      if ((holds !== undefined) === settled) parts.push(this.of(entry.when));
      if (holds === true) break;
    }
    return union(parts);
  }

  /** Support of a rule's current value. */
  of(logic: Logic): Support {
    const node = operation(logic);
    if (!node) return NOTHING;
    const { op, args } = node;
    if (op === 'var') return this.ofVariable(args[0] as string);
    const test = decisionTest(logic, (id) => this.plan.stepOf.get(id)?.kind === 'decision');
    const value = this.value(logic);
    if (test) return this.ofDecision(this.plan.stepOf.get(test.id)!, value !== undefined);
    if (op === 'and' || op === 'or') return this.ofConnective(args, value, op === 'or');
    if (op === 'if') return this.ofIf(args, value);
    const relevant = value === undefined ? args.filter((arg) => this.value(arg) === undefined) : args;
    return union(relevant.map((arg) => this.of(arg)));
  }

  private ofConnective(args: readonly Logic[], value: Tri, decisive: boolean): Support {
    if (value === decisive) return this.of(args.find((arg) => this.value(arg) === decisive)!);
    if (value === undefined) {
      return union(args.filter((arg) => this.value(arg) === undefined).map((arg) => this.of(arg)));
    }
    return union(args.map((arg) => this.of(arg)));
  }

  private ofIf(args: readonly Logic[], value: Tri): Support {
    const [condition, chosen, ...others] = args as [Logic, Logic, ...Logic[]];
    const rest = others.length === 1 ? others[0]! : { if: others };
    const test = this.value(condition);
    if (test === true) return union([this.of(condition), this.of(chosen)]);
    if (test === false) return union([this.of(condition), this.of(rest)]);
    const branches =
      value === undefined ? [chosen, rest].filter((branch) => this.value(branch) === undefined) : [chosen, rest];
    const [ofCondition, ofBranches] = [this.of(condition), branches.map((branch) => this.of(branch))];
    // No answer settles the condition, nor one of the branches: then no answer to the other branch matters either.
    if (this.isLawOnly(ofCondition)) {
      const fixed = ofBranches.filter((support) => this.isLawOnly(support));
      if (value === undefined && fixed.length > 0) return union([ofCondition, ...fixed]);
    }
    return union([ofCondition, ...ofBranches]);
  }

  /** Is everything that is open here an unsettled point of law? */
  private isLawOnly(support: Support): boolean {
    return support.size > 0 && [...support].every((id) => this.plan.stepOf.get(id)?.kind === 'parameter');
  }
}

function union(parts: Support[]): Support {
  if (parts.length === 0) return NOTHING;
  if (parts.length === 1) return parts[0]!;
  const all = new Set<string>();
  for (const part of parts) for (const id of part) all.add(id);
  return all;
}
