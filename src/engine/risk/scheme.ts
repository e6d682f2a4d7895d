/**
 * @module The scoring scheme as data: every constant of the method (methods.md 3.2–3.5) with its date, read from
 * `rules/risk/scheme.yaml` and `rules/risk/gates.yaml`. No number of the method stands in the code.
 */
import type { Logic, PlainDate, Text } from '../content.ts';

export type RiskDomain = 'fairness' | 'workforce';

/** A named range of a score; it begins at `from` and ends where the next one begins (half-open). */
export interface Band {
  id: string;
  title: Text;
  from: number;
}

/** A level of risk, mildest first. A level without `from` is reached through a gate only. */
export interface Level {
  id: string;
  title: Text;
  /** Lowest score (0–100) of the level. */
  from?: number;
}

/** How a proof is graded, weakest first; `value` 0–1 multiplies the effect of a control. */
export interface EvidenceGrade {
  id: string;
  title: Text;
  value: number;
}

/** A closed interval from which a constant is drawn. */
export type Range = readonly [least: number, most: number];

export interface Sensitivity {
  /** Number of random runs. */
  runs: number;
  /** Start of the generator: part of the scheme, so that the same input gives the same bytes. */
  seed: number;
  base: Range;
  blend_factor: Range;
  blend_domain: Range;
  /** Each cap is shifted by up to this much, either way. */
  caps: number;
  unknown: Range;
  /** Every weight is multiplied by a number of this range. */
  weights: Range;
  /** Shares of runs that bound the printed band. */
  interval: Range;
  /** By how much of itself each weight is changed, one at a time. */
  weight_step: number;
  /** By how many points the thresholds of the levels are moved. */
  threshold_step: number;
  /** Names for the share of runs that keep the level, best first. */
  bands: Band[];
}

export interface Scheme {
  version: string;
  applies_from: PlainDate;
  until?: PlainDate;
  checked_on: PlainDate;
  method_source: Text;
  note?: Text;
  /** λ of `λ·max + (1−λ)·weighted mean`: within a list of factors, and over the dimensions of a domain. */
  blend: { factor: number; domain: number };
  /** Share of the severity that stays even where the harm is unlikely. */
  inherent: { base: number };
  caps: { full: number; weak_key: number; missing_key: number; weak_below: number };
  /** Design and operation (0–1) that an answer on the scale `duty` stands for. */
  control_steps: { answer: string; design: number; operation: number }[];
  evidence: { default: string; grades: EvidenceGrade[] };
  unknown: {
    factor: { low: number; point: number; critical: number; high: number };
    control: { low: number; point: number; high: number };
  };
  /** Above this share of "not applicable" in a dimension the result is provisional. */
  not_applicable: { provisional_above: number };
  /** confidence = completeness · (base + evidence · evidence index). */
  confidence: { base: number; evidence: number; bands: Band[] };
  levels: Level[];
  floors: {
    dimension: { residual_from: number; level: string; text: Text };
    evidence: { confidence_below: number; level: string; text: Text };
    controls: { levels_at_most: number; text: Text };
  };
  sensitivity: Sensitivity;
  /** What is tried when looking for the smallest set of changes that lowers the level. */
  actions: {
    max_size: number;
    /** How many changes are looked at together: the strongest. */
    candidates: number;
    /** How many sets are listed. */
    shown: number;
    improve_control: { title: Text; design: number; operation: number; evidence: string };
    raise_evidence: { title: Text; to: string };
    answer_unknown: { title: Text; value: number };
  };
  /** Why a result is provisional or has no level. */
  reasons: Record<ReasonCode, Text>;
}

export const REASON_CODES = [
  'insufficient_evidence',
  'not_applicable_share',
  'gate_open',
  'not_decisive',
  'nothing_applicable',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const GATE_EFFECTS = [
  'no_mitigation_credit',
  'no_certificate_wording',
  'legal_review',
  'high_risk_duties',
  'obligation_list',
] as const;
export type GateEffect = (typeof GATE_EFFECTS)[number];

/** A rule that puts a floor under the level, whatever the score (methods 3.5). */
export interface GateDefinition {
  id: string;
  title: Text;
  domains: RiskDomain[];
  applies_from: PlainDate;
  until?: PlainDate;
  /** Lowest level that remains possible once the gate has fired. */
  floor: string;
  effects: GateEffect[];
  text: Text;
  /** What would lift the gate. */
  lift: Text;
  basis: string[];
  method_source: Text;
  /** When it fires; a gate without it takes its condition from the mapping of the domain. */
  when?: Logic;
  /** Fires by the completeness or the confidence of the result itself. */
  evidence?: { completeness_below: number; confidence_below: number };
}

/** Everything the score needs besides its input, for one day. */
export interface RiskRules {
  scheme: Scheme;
  gates: GateDefinition[];
}
