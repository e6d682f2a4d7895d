/** @module Rules and random systems for the tests of the risk score. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gatesFile, schemeFile } from '../../src/content/risk-schema.ts';
import type {
  Control,
  Dimension,
  DomainInput,
  Factor,
  ListName,
  RiskFiles,
  RiskRules,
  Scheme,
} from '../../src/engine/risk/index.ts';
import { LISTS, riskRulesOn } from '../../src/engine/risk/index.ts';
import { randomNumbers } from '../../src/engine/risk/random.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const readYaml = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'));

export const files = {
  ...schemeFile.parse(readYaml('rules/risk/scheme.yaml')),
  ...gatesFile.parse(readYaml('rules/risk/gates.yaml')),
} as RiskFiles;

export const rules: RiskRules = riskRulesOn(files, '2026-11-22')!;
export const { scheme } = rules;

const NAMELESS = { title: { vi: 'Tên', en: 'Name' }, basis: [], because: [] };
export const GRADES = scheme.evidence.grades.map(({ id }) => id);

export interface Vector {
  name: string;
  parameters: Record<string, number>;
  evidence_grades: number[];
  dimensions: {
    sev: VectorFactor[];
    lik: VectorFactor[];
    ctl: { d: number | null; o: number; g: number; w: number; key: boolean }[];
    w: number;
  }[];
  expected: Record<'score' | 'level' | 'lo' | 'hi' | 'conf' | 'inherent' | 'completeness' | 'evidence', number> & {
    R: number[];
  };
  per_dimension: Record<'S' | 'L' | 'I' | 'M' | 'R', number>[];
  tolerance: number;
  sensitivity_illustration: Record<'level_stability' | 'p05' | 'p50' | 'p95', number>;
}

interface VectorFactor {
  v: number | null;
  w: number;
  g: number;
  critical: boolean;
}

export const VECTORS: Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors', 'scoring_examples.json'), 'utf8'),
);

export const factorOf = ({ v, w, g, critical }: VectorFactor, index: number): Factor => ({
  ...NAMELESS,
  id: `x${index}`,
  weight: w,
  critical,
  reading: v === null ? { state: 'unknown' } : { state: 'known', value: v, evidence: GRADES[g]! },
});

export const controlOf = (
  { d, o, g, w, key }: Vector['dimensions'][number]['ctl'][number],
  index: number,
): Control => ({
  ...NAMELESS,
  id: `c${index}`,
  weight: w,
  key,
  reading: d === null ? { state: 'unknown' } : { state: 'known', design: d, operation: o, evidence: GRADES[g]! },
});

export const dimensionOf = ({ sev, lik, ctl, w }: Vector['dimensions'][number], index: number): Dimension => ({
  id: `F${index + 1}`,
  title: NAMELESS.title,
  weight: w,
  severity: sev.map(factorOf),
  likelihood: lik.map(factorOf),
  controls: ctl.map(controlOf),
});

/** No gate fires unless a test says so. */
export const clear = (): DomainInput['gates'] => rules.gates.map(({ id }) => ({ id, state: 'clear', because: [] }));

export const domainOf = (dimensions: Dimension[], gates = clear()): DomainInput => ({
  domain: 'fairness',
  dimensions,
  gates,
  opportunities: [],
});

/** The constants a vector names, put into the scheme. */
export function schemeOf({ parameters: p, evidence_grades: values }: Vector): Scheme {
  return {
    ...scheme,
    inherent: { base: p.b! },
    blend: { factor: p.lam_f!, domain: p.lam_d! },
    caps: { ...scheme.caps, full: p.cap!, weak_key: p.cap_weak!, missing_key: p.cap_missing! },
    unknown: { ...scheme.unknown, factor: { ...scheme.unknown.factor, point: p.u! } },
    evidence: {
      ...scheme.evidence,
      grades: scheme.evidence.grades.map((grade, i) => ({ ...grade, value: values[i]! })),
    },
  };
}

