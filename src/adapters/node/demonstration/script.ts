/** @module What happens in the demonstration: systems and assessments in every state they can be in. */
import type { Clock } from '../../../app/context.ts';
import type { Example } from '../../../content/examples.ts';
import type { DemoClient, DemoPerson } from './client.ts';

export type People = Record<string, DemoPerson>;

/** What the script needs of what was set up before it. */
export interface Stage {
  clock: Clock;
  client: DemoClient;
  people: People;
  organisations: Record<string, string>;
  examples: Example[];
}

interface Draft {
  owner: DemoPerson;
  systemId: string;
  /** `/v1/assessments/<id>` */
  path: string;
  id: string;
}

/** @returns how many assessments were made */
export async function playDemonstration(stage: Stage): Promise<number> {
  const { people } = stage;
  const [bank, factory, school] = [people.bank!, people.factory!, people.school!];
  // Drafts: just begun, and answered in full.
  await answered(stage, bank, 'incomplete-startup');
  await answered(stage, factory, 'garment-factory-robots');
  // Submitted: as it is, for review, and reopened for a correction.
  await submit(stage, await answered(stage, bank, 'e-kyc'));
  const invited = await answered(stage, factory, 'hiring-screener');
  await invite(stage, invited, await submit(stage, invited));
  const reopened = await answered(stage, school, 'learning-app');
  await submit(stage, reopened);
  await stage.client.call(school, 'POST', `${reopened.path}/reopen`);
  await underReview(stage, await answered(stage, bank, 'bank-call-centre-chatbot'));
  await changesRequested(stage, await answered(stage, factory, 'office-assistant'));
  await concluded(stage, await answered(stage, factory, 'demand-forecasting'), 'no_open_findings');
  await concluded(stage, await answered(stage, school, 'exam-grading'), 'open_findings');
  await concluded(stage, await answered(stage, bank, 'customer-service-chatbot'), 'unable_to_conclude');
  await withdrawn(stage, await answered(stage, school, 'vietnamese-language-model-api'));
  await superseded(stage, await answered(stage, bank, 'credit-scoring-officer'));
  await actedFor(stage);
  await incident(stage);
  return 14;
}

async function answered(
  { client, examples }: Stage,
  owner: DemoPerson,
  exampleId: string,
  on?: string,
): Promise<Draft> {
  const { data, answerSet } = examples.find(({ id }) => id === exampleId)!;
  const about = answerSet.system;
  const system = await client.call(owner, 'POST', '/v1/systems', {
    name: about.name,
    purpose: about.description ?? '',
    ...(about.version ? { version: about.version } : {}),
    ...(about.provider ? { provider: about.provider } : {}),
  });
  const made = await client.call(owner, 'POST', '/v1/assessments', {
    systemId: system.id,
    questionnaires: answerSet.questionnaires.map(({ id, version }) => `${id}@${version}`),
    ...(on ? { asOf: on } : {}),
  });
  const path = `/v1/assessments/${made.id}`;
  for (const { id, kind, data: counts } of answerSet.datasets) {
    await client.call(owner, 'PUT', `${path}/datasets/${id}`, { kind, data: counts });
  }
  await client.call(owner, 'PATCH', `${path}/answers`, { answers: data.answers ?? {} });
  return { owner, systemId: system.id, path, id: made.id };
}

async function submit({ client }: Stage, { owner, path }: Draft, body: object = {}): Promise<string> {
  return (await client.call(owner, 'POST', `${path}/submissions`, body)).id;
}

const invite = ({ client, organisations }: Stage, { owner }: Draft, submissionId: string): Promise<{ id: string }> =>
  client.call(owner, 'POST', '/v1/reviews', { submissionId, auditBodyId: organisations.audit });

/** Submitted, invited, accepted, two auditors assigned and independent; every answer but the last has a verdict. */
async function underReview(stage: Stage, draft: Draft): Promise<string> {
  const { client, people } = stage;
  const { id } = await invite(stage, draft, await submit(stage, draft));
  const audit = `/v1/audits/${id}`;
  const [leader, ...auditors] = [people.auditLeader!, people.auditor!, people.secondAuditor!];
  await client.call(leader, 'POST', `${audit}/acceptance`);
  const members = await client.call(leader, 'GET', '/v1/organisation/members');
  const userIds = (members.items as { userId: string; role: string }[])
    .filter(({ role }) => role === 'auditor')
    .map(({ userId }) => userId);
  await client.call(leader, 'PUT', `${audit}/auditors`, { userIds });
  for (const auditor of auditors) {
    await client.call(auditor, 'POST', `${audit}/independence`, {
      noStake: true,
      noAdvice: true,
      statement: 'Tôi không có lợi ích liên quan và chưa từng tư vấn cho đơn vị này.',
    });
  }
  await accept(stage, audit, (missing) => missing.slice(0, -1));
  return audit;
}

