/** @module The risk score of one full system: with its drivers, with its smallest changes, with its sensitivity. */
import {
  assessRisk,
  changesOf,
  type DomainInput,
  lowerLevel,
  type RiskRules,
  riskRulesOn,
  scoreDomain,
  sensitivityOf,
} from '../../src/engine/risk/index.ts';
import { controlOf, factorOf, files } from '../engine/risk-helpers.ts';
import { type Measurement, measurement, medianMs, observation } from './measure.ts';

const DAY = '2026-11-22';
const [DIMENSIONS, FACTORS, CONTROLS] = [10, 7, 6];

/** Ten dimensions of seven factors and six controls; `controlEffect` says how far controls are in place. */
function fullSystem(controlEffect: number): DomainInput {
  const title = { vi: 'Khía cạnh', en: 'Dimension' };
  const factor = (dimension: number, index: number) =>
    factorOf(
      {
        v: (dimension + index) % 9 === 8 ? null : 0.4 + ((dimension * 7 + index * 3) % 6) / 10,
        w: 1 + (index % 3),
        g: index % 5,
        critical: false,
      },
      index,
    );
  const dimensions = Array.from({ length: DIMENSIONS }, (_, dimension) => ({
    id: `F${dimension + 1}`,
    title,
    weight: 1 + (dimension % 3),
    severity: Array.from({ length: 4 }, (_, index) => factor(dimension, index)),
    likelihood: Array.from({ length: FACTORS - 4 }, (_, index) => factor(dimension, index + 4)),
    controls: Array.from({ length: CONTROLS }, (_, index) =>
      controlOf({ d: controlEffect, o: controlEffect, g: 1, w: 1 + (index % 2), key: index === 0 }, index),
    ),
  }));
  return {
    domain: 'fairness',
    dimensions,
    gates: files.gates.map(({ id }) => ({ id, state: 'clear', because: [] })),
    opportunities: [],
  };
}

/** Points to go below: one change is enough, two, three (the longest search), none is. */
const SHORTFALLS = [0.5, 1.5, 2, 12];

/** The same scheme with the threshold below the score moved, so that the outcome of the search is known beforehand. */
function withThreshold(input: DomainInput, rules: RiskRules, below: number): RiskRules {
  const { residual, rank } = scoreDomain(input, rules).scenarios!.point;
  const levels = rules.scheme.levels.map((level, index) =>
    index === rank ? { ...level, from: residual - below } : level,
  );
  return { ...rules, scheme: { ...rules.scheme, levels } };
}

export function benchScore(): Measurement[] {
  const rules = riskRulesOn(files, DAY)!;
  const input = fullSystem(0.5);
  const score = scoreDomain(input, rules);
  const plain = medianMs(() => scoreDomain(input, rules), 200);
  const drivers = medianMs(() => assessRisk(input, rules, { actions: false }), 100);
  const sensitivity = medianMs(() => sensitivityOf(score, rules), 1, 5);
  const candidates = changesOf(input, rules.scheme).filter(({ kind }) => kind === 'improve_control');
  const search = (below: number): Measurement => {
    const of = withThreshold(input, rules, below);
    const scored = scoreDomain(input, of);
    const { size, proof } = lowerLevel(input, scored, of, candidates)!;
    const note = `${candidates.length} changes, size ${size ?? 'none'}, ${proof.evaluated}+${proof.bounds} of ${proof.total} sets`;
    const ms = medianMs(() => lowerLevel(input, scored, of, candidates), 1, 5);
    return measurement(`smallest changes (${note})`, ms, 'ms', { atMost: 100 });
  };
  const worst = withThreshold(input, rules, 2);
  const all = medianMs(() => lowerLevel(input, scoreDomain(input, worst), worst), 1, 5);
  return [
    measurement('risk score of a full system with drivers (10 dimensions, 60 controls)', drivers, 'ms', { atMost: 1 }),
    observation('risk score of a full system, score only', plain * 1_000, 'µs'),
    observation('sensitivity of a full system (2,000 runs, one at a time, break-even)', sensitivity, 'ms'),
    ...SHORTFALLS.map(search),
    measurement('smallest changes, the strongest of everything worth trying', all, 'ms', { atMost: 100 }),
  ];
}
