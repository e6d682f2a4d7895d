/**
 * @module Occupations by their ISCO-08 code, with the published exposure to generative AI (ILO Working Paper 140, 2025).
 * Nothing here is computed from the scores except the fallback for groups that have none, and that is marked.
 */
import type { Bilingual } from '../fairness/index.ts';

/** The published classes, from least to most exposed. */
export const GRADIENTS = ['not_exposed', 'minimal', 'gradient_1', 'gradient_2', 'gradient_3', 'gradient_4'] as const;
export type Gradient = (typeof GRADIENTS)[number];

export interface Occupation {
  /** One to four digits; four for a unit group. */
  code: string;
  title: { vi: string | null; en: string };
  /** `vsco`: level-1 name of Decision 34/2020; `ours`: our own translation. */
  viFrom: 'vsco' | 'ours' | null;
  /** Everyday Vietnamese names, for finding the code. */
  also: readonly string[];
  /** Published mean and standard deviation of the task scores (0–1) and the published class; `null` where there is none. */
  index: { mean: number; sd: number; gradient: Gradient } | null;
}

/** What the report must say about where the scores come from. */
export interface OccupationSource {
  credit: string;
  href: string;
  licence: string;
  changes: string;
  disclaimer: string;
}

export interface OccupationData {
  occupations: readonly Occupation[];
  source: OccupationSource;
}

/** An exposure with the band of its dispersion, all 0–1. */
export interface Band {
  low: number;
  point: number;
  high: number;
}

export type IndexEntry =
  | { kind: 'published'; band: Band; gradient: Gradient }
  /** Mean of the other unit groups of the same three-digit group; no class is published for it. */
  | { kind: 'imputed'; band: Band; siblings: string[] };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** μ − σ and μ + σ, cut to 0–1 (methods 2.5). */
export const bandOf = (point: number, sd: number): Band => ({
  low: Math.max(0, point - sd),
  point,
  high: Math.min(1, point + sd),
});

export class OccupationTable {
  readonly unitGroups: readonly Occupation[];
  readonly #byCode: ReadonlyMap<string, Occupation>;

  constructor(readonly data: OccupationData) {
    this.#byCode = new Map(data.occupations.map((entry) => [entry.code, entry]));
    this.unitGroups = data.occupations.filter(({ code }) => code.length === 4);
  }

  /** @param code four digits */
  find(code: string): Occupation | undefined {
    return code.length === 4 ? this.#byCode.get(code) : undefined;
  }

  /** Title of a code of any level; the English one where there is no Vietnamese. */
  title(code: string): Bilingual | undefined {
    const title = this.#byCode.get(code)?.title;
    return title && { vi: title.vi ?? title.en, en: title.en };
  }

  /**
   * The index for a unit group (methods 2.1). Without a published value: mean of the siblings in the three-digit group, with
   * the widest of their bands, since nothing tells where in it the group lies; `null` where no sibling has one either.
   */
  index(code: string): IndexEntry | null {
    const entry = this.find(code);
    if (!entry) return null;
    if (entry.index) {
      const { mean: point, sd, gradient } = entry.index;
      return { kind: 'published', band: bandOf(point, sd), gradient };
    }
    const siblings = this.unitGroups.filter((other) => other.code.startsWith(code.slice(0, 3)) && other.index);
    if (siblings.length === 0) return null;
    const bands = siblings.map(({ index }) => bandOf(index!.mean, index!.sd));
    const band = {
      low: Math.min(...bands.map(({ low }) => low)),
      point: mean(bands.map(({ point }) => point)),
      high: Math.max(...bands.map(({ high }) => high)),
    };
    return { kind: 'imputed', band, siblings: siblings.map((other) => other.code) };
  }
}