/** Draws for random systems: everything follows from one seed, so a failing system can be built again. */
export class Dice {
  private readonly next: () => number;
  constructor(seed: number) {
    this.next = randomNumbers(seed);
  }
  chance = (share: number): boolean => this.next() < share;
  int = (least: number, most: number): number => least + Math.floor(this.next() * (most - least + 1));
  share = (): number => this.next();
  pick = <T>(list: readonly T[]): T => list[this.int(0, list.length - 1)]!;
  /** Round values are where ties and thresholds are. */
  value = (): number => (this.chance(0.6) ? this.pick([0, 0.25, 0.5, 0.75, 1]) : this.next());
  weight = (): number => (this.chance(0.6) ? this.int(1, 3) : 0.1 + 4 * this.next());
  grade = (): string => this.pick(GRADES);
  shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = this.int(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
}

const WHY = { state: 'not_applicable', reason: { vi: 'Lý do', en: 'Reason' } } as const;

function randomFactor(dice: Dice, index: number): Factor {
  const base = { ...NAMELESS, id: `x${index}`, weight: dice.weight(), critical: dice.chance(0.2) };
  if (dice.chance(0.06)) return { ...base, reading: WHY };
  if (dice.chance(0.2)) return { ...base, reading: { state: 'unknown' } };
  const evidence = dice.grade();
  if (dice.chance(0.85)) return { ...base, reading: { state: 'known', value: dice.value(), evidence } };
  const [low, point, high] = [dice.share(), dice.share(), dice.share()].sort((a, b) => a - b) as [
    number,
    number,
    number,
  ];
  return { ...base, reading: { state: 'known', value: { low, point, high }, evidence } };
}

function randomControl(dice: Dice, index: number): Control {
  const base = { ...NAMELESS, id: `c${index}`, weight: dice.weight(), key: dice.chance(0.3) };
  if (dice.chance(0.06)) return { ...base, reading: WHY };
  if (dice.chance(0.2)) return { ...base, reading: { state: 'unknown' } };
  const [design, operation] = [dice.pick([0, 0.5, 1]), dice.pick([0, 0.5, 1])];
  return { ...base, reading: { state: 'known', design, operation, evidence: dice.grade() } };
}

const listOf = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** @param size 0–3: how many dimensions, factors and controls there may be */
export function randomSystem(dice: Dice, size = 3, gates: 'clear' | 'any' = 'any'): DomainInput {
  const dimensions = listOf(
    dice.int(1, 1 + size),
    (index): Dimension => ({
      id: `F${index + 1}`,
      title: NAMELESS.title,
      weight: dice.weight(),
      severity: listOf(dice.int(1, 1 + size), (i) => randomFactor(dice, i)),
      likelihood: listOf(dice.int(1, 1 + Math.min(size, 2)), (i) => randomFactor(dice, i)),
      controls: listOf(dice.int(0, 1 + size), (i) => randomControl(dice, i)),
    }),
  );
  const states = clear().map((gate) => ({
    ...gate,
    state: gates === 'any' && dice.chance(0.08) ? dice.pick(['fired', 'open'] as const) : gate.state,
  }));
  return domainOf(dimensions, states);
}

export type Place = { dimension: number; list: ListName; index: number };

/** Every factor and control that applies and is wanted. */
export const placesOf = (
  { dimensions }: DomainInput,
  wanted: (entry: Factor | Control, list: ListName) => boolean,
): Place[] =>
  dimensions.flatMap((dimension, position) =>
    LISTS.flatMap((list) =>
      dimension[list].flatMap((entry: Factor | Control, index) =>
        entry.reading.state !== 'not_applicable' && wanted(entry, list) ? [{ dimension: position, list, index }] : [],
      ),
    ),
  );

export const entryAt = (input: DomainInput, { dimension, list, index }: Place): Factor | Control =>
  input.dimensions[dimension]![list][index]!;

/** The system with one entry replaced by what `change` makes of it (several entries: it is split). */
export function replaced(
  input: DomainInput,
  place: Place,
  change: (entry: Factor | Control) => (Factor | Control) | (Factor | Control)[],
): DomainInput {
  return {
    ...input,
    dimensions: input.dimensions.map((dimension, position) =>
      position === place.dimension
        ? {
            ...dimension,
            [place.list]: dimension[place.list].flatMap((entry: Factor | Control, index) =>
              index === place.index ? change(entry) : [entry],
            ),
          }
        : dimension,
    ),
  };
}

/** The entry with another reading, given as plain values. */
export const withReading = (entry: Factor | Control, reading: object): Factor | Control =>
  ({ ...entry, reading }) as Factor | Control;
