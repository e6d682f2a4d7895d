/** @module From evaluated rules to the `classification` part of the result. */
import type { AnswerSet } from './answers.ts';
import type { Content, Logic, Text, Value } from './content.ts';
import type { Retrial } from './deciders.ts';
import type { Explainer, Support } from './explain.ts';
import { type Plan, possibleValues, rowVariable, type State, type Step, versionAt } from './program.ts';
import type {
  Because,
  Classification,
  ProhibitedResult,
  Reason,
  RowResult,
  TransitionResult,
  UnsettledPoint,
} from './result.ts';
import { TIERS, type Tier } from './vocabulary.ts';

/** One answer set, evaluated; what the parts of the result are written from. */
export interface Evaluated {
  content: Content;
  answerSet: AnswerSet;
  plan: Plan;
  state: State;
  explainer: Explainer;
  retrial: Retrial;
  /** Leaves out articles of texts that are not in force on the day, unless nothing else would carry the statement. */
  inForce: (basis: string[]) => string[];
}

/** Ids the engine asks the rules for. Everything else in `rules/` is free to grow. */
const TIER = 'decision.tier';
const SCOPE = 'decision.scope';
const LAW_APPLIES = 'fact.law-applies';
const IMPACT_ASSESSMENT = 'fact.impact-assessment-required';
const TRANSITION_PREFIX = 'decision.transition-';

/** Rule ids that content must define; checked by the content loader. */
export const REQUIRED_RULES = [TIER, SCOPE, LAW_APPLIES, IMPACT_ASSESSMENT, 'operation.go-live'] as const;

/**
 * The answers of a support, as they count in the rules; parameters are reported as unsettled points instead.
 * Open questions that branching may still hide are left out where an open question above them can be asked first:
 * an empty answer set would otherwise name every question of the list under every duty.
 */
export function becauseOf({ plan, state }: Evaluated, support: Support): Because[] {
  const entries = [...support].flatMap((id) => {
    const step = plan.stepOf.get(id);
    if (step?.kind !== 'answer') return [];
    const value = (state.env[step.index] as Value | undefined) ?? null;
    return [{ questionId: id, value, later: value === null && state.shown[step.index] !== true }];
  });
  const askable = entries.some(({ value, later }) => value === null && !later);
  return entries.filter(({ later }) => !(later && askable)).map(({ questionId, value }) => ({ questionId, value }));
}

const currentValue = ({ plan, state }: Evaluated, id: string): Value | undefined => {
  const step = plan.stepOf.get(id);
  return step ? (state.env[step.index] as Value | undefined) : undefined;
};

export function classify(evaluated: Evaluated, deciders: string[]): Classification {
  const { plan, state, content } = evaluated;
  const tierStep = plan.stepOf.get(TIER)!;
  const possible = possibleValues(tierStep, state) as Tier[];
  const possibleTiers = TIERS.filter((tier) => possible.includes(tier));
  const rows = matchRows(evaluated);
  const transitions = content.decisions
    .filter(({ id }) => id.startsWith(TRANSITION_PREFIX))
    .map(({ id }) => transitionOf(evaluated, id));
  const impact = currentValue(evaluated, IMPACT_ASSESSMENT);
  return {
    inScope: (currentValue(evaluated, LAW_APPLIES) as boolean | undefined) ?? null,
    tier: possibleTiers.length === 1 ? possibleTiers[0]! : 'undetermined',
    possibleTiers,
    prohibited: content.prohibited.map((test) => prohibitedResult(evaluated, test)),
    highRiskRow: rows.find(({ status }) => status === 'applies')?.row ?? null,
    highRiskRows: rows,
    conformityRoute: routeOf(possibleTiers, rows),
    impactAssessment: impact === undefined ? 'unknown' : impact ? 'required' : 'not_required',
    roles: content.actors.map(({ id, title, fact }) => {
      const value = currentValue(evaluated, fact);
      return { actor: id, title, status: value === undefined ? 'unknown' : value ? 'yes' : 'no' };
    }),
    transitions,
    unsettled: unsettledPoints(evaluated, [TIER, IMPACT_ASSESSMENT, ...transitions.map(({ id }) => id)]),
    reasons: [...decisionReasons(evaluated, SCOPE), ...decisionReasons(evaluated, TIER)],
    deciders,
  };
}

function prohibitedResult(evaluated: Evaluated, test: Content['prohibited'][number]): ProhibitedResult {
  const id = `prohibited.${test.code}`;
  const value = currentValue(evaluated, id);
  return {
    code: test.code,
    title: test.title,
    kind: test.kind,
    status: value === undefined ? 'unknown' : value ? 'indicated' : 'not_indicated',
    basis: evaluated.inForce(test.basis),
    because: becauseOf(evaluated, evaluated.explainer.ofVariable(id)),
  };
}

