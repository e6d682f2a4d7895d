import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  readCredential,
  readStatusList,
  readTrust,
  statusAt,
  verifyAttestation,
  verifyBundle,
  verifyJws,
} from '../../../src/features/attestations/index.ts';
import { publishKey } from '../../../src/features/log/index.ts';
import { exampleData } from '../../support/app.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();

async function submitted(example = 'credit-scoring-officer') {
  const company = await service.organisation('company', 'Ngân hàng Cầu Khỉ');
  const owner = await company.as('owner');
  await publishKey(service.ctx);
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Xét duyệt khoản vay', version: '2.1' });
  const draft = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id });
  const { answers, datasets = [] } = exampleData(example) as {
    answers: object;
    datasets?: { id: string; kind: string; data: object }[];
  };
  const path = `/v1/assessments/${draft.body.id}`;
  for (const { id, kind, data } of datasets) {
    await call(service, 'PUT', `${path}/datasets/${id}`, { ...owner, 'If-Match': '*' }, { kind, data });
  }
  await call(service, 'PATCH', `${path}/answers`, { ...owner, 'If-Match': '*' }, { answers });
  const made = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { company, owner, path, submission: made.body.id as string };
}

const bytesOf = async (path: string, headers: Record<string, string> = {}): Promise<Uint8Array> => {
  const response = await service.app.request(`${BASE_URL}${path}`, { headers });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};

describe('attestations', () => {
  it('are issued over a submission, public by their address, and their bundle stands on its own', async () => {
    const { owner, submission } = await submitted();
    const issued = await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner);
    expect(issued.status, JSON.stringify(issued.body)).toBe(201);
    const { body } = await call(service, 'GET', `/v1/attestations/${issued.body.id}`, {});
    expect(body.status).toBe('valid');
    const { credential } = readCredential(body.credential)!;
    expect(credential.credentialSubject.submission.id).toBe(submission);
    const { keys } = (await call(service, 'GET', '/.well-known/jwks.json', {})).body;
    expect(await verifyJws(readCredential(body.credential)!.jws, keys[0])).toBe(true);
    const trusted = (await call(service, 'GET', '/.well-known/jwks.json', {})).body;
    const full = await bytesOf(`/v1/attestations/${issued.body.id}/full-bundle`, owner);
    for (const [trust, verdict] of [
      [readTrust(trusted)!, 'genuine'],
      [[], 'genuine_unknown_issuer'],
    ] as const) {
      const report = await verifyBundle(full, { trust });
      expect([report.verdict, report.checks.filter(({ status }) => status === 'failed')]).toEqual([verdict, []]);
    }
    const open = await bytesOf(`/v1/attestations/${issued.body.id}/bundle`);
    expect((await verifyBundle(open, { trust: readTrust(trusted)! })).verdict).toBe('genuine');
    const texts = Object.values(unzipSync(open)).map((bytes) => strFromU8(bytes));
    const { answers } = exampleData('credit-scoring-officer') as { answers: Record<string, { note?: string }> };
    const notes = Object.values(answers).flatMap((answer) => (answer?.note ? [answer.note] : []));
    expect(notes.length).toBeGreaterThan(3);
    for (const note of notes) expect(texts.some((text) => text.includes(note))).toBe(false);
  });

  it('a workforce plan re-computes from the bundle', async () => {
    const { owner, submission } = await submitted('garment-factory-robots');
    const issued = await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner);
    const full = await bytesOf(`/v1/attestations/${issued.body.id}/full-bundle`, owner);
    const report = await verifyBundle(full, { trust: [] });
    expect([report.verdict, report.checks.filter(({ status }) => status === 'failed')]).toEqual([
      'genuine_unknown_issuer',
      [],
    ]);
  });

  it('say so when they are withdrawn or a newer submission takes their place', async () => {
    const { owner, path, submission } = await submitted();
    const first = (await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner)).body;
    const second = (await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner)).body;
    expect((await call(service, 'POST', `/v1/attestations/${second.id}/withdraw`, owner)).body.status).toBe(
      'withdrawn',
    );
    expect((await call(service, 'POST', `/v1/attestations/${second.id}/withdraw`, owner)).status).toBe(404);
    await call(service, 'POST', `${path}/reopen`, owner);
    await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
    const states = (await call(service, 'GET', '/v1/attestations', owner)).body.items;
    expect(Object.fromEntries(states.map(({ id, status }: { id: string; status: string }) => [id, status]))).toEqual({
      [first.id]: 'superseded',
      [second.id]: 'withdrawn',
    });
    const { body } = await call(service, 'GET', `/v1/attestations/${second.id}`, {});
    const entries = readCredential(body.credential)!.credential.credentialStatus;
    const list = (await call(service, 'GET', new URL(entries[0].statusListCredential).pathname, {})).body;
    expect(statusAt(readStatusList(list)!.credential, Number(entries[0].statusListIndex))).toBe(true);
    const bundle = await bytesOf(`/v1/attestations/${second.id}/full-bundle`, owner);
    expect((await verifyBundle(bundle, { trust: [] })).verdict).toBe('withdrawn');
  });

  it('full copies are for those who submitted', async () => {
    const { owner, submission } = await submitted();
    const { id } = (await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner)).body;
    const other = await (await service.organisation('company')).as('owner');
    for (const path of [`/v1/attestations/${id}/full-bundle`, '/v1/attestations/att_0000000000/full-bundle']) {
      expect((await call(service, 'GET', path, other)).status).toBe(404);
    }
    expect((await call(service, 'POST', `/v1/submissions/${submission}/attestations`, other)).status).toBe(404);
    expect((await call(service, 'POST', `/v1/attestations/${id}/withdraw`, other)).status).toBe(404);
  });
});

