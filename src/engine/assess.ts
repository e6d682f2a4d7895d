/** @module One answer set and one day in, one result out. Pure: same input, same bytes. */
import { type AnswerSet, questionsById } from './answers.ts';
import { LawIndex } from './cite.ts';
import { classify, type Evaluated } from './classify.ts';
import type { Content, PlainDate, Questionnaire, Value } from './content.ts';
import { addDays, WorkCalendar } from './dates.ts';
import { Retrial, rankDeciders, smallestChanges } from './deciders.ts';
import { Explainer } from './explain.ts';
import { assessFindings } from './findings.ts';
import { assessFrameworks } from './frameworks.ts';
import { assessObligations } from './obligations.ts';
import { listOpenQuestions } from './open-questions.ts';
import { boundaryDates, buildPlan, evaluate, type Plan } from './program.ts';
import type { Result, Source } from './result.ts';
import { assessRisks } from './risks.ts';
import { smallestTierSets } from './tier-sets.ts';
import { traceOf } from './trace.ts';

export const ENGINE_VERSION = '1.0.0';

interface PreparedPlan {
  plan: Plan;
  retrial: Retrial;
  /** Articles in force during the stretch, by the list of the content they come from. */
  inForce: (basis: string[]) => string[];
}

/** Content made ready for assessing: plans per stretch of law, calendar, citations. Holds no answers. */
export class Engine {
  readonly law: LawIndex;
  readonly calendar: WorkCalendar;
  /** Every date on which some rule starts, or has just ended. */
  readonly boundaries: readonly PlainDate[];
  private readonly plans = new Map<string, PreparedPlan>();

  constructor(readonly content: Content) {
    this.law = new LawIndex(content);
    this.calendar = new WorkCalendar(content.holidays);
    this.boundaries = boundaryDates(content, (date) => addDays(date, 1));
  }

  /** Rules in force on a day, compiled; days between two boundary dates share a plan. */
  planFor(questionnaires: Questionnaire[], asOf: PlainDate): PreparedPlan {
    const since = this.boundaries.findLast((date) => date <= asOf) ?? '';
    const key = [since, ...questionnaires.map(({ id, version }) => `${id}@${version}`)].join(' ');
    let prepared = this.plans.get(key);
    if (!prepared) {
      const plan = buildPlan(this.content, questionnaires, asOf);
      prepared = {
        plan,
        retrial: new Retrial(plan, plan.stepOf.get('decision.tier')!),
        inForce: remember((basis) => this.law.inForce(basis, asOf)),
      };
      this.plans.set(key, prepared);
    }
    return prepared;
  }

  /** Evaluates all rules on one answer set. */
  evaluate(answerSet: AnswerSet): Evaluated {
    const { plan, retrial, inForce } = this.planFor(answerSet.questionnaires, answerSet.asOf);
    const state = evaluate(plan, knownValues(answerSet), answerSet.asOf);
    const explainer = new Explainer(plan, state);
    return {
      content: this.content,
      answerSet,
      plan,
      state,
      explainer,
      retrial,
      inForce,
    };
  }

  /**
   * @param answerSet checked answers (see `readAnswerSet`)
   * @param answersHash SHA-256 of the canonical answer set, made by the caller (the engine has no hash function)
   * @param options.trace adds every evaluated rule with its value and what it read
   * @param options.deep adds the smallest sets of changes that settle or lower the tier or lower a risk level, and the
   *   sensitivity analysis
   */
  assess(answerSet: AnswerSet, answersHash: string, options: { trace?: boolean; deep?: boolean } = {}): Result {
    const evaluated = this.evaluate(answerSet);
    const { plan, state, explainer, retrial } = evaluated;
    const tier = plan.stepOf.get('decision.tier')!;
    const deciders = rankDeciders(plan, state, explainer, tier, retrial);
    const classification = classify(evaluated, deciders);
    const obligations = assessObligations(evaluated, classification, this.calendar);
    const ethicsFramework = assessFrameworks(evaluated);
    const findings = assessFindings(evaluated, obligations, ethicsFramework);
    const result: Result = {
      schema: 'luongtri.result/1',
      asOf: answerSet.asOf,
      engine: { version: ENGINE_VERSION },
      content: {
        questionnaires: answerSet.questionnaires.map(({ id, version }) => ({
          id,
          version,
          hash: this.content.hashes.questionnaires[`${id}@${version}`]!,
        })),
        rules: { hash: this.content.hashes.rules },
      },
      answersHash,
      system: answerSet.system,
      classification,
      obligations,
      risks: assessRisks(evaluated, { deep: options.deep === true }),
      ethicsFramework,
      measurements: answerSet.measurements.map(({ report: _, ...measurement }) => measurement),
      findings,
      actions: smallestChanges(plan, state, tier, deciders, retrial),
      tierChanges: options.deep ? smallestTierSets(plan, state, tier, deciders) : null,
      onHold: heldAnswers(evaluated),
      open: listOpenQuestions(evaluated, classification, obligations, ethicsFramework),
      citations: {},
      sources: [],
    };
    this.cite(result);
    if (options.trace) result.trace = traceOf(evaluated);
    return result;
  }

