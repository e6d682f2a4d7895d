import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registerSchema, validate } from '@hyperjump/json-schema/draft-07';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { buildOscal, type ExportInput, type OscalDocument } from '../../../src/features/exports/index.ts';
import { engine, loaded } from '../../support/content.ts';
import { example } from '../../support/report.ts';
import { bareSubject, subjectOf } from '../../support/subject.ts';

type Schema = Record<string, unknown>;
const schema = (kind: string): Schema =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, 'oscal-schemas', `oscal_assessment-${kind}_schema.json`), 'utf8'),
  ) as Schema;

const RESULTS = schema('results');
const PLAN = schema('plan');
const ajv = new Ajv({ strict: false, allErrors: true });
// The package is CommonJS; its types say otherwise.
(addFormats as unknown as (to: Ajv) => void)(ajv);
const byAjv = { results: ajv.compile(RESULTS), plan: ajv.compile(PLAN) };
registerSchema(RESULTS as never, 'https://schemas.test/results', 'http://json-schema.org/draft-07/schema#');
registerSchema(PLAN as never, 'https://schemas.test/plan', 'http://json-schema.org/draft-07/schema#');

const misfits = (kind: 'results' | 'plan', document: unknown) => {
  byAjv[kind](document);
  return (byAjv[kind].errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const byOther = {
  results: await validate('https://schemas.test/results'),
  plan: await validate('https://schemas.test/plan'),
};
const validByOther = (kind: 'results' | 'plan', document: unknown): boolean => byOther[kind](document as never).valid;

const build = (subject: ExportInput['subject'], lang: 'vi' | 'en' = 'vi'): OscalDocument['assessment-results'] =>
  // As a reader gets it: what JSON leaves out is gone.
  (JSON.parse(JSON.stringify(buildOscal({ subject, engine, lang }))) as OscalDocument)['assessment-results'];

const KINDS = ['bare', 'submitted', 'reviewed'] as const;
const subject = (id: string, kind: (typeof KINDS)[number]): ExportInput['subject'] =>
  kind === 'bare' ? bareSubject(example(id)) : subjectOf(id, { reviewed: kind === 'reviewed' });

const planOf = (document: OscalDocument['assessment-results']): unknown => {
  const resource = document['back-matter'].resources.find(({ uuid }) => `#${uuid}` === document['import-ap'].href)!;
  return JSON.parse(Buffer.from(resource.base64!.value, 'base64').toString('utf8'));
};

describe('OSCAL assessment results', () => {
  const cases = loaded.examples.flatMap(({ id }) => KINDS.map((kind) => [id, kind] as const));

  it.each(cases)('%s, %s: valid by NIST’s schema, by two validators, with its plan', (id, kind) => {
    const document = build(subject(id, kind));
    const results = { 'assessment-results': document };
    expect(misfits('results', results)).toEqual([]);
    expect(validByOther('results', results)).toBe(true);
    const plan = planOf(document);
    expect(misfits('plan', plan)).toEqual([]);
    expect(validByOther('plan', plan)).toBe(true);
  });

  it('the validators refuse what is wrong', () => {
    const document = structuredClone(build(subject('office-assistant', 'bare'))) as unknown as Schema;
    document.uuid = 'x';
    expect(misfits('results', { 'assessment-results': document })).not.toEqual([]);
    expect(validByOther('results', { 'assessment-results': document })).toBe(false);
  });

  it.each(cases)('%s, %s: nothing but what is met is satisfied', (id, kind) => {
    const given = subject(id, kind);
    const document = build(given, 'en');
    const judged = given.review ? [given.review.reviewedResult, given.result] : [given.result];
    for (const [index, result] of judged.entries()) {
      const met = new Set([
        ...result.obligations.flatMap((entry) => (entry.applies === 'yes' && entry.status === 'met' ? entry.id : [])),
        ...[...result.ethicsFramework.lines, ...result.ethicsFramework.points].flatMap(({ framework, ref, level }) =>
          level === 'met' ? `${framework} ${ref}` : [],
        ),
      ]);
      for (const { props, target } of document.results[index]!.findings ?? []) {
        const ref = props.find(({ name }) => name === 'requirement')!.value;
        expect([ref, target.status.state]).toEqual([ref, met.has(ref) ? 'satisfied' : 'not-satisfied']);
        const level = props.find(({ name }) => name === 'level')!.value;
        if (level === 'unknown' || level === 'maybe') expect(target.status.reason).toBe('other');
      }
    }
  });

  it.each(cases)('%s, %s: every reference leads somewhere, every UUID is used once', (id, kind) => {
    const document = build(subject(id, kind));
    const text = JSON.stringify(document);
    const uuids = (value: unknown, key = ''): string[] => {
      if (Array.isArray(value)) return value.flatMap((entry) => uuids(entry));
      if (typeof value !== 'object' || value === null) return key === 'uuid' ? [String(value)] : [];
      return Object.entries(value).flatMap(([name, inner]) => uuids(inner, name));
    };
    const defined = uuids(document);
    // The system and the platform are defined in each result, as the same thing.
    const repeated = defined.filter((uuid, at) => defined.indexOf(uuid) !== at);
    expect(new Set(repeated).size).toBeLessThanOrEqual(2);
    const known = new Set(defined);
    const named = [
      ...text.matchAll(/"(?:actor-uuid|subject-uuid|observation-uuid|risk-uuid)":"([^"]+)"/g),
      ...text.matchAll(/"href":"#([^"]+)"/g),
      ...text.matchAll(/"party-uuids":\["([^"]+)"\]/g),
    ].map(([, uuid]) => uuid!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((uuid) => !known.has(uuid))).toEqual([]);
    const objectives = new Set(
      document['local-definitions']['objectives-and-methods'].map(({ parts }) => parts[0]!.id),
    );
    for (const { findings = [] } of document.results)
      expect(findings.filter(({ target }) => !objectives.has(target['target-id']))).toEqual([]);
  });

  it('is the same every time, and the same thing keeps its UUID when the language changes', () => {
    const given = subject('credit-scoring-automatic', 'reviewed');
    expect(JSON.stringify(build(given))).toBe(JSON.stringify(build(given)));
    const uuids = (lang: 'vi' | 'en') =>
      build(given, lang).results.flatMap(({ findings = [] }) => findings.map((f) => f.uuid));
    expect(uuids('vi')).toEqual(uuids('en'));
  });

  it('what the reviewer rejected counts as unknown, and his findings are risks in their state', () => {
    const given = subject('credit-scoring-automatic', 'reviewed');
    const [reviewed, own] = build(given, 'en').results;
    expect(own!.risks!.length).toBe(given.result.findings.length);
    const theirs = reviewed!.risks!.filter(({ props }) => props.some(({ value }) => value === 'review'));
    expect(theirs.map(({ status }) => status)).toEqual([
      'open',
      'remediating',
      'closed',
      'deviation-requested',
      'open',
    ]);
    expect(theirs.map(({ characterizations }) => characterizations[0]!.facets[0]!.value)).toEqual([
      'critical',
      'high',
      'moderate',
      'low',
      'information',
    ]);
    expect(theirs[0]!.deadline).toBe('2026-12-31T23:59:59+07:00');
    const rejected = reviewed!.observations!.filter(({ props }) => props.some(({ value }) => value === 'rejected'));
    expect(rejected).toHaveLength(4);
    expect(rejected.every(({ description }) => description.includes('counts as unknown'))).toBe(true);
    expect(reviewed!.attestations).toHaveLength(2);
    expect(reviewed!.attestations![1]!['responsible-parties'][0]!['party-uuids']).toHaveLength(2);
  });

  it('evidence is hashed, dated and runs out', () => {
    const given = subject('credit-scoring-automatic', 'submitted');
    const document = build(given);
    const file = document['back-matter'].resources.find(({ props }) => props?.some(({ value }) => value === 'evd_1'))!;
    expect(file.rlinks![0]!.hashes).toEqual([{ algorithm: 'SHA-256', value: 'a'.repeat(64) }]);
    const link = document['back-matter'].resources.find(({ props }) => props?.some(({ value }) => value === 'evd_2'))!;
    expect(link.rlinks![0]!.href).toBe('https://example.vn/ch%C3%ADnh-s%C3%A1ch%20c%C3%B4ng%20khai');
    const [first] = given.submission!.evidence[0]!.questions;
    const seen = document.results[0]!.observations!.find(({ props }) => props[0]!.value === first)!;
    expect([seen.collected, seen.expires]).toEqual(['2026-11-20T03:00:00.000Z', '2027-09-30T23:59:59+07:00']);
    expect(seen.methods).toContain('EXAMINE');
    expect(seen['relevant-evidence']![0]!.href).toBe(`#${file.uuid}`);
  });

  it('hostile text of the organisation stays text, and the document valid', () => {
    const set = example('office-assistant');
    const [id] = [...set.answers.keys()];
    const nasty = '<script>alert(1)</script> *x* [a](javascript:b) \u0001 \r\n\t ';
    const answers = new Map(set.answers).set(id!, { ...set.answers.get(id!)!, note: nasty, evidence: [nasty, ' '] });
    const hostile = bareSubject({ ...set, system: { name: nasty }, answers });
    const results = { 'assessment-results': build(hostile) };
    expect(misfits('results', results)).toEqual([]);
    expect(validByOther('results', results)).toBe(true);
    expect(JSON.stringify(results)).not.toMatch(/[^\\]<script/);
  });
});
