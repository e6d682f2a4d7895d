/** @module A state agency made over the API, with a planted word in every text of its own, of its people and of its reviewers. */
import { strToU8 } from 'fflate';
import { exampleData } from './app.ts';
import { Planted, plantAnswers } from './planted.ts';
import { type Answered, BASE_URL, call, type TestOrganisation, type TestService } from './service.ts';

type Headers = Record<string, string>;

export interface PlantedCompany {
  planted: Planted;
  company: TestOrganisation;
  auditBody: TestOrganisation;
  owner: { userId: string; headers: Headers };
  auditor: { userId: string; headers: Headers };
  ids: Record<'system' | 'assessment' | 'submission' | 'attestation' | 'review' | 'incident', string>;
}

const SYSTEM =
  'name purpose sector provider model version aiId providerAddress providerContact functions architecture userGroups mainInputs riskSummary';
const ORGANISATION = 'name registrationNumber address contact province sector';

/** @param exampleId its data sets and answers, with the text of all of them replaced */
export async function plantCompany(service: TestService, exampleId: string): Promise<PlantedCompany> {
  const planted = new Planted();
  const texts = (kind: string, names: string): Record<string, string> =>
    Object.fromEntries(names.split(' ').map((name) => [name, planted.text(`${kind} ${name}`)]));
  const company = await service.organisation('company', planted.text('organisation name'));
  const auditBody = await service.organisation('audit_body', planted.text('audit body name'));
  const owner = await company.person('owner', planted.text('person owner'));
  const leader = await auditBody.person('manager', planted.text('person leader'));
  const auditor = await auditBody.person('auditor', planted.text('person auditor'));
  const send = async (method: string, path: string, body?: unknown, by = owner.headers): Promise<Answered> => {
    const answer = await call(service, method, path, { 'If-Match': '*', ...by }, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const patch = texts('organisation', ORGANISATION);
  await send('PATCH', '/v1/organisation', patch);
  const system = (await send('POST', '/v1/systems', { ...texts('system', SYSTEM), roles: ['deployer'] })).id;
  const assessment = (await send('POST', '/v1/assessments', { systemId: system })).id;
  const draft = `/v1/assessments/${assessment}`;
  const example = exampleData(exampleId) as { answers: Record<string, unknown>; datasets?: Dataset[] };
  for (const { id, ...dataset } of example.datasets ?? []) await send('PUT', `${draft}/datasets/${id}`, dataset);
  const answers = plantAnswers(planted, service.ctx.content, example.answers);
  await send('PATCH', `${draft}/answers`, { answers, why: planted.text('reason of a change') });
  await send('POST', `${draft}/comments`, { questionId: 'scope.kind', body: planted.text('comment') });
  await plantEvidence(service, planted, owner.headers, send, assessment);
  const submission = (await send('POST', `${draft}/submissions`, {})).id;
  const attestation = (await send('POST', `/v1/submissions/${submission}/attestations`)).id;
  const review = (await send('POST', '/v1/reviews', { submissionId: submission, auditBodyId: auditBody.id })).id;
  await plantReview(planted, `/v1/audits/${review}`, leader.headers, auditor, send);
  const incident = { systemId: system, title: planted.text('incident title'), detectedAt: '2026-11-20T00:00:00Z' };
  const reported = await send('POST', '/v1/incidents', { ...incident, description: planted.text('incident text') });
  const ids = { system, assessment, submission, attestation, review, incident: reported.id };
  return { planted, company, auditBody, owner, auditor, ids };
}

interface Dataset {
  id: string;
  kind: string;
  data: object;
}

type Send = (method: string, path: string, body?: unknown, by?: Headers) => Promise<Answered>;

async function plantEvidence(
  service: TestService,
  planted: Planted,
  headers: Headers,
  send: Send,
  assessment: string,
): Promise<void> {
  const [name, title] = [planted.text('file name'), planted.text('file title')].map(encodeURIComponent);
  const upload = await service.app.request(`${BASE_URL}/v1/evidence/files?filename=${name}.txt&title=${title}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'text/plain' },
    body: strToU8(planted.text('file content')),
  });
  const link = await send('POST', '/v1/evidence/links', {
    href: `https://example.vn/${planted.word('link address')}`,
    title: planted.text('link title'),
    note: planted.text('link note'),
  });
  for (const { id } of [(await upload.json()) as { id: string }, link])
    await send('PUT', `/v1/evidence/${id}/uses/${assessment}/scope.kind`);
}

async function plantReview(
  planted: Planted,
  audit: string,
  leader: Headers,
  auditor: { userId: string; headers: Headers },
  send: Send,
): Promise<void> {
  await send('POST', `${audit}/acceptance`, undefined, leader);
  await send('PUT', `${audit}/auditors`, { userIds: [auditor.userId] }, leader);
  const statement = planted.text('independence');
  await send('POST', `${audit}/independence`, { noStake: true, noAdvice: true, statement }, auditor.headers);
  const verdicts = [{ questionId: 'scope.kind', verdict: 'insufficient', reason: planted.text('verdict') }];
  await send('PUT', `${audit}/verdicts`, { verdicts }, auditor.headers);
  const finding = { title: planted.text('finding title'), description: planted.text('finding text'), severity: 'low' };
  await send('POST', `${audit}/findings`, { ...finding, owner: planted.text('finding owner') }, auditor.headers);
}
