/** @module The risk of one domain, complete: score, level, reasons, drivers, changes, sensitivity, vector. */
import { bandOf } from './confidence.ts';
import { distanceOf } from './distance.ts';
import { driversOf } from './drivers.ts';
import type { DomainInput } from './input.ts';
import { type Rank, rankOf } from './levels.ts';
import { lowerLevel } from './lower-level.ts';
import { dimensionResults, driverResults, gateResults, levelResult, lowerLevelResult } from './present.ts';
import { reasonsOf } from './reasons.ts';
import type { OverallRisk, RiskResult } from './result.ts';
import { round } from './round.ts';
import type { RiskDomain, RiskRules, Scheme } from './scheme.ts';
import { type DomainScore, scoreDomain } from './score.ts';
import { sensitivityOf } from './sensitivity.ts';
import { formatVector } from './vector.ts';

export interface RiskOptions {
  /** Adds the sensitivity analysis, which takes far longer than the score. */
  sensitivity?: boolean;
  /** Adds the smallest changes that lower the level; true by default. */
  actions?: boolean;
}

/**
 * @param input checked input of one domain (`riskInputs`, or by hand with `checkDomainInput`)
 * @param rules scheme and gates of the day (`riskRulesOn`)
 * @returns the same bytes for the same input, in whatever order it was written
 */
export function assessRisk(input: DomainInput, rules: RiskRules, options: RiskOptions = {}): RiskResult {
  const score = scoreDomain(input, rules);
  const { scheme } = rules;
  const { scenarios, prepared, confidence, gates, decisive } = score;
  const rank = scenarios ? scenarios.point.rank : rankOfGates(score, scheme);
  const distance = scenarios && distanceOf(scenarios.point);
  const found = options.actions === false ? null : lowerLevel(input, score, rules);
  const reasons = reasonsOf(score, scheme);
  const band = bandOf(confidence.confidence, scheme.confidence.bands);
  const levelId = (position: Rank): string => scheme.levels[position]!.id;
  return {
    domain: input.domain,
    scheme: scheme.version,
    inherent: scenarios && round(scenarios.point.inherent),
    inherentLevel: scenarios && levelResult(scenarios.point.inherentRank, scheme),
    residual: scenarios && {
      low: round(scenarios.low.residual),
      point: round(scenarios.point.residual),
      high: round(scenarios.high.residual),
    },
    level: rank === null ? null : levelResult(rank, scheme),
    levels: scenarios && {
      low: levelId(scenarios.low.rank),
      point: levelId(scenarios.point.rank),
      high: levelId(scenarios.high.rank),
    },
    decisive,
    provisional: reasons.some(({ code }) => PROVISIONAL.has(code)),
    reasons,
    confidence: round(confidence.confidence),
    confidenceBand: { id: band.id, name: band.title },
    completeness: round(confidence.completeness),
    evidence: round(confidence.evidence),
    certificateWording: !gates.some(
      ({ gate, state }) => state !== 'clear' && gate.effects.includes('no_certificate_wording'),
    ),
    dimensions: dimensionResults(input, score),
    gates: gateResults(gates, scheme),
    drivers: scenarios ? driverResults(driversOf(prepared, scenarios.point)) : [],
    distance: distance && {
      toWorse: distance.toWorse === null ? null : round(distance.toWorse),
      toBetter: distance.toBetter === null ? null : round(distance.toBetter),
      heldBy: distance.heldBy,
    },
    lowerLevel: found && lowerLevelResult(found, input, scheme),
    sensitivity: options.sensitivity ? sensitivityOf(score, rules) : null,
    opportunities: [...input.opportunities]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, status, basis, because }) => ({ id, title, status, basis, because })),
    vector: formatVector(vectorOf(input, score, rank === null ? null : levelId(rank), scheme)),
  };
}

const PROVISIONAL: ReadonlySet<string> = new Set(['not_applicable_share', 'gate_open', 'insufficient_evidence']);

/** Where nothing is scored a gate that has fired still sets the level: a prohibited act stays one. */
function rankOfGates({ gates }: DomainScore, { levels }: Scheme): Rank | null {
  const ranks = gates
    .filter(({ gate, state }) => state === 'fired' && !gate.evidence)
    .map(({ gate }) => rankOf(gate.floor, levels))
    // A floor under a score says nothing where nothing is scored; a level that no score reaches stands by itself.
    .filter((rank) => levels[rank]!.from === undefined);
  return ranks.length > 0 ? Math.max(...ranks) : null;
}

function vectorOf({ dimensions }: DomainInput, score: DomainScore, level: string | null, { version }: Scheme) {
  const scored = new Map(
    score.prepared.map(({ dimension }, index) => [dimension.id, score.scenarios!.point.scored[index]!]),
  );
  return {
    version,
    dimensions: [...dimensions]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, weight }) => {
        const found = scored.get(id);
        return { id, parts: found ? { weight, severity: found.S, likelihood: found.L, mitigation: found.M } : null };
      }),
    confidence: score.scenarios && score.confidence.confidence,
    residual: score.scenarios?.point.residual ?? null,
    gates: score.gates
      .filter(({ state }) => state === 'fired')
      .map(({ gate }) => gate.id)
      .sort(),
    level,
  };
}

/**
 * The worse of the domains (methods 3.2.6); fairness and workforce are never averaged.
 * @param results one entry for each domain; `null` for one that was not assessed
 */
export function overallRisk(results: Record<RiskDomain, RiskResult | null>): OverallRisk {
  const all = [results.fairness, results.workforce];
  const levels = all.flatMap((result) => result?.level ?? []);
  const worst = levels.reduce<OverallRisk['level']>(
    (found, level) => (found && found.number >= level.number ? found : level),
    null,
  );
  return {
    level: worst,
    from: all.flatMap((result) => (result?.level && result.level.number === worst?.number ? [result.domain] : [])),
    atLeast: all.some((result) => result === null),
  };
}
