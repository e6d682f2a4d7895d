/** @module The result contract `luongtri.result/1`: what `luongtri assess` and `POST /v1/assess` return. */

import type { Clock, Confidence, DeadlineRule, Effort, PlainDate, Remedy, Text, Value } from './content.ts';
import type { OverallRisk, RiskResult } from './risk/result.ts';
import type { Actor, Tier } from './vocabulary.ts';

export type ObligationStatus = 'met' | 'partly_met' | 'not_met' | 'unknown' | 'not_applicable';

/** Why something was concluded. `because` lists the answers (and open questions) that carried it. */
export interface Reason {
  /** Id of the rule, fact, decision, row or parameter behind the statement. */
  rule: string;
  /** `open`: the conclusion is only still possible. */
  status: 'holds' | 'open';
  text: Text;
  basis: string[];
  because: Because[];
}

/** One answer behind a conclusion; `value: null` means nobody knows it yet. */
export interface Because {
  questionId: string;
  value: Value | null;
}

/** How strong the evidence behind an answer is, weakest first (methods 3.2). */
export type EvidenceGrade = 'none' | 'self_declared' | 'document' | 'test_record' | 'independent';

/** An answer on a scale, with what the organisation said about it. */
export interface Proof {
  questionId: string;
  level: ObligationStatus;
  note: string | null;
  evidence: string[];
  evidenceGrade: EvidenceGrade | null;
  /** The organisation's own remedial action, who does it, and by when. */
  remedy: string | null;
  owner: string | null;
  due: PlainDate | null;
}

export interface ProhibitedResult {
  code: string;
  title: Text;
  kind: 'purpose' | 'conduct';
  status: 'indicated' | 'not_indicated' | 'unknown';
  basis: string[];
  because: Because[];
}

export interface RowResult {
  row: string;
  title: Text;
  /** `applies`: every condition holds; `possible`: open conditions remain. Rows that do not apply are left out. */
  status: 'applies' | 'possible';
  basis: string[];
  route: 'certification_body' | 'self_or_body' | 'unknown';
  routeConfidence: Confidence;
  routeSource: Text;
  pdfPage: string;
  note: Text | null;
  because: Because[];
}

/** A point of law that no answer can settle. */
export interface UnsettledPoint {
  id: string;
  title: Text;
  text: Text;
  basis: string[];
}

export interface TransitionResult {
  /** Decision id, e.g. `decision.transition-general`. */
  id: string;
  title: Text;
  /** Value id, or null while more than one is possible. */
  value: string | null;
  possible: { value: string; title: Text; comply_before: PlainDate | null; basis: string[] }[];
}

export interface Classification {
  /** Does the AI Law apply? `null` while unknown. */
  inScope: boolean | null;
  tier: Tier | 'undetermined';
  /** Every tier still possible, in the order prohibited, high, medium, low, out_of_scope. */
  possibleTiers: Tier[];
  prohibited: ProhibitedResult[];
  highRiskRow: string | null;
  highRiskRows: RowResult[];
  conformityRoute: 'certification_body' | 'self_or_body' | 'unknown' | 'not_applicable';
  /** AI02 impact assessment of state agencies (Law 27.3, Decree 142 article 20.1). */
  impactAssessment: 'required' | 'not_required' | 'unknown';
  roles: { actor: Actor; title: Text; status: 'yes' | 'no' | 'unknown' }[];
  transitions: TransitionResult[];
  unsettled: UnsettledPoint[];
  reasons: Reason[];
  /** Open questions that could still change the tier, most decisive first. */
  deciders: string[];
}

export interface DeadlineResult {
  rule: DeadlineRule;
  text: Text;
  /** The day by which (or, with `before`, before which) the duty must be fulfilled; null if no date follows yet. */
  date: PlainDate | null;
  /** True when the act must be finished before `date`, not on it. */
  before: boolean;
  /**
   * `due`: binds now; `passed`: a dated act should have been done by `date` (whether it was is not known here);
   * `by_event`: no date until the event happens.
   */
  state: 'grace' | 'due' | 'upcoming' | 'passed' | 'by_event' | 'undetermined' | 'none';
  /** All dates still possible when the transition or the counting is not settled, earliest first. */
  possibleDates: PlainDate[];
  grace: { lastSafeDay: PlainDate; transition: string; meanwhile: Text; basis: string[] } | null;
  clock: (Pick<Clock, 'amount' | 'unit' | 'from'> & { provisional: boolean }) | null;
  notes: Text[];
}