it('of an organisation that was deleted say that they are withdrawn, and have nothing to copy', async () => {
  const { company, owner, submission } = await submitted();
  const { id } = (await call(service, 'POST', `/v1/submissions/${submission}/attestations`, owner)).body;
  const { headers } = await company.person('owner');
  const name = 'Ngân hàng Cầu Khỉ';
  const before = await call(service, 'GET', `/v1/attestations/${id}`, {});
  const gone = await call(service, 'POST', '/v1/organisation/deletion', { ...headers, Origin: BASE_URL }, { name });
  expect(gone.status, JSON.stringify(gone.body)).toBe(204);
  const { status, body } = await call(service, 'GET', `/v1/attestations/${id}`, {});
  expect([status, body.status, body.credential]).toEqual([200, 'withdrawn', '']);
  expect(body.withdrawnAt).toBe(service.ctx.clock.now().toISOString());
  const keys = (await call(service, 'GET', '/.well-known/jwks.json', {})).body;
  expect((await verifyAttestation(body, keys)).verdict).toBe('unreadable');
  // Whoever holds the copy of before still learns how it stands, signed.
  const { credential } = before.body;
  expect((await verifyAttestation({ ...body, credential }, keys)).verdict).toBe('withdrawn');
  const page = (await call(service, 'GET', `/verify/${id}?lang=vi`, {})).body;
  expect(page).toContain('Dữ liệu của tổ chức đã được xóa');
  for (const part of ['data-attestation', '/bundle"', 'Ngân hàng Cầu Khỉ']) expect(page).not.toContain(part);
  for (const copy of ['bundle', 'credential']) {
    expect((await call(service, 'GET', `/v1/attestations/${id}/${copy}`, {})).status, copy).toBe(404);
  }
});

describe('reports of a submission', () => {
  it('come as HTML, JSON, PDF and tables', async () => {
    const { owner, submission } = await submitted();
    const base = `/v1/submissions/${submission}`;
    const html = await call(service, 'GET', `${base}/reports/audit?lang=vi`, owner);
    expect(html.status, JSON.stringify(html.body).slice(0, 500)).toBe(200);
    expect(html.body).toContain('Ngân hàng Cầu Khỉ');
    expect((await call(service, 'GET', `${base}/reports/audit?format=json`, owner)).body.documentTitle).toContain(
      'Xét duyệt',
    );
    expect((await call(service, 'GET', `${base}/reports/audit?format=pdf`, owner)).headers.get('Content-Type')).toBe(
      'application/pdf',
    );
    const csv = await call(service, 'GET', `${base}/exports/answers`, owner);
    expect(csv.headers.get('Content-Type')).toContain('text/csv');
    const oscal = await call(service, 'GET', `${base}/exports/oscal`, owner);
    expect(oscal.status).toBe(200);
    expect((await call(service, 'GET', `${base}/reports/nothing`, owner)).status).toBe(404);
  });
});