  /** Fills `citations` and `sources` with what the result refers to, in the order of the instruments. */
  private cite(result: Result): void {
    const used = new Set(basisLists(result).flat());
    for (const id of [...used].sort()) result.citations[id] = this.law.cite(id);
    // A law whose duties do not apply here is cited beside them, but is no source of the conclusions.
    const obligations = result.obligations.filter(({ applies }) => applies !== 'no');
    const relied = basisLists({ ...result, obligations }).flat();
    const instruments = new Set(relied.map((id) => id.slice(0, id.indexOf(':'))));
    result.sources = this.content.instruments
      .filter(({ id }) => instruments.has(id))
      .map(
        (entry): Source => ({
          id: entry.id,
          number: entry.number,
          title: entry.title,
          href: entry.href,
          inForceFrom: entry.in_force_from,
          checkedOn: entry.checked_on,
          confidence: entry.confidence,
        }),
      );
  }
}

/** Computes once per list: lists of the content are never changed. */
function remember(compute: (basis: string[]) => string[]): (basis: string[]) => string[] {
  const known = new WeakMap<string[], string[]>();
  return (basis) => {
    const before = known.get(basis);
    if (before) return before;
    const value = compute(basis);
    known.set(basis, value);
    return value;
  };
}

/** Every list of articles that stands in a result. */
function basisLists({ classification, obligations, findings, ethicsFramework, risks }: Result): string[][] {
  const { prohibited, highRiskRows, reasons, unsettled, transitions } = classification;
  return [
    ...[...prohibited, ...highRiskRows, ...reasons, ...unsettled, ...findings].map(({ basis }) => basis),
    ...transitions.flatMap(({ possible }) => possible.map(({ basis }) => basis)),
    ...[risks.fairness, risks.workforce].flatMap((risk) => (risk ? risk.gates.map(({ basis }) => basis) : [])),
    ...Object.values(ethicsFramework).flatMap((entries: { basis: string[] }[]) => entries.map(({ basis }) => basis)),
    ...obligations.flatMap(({ basis, deadline }) => (deadline.grace ? [basis, deadline.grace.basis] : [basis])),
  ];
}

/** In the order of the questionnaires. */
function heldAnswers({ plan, state, answerSet: { answers } }: Evaluated): Result['onHold'] {
  return plan.steps
    .filter(
      ({ id, index, kind }) =>
        kind === 'answer' && state.shown[index] !== true && (answers.get(id)?.state ?? 'unknown') !== 'unknown',
    )
    .map(({ id, index }) => ({ questionId: id, state: state.shown[index] === false ? 'hidden' : 'open' }));
}

function knownValues({ answers, measurements }: AnswerSet): Map<string, Value> {
  const known = new Map<string, Value>(measurements.flatMap(({ values }) => Object.entries(values)));
  for (const [id, answer] of answers) if (answer.state === 'known') known.set(id, answer.value!);
  return known;
}

/**
 * The canonical form of an answer set, for hashing: date, versions, system and answers by question id, sorted.
 * Every statement of the answer set is in it, notes and evidence included.
 */
export function canonicalAnswers({
  asOf,
  questionnaires,
  system,
  answers,
  datasets,
  earlierAnswers,
}: AnswerSet): object {
  const order = [...questionsById(questionnaires).keys()].filter((id) => answers.has(id)).sort();
  return {
    asOf,
    questionnaires: questionnaires.map(({ id, version }) => `${id}@${version}`).sort(),
    system,
    answers: Object.fromEntries(order.map((id) => [id, answers.get(id)!])),
    ...(datasets.length > 0 && { datasets }),
    ...(Object.keys(earlierAnswers).length > 0 && { earlierAnswers }),
  };
}