export interface ObligationResult {
  id: string;
  title: Text;
  /** What has to be done; `null`, as `evidence` and `note`, where the duty does not apply (see /v1/law/obligations). */
  duty: Text | null;
  kind: 'duty' | 'right' | 'exemption' | 'encouraged' | 'liability';
  actors: Actor[];
  /** Whose duty it is, seen from the organisation that answers. */
  party: 'own' | 'other' | 'unknown';
  applies: 'yes' | 'no' | 'unknown';
  status: ObligationStatus;
  basis: string[];
  deadline: DeadlineResult;
  evidence: Text | null;
  sanctions: string[];
  coverage: 'automated' | 'asked' | 'manual' | 'dormant';
  confidence: Confidence;
  note: Text | null;
  reasons: Because[];
  /** Unsettled points of law that keep it open whether the duty exists. */
  unsettled: string[];
  /** The answers that prove the duty itself; empty where it does not apply or nothing asks. */
  proof: Proof[];
  /** How to put it right; `null` where it does not apply, is met, or nothing can be done. */
  remedy: Remedy | null;
}

export interface FindingResult {
  id: string;
  /** `rule`: written in rules/findings; `gap`: a duty or ethics point not (fully) met; `contradiction`: between answers. */
  kind: 'rule' | 'gap' | 'contradiction';
  title: Text;
  severity: 'critical' | 'high' | 'moderate' | 'low' | 'information';
  text: Text;
  basis: string[];
  because: Because[];
  remedy: Text;
  /** What the organisation itself said it will do. */
  planned: string | null;
  /** Who should own it: the organisation's own words where it named somebody. */
  owner: Text | null;
  document: Text | null;
  effort: Effort | null;
  /** As in the deadline of the duty behind it, which says whether it is the day or the one before; else the organisation's own. */
  due: PlainDate | null;
}

/** A line of the official form or a point of an ethics framework. */
export interface FrameworkEntryResult {
  ref: string;
  framework: string;
  title: Text;
  level: ObligationStatus;
  /** `guidance`: a line of the form, which is an appendix, for those whom the framework binds. */
  force: 'binding' | 'guidance' | 'encouraged' | 'unknown';
  basis: string[];
  proof: Proof[];
  remedy: Remedy | null;
}

export interface EthicsFramework {
  frameworks: { id: string; title: Text; force: 'binding' | 'encouraged' | 'unknown'; basis: string[] }[];
  lines: FrameworkEntryResult[];
  points: FrameworkEntryResult[];
}

/** One change within the organisation's power, or one answer, and what it would do to the tier. */
export interface Action {
  change: { questionId: string; to: Value; text: Text };
  effect: { tier: Tier | 'undetermined'; possibleTiers: Tier[]; text: Text };
}

/** The smallest sets of changes that settle the tier, or lower it; no smaller set does. */
export interface TierChanges {
  /** `null`: no set of up to `maxSize` changes is enough. */
  size: number | null;
  maxSize: number;
  sets: { changes: Action['change'][]; effect: Action['effect'] }[];
  /** How many sets of that size are enough; `sets` holds the first of them. */
  count: number;
  /** Over all sets of the candidates: `evaluated + ruledOut = total`. */
  proof: { candidates: number; leftOut: number; total: number; evaluated: number; ruledOut: number };
}

export interface OpenQuestion {
  questionId: string;
  /** `unanswered`, or answered "don't know", or `not_applicable` (which settles nothing by itself). */
  state: 'unanswered' | 'unknown' | 'not_applicable';
  /** True when branching may still hide the question. */
  conditional: boolean;
  /** What an answer could still change: `tier`, `impactAssessment`, obligation ids, transition ids, `point:1.a`. */
  wouldChange: string[];
}

export interface Source {
  id: string;
  number: string;
  title: Text;
  href: string;
  inForceFrom: PlainDate;
  checkedOn: PlainDate;
  confidence: Confidence;
}

export interface TraceNode {
  rule: string;
  kind: 'answer' | 'measure' | 'parameter' | 'fact' | 'decision' | 'prohibited' | 'row';
  appliesFrom: PlainDate | null;
  value: Value | null;
  possible?: string[];
  reads: string[];
}

export interface Result {
  schema: 'luongtri.result/1';
  asOf: PlainDate;
  engine: { version: string };
  content: { questionnaires: { id: string; version: string; hash: string }[]; rules: { hash: string } };
  answersHash: string;
  system: { name: string; [key: string]: unknown };
  classification: Classification;
  obligations: ObligationResult[];
  /** `null` while no questionnaire that measures the risk was part of the assessment. */
  risks: { fairness: RiskResult | null; workforce: RiskResult | null; overall: OverallRisk | null };
  ethicsFramework: EthicsFramework;
  /** Data sets that were measured, with the values the rules read. */
  measurements: {
    questionId: string;
    datasetId: string;
    kind: 'fairness' | 'workforce';
    values: Record<string, Value>;
  }[];
  findings: FindingResult[];
  actions: Action[];
  /** `null` unless asked for, or where nothing can be settled or lowered. */
  tierChanges: TierChanges | null;
  open: OpenQuestion[];
  /**
   * Answers given that count for nothing now: branching hides their question, or it is open whether it is asked. They are
   * kept, and count as soon as the question is asked.
   */
  onHold: { questionId: string; state: 'hidden' | 'open' }[];
  /** Each `basis` id used above, written as a lawyer cites it. */
  citations: Record<string, Text>;
  sources: Source[];
  trace?: TraceNode[];
}
