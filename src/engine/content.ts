/**
 * @module The shape of compiled content: what `rules/`, `questionnaires/` and `reports/` become after
 * `src/content` has read and checked them. Plain JSON, so that Node, Workers and a browser share one value.
 */

import type {
  Crosswalk,
  Force,
  Framework,
  GlossaryTerm,
  Measure,
  PlanItem,
  Scale,
  ScaleId,
} from './content-reference.ts';
import type { RiskMapping } from './risk/mapping.ts';
import type { GateDefinition, Scheme } from './risk/scheme.ts';
import type { Actor } from './vocabulary.ts';

export type * from './content-reference.ts';

/** A text in both languages of the product. */
export interface Text {
  vi: string;
  en: string;
}

/** A plain calendar date, `YYYY-MM-DD`. Dates of law never carry a time or a zone. */
export type PlainDate = string;

/** How sure the sources are that a statement of law is right (`shared/law` uses the same three words). */
export type Confidence = 'certain' | 'likely' | 'unknown';

/** A JsonLogic document restricted to the operators in `logic.ts`. */
export type Logic = boolean | number | string | readonly (string | number)[] | { readonly [operator: string]: unknown };

/** Types a variable of the rules can have. `date` is a `PlainDate` string; `choices` is a list of option ids. */
export type ValueType = 'boolean' | 'number' | 'text' | 'date' | 'choice' | 'choices';

/** A known value of a variable. */
export type Value = boolean | number | string | readonly string[];

/** A clause (or point) of a legal text, e.g. `10.1` or `12.2.a`; `label` only where the text has no number. */
export interface Clause {
  id: string;
  title: Text;
  label?: Text;
}

export interface Article extends Clause {
  clauses?: Clause[];
}

/** One legal text. `basis` references elsewhere are `<instrument id>:<article or clause id>`. */
export interface Instrument {
  id: string;
  number: string;
  kind: 'law' | 'code' | 'decree' | 'decision' | 'circular' | 'resolution' | 'official_letter';
  short: Text;
  title: Text;
  issuer: Text;
  published_on: PlainDate;
  in_force_from: PlainDate;
  in_force_until?: PlainDate;
  checked_on: PlainDate;
  href: string;
  confidence: Confidence;
  note?: Text;
  articles: Article[];
}

/** A dated number, date or yes/no that the rules use; `unknown` where the law is unsettled. */
export interface Parameter {
  id: string;
  type: 'boolean' | 'number' | 'date';
  title: Text;
  /** Shown where a conclusion depends on a value that is still `unknown`. */
  open_point?: Text;
  values: {
    applies_from: PlainDate;
    value: boolean | number | string | null;
    status?: 'expected';
    basis: string[];
    published_on?: PlainDate;
    checked_on: PlainDate;
    note?: Text;
  }[];
}

export interface DatedLogic {
  applies_from: PlainDate;
  /** Last day on which this version applies, inclusive. */
  until?: PlainDate;
  logic: Logic;
}

/** A derived fact. Before its first version it is unknown. */
export interface Fact {
  id: string;
  type: ValueType;
  title: Text;
  basis: string[];
  confidence?: Confidence;
  note?: Text;
  versions: DatedLogic[];
}

/** An ordered list of cases; the first whose `when` is true gives the value (see `decisions.ts` for unknowns). */
export interface Decision {
  id: string;
  title: Text;
  values: { id: string; title: Text; date?: PlainDate; basis: string[]; meanwhile?: Text; note?: Text }[];
  versions: {
    applies_from: PlainDate;
    until?: PlainDate;
    cases: { when: Logic; value: string; reason?: Text; basis: string[] }[];
  }[];
}

/** A prohibited-act test of article 7 of the AI Law. */
export interface ProhibitedTest {
  code: string;
  title: Text;
  /** `purpose` tests the system once; `conduct` tests recur over the life cycle. */
  kind: 'purpose' | 'conduct';
  basis: string[];
  versions: DatedLogic[];
}

/** One row of the high-risk list. */
export interface HighRiskRow {
  id: string;
  title: Text;
  field: Text;
  basis: string[];
  conditions: {
    question: string;
    kind: 'scope' | 'condition' | 'carve_out' | 'recorded';
    human_approval?: true;
  }[];
  versions: DatedLogic[];
  route: { value: 'certification_body' | 'self_or_body' | 'unknown'; confidence: Confidence; source: Text };
  /** Page of the signed PDF on which a reader can check the row and its route. */
  pdf_page: string;
  note?: Text;
}

/** Which fact says that the asking organisation acts in a role. */
export interface ActorDefinition {
  id: Actor;
  title: Text;
  fact: string;
  basis: string[];
}

export type DeadlineRule =
  | 'before_use'
  | 'continuous'
  | 'on_event'
  | 'on_request'
  | 'at_publication'
  | 'each_decision'
  | 'fixed_date'
  | 'none';

/** A clock that the law starts at an event. `from` names the date question that holds the starting day. */
export interface Clock {
  amount: number;
  unit: 'hours' | 'working_days' | 'calendar_days' | 'months';
  from: string;
  /** `before`: the clock runs backwards, the act must be done that long before the day. */
  direction?: 'after' | 'before';
  note: Text;
}

