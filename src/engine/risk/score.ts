/** @module The score of one domain in its three scenarios: best, point and worst case of what is unknown. */
import { constantsOf, type Scored, scoreSheet } from './blend.ts';
import { type Confidence, confidenceOf } from './confidence.ts';
import { creditDenied, type GateVerdict, gateFloors, judgeGates } from './gates.ts';
import type { DomainInput } from './input.ts';
import { evidenceFloors, type Floor, type Limits, type Verdict, verdictOn } from './levels.ts';
import { type Prepared, prepare, proofOf, type ScenarioName } from './prepare.ts';
import type { RiskRules } from './scheme.ts';

export interface Scenario extends Verdict {
  /** Risks of the dimensions, in the order of `prepared`. */
  scored: Scored[];
  /** False where a prohibited act takes all credit from the controls. */
  credit: boolean;
  limits: Limits;
}

export interface DomainScore {
  prepared: Prepared[];
  confidence: Confidence;
  gates: GateVerdict[];
  /** `null` when nothing of the domain applies: there is nothing to score. */
  scenarios: Record<ScenarioName, Scenario> | null;
  /** The same level in all three scenarios: no open answer can change it. */
  decisive: boolean;
}

/**
 * Scores one domain (methods 3.2, steps 1–8).
 * @param input checked input (see `checkDomainInput`)
 * @returns scores 0–100 and level positions, unrounded
 *
 * The best case also supposes that the missing evidence arrives, the worst that every open gate fires; so "decisive" means
 * that no answer still to come can move the level.
 */
export function scoreDomain(input: DomainInput, rules: RiskRules): DomainScore {
  const prepared = prepare(input, rules.scheme);
  const confidence = confidenceOf(
    prepared.map(({ entries }) => proofOf(entries)),
    rules.scheme,
  );
  const gates = judgeGates(input, confidence, rules);
  if (prepared.length === 0) return { prepared, confidence, gates, scenarios: null, decisive: false };
  const missing = evidenceFloors(confidence, { ...rules, gates: gates.map(({ gate }) => gate) });
  const fired = gateFloors(gates, ['fired'], rules);
  const scenarios = {
    low: scenario('low', prepared, fired, !creditDenied(gates, ['fired']), rules),
    point: scenario('point', prepared, [...fired, ...missing], !creditDenied(gates, ['fired']), rules),
    high: scenario(
      'high',
      prepared,
      [...gateFloors(gates, ['fired', 'open'], rules), ...missing],
      !creditDenied(gates, ['fired', 'open']),
      rules,
    ),
  };
  const { low, point, high } = scenarios;
  return { prepared, confidence, gates, scenarios, decisive: low.rank === point.rank && point.rank === high.rank };
}

function scenario(
  name: ScenarioName,
  prepared: readonly Prepared[],
  fixed: Floor[],
  credit: boolean,
  { scheme }: RiskRules,
): Scenario {
  const limits: Limits = { scheme, levels: scheme.levels, constants: constantsOf(scheme), fixed };
  const scored = prepared.map(({ sheets }) => scoreSheet(sheets[name], limits.constants, credit));
  const weights = prepared.map(({ dimension }) => dimension.weight);
  return { ...verdictOn(scored, weights, limits), scored, credit, limits };
}
