/** @module From answers to the input of the score: mapping files and their evaluator. */

import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { gatesFile, logicsOf, mappingFile, schemeFile } from '../../src/content/risk-schema.ts';
import type { Evaluated } from '../../src/engine/classify.ts';
import type { Content, Question, Questionnaire, Value } from '../../src/engine/content.ts';
import { Explainer } from '../../src/engine/explain.ts';
import { buildPlan, evaluate } from '../../src/engine/program.ts';
import {
  assessRisk,
  checkDomainInput,
  type DomainInput,
  type GradedAnswer,
  lookupOf,
  overallRisk,
  type RiskMapping,
  riskInputs,
  riskRulesOn,
  scoreDomain,
} from '../../src/engine/risk/index.ts';
import { onCurve } from '../../src/engine/risk/mapping.ts';
import { dimensionOf, domainOf, files, readYaml, rules, scheme, VECTORS } from './risk-helpers.ts';

const text = { vi: 'Văn bản', en: 'Text' };
const DUTY = ['met', 'partly_met', 'not_met'].map((id) => ({ id, text }));
const question = (id: string, type: Question['type'], more: object = {}): Question => ({
  id,
  type,
  text,
  help: text,
  basis: [],
  ...more,
});

const QUESTIONNAIRE: Questionnaire = {
  id: 'test',
  version: '2026.1',
  applies_from: '2026-01-01',
  title: text,
  intro: text,
  sections: [
    {
      id: 'all',
      title: text,
      questions: [
        question('people.count', 'number'),
        question('people.vulnerable', 'boolean'),
        question('harm.lasting', 'choice', { options: ['no', 'some', 'lasting'].map((id) => ({ id, text })) }),
        question('data.measured', 'number'),
        question('data.low', 'number'),
        question('data.high', 'number'),
        question('control.tests', 'choice', { options: DUTY }),
        question('control.review', 'choice', { options: DUTY, show_if: { var: 'people.vulnerable' } }),
        question('workers.touched', 'boolean'),
      ],
    },
  ],
};

const CONTENT = {
  parameters: [],
  measures: [],
  facts: [],
  decisions: [],
  prohibited: [],
  highRisk: [],
  questionnaires: [QUESTIONNAIRE],
} as unknown as Content;

const MAPPING = `
domain: fairness
title: { vi: Công bằng, en: Fairness }
version: '1.0'
applies_from: 2026-01-01
dimensions:
  - id: F1
    title: { vi: Khía cạnh, en: Dimension }
    weight: 2
    basis: []
    method_source: { vi: Phương pháp, en: Method }
    severity:
      - factor: scale
        title: { vi: Quy mô, en: Scale }
        weight: 2
        value: { var: people.count }
        curve: [[0, 0], [100, 0.5], [1000, 1]]
        basis: ['law-134-2025:4.3']
      - factor: vulnerability
        title: { vi: Dễ bị tổn thương, en: Vulnerability }
        weight: 1
        critical: true
        value: { if: [{ var: people.vulnerable }, 1, 0.1] }
        basis: ['law-134-2025:4.3']
      - factor: irremediability
        title: { vi: Khó khắc phục, en: Irremediability }
        weight: 1
        question: harm.lasting
        scores: { 'no': 0, some: 0.5, lasting: 1 }
        basis: ['law-134-2025:4.3']
    likelihood:
      - factor: measured
        title: { vi: Đo được, en: Measured }
        weight: 3
        value: { var: data.measured }
        low: { var: data.low }
        high: { var: data.high }
        evidence: test_record
        basis: ['law-134-2025:4.3']
  - id: F2
    title: { vi: Người lao động, en: Workers }
    weight: 1
    applies: { var: workers.touched }
    not_applicable: { vi: Không có người lao động nào, en: No workers are concerned }
    basis: ['law-134-2025:4.3']
    severity:
      - { factor: scope, title: { vi: A, en: A }, weight: 1, value: 0.5, basis: ['law-134-2025:4.3'] }
    likelihood:
      - { factor: use, title: { vi: B, en: B }, weight: 1, value: 0.5, basis: ['law-134-2025:4.3'] }
controls:
  - id: tests
    title: { vi: Thử nghiệm, en: Tests }
    dimension: F1
    weight: 1
    key: true
    question: control.tests
    basis: ['law-134-2025:4.3']
  - id: review
    title: { vi: Xem xét, en: Review }
    dimension: F1
    weight: 1
    question: control.review
    basis: ['law-134-2025:4.3']
gates:
  - { id: G3, when: { '>=': [{ var: data.measured }, 0.9] } }
opportunities:
  - { id: OS6, title: { vi: Cơ hội, en: Opportunity }, when: { var: workers.touched }, basis: [], method_source: { vi: P, en: P } }
`;

