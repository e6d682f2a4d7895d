/** @module One change at a time: each weight, the thresholds, and the smallest single change that alters the level (3.4). */
import type { Rank } from './levels.ts';
import { verdictOn } from './levels.ts';
import type { Entry, Prepared } from './prepare.ts';
import type { Scheme } from './scheme.ts';
import type { Scenario } from './score.ts';
import { Trial, valueIn, withValue, withWeight } from './trial.ts';

export interface WeightTrial {
  /** Input or dimension whose weight is changed. */
  ref: string;
  /** Share of itself by which the weight is changed, e.g. −0.2. */
  change: number;
  rank: Rank;
  residual: number;
}

/** Every weight, a step up and a step down, all others unchanged. */
export function weightTrials(prepared: readonly Prepared[], point: Scenario, scheme: Scheme): WeightTrial[] {
  const trial = new Trial(prepared, point);
  const step = scheme.sensitivity.weight_step;
  return prepared.flatMap(({ dimension, sheets, entries }, position) =>
    [-step, step].flatMap((change) => {
      const weights = trial.weights.map((weight, index) => (index === position ? weight * (1 + change) : weight));
      const ofDimension = { ref: dimension.id, change, ...verdictOn(point.scored, weights, point.limits) };
      const ofEntries = entries.map((entry) => ({
        ref: entry.ref,
        change,
        ...trial.verdict(position, withWeight(sheets.point, entry, entry.weight * (1 + change))),
      }));
      return [ofDimension, ...ofEntries].map(({ ref, rank, residual }) => ({ ref, change, rank, residual }));
    }),
  );
}

/** The level if every threshold were `step` points lower, and higher. */
export function thresholdTrials(prepared: readonly Prepared[], point: Scenario, scheme: Scheme): [Rank, Rank] {
  const { weights } = new Trial(prepared, point);
  const rankWith = (shift: number): Rank => {
    const levels = point.limits.levels.map((level, index) =>
      level.from === undefined || index === 0 ? level : { ...level, from: level.from + shift },
    );
    return verdictOn(point.scored, weights, { ...point.limits, levels }).rank;
  };
  const { threshold_step: step } = scheme.sensitivity;
  return [rankWith(-step), rankWith(step)];
}

export interface BreakEven {
  entry: Entry;
  dimension: Prepared;
  /** Value now and the nearest value that alters the level: of a factor, or the effect of a control, 0–1. */
  from: number;
  to: number;
  rank: Rank;
}

/** Decimals to which a break-even value is given. */
const PRECISION = 1e6;

/** Inputs that alone can alter the level, smallest change first; equal ones by id. */
export function breakEvens(prepared: readonly Prepared[], point: Scenario): BreakEven[] {
  const trial = new Trial(prepared, point);
  const found = prepared.flatMap((dimension, position) =>
    dimension.entries.flatMap((entry) => {
      const { point: sheet } = dimension.sheets;
      const from = valueIn(sheet, entry);
      const rankAt = (value: number): Rank => trial.verdict(position, withValue(sheet, entry, value)).rank;
      return [0, 1].flatMap((end) => {
        if (end === from || rankAt(end) === point.rank) return [];
        const to = nearestChange(from, end, (value) => rankAt(value) !== point.rank);
        return [{ entry, dimension, from, to, rank: rankAt(to) }];
      });
    }),
  );
  const size = ({ from, to }: BreakEven): number => Math.abs(to - from);
  return found.sort((a, b) => size(a) - size(b) || (a.entry.ref < b.entry.ref ? -1 : 1));
}

/**
 * The first value on the way from `from` to `end` where `altered` holds, rounded towards `end` so that the value given
 * really alters the level. The level is monotone in every input (methods 3.3, P4 and P5), so halving finds it.
 */
function nearestChange(from: number, end: number, altered: (value: number) => boolean): number {
  let [same, different] = [from, end];
  while (Math.abs(different - same) > 0.1 / PRECISION) {
    const middle = (same + different) / 2;
    if (altered(middle)) different = middle;
    else same = middle;
  }
  const rounded = (end > from ? Math.ceil : Math.floor)(different * PRECISION) / PRECISION;
  return altered(rounded) ? rounded : different;
}
