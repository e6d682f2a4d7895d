/** @module The audit body's side: from the invitation to a conclusion that two people signed. */
import {
  acceptAudit,
  assignAuditors,
  declareIndependence,
  drawSample,
  type Finding,
  getAudit,
  getAuditChanges,
  getAuditedSubmission,
  inviteAuditBody,
  listAudits,
  listVerdicts,
  proposeConclusion,
  type Review,
  recordFinding,
  requestChanges,
  saveVerdicts,
  signConclusion,
  verifyFinding,
} from './client.ts';
import { etagOf, expectStatus } from './http.ts';
import type { AuditBody, Person } from './people.ts';

/** Invited by the company, accepted, assigned, and declared independent. @returns id of the review */
export async function openReview(owner: Person, body: AuditBody, submissionId: string): Promise<string> {
  const { leader, first, second } = body;
  const invited = await inviteAuditBody({ submissionId, auditBodyId: body.organisation.id }, {}, { as: owner.as });
  const { id } = expectStatus(invited, 201).data;
  const queue = expectStatus(await listAudits({ status: 'invited' }, {}, { as: leader.as }), 200).data.items;
  if (!queue.some((review) => review.id === id)) throw new Error('the invitation did not arrive');
  const accepted = await acceptAudit(id, {}, { as: leader.as });
  expectStatus(accepted, 200);
  const userIds = [first.userId, second.userId];
  expectStatus(await assignAuditors(id, { userIds }, { 'if-match': etagOf(accepted) }, { as: leader.as }), 200);
  for (const { as } of [first, second]) {
    expectStatus(await getAuditedSubmission(id, {}, { as }), 403);
    const declaration = { noStake: true, noAdvice: true, statement: 'Tôi không có lợi ích liên quan.' };
    expectStatus(await declareIndependence(id, declaration, {}, { as }), 201);
  }
  const { data: record } = expectStatus(await getAuditedSubmission(id, {}, { as: first.as }), 200);
  if (record.id !== submissionId) throw new Error('another submission');
  return id;
}

const etagNow = async (id: string, { as }: Person): Promise<string> => {
  const now = await getAudit(id, {}, { as });
  expectStatus(now, 200);
  return etagOf(now);
};

/** One answer is not enough, the others are. @returns the question, and the finding about it */
export async function examine(id: string, auditor: Person): Promise<{ question: string; finding: Finding }> {
  const { as } = auditor;
  expectStatus(await drawSample(id, { share: 0.5 }, { 'if-match': await etagNow(id, auditor) }, { as }), 200);
  const before = await listVerdicts(id, {}, { as });
  const [question, ...rest] = expectStatus(before, 200).data.missing;
  if (question === undefined) throw new Error('nothing is to be examined');
  const verdicts = [
    { questionId: question, verdict: 'insufficient' as const, reason: 'Chưa có tài liệu mô tả.' },
    ...rest.map((questionId) => ({ questionId, verdict: 'accepted' as const, evidenceGrade: 'document' as const })),
  ];
  const given = await saveVerdicts(id, { verdicts }, { 'if-match': etagOf(before) }, { as });
  const { missing } = expectStatus(given, 200).data;
  if (missing.length > 0) throw new Error(`without a verdict: ${missing.join(', ')}`);
  const recorded = await recordFinding(
    id,
    {
      title: 'Thiếu tài liệu mô tả',
      description: 'Không xuất trình được tài liệu mô tả hệ thống.',
      severity: 'moderate',
      questionId: question,
    },
    {},
    { as },
  );
  return { question, finding: expectStatus(recorded, 201).data };
}

export async function askForChanges(id: string, auditor: Person, questionId: string): Promise<void> {
  const requests = [{ questionId, reason: 'Bổ sung tài liệu mô tả.' }];
  const ifMatch = await etagNow(id, auditor);
  const { data } = expectStatus(
    await requestChanges(id, { requests }, { 'if-match': ifMatch }, { as: auditor.as }),
    200,
  );
  if (data.status !== 'changes_requested') throw new Error(data.status);
}

/** Looks at what changed, accepts it, and verifies the remedy. */
export async function examineAgain(id: string, { as }: Person, question: string, findingId: string): Promise<void> {
  const changes = expectStatus(await getAuditChanges(id, {}, { as }), 200).data;
  const changed = changes.answers.map(({ questionId, requested }) => [questionId, requested]);
  if (JSON.stringify(changed) !== JSON.stringify([[question, true]])) throw new Error(JSON.stringify(changed));
  const before = await listVerdicts(id, {}, { as });
  const verdicts = expectStatus(before, 200).data.missing.map((questionId) => ({
    questionId,
    verdict: 'accepted' as const,
  }));
  expectStatus(await saveVerdicts(id, { verdicts }, { 'if-match': etagOf(before) }, { as }), 200);
  const verification = { settled: true, verification: 'Đã xem tài liệu.' };
  const { data } = expectStatus(await verifyFinding(id, findingId, verification, {}, { as }), 200);
  if (data.state !== 'verified') throw new Error(data.state);
}

/** Proposed by one auditor, signed by the other. */
export async function conclude(id: string, { first, second }: AuditBody): Promise<Review> {
  const conclusion = {
    conclusion: 'no_open_findings' as const,
    statement: 'Đã xem toàn bộ mẫu.',
    scope: 'Các câu trả lời trong mẫu',
    method: 'Xem tài liệu, phỏng vấn',
  };
  const ifMatch = await etagNow(id, first);
  const proposed = await proposeConclusion(id, conclusion, { 'if-match': ifMatch }, { as: first.as });
  const { status, proposal } = expectStatus(proposed, 201).data;
  if (status !== 'signing' || proposal?.signaturesRequired !== 2) throw new Error('two people have to sign');
  const own = await signConclusion(id, { 'if-match': etagOf(proposed) }, { as: first.as });
  expectStatus(own, 409);
  return expectStatus(await signConclusion(id, { 'if-match': etagOf(proposed) }, { as: second.as }), 200).data;
}
