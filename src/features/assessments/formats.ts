/** @module The forms a result can be sent in, and which of them a request asks for. */
import { weighted } from '../../app/language.ts';
import { Problem } from '../../app/problems.ts';

export const MEDIA_TYPES = {
  json: 'application/json',
  html: 'text/html',
  pdf: 'application/pdf',
  text: 'text/plain',
} as const;

export type Format = keyof typeof MEDIA_TYPES;
const FORMATS = Object.keys(MEDIA_TYPES) as Format[];

/**
 * `?format=` wins over `Accept`; without either it is JSON.
 * @throws Problem 406 when nothing that was asked for exists
 */
export function chooseFormat(query: string | undefined, accept: string | undefined): Format {
  if (query !== undefined) {
    const chosen = FORMATS.find((format) => format === query);
    if (chosen) return chosen;
    throw new Problem('not-acceptable');
  }
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = weighted(accept);
  let best: Format | undefined;
  let bestWeight = 0;
  for (const format of FORMATS) {
    const weight = weightOf(MEDIA_TYPES[format], ranges);
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