async function accept(
  { client, people }: Stage,
  audit: string,
  choose: (missing: string[]) => string[],
): Promise<void> {
  const { missing } = await client.call(people.auditor, 'GET', `${audit}/verdicts`);
  const verdicts = choose(missing).map((questionId) => ({ questionId, verdict: 'accepted' }));
  if (verdicts.length > 0) await client.call(people.auditor, 'PUT', `${audit}/verdicts`, { verdicts });
}

async function changesRequested(stage: Stage, draft: Draft): Promise<void> {
  const audit = await underReview(stage, draft);
  const { missing } = await stage.client.call(stage.people.auditor, 'GET', `${audit}/verdicts`);
  await stage.client.call(stage.people.auditor, 'POST', `${audit}/change-requests`, {
    requests: [{ questionId: missing[0] ?? null, reason: 'Đề nghị nêu rõ tài liệu làm căn cứ cho câu trả lời này.' }],
  });
}

async function concluded(
  stage: Stage,
  draft: Draft,
  conclusion: 'no_open_findings' | 'open_findings' | 'unable_to_conclude',
): Promise<void> {
  const { client, people } = stage;
  const audit = await underReview(stage, draft);
  if (conclusion !== 'unable_to_conclude') await accept(stage, audit, (missing) => missing);
  if (conclusion === 'open_findings') {
    await client.call(people.auditor, 'POST', `${audit}/findings`, {
      title: 'Nhật ký chấm điểm chưa đủ ba tháng',
      description: 'Đơn vị mới xuất trình nhật ký của tháng gần nhất.',
      severity: 'moderate',
      basis: ['law-134-2025:14.1.d'],
    });
  }
  const proposed = await client.call(people.auditor, 'POST', `${audit}/conclusion`, {
    conclusion,
    statement: 'Kết luận minh họa, lập từ dữ liệu mẫu.',
    scope: 'Toàn bộ câu trả lời của bản nộp.',
    method: 'Đối chiếu từng câu trả lời với tài liệu chứng minh.',
  });
  if (proposed.status === 'signing') await client.call(people.secondAuditor, 'POST', `${audit}/sign-offs`);
  const { items } = await client.call(draft.owner, 'GET', `/v1/submissions?assessment=${draft.id}`);
  await client.call(draft.owner, 'POST', `/v1/submissions/${items[0].id}/attestations`);
}

async function withdrawn(stage: Stage, draft: Draft): Promise<void> {
  await submit(stage, draft);
  await stage.client.call(draft.owner, 'POST', `${draft.path}/withdraw`, { reason: 'Hệ thống không đưa vào sử dụng.' });
}

async function superseded(stage: Stage, draft: Draft): Promise<void> {
  await submit(stage, draft);
  const copy = await stage.client.call(draft.owner, 'POST', '/v1/assessments', {
    systemId: draft.systemId,
    copyFrom: draft.id,
  });
  const path = `/v1/assessments/${copy.id}`;
  await stage.client.call(draft.owner, 'PATCH', `${path}/answers`, {
    answers: { 'scope.kind': 'system' },
    why: 'Rà soát lại sau sáu tháng.',
  });
  await submit(stage, { ...draft, path, id: copy.id }, { supersedes: draft.id });
}

/** The adviser begins an assessment for the school, which gave it leave. */
async function actedFor(stage: Stage): Promise<void> {
  const { client, people, organisations } = stage;
  await client.call(people.school, 'POST', '/v1/organisation/advisers', { adviserId: organisations.adviser });
  const adviser = people.adviser!;
  const acting = { ...adviser, headers: { ...adviser.headers, 'Organisation-Id': organisations.school! } };
  await answered(stage, acting, 'traffic-camera');
}

async function incident({ client, people, clock }: Stage): Promise<void> {
  const bank = people.bank!;
  const { items } = await client.call(bank, 'GET', '/v1/systems?limit=1');
  await client.call(bank, 'POST', '/v1/incidents', {
    systemId: items[0].id,
    title: 'Trợ lý nêu sai mức phí trong hai giờ',
    description: 'Sự cố minh họa. Người trực đã tắt câu trả lời tự động và báo cho khách hàng.',
    detectedAt: new Date(clock.now().getTime() - 36 * 3_600_000).toISOString(),
  });
}
