/** @module What becomes of the people: counts, the trigger of the labour-usage plan, retraining, new roles, severity inputs. */
import type { LocalOptions, Outcome, WorkforceInput } from './input.ts';

/** A number of people: those named so far, and whether that is all. */
export interface Count {
  known: number;
  complete: boolean;
}

export type YesNoUnknown = 'yes' | 'no' | 'unknown';

/** Outcomes that change someone's job (Labour Code article 42(3)); staying as one is does not. */
const AFFECTED = ['retrained', 'moved', 'part_time', 'retired', 'ended'] as const satisfies readonly Outcome[];

/**
 * The Labour Code gives no number for "many workers" (article 42(3)). Two is our prudent choice, for legal review; the report
 * says so.
 */
export const MANY_FROM = 2;

export interface People {
  headcount: number;
  outcomes: Record<Outcome, Count>;
  /** People whose job changes or ends. */
  affected: Count;
  /** Whether a labour-usage plan should be made (articles 42(3), 44). */
  planTrigger: YesNoUnknown;
  /** Whether someone's contract ends for this reason, which asks for consultation and 30 days' notice (article 42(6)). */
  dismissals: YesNoUnknown;
  retraining: Retraining;
  newRoles: { total: number | null; forAffected: number | null; net: number | null };
}

export interface Retraining {
  offered: number | null;
  completed: number | null;
  budget: number | null;
  /** Share of the affected people who were offered retraining, 0–1. */
  coverage: number | null;
  /** Of those offered, the share that finished, 0–1. */
  completion: number | null;
  /** Affected people not yet offered any. */
  gap: number | null;
}

/** An occupation in which the system is not used, and for which nothing is planned, has no one affected. */
function countOf({ occupations }: WorkforceInput, outcomes: readonly Outcome[]): Count {
  let known = 0;
  let complete = true;
  for (const { planned, coverage } of occupations) {
    for (const outcome of outcomes) {
      const count = planned?.counts[outcome] ?? null;
      known += count ?? 0;
      if (count === null && !(planned === null && coverage === 0)) complete = false;
    }
  }
  return { known, complete };
}

const reaches = ({ known, complete }: Count, number: number): YesNoUnknown =>
  known >= number ? 'yes' : complete ? 'no' : 'unknown';

export function peopleOf(input: WorkforceInput): People {
  const headcount = input.occupations.reduce((sum, occupation) => sum + occupation.headcount, 0);
  const outcomes = Object.fromEntries(
    (['kept', ...AFFECTED] as const).map((outcome) => [outcome, countOf(input, [outcome])]),
  ) as Record<Outcome, Count>;
  const affected = countOf(input, AFFECTED);
  // Fewer people than the mark in all the occupations that the system touches: it cannot be reached.
  const reach = input.occupations
    .filter(({ coverage, planned }) => coverage !== 0 || planned !== null)
    .reduce((sum, occupation) => sum + occupation.headcount, 0);
  const planTrigger = reaches(affected, MANY_FROM);
  return {
    headcount,
    outcomes,
    affected,
    planTrigger: planTrigger === 'unknown' && reach < MANY_FROM ? 'no' : planTrigger,
    dismissals: reaches(outcomes.ended, 1),
    retraining: retrainingOf(input, affected),
    newRoles: newRolesOf(input, outcomes.ended),
  };
}

function retrainingOf({ retraining }: WorkforceInput, affected: Count): Retraining {
  const { offered, completed, budget } =
    retraining === 'none'
      ? { offered: 0, completed: 0, budget: 0 }
      : (retraining ?? { offered: null, completed: null, budget: null });
  const known = offered !== null && affected.complete;
  return {
    offered,
    completed,
    budget,
    coverage: known && affected.known > 0 ? Math.min(1, offered / affected.known) : null,
    completion: offered !== null && completed !== null && offered > 0 ? completed / offered : null,
    gap: known ? Math.max(0, affected.known - offered) : null,
  };
}

function newRolesOf({ newRoles }: WorkforceInput, ended: Count): People['newRoles'] {
  if (newRoles === null) return { total: null, forAffected: null, net: null };
  const total = newRoles.reduce((sum, { count }) => sum + count, 0);
  const forAffected = newRoles.every((role) => role.forAffected !== null)
    ? newRoles.reduce((sum, role) => sum + role.forAffected!, 0)
    : null;
  return { total, forAffected, net: ended.complete ? total - ended.known : null };
}

/** Inputs of the severity of W1, 0–1 each, `null` where not known (methods 2.5; the scales marked "ours" are judgements). */
export interface Severity {
  /** Planned dismissals ÷ headcount. */
  scale: number | null;
  /** log₁₀(1 + people affected) ÷ log₁₀(1 + 10,000), at most 1: ours. */
  scope: number | null;
  /** Local options: many 0, some 0.5, few 1: ours. */
  irremediability: number | null;
  /** Affected people who would find it hardest to find other work ÷ affected people. */
  vulnerability: number | null;
}

const IRREMEDIABILITY: Record<LocalOptions, number | null> = { many: 0, some: 0.5, few: 1, unknown: null };
const SCOPE_FULL = 10_000;

export function severityOf(input: WorkforceInput, { headcount, outcomes, affected }: People): Severity {
  const { vulnerableAffected } = input;
  const share = affected.complete && affected.known > 0 && vulnerableAffected !== null;
  return {
    scale: outcomes.ended.complete ? outcomes.ended.known / headcount : null,
    scope: affected.complete ? Math.min(1, Math.log10(1 + affected.known) / Math.log10(1 + SCOPE_FULL)) : null,
    irremediability: IRREMEDIABILITY[input.localOptions],
    vulnerability: share ? Math.min(1, vulnerableAffected / affected.known) : null,
  };
}
