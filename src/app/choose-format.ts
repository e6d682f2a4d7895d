/** @module Which of the forms of an answer a request asks for. */
import { weighted } from './language.ts';
import { Problem } from './problems.ts';

/**
 * `?format=` wins over `Accept`; without either, and for whoever takes anything, it is the first form.
 * @param types media type of each form, in the order of preference
 * @throws Problem 406 when nothing that was asked for exists
 */
export function chooseFormat<F extends string>(
  types: Readonly<Record<F, string>>,
  query: string | undefined,
  accept: string | undefined,
): F {
  const formats = Object.keys(types) as F[];
  if (query !== undefined) {
    const chosen = formats.find((format) => format === query);
    if (chosen) return chosen;
    throw new Problem('not-acceptable');
  }
  if (accept === undefined || accept.trim() === '') return formats[0]!;
  const ranges = weighted(accept);
  let best: F | undefined;
  let bestWeight = 0;
  for (const format of formats) {
    const weight = weightOf(types[format], ranges);
    if (weight > bestWeight) [best, bestWeight] = [format, weight];
  }
  if (!best) throw new Problem('not-acceptable');
  return best;
}

/** Weight of the most specific range that covers the type (RFC 9110, 12.5.1). */
function weightOf(type: string, ranges: { value: string; weight: number }[]): number {
  for (const range of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const found = ranges.find(({ value }) => value === range);
    if (found) return found.weight;
  }
  return 0;
}
