/** @module One company with something of every kind, and the ids by which its records are reached. */
import { strToU8 } from 'fflate';
import { randomIds } from '../../src/adapters/ids.ts';
import { createFetcher } from '../../src/adapters/node/fetcher.ts';
import { createVault } from '../../src/adapters/vault.ts';
import { createMemoryJobs } from '../../src/features/report-jobs/index.ts';
import { exampleData, NOW } from './app.ts';
import { type Answered, BASE_URL, call, type TestOrganisation, type TestService } from './service.ts';

/** What a service needs to keep webhooks and to make reports after its answer. */
export const PORTS = {
  jobs: createMemoryJobs({
    clock: { now: () => NOW },
    ids: randomIds,
    log: { info: () => undefined, error: () => undefined },
  }),
  fetcher: createFetcher({ allowsLoopback: false, timeoutMs: 1_000 }),
  vault: createVault('a secret of the service, only for tests'),
};

export interface Everything {
  company: TestOrganisation;
  auditBody: TestOrganisation;
  adviser: TestOrganisation;
  /** Headers of those who made it: of the company, and of the audit body (the auditor has declared independence). */
  people: Record<'owner' | 'leader' | 'auditor', { userId: string; headers: Record<string, string> }>;
  /** Path parameters by the beginning of the path they stand in. */
  ids: Record<string, Record<string, string>>;
}

export async function makeEverything(service: TestService): Promise<Everything> {
  const company = await service.organisation('company', 'Công ty có đủ mọi thứ');
  const auditBody = await service.organisation('audit_body');
  const adviser = await service.organisation('adviser');
  const owner = await company.person('owner');
  const [leader, auditor] = [await auditBody.person('manager'), await auditBody.person('auditor')];
  const send = async (method: string, path: string, body?: unknown, by = owner.headers): Promise<Answered> => {
    const answer = await call(service, method, path, { 'If-Match': '*', ...by }, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const system = (await send('POST', '/v1/systems', { name: 'Hệ thống', version: '1' })).id;
  const example = exampleData('hiring-screener') as {
    answers: Record<string, unknown>;
    datasets: { id: string; kind: string; data: object }[];
  };
  const assessment = (await send('POST', '/v1/assessments', { systemId: system })).id;
  const draft = `/v1/assessments/${assessment}`;
  const [dataset] = example.datasets;
  await send('PUT', `${draft}/datasets/${dataset!.id}`, { kind: dataset!.kind, data: dataset!.data });
  await send('PATCH', `${draft}/answers`, { answers: example.answers });
  const comment = (await send('POST', `${draft}/comments`, { questionId: 'scope.kind', body: 'bí mật' })).id;
  const { id: questionnaire, sections } = service.ctx.content.questionnaires.find(({ id }) => id === 'vn-ai-triage')!;
  const section = `${questionnaire}.${sections[0]!.id}`;
  await send('PUT', `${draft}/assignments/${section}`, { userId: owner.userId });
  const upload = await service.app.request(`${BASE_URL}/v1/evidence/files?filename=a.txt`, {
    method: 'POST',
    headers: { ...owner.headers, 'Content-Type': 'text/plain' },
    body: strToU8('minh chứng bí mật\n'),
  });
  const { id: evidence } = (await upload.json()) as { id: string };
  await send('PUT', `/v1/evidence/${evidence}/uses/${assessment}/scope.kind`);
  const submission = (await send('POST', `${draft}/submissions`, {})).id;
  const later = { ...owner.headers, Prefer: 'respond-async' };
  const job = (await send('GET', `/v1/submissions/${submission}/reports/audit?format=pdf`, undefined, later)).id;
  const attestation = (await send('POST', `/v1/submissions/${submission}/attestations`)).id;
  const review = (await send('POST', '/v1/reviews', { submissionId: submission, auditBodyId: auditBody.id })).id;
  const audit = `/v1/audits/${review}`;
  await send('POST', `${audit}/acceptance`, undefined, leader.headers);
  await send('PUT', `${audit}/auditors`, { userIds: [auditor.userId] }, leader.headers);
  await send(
    'POST',
    `${audit}/independence`,
    { noStake: true, noAdvice: true, statement: 'Không có.' },
    auditor.headers,
  );
  const finding = (
    await send('POST', `${audit}/findings`, { title: 'Thiếu', description: 'Thiếu.', severity: 'low' }, auditor.headers)
  ).id;
  const incident = (
    await send('POST', '/v1/incidents', { systemId: system, title: 'Sự cố', detectedAt: '2026-11-20T00:00:00Z' })
  ).id;
  const change = (
    await send('POST', '/v1/changes', {
      systemId: system,
      kind: 'significant_change',
      description: 'Đổi mô hình',
      happenedOn: '2026-11-10',
    })
  ).id;
  const feed = (await send('POST', '/v1/duty-feeds', { name: 'Lịch' })).id;
  const invitation = (await send('POST', '/v1/organisation/invitations', { email: 'moi@example.vn', role: 'viewer' }))
    .id;
  const grant = (await send('POST', '/v1/organisation/advisers', { adviserId: adviser.id })).id;
  const key = (await send('GET', '/v1/api-keys')).items[0]?.id ?? (await keyOf(company, send));
  const event = (await send('GET', '/v1/log/events')).items[0].id;
  const webhook = (await send('POST', '/v1/webhooks', { url: 'https://example.vn/hook', events: ['*'] })).id;
  return {
    company,
    auditBody,
    adviser,
    people: { owner, leader, auditor },
    ids: {
      '/v1/systems': { id: system },
      '/v1/assessments': { id: assessment, dataset: dataset!.id, comment, section, report: 'audit' },
      '/v1/evidence': { id: evidence, assessmentId: assessment, questionId: 'scope.kind' },
      '/v1/submissions': { id: submission, report: 'audit', table: 'answers' },
      '/v1/attestations': { id: attestation },
      '/v1/reviews': { id: review },
      '/v1/report-jobs': { id: job },
      '/v1/findings': { id: finding },
      '/v1/audits': { id: review, findingId: finding, evidenceId: evidence },
      '/v1/incidents': { id: incident, filing: 'fil_none0000' },
      '/v1/webhooks': { id: webhook },
      '/v1/changes': { id: change },
      '/v1/duty-feeds': { id: feed },
      '/v1/organisation/members': { userId: owner.userId },
      '/v1/organisation/invitations': { id: invitation },
      '/v1/organisation/advisers': { id: grant },
      '/v1/organisations': { id: company.id },
      '/v1/operator/organisations': { id: company.id },
      '/v1/api-keys': { id: key },
      '/v1/log/events': { event },
    },
  };
}

async function keyOf(
  company: TestOrganisation,
  send: (method: string, path: string) => Promise<Answered>,
): Promise<string> {
  await company.as('viewer');
  return (await send('GET', '/v1/api-keys')).items[0].id;
}
