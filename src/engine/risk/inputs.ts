/** @module From answers to the input of the score, by a mapping (methods 3.2.7: unknown is never fine). */
import type { Logic, Text } from '../content.ts';
import type { Because } from '../result.ts';
import type { Control, Dimension, DomainInput, Factor, GateState, NotApplicable, Opportunity, Span } from './input.ts';
import type { GradedAnswer, RiskLookup } from './lookup.ts';
import type { MappedControl, MappedDimension, MappedFactor, RiskMapping } from './mapping.ts';
import { onCurve } from './mapping.ts';
import type { RiskRules, Scheme } from './scheme.ts';

/**
 * @param mapping checked content of `rules/risk/<domain>.yaml` (see `src/content/risk-schema.ts`)
 * @param lookup answers and rules of one evaluated answer set (see `lookupOf`)
 * @returns the domain as the score takes it; never fails: what cannot be read is unknown
 */
export function riskInputs(mapping: RiskMapping, lookup: RiskLookup, rules: RiskRules): DomainInput {
  const reader = new MappingReader(lookup, rules.scheme);
  return {
    domain: mapping.domain,
    dimensions: mapping.dimensions.map((dimension) => reader.dimension(dimension, mapping.controls)),
    gates: gateStates(mapping, lookup, rules),
    opportunities: opportunities(mapping, lookup),
  };
}

function gateStates(mapping: RiskMapping, lookup: RiskLookup, { gates }: RiskRules): GateState[] {
  return gates
    .filter(({ domains, evidence }) => domains.includes(mapping.domain) && !evidence)
    .map(({ id, when: own }) => {
      const when = mapping.gates.find((gate) => gate.id === id)?.when ?? own;
      if (when === undefined) return { id, state: 'open', because: [] };
      const holds = lookup.value(when);
      return { id, state: holds === undefined ? 'open' : holds ? 'fired' : 'clear', because: lookup.because(when) };
    });
}

function opportunities(mapping: RiskMapping, lookup: RiskLookup): Opportunity[] {
  return mapping.opportunities.flatMap(({ id, title, when, basis, method_source }) => {
    const holds = lookup.value(when);
    if (holds === false) return [];
    const status = holds ? ('present' as const) : ('unknown' as const);
    return [{ id, title, basis, ...sourced(method_source), because: lookup.because(when), status }];
  });
}

const sourced = (method_source?: Text): { method_source?: Text } => (method_source ? { method_source } : {});

/** Rules may overshoot (a share above 100%, a rounding error): the scale ends at 0 and 1. */
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

class MappingReader {
  constructor(
    private readonly lookup: RiskLookup,
    private readonly scheme: Scheme,
  ) {}

  dimension(dimension: MappedDimension, controls: readonly MappedControl[]): Dimension {
    const { id, title, weight, severity, likelihood } = dimension;
    const excluded = this.excludedByRule(dimension);
    return {
      id,
      title,
      weight,
      ...(excluded ? { notApplicable: excluded.reason } : {}),
      severity: severity.map((factor) => this.factor(factor)),
      likelihood: likelihood.map((factor) => this.factor(factor)),
      controls: controls.filter((control) => control.dimension === id).map((control) => this.control(control)),
    };
  }

  private factor(mapped: MappedFactor): Factor {
    const { factor: id, title, weight, critical = false, basis, method_source } = mapped;
    const because = this.becauseOf(mapped.question, mapped.value);
    const reading = this.excluded(mapped, mapped.question) ?? this.readFactor(mapped, because);
    return { id, title, weight, critical, basis, ...sourced(method_source), because, reading };
  }

  private readFactor(mapped: MappedFactor, because: Because[]): Factor['reading'] {
    const value = mapped.question === undefined ? this.number(mapped.value, mapped) : this.scored(mapped);
    if (value === undefined) return { state: 'unknown' };
    const evidence = mapped.evidence ?? this.weakestGrade(because);
    if (mapped.low === undefined && mapped.high === undefined) return { state: 'known', value, evidence };
    return { state: 'known', value: this.span(mapped, value), evidence };
  }

  /** An interval of which one end is not known reaches as far as the scale on that side. */
  private span(mapped: MappedFactor, point: number): Span {
    const { low: least, high: most } = this.scheme.unknown.factor;
    const low = this.number(mapped.low, mapped) ?? least;
    const high = this.number(mapped.high, mapped) ?? most;
    return { low: Math.min(low, point), point, high: Math.max(high, point) };
  }

  private number(logic: Logic | undefined, { curve }: MappedFactor): number | undefined {
    const raw = logic === undefined ? undefined : this.lookup.value(logic);
    if (typeof raw !== 'number' || Number.isNaN(raw)) return undefined;
    return clamp(curve ? onCurve(curve, raw) : raw);
  }

  private scored({ question, scores = {} }: MappedFactor): number | undefined {
    const answer = this.lookup.variable(question!);
    if (answer === undefined || !Object.hasOwn(scores, String(answer))) return undefined;
    return clamp(scores[String(answer)]!);
  }

  private control(mapped: MappedControl): Control {
    const { id, title, weight, key = false, basis, method_source, question } = mapped;
    const reading = this.excluded(mapped, question) ?? this.readControl(question);
    const because = this.becauseOf(question);
    return { id, title, weight, key, basis, ...sourced(method_source), because, reading };
  }

  private readControl(question: string): Control['reading'] {
    const answer = this.lookup.variable(question);
    const step = this.scheme.control_steps.find((entry) => entry.answer === answer);
    if (!step) return { state: 'unknown' };
    const { design, operation } = step;
    return { state: 'known', design, operation, evidence: this.gradeOf(this.lookup.answer(question)) };
  }

  private becauseOf(question: string | undefined, value?: Logic): Because[] {
    if (question !== undefined) {
      const current = this.lookup.variable(question);
      return [{ questionId: question, value: current ?? null }];
    }
    return value === undefined ? [] : this.lookup.because(value);
  }

  private excludedByRule({
    applies,
    not_applicable,
  }: MappedDimension | MappedFactor | MappedControl): NotApplicable | undefined {
    if (applies === undefined || this.lookup.value(applies) !== false) return undefined;
    return { state: 'not_applicable', reason: not_applicable! };
  }

  private excluded(mapped: MappedFactor | MappedControl, question?: string): NotApplicable | undefined {
    const byRule = this.excludedByRule(mapped);
    if (byRule || question === undefined) return byRule;
    const answer = this.lookup.answer(question);
    if (answer?.state !== 'not_applicable') return undefined;
    const note = answer.note ?? '';
    return { state: 'not_applicable', reason: { vi: note, en: note } };
  }

  /** A statement counts as self-declared until its grade is given: a file attached may prove anything, or nothing. */
  private gradeOf(answer: GradedAnswer | undefined): string {
    const { grades, default: fallback } = this.scheme.evidence;
    const stated = answer?.evidence_grade;
    return grades.some(({ id }) => id === stated) ? stated! : fallback;
  }

  /** A value read from several answers is proven as well as the least proven of them. */
  private weakestGrade(because: readonly Because[]): string {
    const { grades, default: fallback } = this.scheme.evidence;
    const stated = because
      .filter(({ value }) => value !== null)
      .map(({ questionId }) => this.gradeOf(this.lookup.answer(questionId)));
    return grades.find(({ id }) => stated.includes(id))?.id ?? fallback;
  }
}
