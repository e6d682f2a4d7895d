/** @module A company with a submission, and an audit body with people, for the tests of reviews. */
import { expect } from 'vitest';
import { exampleData } from '../../support/app.ts';
import { type Answered, call, type TestOrganisation, type TestService } from '../../support/service.ts';

export type Headers = Record<string, string>;

export interface Person {
  userId: string;
  headers: Headers;
}

export interface Client {
  company: TestOrganisation;
  owner: Person;
  systemId: string;
  assessmentId: string;
  submissionId: string;
}

export interface Team {
  body: TestOrganisation;
  leader: Person;
  first: Person;
  second: Person;
}

export interface Under {
  client: Client;
  team: Team;
  id: string;
  /** `/v1/audits/<id>` */
  audit: string;
  /** `/v1/reviews/<id>` */
  review: string;
}

/** Sends with the ETag that is current, unless told otherwise. */
export async function edit(
  service: TestService,
  method: string,
  path: string,
  { headers }: Person,
  body?: unknown,
  ifMatch = '*',
): Promise<{ status: number; headers: globalThis.Headers; body: Answered }> {
  return call(service, method, path, { ...headers, 'If-Match': ifMatch }, body);
}

/** A low-risk system unless told otherwise. */
export async function newClient(service: TestService, exampleId = 'demand-forecasting'): Promise<Client> {
  const company = await service.organisation('company', 'Công ty Thử Nghiệm');
  const owner = await company.person('owner');
  const system = await call(service, 'POST', '/v1/systems', owner.headers, { name: 'Dự báo nhu cầu' });
  const { questionnaires, as_of: asOf } = exampleData(exampleId) as { questionnaires?: string[]; as_of?: string };
  const made = await call(service, 'POST', '/v1/assessments', owner.headers, {
    systemId: system.body.id,
    ...(questionnaires ? { questionnaires } : {}),
    ...(asOf ? { asOf } : {}),
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const client = { company, owner, systemId: system.body.id, assessmentId: made.body.id, submissionId: '' };
  type Dataset = { id: string; kind: string; data: unknown };
  for (const { id, ...dataset } of (exampleData(exampleId).datasets ?? []) as Dataset[]) {
    const put = await edit(service, 'PUT', `/v1/assessments/${client.assessmentId}/datasets/${id}`, owner, dataset);
    expect(put.status, JSON.stringify(put.body)).toBeLessThan(300);
  }
  await answer(service, client, exampleData(exampleId).answers as Record<string, unknown>);
  client.submissionId = await submit(service, client);
  return client;
}

export async function answer(
  service: TestService,
  { owner, assessmentId }: Client,
  answers: Record<string, unknown>,
): Promise<void> {
  const saved = await edit(service, 'PATCH', `/v1/assessments/${assessmentId}/answers`, owner, { answers });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

export async function submit(service: TestService, { owner, assessmentId }: Client): Promise<string> {
  const submitted = await edit(service, 'POST', `/v1/assessments/${assessmentId}/submissions`, owner, {});
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(201);
  return submitted.body.id;
}

export async function newTeam(service: TestService): Promise<Team> {
  const body = await service.organisation('audit_body', 'Đơn vị đánh giá độc lập');
  return {
    body,
    leader: await body.person('manager', 'Lê Văn Trưởng'),
    first: await body.person('auditor', 'Trần Văn Soát'),
    second: await body.person('auditor', 'Phạm Thị Xét'),
  };
}

export const DECLARED = { noStake: true, noAdvice: true, statement: 'Tôi không có lợi ích liên quan.' };

/** Invited and accepted; nobody is assigned yet. */
export async function accepted(service: TestService, exampleId?: string): Promise<Under> {
  const [client, team] = [await newClient(service, exampleId), await newTeam(service)];
  const asked = await call(service, 'POST', '/v1/reviews', client.owner.headers, {
    submissionId: client.submissionId,
    auditBodyId: team.body.id,
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const id: string = asked.body.id;
  const audit = `/v1/audits/${id}`;
  const answered = await call(service, 'POST', `${audit}/acceptance`, team.leader.headers);
  expect(answered.status, JSON.stringify(answered.body)).toBe(200);
  return { client, team, id, audit, review: `/v1/reviews/${id}` };
}

/** Both auditors assigned and declared. */
export async function underReview(service: TestService, exampleId?: string): Promise<Under> {
  const under = await accepted(service, exampleId);
  const { team, audit } = under;
  const userIds = [team.first.userId, team.second.userId];
  const assigned = await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds });
  expect(assigned.status, JSON.stringify(assigned.body)).toBe(200);
  for (const person of [team.first, team.second]) {
    const declared = await call(service, 'POST', `${audit}/independence`, person.headers, DECLARED);
    expect(declared.status, JSON.stringify(declared.body)).toBe(201);
  }
  return under;
}

/** Accepts every answer that is sampled and has no verdict yet. */
export async function acceptRest(service: TestService, { audit, team }: Under): Promise<void> {
  const { body } = await call(service, 'GET', `${audit}/verdicts`, team.first.headers);
  if (body.missing.length === 0) return;
  const verdicts = body.missing.map((questionId: string) => ({ questionId, verdict: 'accepted' }));
  const saved = await edit(service, 'PUT', `${audit}/verdicts`, team.first, { verdicts });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

export const conclusionOf = (conclusion: string) => ({
  conclusion,
  statement: 'Đã xem toàn bộ mẫu.',
  scope: 'Toàn bộ câu trả lời',
  method: 'Xem tài liệu, phỏng vấn',
});
