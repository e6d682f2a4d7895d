/**
 * @module Turns a domain into plain numbers: one sheet a dimension for each scenario, sorted by id so that the order in
 * which things were written never reaches the arithmetic, not even its last bit.
 */
import type { Sheet } from './blend.ts';
import { type Control, type Dimension, type DomainInput, type Factor, inputId, LISTS, type ListName } from './input.ts';
import type { Scheme } from './scheme.ts';

export const SCENARIOS = ['low', 'point', 'high'] as const;
/** `low`: everything unknown turns out well; `high`: everything unknown turns out badly. */
export type ScenarioName = (typeof SCENARIOS)[number];

/** A factor or control that applies, with its place in the sheets. */
export interface Entry {
  ref: string;
  list: ListName;
  /** Position in its list of the sheet. */
  index: number;
  known: boolean;
  critical: boolean;
  /** Value of the evidence grade, 0–1; 0 for what is unknown. */
  grade: number;
  weight: number;
  source: Factor | Control;
}

export interface Prepared {
  dimension: Dimension;
  sheets: Record<ScenarioName, Sheet>;
  entries: Entry[];
  /** Share of the weight of this dimension that was answered "not applicable". */
  notApplicableShare: number;
}

/** What answers say about themselves: sums of weights over a domain, from which completeness and evidence follow. */
export interface Proof {
  applicable: number;
  answered: number;
  /** Σ weight × evidence grade of what was answered. */
  evidence: number;
}

const byId = <T extends { id: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Value of an evidence grade, 0–1; an unknown grade proves nothing. */
export const gradeValue = (id: string, { evidence }: Scheme): number =>
  evidence.grades.find((grade) => grade.id === id)?.value ?? 0;

/** Value of a factor in a scenario, 0–1 (methods 3.2.7 for what is unknown). */
function factorValue({ reading, critical }: Factor, scenario: ScenarioName, { unknown }: Scheme): number {
  if (reading.state === 'known') return typeof reading.value === 'number' ? reading.value : reading.value[scenario];
  return scenario === 'point' && critical ? unknown.factor.critical : unknown.factor[scenario];
}

/** design × operation × evidence, 0–1 (methods 3.2.3); an unknown control has no credit, save in the best case. */
export function effectOf({ reading }: Control, scenario: ScenarioName, scheme: Scheme): number {
  if (reading.state !== 'known') return scheme.unknown.control[scenario];
  return reading.design * reading.operation * gradeValue(reading.evidence, scheme);
}

function sheetOf(
  { weight }: Dimension,
  [severity, likelihood, controls]: [Factor[], Factor[], Control[]],
  scenario: ScenarioName,
  scheme: Scheme,
): Sheet {
  const values = (factors: Factor[]): number[] => factors.map((factor) => factorValue(factor, scenario, scheme));
  const weights = (list: (Factor | Control)[]): number[] => list.map((entry) => entry.weight);
  return {
    weight,
    severity: values(severity),
    severityWeights: weights(severity),
    likelihood: values(likelihood),
    likelihoodWeights: weights(likelihood),
    effects: controls.map((control) => effectOf(control, scenario, scheme)),
    controlWeights: weights(controls),
    key: controls.map((control) => control.key),
  };
}

const applies = (entry: Factor | Control): boolean => entry.reading.state !== 'not_applicable';

function entriesOf(dimension: string, list: ListName, sources: (Factor | Control)[], scheme: Scheme): Entry[] {
  return sources.map((source, index) => ({
    ref: inputId(dimension, list, source.id),
    list,
    index,
    known: source.reading.state === 'known',
    critical: 'critical' in source && source.critical,
    grade: source.reading.state === 'known' ? gradeValue(source.reading.evidence, scheme) : 0,
    weight: source.weight,
    source,
  }));
}

const sumOfWeights = (list: readonly { weight: number }[]): number => list.reduce((sum, { weight }) => sum + weight, 0);

function unknownFor(dimension: Dimension, list: 'severity' | 'likelihood'): Factor {
  const weight = sumOfWeights(dimension[list]) || 1;
  const { title } = dimension;
  return { id: '*', title, weight, critical: false, basis: [], because: [], reading: { state: 'unknown' } };
}

/**
 * One dimension as numbers; `undefined` where nothing of it applies: it is said not to, or has neither a severity nor a
 * likelihood factor that does. Where only one of the two lists is left empty, one unknown factor `*` stands for it: saying
 * "not applicable" often enough must not make a risk disappear.
 */
export function prepareDimension(dimension: Dimension, scheme: Scheme): Prepared | undefined {
  if (dimension.notApplicable) return undefined;
  const all = LISTS.flatMap((list): (Factor | Control)[] => dimension[list]);
  const severity = byId(dimension.severity.filter(applies));
  const likelihood = byId(dimension.likelihood.filter(applies));
  const controls = byId(dimension.controls.filter(applies));
  if (severity.length + likelihood.length === 0) return undefined;
  if (severity.length === 0) severity.push(unknownFor(dimension, 'severity'));
  if (likelihood.length === 0) likelihood.push(unknownFor(dimension, 'likelihood'));
  const lists: [Factor[], Factor[], Control[]] = [severity, likelihood, controls];
  return {
    dimension,
    sheets: {
      low: sheetOf(dimension, lists, 'low', scheme),
      point: sheetOf(dimension, lists, 'point', scheme),
      high: sheetOf(dimension, lists, 'high', scheme),
    },
    entries: LISTS.flatMap((list, index) => entriesOf(dimension.id, list, lists[index]!, scheme)),
    notApplicableShare: sumOfWeights(all.filter((entry) => !applies(entry))) / sumOfWeights(all),
  };
}

/** Every dimension that applies, by id. */
export const prepare = ({ dimensions }: DomainInput, scheme: Scheme): Prepared[] =>
  byId(dimensions).flatMap((dimension) => prepareDimension(dimension, scheme) ?? []);

export function proofOf(entries: readonly Entry[]): Proof {
  const proof: Proof = { applicable: 0, answered: 0, evidence: 0 };
  for (const { weight, known, grade } of entries) {
    proof.applicable += weight;
    if (!known) continue;
    proof.answered += weight;
    proof.evidence += weight * grade;
  }
  return proof;
}
