/**
 * @module Concludes a review. Whoever proposes the conclusion signs it first; where the system is, or may be, high-risk or
 * prohibited a second person signs. With the last signature the record is frozen.
 */
import { mayDo } from '../../app/actor.ts';
import { todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import type { ConclusionKind } from '../submissions/index.ts';
import { conclusionIssues, signaturesRequired } from './conclusion-rules.ts';
import { readExamination } from './examine.ts';
import { freezeReview, type ToConclude } from './freeze-review.ts';
import { lockAudit } from './open-audit.ts';
import { presentReview } from './present-review.ts';
import { reviewedResult } from './reviewed-result.ts';
import type { NewConclusion } from './schema.ts';
import { lastProposal, listSignOffs, type ReviewRow, updateReview } from './store.ts';
import { lockFindings } from './store-findings.ts';
import { findTies, insertProposal, insertSignOff } from './store-work.ts';

type AnyInput = ActorInput<unknown, unknown>;

/** @throws Problem 409 in another state or while the conclusion does not follow, with every reason, 412 */
export function proposeConclusion(input: ActorInput<unknown, NewConclusion>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    const review = await lockAudit(trx, input, { states: ['in_review'], ifMatch: input.ifMatch, as: 'work' });
    const state = await stateOf(input, trx, review, body.conclusion);
    const { result: own } = state.examination.submission.record;
    const number = ((await lastProposal(trx, review))?.number ?? 0) + 1;
    await insertProposal(trx, {
      organisation_id: review.organisation_id,
      review_id: review.id,
      number,
      round: review.round,
      ...body,
      signatures_required: signaturesRequired(own, state.reviewed.result),
      proposed_by: actor.id,
      proposed_at: ctx.clock.now(),
    });
    // The organisation reads its log: what is proposed is told with the conclusion, not before.
    const details = { proposal: number, submission: review.submission_id };
    await input.event(trx, 'review.conclusion_proposed', review.id, details, review.organisation_id);
    return sign(input, trx, review, state, 201);
  });
}

/** @throws Problem 409 for whoever signed already: the second signature is another person’s, 412 */
export function signConclusion(input: AnyInput): Promise<Reply> {
  return input.write(async (trx) => {
    const review = await lockAudit(trx, input, { states: ['signing'], ifMatch: input.ifMatch, as: 'work' });
    const proposal = (await lastProposal(trx, review))!;
    const signed = await listSignOffs(trx, review, proposal.number);
    if (signed.some(({ user_id }) => user_id === input.actor.id)) throw new Problem('conflict', otherPerson);
    return sign(input, trx, review, await stateOf(input, trx, review, proposal.conclusion), 200);
  });
}

const otherPerson = {
  vi: 'Người này đã ký; chữ ký thứ hai phải của người khác.',
  en: 'This person has signed already; the second signature has to be another person’s.',
};

/** Takes a proposal back: the review goes on. What was proposed and signed stays on record. */
export function withdrawConclusion(input: AnyInput): Promise<Reply> {
  const as = mayDo(input.actor, 'audits.work') ? 'work' : 'lead';
  return input.write(async (trx) => {
    const review = await lockAudit(trx, input, { states: ['signing'], ifMatch: input.ifMatch, as });
    // Who leads does not see what was proposed.
    const proposed = await lastProposal(trx, review);
    const changed = await updateReview(trx, review, { status: 'in_review', updated_at: input.ctx.clock.now() });
    const details = proposed ? { proposal: proposed.number } : {};
    await input.event(trx, 'review.conclusion_withdrawn', review.id, details, review.organisation_id);
    return answer(trx, changed, 200);
  });
}

type State = Omit<ToConclude, 'review' | 'proposal'>;

/** Everything the conclusion rests on, with the findings locked; refuses a conclusion that does not follow from it. */
async function stateOf(input: AnyInput, trx: Trx, review: ReviewRow, conclusion: ConclusionKind): Promise<State> {
  const { ctx } = input;
  const today = todayInVietNam(ctx.clock);
  const findings = await lockFindings(trx, review);
  const examination = await readExamination(ctx, trx, review);
  const issues = conclusionIssues(conclusion, examination, findings, today);
  if (issues.length > 0) throw new Problem('conflict', doesNotFollow, { issues });
  const { law, record } = examination.submission;
  return { findings, examination, reviewed: reviewedResult(law, record, examination.verdicts), today };
}