const mapping = mappingFile.parse(parse(MAPPING)) as unknown as RiskMapping;

type Detailed = { value: Value | 'not_applicable'; note?: string; evidence_grade?: string };
type Given = Record<string, Value | Detailed>;
const isDetailed = (raw: Value | Detailed): raw is Detailed => typeof raw === 'object' && 'value' in raw;

/** Evaluates answers the way the engine does, on rules that hold nothing but this questionnaire. */
function evaluated(given: Given): Evaluated {
  const answers = new Map<string, GradedAnswer>();
  for (const [id, raw] of Object.entries(given)) {
    const { value, ...rest } = isDetailed(raw) ? raw : { value: raw };
    const isKnown = value !== 'not_applicable';
    answers.set(id, { value: isKnown ? value : null, state: isKnown ? 'known' : 'not_applicable', ...rest });
  }
  const known = new Map([...answers].flatMap(([id, { value }]) => (value === null ? [] : [[id, value] as const])));
  const plan = buildPlan(CONTENT, [QUESTIONNAIRE], '2026-11-22');
  const state = evaluate(plan, known, '2026-11-22');
  return { plan, state, explainer: new Explainer(plan, state), answerSet: { answers } } as unknown as Evaluated;
}

const inputOf = (given: Given): DomainInput => riskInputs(mapping, lookupOf(evaluated(given)), rules);
const readings = (input: DomainInput, list: 'severity' | 'likelihood' | 'controls') =>
  Object.fromEntries(input.dimensions[0]![list].map(({ id, reading }) => [id, reading]));

const COMPLETE: Given = {
  'people.count': 550,
  'people.vulnerable': true,
  'harm.lasting': { value: 'some', evidence_grade: 'document' },
  'data.measured': 0.4,
  'data.low': 0.2,
  'data.high': 0.9,
  'control.tests': { value: 'met', evidence_grade: 'independent' },
  'control.review': 'partly_met',
  'workers.touched': false,
};

