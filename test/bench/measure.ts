/** @module Timing in one run, on one machine: only ratios between things measured side by side mean anything. */

export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the value is held against, e.g. `≥ 20`. */
  budget: string;
  ok: boolean;
}

/** A ratio held against a bound, as one line of the report. */
export function measurement(
  name: string,
  value: number,
  unit: string,
  bound: { atLeast?: number; atMost?: number },
): Measurement {
  const rounded = Number(value.toPrecision(4));
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = bound;
  return {
    name,
    value: rounded,
    unit,
    budget: bound.atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`,
    ok: value >= atLeast && value <= atMost,
  };
}

/** Information without a bound. */
export const observation = (name: string, value: number, unit: string): Measurement => ({
  name,
  value: Number(value.toPrecision(4)),
  unit,
  budget: '–',
  ok: true,
});

/** Median time of one call in milliseconds, over `rounds` rounds of `calls` calls after a warm-up. */
export function medianMs(run: () => unknown, calls: number, rounds = 9): number {
  for (let i = 0; i < calls; i += 1) run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    for (let i = 0; i < calls; i += 1) run();
    times.push((performance.now() - start) / calls);
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!;
}

/** As `medianMs`, for one asynchronous call after the other; the two are measured in turns so that drift hits both. */
export async function medianPairMs(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  rounds: number,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 1; round += 1) {
    for (const [index, run] of [one, other].entries()) {
      const start = performance.now();
      await run();
      if (round > 0) times[index]!.push(performance.now() - start);
    }
  }
  const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1]!;
  return [median(times[0]), median(times[1])];
}
