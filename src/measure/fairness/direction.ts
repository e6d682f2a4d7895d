/** @module Whether being selected helps or harms, and which rates matter then (methods 1.1: the fairness trees of Aequitas and AI Verify). */
import { RATES, type RateName } from './rates.ts';

/** `assistive`: the positive outcome is wanted (a loan, a job). `punitive`: it is feared (a flag, a dismissal). */
export type Direction = 'assistive' | 'punitive';
export const DIRECTIONS = ['assistive', 'punitive'] as const satisfies readonly Direction[];

/** A rate on which groups are compared. */
export interface Compared {
  rate: RateName;
  /** Whether a high value is the bad one. */
  harmIsHigh: boolean;
}

const COMPARED: Record<Direction, readonly Compared[]> = {
  assistive: [
    { rate: 'selection_rate', harmIsHigh: false },
    { rate: 'tpr', harmIsHigh: false },
    { rate: 'for', harmIsHigh: true },
  ],
  punitive: [
    { rate: 'selection_rate', harmIsHigh: true },
    { rate: 'fpr', harmIsHigh: true },
    { rate: 'fdr', harmIsHigh: true },
  ],
};

/** The rates that decide the verdict. Without labels only the selection rate can be compared. */
export const comparedRates = (direction: Direction, labelled: boolean): readonly Compared[] =>
  COMPARED[direction].filter(({ rate }) => labelled || !RATES[rate].needsLabels);

/** The rates that would have been compared had the data said what was deserved. */
export const notComparable = (direction: Direction, labelled: boolean): readonly RateName[] =>
  labelled ? [] : COMPARED[direction].flatMap(({ rate }) => (RATES[rate].needsLabels ? [rate] : []));
