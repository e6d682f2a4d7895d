/**
 * @module Who bears it (W4): the same mathematics as for fairness, on being affected for the worse, so that a high rate is the
 * harm. Occupations are the strata: a gap that only reflects who works where shows apart from one inside the occupations.
 */
import { assessFairness, type FairnessReport, readCounts } from '../fairness/index.ts';
import type { GroupCount, OccupationInput } from './input.ts';

export interface Distribution {
  report: FairnessReport | null;
  reason?: 'no_groups';
}

/** Name of the bucket for people whose group the file does not give; fairness counts and shows it, but never compares it. */
const UNKNOWN = 'unknown';

export function distributionOf(occupations: readonly OccupationInput[]): Distribution {
  const names = [...new Set(occupations.flatMap(({ groups }) => Object.keys(groups)))].sort();
  const attributes = names.flatMap((name) => {
    const strata = strataOf(occupations, name);
    return Object.keys(strata).length > 0 ? [[name, { strata }] as const] : [];
  });
  if (attributes.length === 0) return { report: null, reason: 'no_groups' };
  const read = readCounts({ attributes: Object.fromEntries(attributes) });
  // The file was checked when it was read; counts that do not fit would be a fault of this module.
  if ('issues' in read) throw new RangeError(JSON.stringify(read.issues));
  return { report: assessFairness(read.dataset, 'punitive') };
}

type Strata = Record<string, Record<string, { selected: number; total: number }>>;

/** Occupations with the same code are one stratum, so that splitting one in two changes nothing. */
function strataOf(occupations: readonly OccupationInput[], attribute: string): Strata {
  const strata = new Map<string, Map<string, GroupCount>>();
  const add = (code: string, name: string, { affected, total }: GroupCount): void => {
    const groups = strata.get(code) ?? new Map<string, GroupCount>();
    strata.set(code, groups);
    const sum = groups.get(name) ?? { affected: 0, total: 0 };
    groups.set(name, { affected: sum.affected + affected, total: sum.total + total });
  };
  for (const { code, headcount, groups } of occupations) {
    const given = Object.entries(groups[attribute] ?? {});
    for (const [name, count] of given) add(code, name.trim().normalize('NFC'), count);
    const rest = headcount - given.reduce((sum, [, { total }]) => sum + total, 0);
    if (rest > 0) add(code, UNKNOWN, { affected: 0, total: rest });
  }
  const byCode = [...strata].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byCode.map(([code, groups]) => [
      code,
      Object.fromEntries(
        [...groups]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, { affected, total }]) => [name, { selected: affected, total }]),
      ),
    ]),
  );
}
