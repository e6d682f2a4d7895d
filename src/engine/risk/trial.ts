/** @module What the point score would be if one input, or one sheet, were different. Only its own dimension is computed anew. */
import { type Scored, type Sheet, scoreSheet } from './blend.ts';
import { type Verdict, verdictOn } from './levels.ts';
import type { Entry, Prepared } from './prepare.ts';
import type { Scenario } from './score.ts';

/** Best and worst value of an input: a factor should be 0, the effect of a control 1. */
export const bestOf = ({ list }: Entry): number => (list === 'controls' ? 1 : 0);

export function valueIn(sheet: Sheet, { list, index }: Entry): number {
  return (list === 'controls' ? sheet.effects : sheet[list])[index]!;
}

/** A copy of the sheet in which one input has another value. */
export function withValue(sheet: Sheet, { list, index }: Entry, value: number): Sheet {
  const key = list === 'controls' ? 'effects' : list;
  const values = [...sheet[key]];
  values[index] = value;
  return { ...sheet, [key]: values };
}

const WEIGHTS = { severity: 'severityWeights', likelihood: 'likelihoodWeights', controls: 'controlWeights' } as const;

/** A copy of the sheet in which one input has another weight. */
export function withWeight(sheet: Sheet, { list, index }: Entry, weight: number): Sheet {
  const key = WEIGHTS[list];
  const weights = [...sheet[key]];
  weights[index] = weight;
  return { ...sheet, [key]: weights };
}

export class Trial {
  readonly weights: number[];

  constructor(
    readonly prepared: readonly Prepared[],
    private readonly scenario: Scenario,
  ) {
    this.weights = prepared.map(({ dimension }) => dimension.weight);
  }

  score(sheet: Sheet): Scored {
    return scoreSheet(sheet, this.scenario.limits.constants, this.scenario.credit);
  }

  /** The verdict if dimension `position` had the sheet `sheet`. */
  verdict(position: number, sheet: Sheet): Verdict {
    const scored = [...this.scenario.scored];
    scored[position] = this.score(sheet);
    return verdictOn(scored, this.weights, this.scenario.limits);
  }
}