function matchRows(evaluated: Evaluated): RowResult[] {
  return evaluated.content.highRisk.flatMap((row) => {
    const id = rowVariable(row.id);
    const value = currentValue(evaluated, id);
    if (value === false) return [];
    return [
      {
        row: row.id,
        title: row.title,
        status: value === true ? ('applies' as const) : ('possible' as const),
        basis: evaluated.inForce(row.basis),
        route: row.route.value,
        routeConfidence: row.route.confidence,
        routeSource: row.route.source,
        pdfPage: row.pdf_page,
        note: row.note ?? null,
        because: becauseOf(evaluated, evaluated.explainer.ofVariable(id)),
      },
    ];
  });
}

/** One row that needs a certification body settles the matter; otherwise an unread column keeps it unknown. */
function routeOf(possibleTiers: Tier[], rows: RowResult[]): Classification['conformityRoute'] {
  if (!possibleTiers.includes('high')) return 'not_applicable';
  const applying = rows.filter(({ status }) => status === 'applies');
  if (applying.some(({ route }) => route === 'certification_body')) return 'certification_body';
  const settled = applying.length > 0 && rows.length === applying.length;
  return settled && applying.every(({ route }) => route === 'self_or_body') ? 'self_or_body' : 'unknown';
}

function transitionOf({ plan, state, inForce }: Evaluated, id: string): TransitionResult {
  const step = plan.stepOf.get(id)!;
  const { definition, cases } = step.decision!;
  const possible = cases.length === 0 ? [] : possibleValues(step, state);
  return {
    id,
    title: definition.title,
    value: possible.length === 1 ? possible[0]! : null,
    possible: definition.values
      .filter((value) => possible.includes(value.id))
      .map((value) => ({
        value: value.id,
        title: value.title,
        comply_before: value.date ?? null,
        basis: inForce(value.basis),
      })),
  };
}

/** Unsettled parameters that keep one of the given conclusions open. */
function unsettledPoints(
  { plan, state, explainer, content, inForce, answerSet }: Evaluated,
  ids: string[],
): UnsettledPoint[] {
  const open = new Set<string>();
  for (const id of ids) {
    const step = plan.stepOf.get(id)!;
    if (state.env[step.index] !== undefined) continue;
    for (const leaf of explainer.ofVariable(id)) if (plan.stepOf.get(leaf)?.kind === 'parameter') open.add(leaf);
  }
  return content.parameters
    .filter(({ id }) => open.has(id))
    .map(({ id, title, open_point, values }) => ({
      id,
      title,
      text: open_point ?? title,
      basis: inForce((versionAt(values, answerSet.asOf) ?? values[0]!).basis),
    }));
}

/**
 * Each case of a decision that was reached and is true or still open, with what carried it. While the decision is open no
 * case is stated as a fact: the text says that its value is still possible.
 */
function decisionReasons(evaluated: Evaluated, id: string): Reason[] {
  const { plan, explainer } = evaluated;
  const { decision } = plan.stepOf.get(id)! as Step & { decision: NonNullable<Step['decision']> };
  const settled = currentValue(evaluated, id) !== undefined;
  const reasons: Reason[] = [];
  for (const entry of decision.cases) {
    const holds = explainer.value(entry.when);
    if (holds === false) continue;
    const title = decision.definition.values.find((value) => value.id === entry.value)!.title;
    reasons.push({
      rule: `${id}:${entry.value}`,
      status: settled ? 'holds' : 'open',
      text: settled ? (entry.reason ?? title) : { vi: `Còn có thể: ${title.vi}`, en: `Still possible: ${title.en}` },
      basis: evaluated.inForce(entry.basis),
      because: becauseOf(evaluated, supportOfCase(evaluated, decision.cases, entry)),
    });
    if (holds === true) break;
  }
  return reasons;
}

/** The last case is true because everything above it is false: then those answers are the reason. */
function supportOfCase(
  { explainer }: Evaluated,
  cases: { when: Logic; reason?: Text }[],
  entry: { when: Logic },
): Support {
  if (entry.when !== true) return explainer.of(entry.when);
  const all = new Set<string>();
  for (const earlier of cases) {
    if (earlier === entry) break;
    if (explainer.value(earlier.when) === false) for (const id of explainer.of(earlier.when)) all.add(id);
  }
  return all;
}
