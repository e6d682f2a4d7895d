/** @module Which duties exist on the day, whose they are, how they stand and by when they must be fulfilled. */

import { becauseOf, type Evaluated } from './classify.ts';
import type { Obligation, Text } from './content.ts';
import type { WorkCalendar } from './dates.ts';
import { type DeadlineContext, deadlineOf } from './deadlines.ts';
import { type Level, proofOf } from './levels.ts';
import { versionAt } from './program.ts';
import type { Classification, ObligationResult, ObligationStatus } from './result.ts';
import type { Actor } from './vocabulary.ts';

type RoleStatus = Map<Actor, 'yes' | 'no' | 'unknown'>;

/** Every obligation in force on the day, in the order of `rules/obligations`; dormant law is listed as such. */
export function assessObligations(
  evaluated: Evaluated,
  classification: Classification,
  calendar: WorkCalendar,
): ObligationResult[] {
  const { content, answerSet, plan, state } = evaluated;
  const roles: RoleStatus = new Map(classification.roles.map(({ actor, status }) => [actor, status]));
  const known = (id: string) => {
    const step = plan.stepOf.get(id);
    return step ? (state.env[step.index] as string | undefined) : undefined;
  };
  const meanwhileOf = new Map(
    content.decisions.map(({ id, values }) => [
      id,
      new Map(values.flatMap((v) => (v.meanwhile ? [[v.id, v.meanwhile] as [string, Text]] : []))),
    ]),
  );
  const context: DeadlineContext = {
    asOf: answerSet.asOf,
    calendar,
    goLive: known('operation.go-live'),
    transitions: new Map(
      classification.transitions.map((entry) => [entry.id, { ...entry, meanwhile: meanwhileOf.get(entry.id)! }]),
    ),
    answer: known,
  };
  return content.obligations
    .filter((obligation) => versionAt([obligation], answerSet.asOf))
    .map((obligation) => assessObligation(obligation, evaluated, roles, context));
}

function assessObligation(
  obligation: Obligation,
  evaluated: Evaluated,
  roles: RoleStatus,
  context: DeadlineContext,
): ObligationResult {
  const { explainer, plan } = evaluated;
  const holds = explainer.value(obligation.when) as boolean | undefined;
  // Law that is announced but cannot be applied yet obliges nobody today.
  const applies = holds === false ? 'no' : holds && obligation.status !== 'dormant' ? 'yes' : 'unknown';
  const support = explainer.of(obligation.when);
  const deadline = deadlineOf(obligation, context);
  const party = partyOf(obligation.actors, roles);
  const { proof, together } = proofOf(evaluated, applies === 'no' ? [] : (obligation.assessed_by?.questions ?? []));
  const status = statusOf(obligation, applies, party, together, evaluated);
  return {
    id: obligation.id,
    title: obligation.title,
    duty: applies === 'no' ? null : obligation.duty,
    kind: obligation.kind,
    actors: obligation.actors,
    party,
    applies,
    status,
    basis: evaluated.inForce(obligation.basis),
    deadline:
      applies === 'no'
        ? { ...deadline, date: null, state: 'none', possibleDates: [], grace: null, notes: [] }
        : deadline,
    evidence: applies === 'no' ? null : obligation.evidence,
    sanctions: obligation.sanctions,
    coverage: obligation.status,
    confidence: obligation.confidence,
    note: applies === 'no' ? null : (obligation.note ?? null),
    reasons: becauseOf(evaluated, support),
    unsettled: applies === 'unknown' ? [...support].filter((id) => plan.stepOf.get(id)?.kind === 'parameter') : [],
    proof,
    remedy: status === 'met' || status === 'not_applicable' ? null : (obligation.remedy ?? null),
  };
}

function partyOf(actors: Actor[], roles: RoleStatus): ObligationResult['party'] {
  const statuses = actors.map((actor) => roles.get(actor) ?? 'unknown');
  if (statuses.includes('yes')) return 'own';
  return statuses.includes('unknown') ? 'unknown' : 'other';
}

/**
 * Nothing is met because nothing was asked: without evidence rules, or with open ones, the status stays unknown. The same
 * holds where the organisation calls every proof of a duty that applies "not applicable": that is for a person to judge.
 */
function statusOf(
  { assessed_by: rules }: Obligation,
  applies: ObligationResult['applies'],
  party: ObligationResult['party'],
  together: Level,
  { explainer }: Evaluated,
): ObligationStatus {
  if (applies === 'no') return 'not_applicable';
  // What this organisation answers says nothing about what another party did.
  if (applies === 'unknown' || party === 'other' || !rules) return 'unknown';
  for (const status of ['not_met', 'partly_met', 'met'] as const) {
    const rule = rules[status];
    if (rule !== undefined && explainer.value(rule) === true) return status;
  }
  return together === 'not_applicable' ? 'unknown' : together;
}
