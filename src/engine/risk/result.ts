/**
 * @module What a risk score says, as it stands in `risks.fairness` and `risks.workforce` of the result contract. Numbers are
 * rounded to six decimals after every decision was made; scores are 0–100, shares 0–1.
 */
import type { Text } from '../content.ts';
import type { Because } from '../result.ts';
import type { Cap } from './blend.ts';
import type { ChangeKind } from './changes.ts';
import type { ListName } from './input.ts';
import type { GateEffect, ReasonCode, RiskDomain } from './scheme.ts';

/** A level by its id in the scheme, with its name and its place, 1 = mildest. */
export interface LevelResult {
  id: string;
  name: Text;
  number: number;
}

export interface RiskReason {
  code: ReasonCode | 'floor';
  /** Dimensions, gates or floors that the reason is about. */
  refs: string[];
  text: Text;
}

export interface InputResult {
  /** Address of the input, e.g. `F1.severity.scale`. */
  ref: string;
  list: ListName;
  title: Text;
  state: 'known' | 'unknown' | 'not_applicable';
  weight: number;
  critical: boolean;
  key: boolean;
  /** What counts in the point score: value of a factor, effect of a control; `null` where it does not apply. */
  value: number | null;
  evidence: string | null;
  /** Why it does not apply. */
  reason: Text | null;
  basis: string[];
  because: Because[];
}

export interface DimensionResult {
  id: string;
  title: Text;
  weight: number;
  /** `false`: left out of the score, for `reason`. */
  applies: boolean;
  reason: Text | null;
  /** Each 0–1; `null` where the dimension does not apply. */
  severity: number | null;
  likelihood: number | null;
  inherent: number | null;
  mitigation: number | null;
  residual: number | null;
  /** Which cap on mitigation holds. */
  cap: Cap | null;
  /** Share of the weight answered as not applicable. */
  notApplicableShare: number | null;
  inputs: InputResult[];
}

export interface GateResult {
  id: string;
  title: Text;
  state: 'fired' | 'open' | 'clear';
  floor: LevelResult;
  effects: GateEffect[];
  text: Text;
  lift: Text;
  basis: string[];
  source: Text;
  because: Because[];
}

export interface DriverResult {
  ref: string;
  dimension: string;
  list: ListName;
  title: Text;
  state: 'known' | 'unknown';
  value: number;
  /** Points by which the score falls if this input alone is at its best. */
  gain: number;
  /** Part of the score: the shares of all drivers add up to it. */
  share: number;
}

export interface ChangeResult {
  kind: ChangeKind;
  text: Text;
  ref: string;
  title: Text;
  questions: string[];
  to: { design?: number; operation?: number; value?: number; evidence?: string };
}

/** The smallest sets of changes that lower the level. */
export interface LowerLevelResult {
  from: LevelResult;
  /** `null`: no set of up to `maxSize` changes is enough. */
  size: number | null;
  maxSize: number;
  sets: { changes: ChangeResult[]; level: LevelResult; residual: number }[];
  /** How many sets of that size are enough; `sets` holds the best of them. */
  count: number;
  heldBy: string[];
  proof: { candidates: number; leftOut: number; total: number; evaluated: number; ruledOut: number; bounds: number };
}

export interface SensitivityResult {
  runs: number;
  seed: number;
  /** Share of runs with the same level. */
  stability: number;
  band: { id: string; name: Text };
  /** 5–95% band of the residual score (the interval of the scheme). */
  low: number;
  high: number;
  /** Weights that alone, changed by the step of the scheme, alter the level. */
  weights: {
    step: number;
    tried: number;
    low: number;
    high: number;
    altering: { ref: string; change: number; level: string }[];
  };
  thresholds: { step: number; lowered: string; raised: string };
  /** Inputs that alone can alter the level, smallest change first. */
  breakEven: { ref: string; title: Text; from: number; to: number; level: string }[];
}

export interface RiskResult {
  domain: RiskDomain;
  /** Version of the scheme. */
  scheme: string;
  /** `null`, as `residual` and `distance`, where nothing applies. */
  inherent: number | null;
  inherentLevel: LevelResult | null;
  residual: { low: number; point: number; high: number } | null;
  /** `null` where nothing applies and no gate has fired. */
  level: LevelResult | null;
  /** Levels in the best and worst case of what is unknown. */
  levels: { low: string; point: string; high: string } | null;
  /** No answer still to come can move the level. */
  decisive: boolean;
  provisional: boolean;
  reasons: RiskReason[];
  confidence: number;
  confidenceBand: { id: string; name: Text };
  completeness: number;
  evidence: number;
  /** False while wording like that of an attestation must not be used. */
  certificateWording: boolean;
  dimensions: DimensionResult[];
  gates: GateResult[];
  drivers: DriverResult[];
  distance: { toWorse: number | null; toBetter: number | null; heldBy: string[] } | null;
  lowerLevel: LowerLevelResult | null;
  /** `null` unless asked for. */
  sensitivity: SensitivityResult | null;
  opportunities: { id: string; title: Text; status: 'present' | 'unknown'; basis: string[]; because: Because[] }[];
  vector: string;
}

/** The worse of the domains (methods 3.2.6): never a mean. */
export interface OverallRisk {
  level: LevelResult | null;
  /** Domains that have this level. */
  from: RiskDomain[];
  /** A domain was not scored: the level is at least this. */
  atLeast: boolean;
}
