/** @module Requests as an operation is meant to be asked: with records that exist, in the state that it needs. */
import fc from 'fast-check';
import { exampleData } from '../app.ts';
import { type Answered, BASE_URL } from '../service.ts';
import { arbitraryOf } from './arbitrary-of.ts';
import type { Operation, Schema } from './operations.ts';
import { fieldsOf, idsOf, rightCaller, type World } from './world.ts';

/** Requests that fit, differing in what is optional: one of them gets through unless the state does not allow it. */
const TRIES = 6;
const SEED = 20_261_122;

/** Parameters without which an operation has nothing to answer. */
const QUERY: Record<string, Record<string, string>> = {
  'GET /v1/questionnaires/{id}/diff': { from: '2026.1', to: '2026.1' },
  'POST /v1/measure/fairness': { attribute: 'nhóm', prediction: 'chọn', outcome: 'assistive', favourable: '1' },
  'POST /v1/evidence/files': { filename: 'b.txt' },
  'PUT /v1/evidence/{id}/content': { filename: 'b.txt' },
  'GET /v1/log/consistency': { first: '1', second: '2' },
  'GET /v1/incidents/{id}/report': { form: 'AI01a' },
  'GET /v1/assessments/{id}/upgrade': { to: 'vn-ai-triage@2026.1' },
};

/** Bodies that are no JSON. */
const TEXTS: Record<string, [type: string, text: string]> = {
  'POST /v1/measure/fairness': ['text/csv', `nhóm,chọn\n${'A,1\nA,0\nB,1\nB,0\n'.repeat(20)}`],
  'POST /v1/evidence/files': ['text/plain', 'minh chứng khác\n'],
  'PUT /v1/evidence/{id}/content': ['text/plain', 'minh chứng mới hơn\n'],
};

/** Bodies that a schema alone does not lead to: what they say has to be true of the records. */
const BODIES: Record<string, Schema> = {
  'POST /v1/measure/workforce': {
    technology: ['generative'],
    occupations: [{ code: '4222', headcount: 140, coverage: 0.6, intent: 'replace' }],
  },
  'PATCH /v1/organisation': { sector: 'Y tế' },
  'POST /v1/audits/{id}/conclusion': {
    conclusion: 'unable_to_conclude',
    statement: 'Chưa kết luận được.',
    scope: 'Toàn bộ',
    method: 'Đọc hồ sơ',
  },
  'PATCH /v1/evidence/{id}': { title: 'Biên bản thử nghiệm' },
  'POST /v1/incidents': { title: 'Sự cố nữa', detectedAt: '2026-11-20T00:00:00Z' },
  'PATCH /v1/incidents/{id}': { peopleAffected: 3, confirmedAt: '2026-11-20T01:00:00Z' },
  'PATCH /v1/changes/{id}': { happenedOn: '2026-11-11' },
  'POST /v1/findings/{id}/risk-acceptance': { reason: 'Ít ảnh hưởng', expiresOn: '2027-03-01' },
  'POST /v1/api-keys': { name: 'Đồng bộ', role: 'viewer', scopes: ['systems.read'], expiresAt: '2027-06-30T00:00:00Z' },
  'POST /v1/organisation/deletion': { name: 'Công ty có đủ mọi thứ' },
};

const bodyOf = ({ ids }: World, { label }: Operation): Schema => {
  if (label === 'PUT /v1/assessments/{id}/datasets/{dataset}') {
    const [dataset] = exampleData('hiring-screener').datasets as { kind: string; data: object }[];
    return { kind: dataset!.kind, data: dataset!.data };
  }
  const own = BODIES[label];
  return own && label.startsWith('POST /v1/incidents') ? { ...own, systemId: ids['/v1/systems']!.id } : own;
};

export function fittingRequests(world: World, operation: Operation): Request[] {
  const { label, method } = operation;
  const ids = idsOf(world, operation.path);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'none');
  const search = new URLSearchParams(QUERY[label]).toString();
  const ask = (type?: string, body?: string): Request =>
    new Request(`${BASE_URL}${path}${search && `?${search}`}`, {
      method,
      headers: {
        ...world.callers[rightCaller(operation)],
        ...(method === 'GET' ? {} : { 'If-Match': '*' }),
        ...(type === undefined ? {} : { 'Content-Type': type }),
      },
      ...(body === undefined ? {} : { body }),
    });
  const text = TEXTS[label];
  if (text) return [ask(...text)];
  const schema = operation.body['application/json'];
  if (!schema) return [ask()];
  const own = bodyOf(world, operation);
  const drawn = fc.sample(arbitraryOf(schema, fieldsOf(world, operation)), { numRuns: TRIES, seed: SEED });
  return (own ? [own] : drawn).map((body) => ask('application/json', JSON.stringify(body)));
}

/** What an answer makes possible: some operations speak of the record that was just made. */
export const AFTER: Record<string, (ids: World['ids'], body: Answered) => void> = {
  'POST /v1/assessments/{id}/submissions': (ids, { id }) => put(ids, '/v1/submissions', { id }),
  'POST /v1/reviews': (ids, { id }) => put(ids, '/v1/audits/{id}/acceptance', { id }),
  'POST /v1/evidence/links': (ids, { id }) => put(ids, '/v1/evidence/{id}', { id }),
  'POST /v1/audits/{id}/findings': (ids, { id }) => {
    put(ids, '/v1/findings/{id}/risk-acceptance', { id });
    put(ids, '/v1/audits/{id}/findings/{findingId}', { id: ids['/v1/audits']!.id!, findingId: id });
  },
  'POST /v1/incidents/{id}/filings': (ids, { filings }) => put(ids, '/v1/incidents', { filing: filings.at(-1).id }),
  'POST /v1/duty-feeds': (ids, { href }) =>
    put(ids, '/v1/duty-feeds/{token}/calendar.ics', { token: new URL(href, BASE_URL).pathname.split('/').at(-2)! }),
};

const put = (ids: World['ids'], prefix: string, changed: Record<string, string>): void => {
  ids[prefix] = { ...ids[prefix], ...changed };
};

/** In this order: what is there is read, then changed, then ended; the last of all ends the organisation. */
export const inOrder = (operations: readonly Operation[]): Operation[] =>
  operations.toSorted((a, b) => rankOf(a.label) - rankOf(b.label));

const FIRST = ['POST /v1/audits/{id}/findings', 'PATCH /v1/audits/{id}/findings/{findingId}'];
const LATER = [
  'GET /v1/reviews/{id}/verdicts',
  'GET /v1/reviews/{id}/record',
  'GET /v1/audits/{id}/record',
  'GET /v1/duty-feeds/{token}/calendar.ics',
  'GET /v1/attestations/status/{purpose}/{list}',
];
const LAST = 'POST /v1/organisation/deletion';

function rankOf(label: string): number {
  if (label === LAST) return 6;
  if (LATER.includes(label)) return 5;
  if (LEAVING.test(label)) return 4.5;
  if (ENDING.test(label)) return 4;
  if (FIRST.includes(label)) return 2;
  return label.startsWith('GET ') ? 1 : 3;
}

/** What would end the records that other operations are tried on. */
const ENDING =
  /^DELETE \/v1\/(?!assessments|evidence\/\{id\}\/uses)|sign-out|revoke|suspend|withdrawal|refusal|conclusion|members\/\{/;
/** After that: what takes an assessment or a review out of its state. */
const LEAVING = /\/(reopen|withdraw|resignation|change-requests)$/;
