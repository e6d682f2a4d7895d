/** @module Checks the groups of all occupations together, where each occupation alone looks right. */
import type { Fields } from './fields.ts';
import { FIXES } from './fixes.ts';
import type { OccupationInput } from './input.ts';

/** Attributes of the whole file; people are compared by a handful. */
const ATTRIBUTES_MAX = 20;
/** Groups of one attribute in the whole file: all provinces and more. */
const GROUPS_MAX = 1_000;

/** @param occupations those that could be read */
export function checkGroups(fields: Fields, occupations: readonly (OccupationInput | undefined)[]): void {
  const names = new Map<string, Set<string>>();
  for (const occupation of occupations) {
    for (const [attribute, groups] of Object.entries(occupation?.groups ?? {})) {
      const seen = names.get(attribute) ?? new Set();
      names.set(attribute, seen);
      for (const name of Object.keys(groups)) seen.add(name);
    }
  }
  const tooMany = (what: { vi: string; en: string }, most: number): void => {
    fields.note('/occupations', `Nhiều hơn ${most} ${what.vi}.`, `More than ${most} ${what.en}.`, FIXES.fewer);
  };
  if (names.size > ATTRIBUTES_MAX) tooMany({ vi: 'thuộc tính', en: 'attributes' }, ATTRIBUTES_MAX);
  else if ([...names.values()].some(({ size }) => size > GROUPS_MAX)) {
    tooMany({ vi: 'nhóm trong một thuộc tính', en: 'groups of one attribute' }, GROUPS_MAX);
  }
}
