/** @module Does the level survive other constants and weights? Random draws from the ranges of the scheme (methods 3.4). */
import { type Constants, type Scored, type Sheet, scoreSheet } from './blend.ts';
import { confidenceOf } from './confidence.ts';
import { evidenceFloors, type Floor, verdictOn } from './levels.ts';
import type { Entry, Prepared, Proof } from './prepare.ts';
import { between, randomNumbers } from './random.ts';
import type { RiskRules, Scheme } from './scheme.ts';
import type { DomainScore, Scenario } from './score.ts';

export interface RandomRuns {
  runs: number;
  /** Share of runs with the level of the point score, 0–1. */
  stability: number;
  /** Residual score at the lower and upper end of the interval of the scheme, 0–100. */
  low: number;
  high: number;
}

/** The same input and scheme always give the same runs: inputs are taken in the order of their ids. */
export function randomRuns({ prepared, gates }: DomainScore, point: Scenario, rules: RiskRules): RandomRuns {
  const { scheme } = rules;
  const { runs, seed, interval } = scheme.sensitivity;
  const next = randomNumbers(seed);
  const ofDomain = { ...rules, gates: gates.map(({ gate }) => gate) };
  const gateFloors = withoutEvidence(point.limits.fixed, ofDomain);
  const residuals = new Float64Array(runs);
  let same = 0;
  for (let run = 0; run < runs; run += 1) {
    const constants = drawConstants(scheme, next);
    const unknown = between(scheme.sensitivity.unknown, next);
    const drawn = prepared.map((dimension) => drawDimension(dimension, unknown, scheme, next));
    const scored: Scored[] = drawn.map(({ sheet }) => scoreSheet(sheet, constants, point.credit));
    const confidence = confidenceOf(
      drawn.map(({ proof }) => proof),
      scheme,
    );
    const fixed = [...gateFloors, ...evidenceFloors(confidence, ofDomain)];
    const weights = drawn.map(({ sheet }) => sheet.weight);
    const { residual, rank } = verdictOn(scored, weights, { ...point.limits, constants, fixed });
    residuals[run] = residual;
    if (rank === point.rank) same += 1;
  }
  residuals.sort();
  return {
    runs,
    stability: same / runs,
    low: quantile(residuals, interval[0]),
    high: quantile(residuals, interval[1]),
  };
}

/** Floors of gates; those of missing evidence are decided anew in each run, because weights decide the completeness. */
export function withoutEvidence(floors: readonly Floor[], { gates }: RiskRules): Floor[] {
  const ids = new Set(['evidence', ...gates.filter(({ evidence }) => evidence).map(({ id }) => id)]);
  return floors.filter(({ by }) => !ids.has(by));
}

function drawConstants({ sensitivity, caps }: Scheme, next: () => number): Constants {
  const base = between(sensitivity.base, next);
  const blendFactor = between(sensitivity.blend_factor, next);
  const blendDomain = between(sensitivity.blend_domain, next);
  const shift = between([-sensitivity.caps, sensitivity.caps], next);
  const shifted = (cap: number): number => Math.min(1, Math.max(0, cap + shift));
  return {
    base,
    blendFactor,
    blendDomain,
    caps: {
      full: shifted(caps.full),
      weak_key: shifted(caps.weak_key),
      missing_key: shifted(caps.missing_key),
      weak_below: caps.weak_below,
    },
  };
}

function drawDimension(
  { sheets, entries, dimension }: Prepared,
  unknown: number,
  { sensitivity }: Scheme,
  next: () => number,
): { sheet: Sheet; proof: Proof } {
  const { point } = sheets;
  const sheet: Sheet = {
    ...point,
    weight: dimension.weight * between(sensitivity.weights, next),
    severity: [...point.severity],
    likelihood: [...point.likelihood],
    severityWeights: [...point.severityWeights],
    likelihoodWeights: [...point.likelihoodWeights],
    controlWeights: [...point.controlWeights],
  };
  const proof: Proof = { applicable: 0, answered: 0, evidence: 0 };
  for (const entry of entries) {
    const weight = entry.weight * between(sensitivity.weights, next);
    place(sheet, entry, weight, unknown);
    proof.applicable += weight;
    if (!entry.known) continue;
    proof.answered += weight;
    proof.evidence += weight * entry.grade;
  }
  return { sheet, proof };
}

/** What is critical and unknown stays at its worst; other unknown factors take the value of the run. */
function place(sheet: Sheet, { list, index, known, critical }: Entry, weight: number, unknown: number): void {
  if (list === 'controls') {
    sheet.controlWeights[index] = weight;
    return;
  }
  sheet[list === 'severity' ? 'severityWeights' : 'likelihoodWeights'][index] = weight;
  if (!known && !critical) sheet[list][index] = unknown;
}

/** Value below which the share `q` of the sorted numbers lies, by straight lines between neighbours. */
export function quantile(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const before = Math.floor(position);
  const [from, to] = [sorted[before]!, sorted[Math.min(before + 1, sorted.length - 1)]!];
  return from + (to - from) * (position - before);
}
