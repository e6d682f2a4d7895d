import type { LawIndex, Text } from '../../engine/index.ts';

/** Every basis of a list, cited in words, in the order of the ids. */
export function citationsOf(law: LawIndex, list: readonly { basis: readonly string[] }[]): Record<string, Text> {
  const ids = [...new Set(list.flatMap(({ basis }) => basis))].sort();
  return Object.fromEntries(ids.map((id) => [id, law.cite(id)]));
}