/** How to put a gap right: who does what, which document results, and how much work it is. */
export interface Remedy {
  action: Text;
  owner: Text;
  document: Text;
  effort: Effort;
}

export type Effort = 'small' | 'medium' | 'large';

export interface Obligation {
  id: string;
  title: Text;
  duty: Text;
  actors: Actor[];
  kind: 'duty' | 'right' | 'exemption' | 'encouraged' | 'liability';
  applies_from: PlainDate;
  until?: PlainDate;
  when: Logic;
  basis: string[];
  evidence: Text;
  /** `independent_of_use`: binds whether or not the system is in use yet, such as law on data or on workers. */
  deadline: { rule: DeadlineRule; text: Text; clock?: Clock; independent_of_use?: true };
  /** Decision that says whether a transition period moves the deadline, e.g. `decision.transition-general`. */
  transition?: string;
  sanctions: string[];
  status: 'automated' | 'asked' | 'manual' | 'dormant';
  confidence: Confidence;
  /**
   * What the answers prove about the duty itself; without it the status stays `unknown`. `questions` name questions with
   * a scale, taken together (see `levels.ts`); a rule that holds wins over them.
   */
  assessed_by?: { questions?: string[]; met?: Logic; partly_met?: Logic; not_met?: Logic };
  remedy?: Remedy;
  note?: Text;
}

export interface Sanction {
  id: string;
  text: Text;
  basis: string[];
}

export interface FindingRule {
  id: string;
  /** `contradiction`: answers that cannot all be true. */
  kind?: 'contradiction';
  title: Text;
  severity: 'critical' | 'high' | 'moderate' | 'low' | 'information';
  applies_from: PlainDate;
  until?: PlainDate;
  when: Logic;
  basis: string[];
  text: Text;
  remedy: Text;
  owner?: Text;
  document?: Text;
  effort?: Effort;
}

/** Public holidays of one year, for counting working days. */
export interface HolidayYear {
  year: number;
  status: 'confirmed' | 'provisional';
  basis: string[];
  checked_on: PlainDate;
  note: Text;
  days: { date: PlainDate; title: Text; status?: 'unsettled' }[];
  /** Weekend days declared working days (swaps). */
  working_weekend_days: PlainDate[];
}

export type QuestionType = 'boolean' | 'choice' | 'choices' | 'number' | 'text' | 'date' | 'table' | 'dataset';

export interface Question {
  id: string;
  /** A question with a `scale` is a `choice` whose options the loader fills in. */
  type: QuestionType;
  scale?: ScaleId;
  /** Kind of data set that a `dataset` question asks for; its answer is the id of one. */
  dataset?: 'fairness' | 'workforce';
  text: Text;
  help: Text;
  example?: Text;
  options?: { id: string; text: Text; help?: Text }[];
  unit?: Text;
  min?: number;
  max?: number;
  show_if?: Logic;
  /** Value the rules take when `show_if` is false; without it a hidden question is unknown to them. */
  otherwise?: Value;
  basis: string[];
  force?: Force;
  /** Checks of the assessment plan that it covers (`rules/items.yaml`). */
  items?: string[];
  /** Where a voluntary question comes from, if not from law. */
  method_source?: Text;
  evidence?: Text;
  /** Line of the official form that it answers. */
  official_form?: string;
  /** Points of an ethics framework that it speaks for. */
  points?: string[];
  /** An organisation can change this by its own decision; used to look for the smallest helpful change. */
  changeable?: Text;
}

export interface Questionnaire {
  id: string;
  version: string;
  applies_from: PlainDate;
  supersedes?: string;
  title: Text;
  intro: Text;
  sections: { id: string; title: Text; intro?: Text; questions: Question[] }[];
  migration?: Migration;
}

/**
 * What becomes of answers to an older version. Questions that keep their id keep their meaning, so their answers carry
 * over; every other question of the older version stands in exactly one of the lists.
 */
export interface Migration {
  from: string;
  /** Same meaning, new id. */
  renamed?: { from: string; to: string }[];
  /** The meaning changed: the new questions need an answer of their own. */
  asked_again?: { from: string; to: string[]; why: Text }[];
  dropped?: { from: string; why: Text }[];
}

/** Everything the engine needs; `hash` values are SHA-256 hex over canonical JSON, made by `src/content`. */
export interface Content {
  instruments: Instrument[];
  parameters: Parameter[];
  facts: Fact[];
  decisions: Decision[];
  prohibited: ProhibitedTest[];
  highRisk: HighRiskRow[];
  actors: ActorDefinition[];
  obligations: Obligation[];
  sanctions: Sanction[];
  findings: FindingRule[];
  frameworks: Framework[];
  measures: Measure[];
  crosswalks: Crosswalk[];
  glossary: GlossaryTerm[];
  items: PlanItem[];
  scales: Scale[];
  riskSchemes: Scheme[];
  riskGates: GateDefinition[];
  riskMappings: RiskMapping[];
  holidays: HolidayYear[];
  questionnaires: Questionnaire[];
  hashes: { rules: string; questionnaires: Record<string, string> };
}
