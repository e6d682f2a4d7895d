/**
 * @module The tests of Decree 142, article 19, on what is known of an incident. Three-valued: what nobody knows yet is run
 * through both ways, and a conclusion is drawn only where every way ends the same.
 */
import type { YesNoUnknown } from '../../db/tables-duties.ts';

/** Clause 1, points a to d; whether it can be controlled (clause 3, point a); a mere risk (Law, article 3.8). */
export const CONSEQUENCES = ['lifeOrHealth', 'propertyOrOperation', 'rights', 'servicesOrSecurity'] as const;
export const TEST_KEYS = [...CONSEQUENCES, 'uncontrolled', 'riskOnly', 'otherLaw', 'providerUnreachable'] as const;

export type IncidentTest = Record<(typeof TEST_KEYS)[number], YesNoUnknown>;

/** `72h`: article 19.3.a; `5_working_days`: article 19.3.b; `none`: no serious incident. */
export const LIMITS = ['72h', '5_working_days', 'none'] as const;
export type Limit = (typeof LIMITS)[number];

export interface Judgement {
  /** Is it a serious incident in the sense of the Law, article 3.8? */
  serious: YesNoUnknown;
  /** Has one of the consequences of Decree 142, article 19.1, happened? Only they make its reports due for certain. */
  consequence: YesNoUnknown;
  /** Every time limit for the preliminary report that is still possible; exactly one once it is settled. */
  possibleLimits: Limit[];
  /**
   * The Law counts a mere risk of damage, the Decree lists only consequences that have happened: which time limit such an
   * incident has is a point of law that no answer settles.
   */
  unsettled: boolean;
}

type Known = Record<(typeof CONSEQUENCES)[number] | 'uncontrolled' | 'riskOnly', boolean>;

const KEYS = [...CONSEQUENCES, 'uncontrolled', 'riskOnly'] as const;

export function judgeIncident(test: IncidentTest): Judgement {
  const outcomes = completionsOf(test).map(judgeKnown);
  const limits = new Set(outcomes.flatMap(({ limits: each }) => each));
  const serious = new Set(outcomes.map((outcome) => outcome.serious));
  return {
    serious: serious.size > 1 ? 'unknown' : serious.has(true) ? 'yes' : 'no',
    consequence: anyOf(CONSEQUENCES.map((key) => test[key])),
    possibleLimits: LIMITS.filter((limit) => limits.has(limit)),
    unsettled: outcomes.every((outcome) => outcome.limits.length > 1),
  };
}

const anyOf = (answers: readonly YesNoUnknown[]): YesNoUnknown =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';

function judgeKnown(known: Known): { serious: boolean; limits: Limit[] } {
  const { lifeOrHealth, propertyOrOperation, rights, servicesOrSecurity, uncontrolled, riskOnly } = known;
  if (lifeOrHealth || servicesOrSecurity || (rights && uncontrolled)) return { serious: true, limits: ['72h'] };
  if (propertyOrOperation || rights) return { serious: true, limits: ['5_working_days'] };
  return riskOnly ? { serious: true, limits: ['72h', '5_working_days'] } : { serious: false, limits: ['none'] };
}

/** Every way in which the unknown answers could turn out: at most 64. */
function completionsOf(test: IncidentTest): Known[] {
  return KEYS.reduce<Partial<Known>[]>(
    (ways, key) => {
      const values = test[key] === 'unknown' ? [true, false] : [test[key] === 'yes'];
      return ways.flatMap((way) => values.map((value) => ({ ...way, [key]: value })));
    },
    [{}],
  ) as Known[];
}
