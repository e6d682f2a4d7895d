/** @module What the score is computed from: one domain with its dimensions, factors, controls and gates. */
import type { Text } from '../content.ts';
import type { Because } from '../result.ts';
import type { RiskDomain } from './scheme.ts';

/** A measured value with its optimistic and pessimistic bounds, each 0–1, `low ≤ point ≤ high`. */
export interface Span {
  low: number;
  point: number;
  high: number;
}

/** Where something that is scored comes from; copied to the result, never computed with. */
export interface Origin {
  id: string;
  title: Text;
  basis: string[];
  method_source?: Text;
  /** The questions behind the value, with the answers as they count. */
  because: Because[];
}

export interface NotApplicable {
  state: 'not_applicable';
  /** Why it does not apply, in the words of the organisation or of the rules. */
  reason: Text;
}

/** A risk factor; 0 is best, 1 is worst. */
export type Factor = Origin & {
  weight: number;
  /** "Don't know" counts as the worst value, not only as a bad one. */
  critical: boolean;
  reading: { state: 'known'; value: number | Span; evidence: string } | { state: 'unknown' } | NotApplicable;
};

/** A control; design and operation 0–1, 1 is best. */
export type Control = Origin & {
  weight: number;
  /** Without it the other controls of the dimension count for little. */
  key: boolean;
  reading:
    | { state: 'known'; design: number; operation: number; evidence: string }
    | { state: 'unknown' }
    | NotApplicable;
};

export interface Dimension {
  /** Short code, e.g. `F1`. */
  id: string;
  title: Text;
  weight: number;
  /** Given where the dimension as a whole does not apply; it is then left out of the score. */
  notApplicable?: Text;
  severity: Factor[];
  likelihood: Factor[];
  controls: Control[];
}

/** `open`: the answers do not yet say whether the gate's condition holds. */
export interface GateState {
  id: string;
  state: 'fired' | 'open' | 'clear';
  because: Because[];
}

/** Something the system may make better. Listed beside the score, never subtracted from it (methods 3.2.6). */
export interface Opportunity extends Origin {
  status: 'present' | 'unknown';
}

export interface DomainInput {
  domain: RiskDomain;
  dimensions: Dimension[];
  gates: GateState[];
  opportunities: Opportunity[];
}

export const LISTS = ['severity', 'likelihood', 'controls'] as const;
export type ListName = (typeof LISTS)[number];

/** Address of an input within its domain, e.g. `F1.severity.scale`. */
export const inputId = (dimension: string, list: ListName, id: string): string => `${dimension}.${list}.${id}`;