const doesNotFollow = {
  vi: 'Chưa thể kết luận như vậy; errors nêu từng lý do.',
  en: 'This conclusion cannot be drawn yet; errors gives every reason.',
};

/** Signs the last proposal; with the signature that was missing the review is concluded. */
async function sign(input: AnyInput, trx: Trx, review: ReviewRow, state: State, status: number): Promise<Reply> {
  const { ctx, actor } = input;
  const now = ctx.clock.now();
  const proposal = (await lastProposal(trx, review))!;
  const place = { organisation_id: review.organisation_id, review_id: review.id, proposal: proposal.number };
  await insertSignOff(trx, { ...place, user_id: actor.id, signed_at: now });
  const signatures = (await listSignOffs(trx, review, proposal.number)).length;
  const details = { proposal: proposal.number, person: actor.id, signatures };
  await input.event(trx, 'review.signed', review.id, details, review.organisation_id);
  if (signatures < proposal.signatures_required) {
    return answer(trx, await updateReview(trx, review, { status: 'signing', updated_at: now }), status);
  }
  await refuseTied(trx, review, proposal.number, state.examination.verdicts);
  const { hash, resultHash } = await freezeReview(ctx, trx, { review, proposal, ...state });
  const changed = await updateReview(trx, review, { status: 'concluded', updated_at: now });
  await input.event(
    trx,
    'review.concluded',
    review.id,
    {
      conclusion: proposal.conclusion,
      assessment: review.assessment_id,
      submission: review.submission_id,
      submissionHash: state.examination.submission.row.record_hash,
      recordHash: hash,
      reviewedResultHash: resultHash,
    },
    review.organisation_id,
  );
  return answer(trx, changed, status);
}

/** @throws Problem 409 where somebody who signed, or whose verdict counts, has ties to the client by now */
async function refuseTied(
  trx: Trx,
  review: ReviewRow,
  proposal: number,
  verdicts: State['examination']['verdicts'],
): Promise<void> {
  const isTied = async (userId: string): Promise<boolean> => {
    const { body, person, acted } = await findTies(trx, review.organisation_id, review.audit_body_id, userId);
    return body || person || acted;
  };
  for (const { user_id } of await listSignOffs(trx, review, proposal)) {
    if (await isTied(user_id)) throw new Problem('conflict', noLongerIndependent);
  }
  for (const by of new Set(verdicts.map((verdict) => verdict.by))) {
    if (!(await isTied(by))) continue;
    const issues = verdicts.filter((verdict) => verdict.by === by).map(({ questionId }) => seenByTied(questionId));
    throw new Problem('conflict', seenByTiedPerson, { issues });
  }
}

const noLongerIndependent = {
  vi: 'Một người đã ký không còn độc lập với tổ chức được rà soát. Rút kết luận và ký lại bằng người khác.',
  en: 'Somebody who signed is no longer independent of the organisation. Take the conclusion back, and have others sign.',
};

const seenByTiedPerson = {
  vi: 'Một người đã xem câu trả lời không còn độc lập với tổ chức được rà soát; người khác phải xem lại các câu nêu trong errors.',
  en: 'Somebody who examined answers is no longer independent of the organisation; somebody else has to examine those in errors.',
};

const seenByTied = (questionId: string): ProblemIssue => ({
  pointer: '/conclusion',
  code: 'refused',
  message: {
    vi: `Câu ${questionId} do người không còn độc lập xem`,
    en: `${questionId} was examined by somebody who is no longer independent`,
  },
  fix: { vi: 'Để người khác cho kết luận mới về câu này', en: 'Have somebody else give a new verdict on it' },
});

const answer = async (trx: Trx, review: ReviewRow, status: number): Promise<Reply> => ({
  status,
  body: await presentReview(trx, review, 'audit_body'),
  headers: { ETag: etagOf(review.revision) },
});