describe('mapping', () => {
  it('turns answers into values, proofs and reasons', () => {
    const input = inputOf(COMPLETE);
    expect(readings(input, 'severity')).toEqual({
      scale: { state: 'known', value: 0.75, evidence: 'self_declared' },
      vulnerability: { state: 'known', value: 1, evidence: 'self_declared' },
      irremediability: { state: 'known', value: 0.5, evidence: 'document' },
    });
    expect(readings(input, 'likelihood')).toEqual({
      measured: { state: 'known', value: { low: 0.2, point: 0.4, high: 0.9 }, evidence: 'test_record' },
    });
    expect(readings(input, 'controls')).toEqual({
      tests: { state: 'known', design: 1, operation: 1, evidence: 'independent' },
      review: { state: 'known', design: 0.5, operation: 0.5, evidence: 'self_declared' },
    });
    expect(input.dimensions[1]!.notApplicable).toEqual({
      vi: 'Không có người lao động nào',
      en: 'No workers are concerned',
    });
    expect(input.dimensions[0]!.severity[0]!.because).toEqual([{ questionId: 'people.count', value: 550 }]);
    expect(input.opportunities).toEqual([]);
    expect(checkDomainInput(input, scheme)).toEqual([]);
  });

  it('unknown stays unknown: nothing answered scores like nothing known', () => {
    const input = inputOf({});
    for (const list of ['severity', 'likelihood', 'controls'] as const) {
      expect(Object.values(readings(input, list)).every(({ state }) => state === 'unknown')).toBe(true);
    }
    expect(input.dimensions[1]!.notApplicable).toBeUndefined();
    expect(input.opportunities).toMatchObject([{ id: 'OS6', status: 'unknown' }]);
    const { low, high } = scoreDomain(input, rules).scenarios!;
    expect([low.scored[0]!.R, high.scored[0]!.R]).toEqual([0, 1]);
    expect(scoreDomain(input, rules).confidence.completeness).toBeLessThan(0.5);
  });

  it('an interval with an unknown end reaches to the end of the scale', () => {
    const { 'data.high': _, ...given } = COMPLETE;
    expect(readings(inputOf(given), 'likelihood').measured).toMatchObject({ value: { low: 0.2, point: 0.4, high: 1 } });
  });

  it('not applicable needs no value, and keeps its reason', () => {
    const given = { ...COMPLETE, 'control.tests': { value: 'not_applicable' as const, note: 'Chưa có dữ liệu' } };
    expect(readings(inputOf(given), 'controls').tests).toEqual({
      state: 'not_applicable',
      reason: { vi: 'Chưa có dữ liệu', en: 'Chưa có dữ liệu' },
    });
  });

  it('a control whose question is hidden has no credit', () => {
    expect(readings(inputOf({ ...COMPLETE, 'people.vulnerable': false }), 'controls').review).toEqual({
      state: 'unknown',
    });
  });

  it('a grade that does not exist proves no more than the answer itself', () => {
    const given = { ...COMPLETE, 'control.tests': { value: 'met', evidence_grade: 'notarised' } };
    expect(readings(inputOf(given), 'controls').tests).toMatchObject({ evidence: 'self_declared' });
  });

  it('gates: fired with their answers, clear, or open; without any condition open', () => {
    const stateOf = (given: Given) => Object.fromEntries(inputOf(given).gates.map(({ id, state }) => [id, state]));
    expect(stateOf({ ...COMPLETE, 'data.measured': 0.95 }).G3).toBe('fired');
    expect(stateOf(COMPLETE).G3).toBe('clear');
    expect(stateOf({}).G3).toBe('open');
    expect(stateOf({}).G1).toBe('open');
    const fired = inputOf({ ...COMPLETE, 'data.measured': 0.95 }).gates.find(({ id }) => id === 'G3')!;
    expect(fired.because).toEqual([{ questionId: 'data.measured', value: 0.95 }]);
    const bare = riskInputs({ ...mapping, gates: [] }, lookupOf(evaluated(COMPLETE)), rules);
    expect(bare.gates.find(({ id }) => id === 'G3')!.state).toBe('open');
  });

  it('lists its rules with their places and types, for the checker', () => {
    const rules = logicsOf(mapping).map(({ path, type }) => `${path.join('.')} ${type}`);
    expect(rules).toEqual([
      'dimensions.0.severity.0.value number',
      'dimensions.0.severity.1.value number',
      'dimensions.0.likelihood.0.value number',
      'dimensions.0.likelihood.0.low number',
      'dimensions.0.likelihood.0.high number',
      'dimensions.1.applies boolean',
      'dimensions.1.severity.0.value number',
      'dimensions.1.likelihood.0.value number',
      'gates.0.when boolean',
      'opportunities.0.when boolean',
    ]);
  });

  it('curves are straight lines between their points', () => {
    const share: [number, number][] = [
      [0, 0],
      [0.02, 0.25],
      [0.1, 0.5],
      [0.3, 1],
    ];
    expect([-1, 0, 0.01, 0.02, 0.06, 0.1, 0.2, 0.3, 2].map((x) => onCurve(share, x))).toEqual(
      [0, 0, 0.125, 0.25, 0.375, 0.5, 0.75, 1, 1].map((y) => expect.closeTo(y, 12)),
    );
  });
});

describe('the worse of the domains', () => {
  it('never averages, and says when a domain is missing', () => {
    const [hiring, callCentre] = VECTORS.map((vector) =>
      assessRisk(domainOf(vector.dimensions.map(dimensionOf)), rules),
    );
    const other = { ...callCentre!, domain: 'workforce' as const };
    expect(overallRisk({ fairness: hiring!, workforce: other })).toMatchObject({
      level: { id: 'high' },
      from: ['fairness'],
      atLeast: false,
    });
    expect(overallRisk({ fairness: null, workforce: other })).toMatchObject({ level: { id: 'low' }, atLeast: true });
    expect(overallRisk({ fairness: null, workforce: null })).toEqual({ level: null, from: [], atLeast: true });
  });
});

