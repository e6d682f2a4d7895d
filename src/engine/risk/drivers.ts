/** @module What drives the score: every input, set to its best value (methods 3.2.9). */
import { domainScore } from './blend.ts';
import type { Entry, Prepared } from './prepare.ts';
import type { Scenario } from './score.ts';
import { bestOf, Trial, valueIn, withValue } from './trial.ts';

export interface Driver {
  entry: Entry;
  dimension: Prepared;
  /** Value that counts now, 0–1: of a factor, or the effect of a control. */
  value: number;
  /** By how many points the score falls when this input alone is at its best (leave-one-out). */
  gain: number;
  /**
   * By how many points it falls when the inputs are brought to their best one after the other, in the order of the list.
   * These parts add up to the score: where several inputs are equally grave, none of them alone lowers it.
   */
  share: number;
}

/** Every input, strongest first; equal ones by id. */
export function driversOf(prepared: readonly Prepared[], scenario: Scenario): Driver[] {
  const trial = new Trial(prepared, scenario);
  const drivers = prepared.flatMap((dimension, position) =>
    dimension.entries.map((entry) => {
      const sheet = dimension.sheets.point;
      const best = trial.verdict(position, withValue(sheet, entry, bestOf(entry))).residual;
      const gain = scenario.residual - best;
      return { position, driver: { entry, dimension, value: valueIn(sheet, entry), gain, share: 0 } };
    }),
  );
  drivers.sort((a, b) => b.driver.gain - a.driver.gain || (a.driver.entry.ref < b.driver.entry.ref ? -1 : 1));
  const sheets = prepared.map(({ sheets: { point } }) => point);
  const residuals = scenario.scored.map(({ R }) => R);
  let before = scenario.residual;
  for (const { position, driver } of drivers) {
    sheets[position] = withValue(sheets[position]!, driver.entry, bestOf(driver.entry));
    residuals[position] = trial.score(sheets[position]!).R;
    const after = domainScore(residuals, trial.weights, scenario.limits.constants);
    driver.share = before - after;
    before = after;
  }
  return drivers.map(({ driver }) => driver);
}