describe('rules/risk', () => {
  it('G1–G7 stand in gates.yaml with source, text and what lifts them', () => {
    expect(files.gates.map(({ id }) => id)).toEqual(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7']);
  });

  it('before the first day there is no scheme', () => {
    expect(riskRulesOn(files, '2025-12-09')).toBeUndefined();
    expect(riskRulesOn(files, '2025-12-10')!.gates.map(({ id }) => id)).not.toContain('G1');
    expect(riskRulesOn(files, '2026-03-01')!.gates.map(({ id }) => id)).toContain('G1');
  });

  const broken = (
    file: string,
    shape: { safeParse: (data: unknown) => { success: boolean; error?: { issues: { message: string }[] } } },
    change: (text: string) => string,
  ): string[] => {
    const source = file === '' ? MAPPING : stringify(readYaml(file));
    const altered = change(source);
    expect(altered).not.toBe(source);
    return shape.safeParse(parse(altered)).error?.issues.map(({ message }) => message) ?? [];
  };

  it.each([
    ['levels that do not rise', (source: string) => source.replace('from: 25', 'from: 60'), 'must begin at 0 and rise'],
    ['caps in the wrong order', (source: string) => source.replace('full: 0.85', 'full: 0.2'), 'must fall from full'],
    ['a floor at no level', (source: string) => source.replace('level: high', 'level: huge'), 'must be one of'],
    ['an unknown key', (source: string) => source.replace('inherent:', 'extra: 1\n    inherent:'), 'Unrecognized key'],
    [
      'a default that is no grade',
      (source: string) => source.replace('default: self_declared', 'default: sworn'),
      'must name a grade',
    ],
  ])('scheme.yaml: %s is refused', (_, change, message) => {
    expect(broken('rules/risk/scheme.yaml', schemeFile, change).join()).toContain(message);
  });

  it.each([
    [
      'a value and a question',
      (source: string) => source.replace('question: harm.lasting', 'value: 1\n        question: harm.lasting'),
      'must have value',
    ],
    ['applies without a reason', (source: string) => source.replace(/ {4}not_applicable:.*\n/, ''), 'must have both'],
    [
      'a control of no dimension',
      (source: string) => source.replace('dimension: F1', 'dimension: F9'),
      'must name a dimension',
    ],
    ['a curve that goes back', (source: string) => source.replace('[100, 0.5]', '[1001, 0.5]'), 'must rise in x'],
    ['a dimension of the other domain', (source: string) => source.replaceAll('F2', 'W2'), 'must begin with F'],
    ['a weight of zero', (source: string) => source.replace('weight: 3', 'weight: 0'), 'Too small'],
    [
      'no source at all',
      (source: string) => source.replace('method_source: { vi: Phương pháp, en: Method }\n', '\n'),
      'must have a basis',
    ],
  ])('mapping: %s is refused', (_, change, message) => {
    expect(broken('', mappingFile, change).join()).toContain(message);
  });

  it('a gate with two conditions is refused', () => {
    const twice = (source: string) => source.replace('evidence:\n', 'when: true\n    evidence:\n');
    expect(broken('rules/risk/gates.yaml', gatesFile, twice).join()).toContain('not both');
  });
});

describe('an input made by hand', () => {
  it('every problem is listed at once', () => {
    const dimension = dimensionOf(VECTORS[0]!.dimensions[0]!, 0);
    const factor = {
      ...dimension.severity[0]!,
      weight: 0,
      reading: { state: 'known' as const, value: 1.2, evidence: 'oath' },
    };
    const empty = { ...dimension, severity: [], likelihood: [], controls: [] };
    const issues = checkDomainInput(domainOf([{ ...dimension, severity: [factor, factor] }, empty]), scheme);
    expect(issues.map(({ pointer, code }) => `${code} ${pointer}`)).toEqual([
      'duplicate_id /dimensions/1/id',
      'duplicate_id /dimensions/0/severity/1/id',
      'out_of_range /dimensions/0/severity/0/weight',
      'out_of_range /dimensions/0/severity/0/reading/value',
      'unknown_grade /dimensions/0/severity/0/reading/evidence',
      'out_of_range /dimensions/0/severity/1/weight',
      'out_of_range /dimensions/0/severity/1/reading/value',
      'unknown_grade /dimensions/0/severity/1/reading/evidence',
      'empty /dimensions/1',
    ]);
  });
});
