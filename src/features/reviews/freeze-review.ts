/** @module Freezes what a review found, as canonical JSON. It can never be changed afterwards: no role may. */
import canonicalize from 'canonicalize';
import type { ServiceContext } from '../../app/context.ts';
import { hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import type { PlainDate } from '../../engine/index.ts';
import type { AnswerVerdict, ReviewRecord } from '../submissions/index.ts';
import type { Examination } from './examine.ts';
import { type FindingRow, findingEntry } from './finding-state.ts';
import type { Reviewed } from './reviewed-result.ts';
import { listAuditors, listDeclarations, listSignOffs, type ProposalRow, type ReviewRow } from './store.ts';
import { insertRecord } from './store-work.ts';

export interface ToConclude {
  review: ReviewRow;
  proposal: ProposalRow;
  examination: Examination;
  findings: FindingRow[];
  reviewed: Reviewed;
  today: PlainDate;
}

/** @returns the hash of the record that was written */
export async function freezeReview(
  { clock }: Pick<ServiceContext, 'clock'>,
  trx: Trx,
  input: ToConclude,
): Promise<{ hash: string; resultHash: string }> {
  const { review, proposal, examination, findings, reviewed, today } = input;
  const { sample, isDrawn, verdicts, answers, submission } = examination;
  const signOffs = await listSignOffs(trx, review, proposal.number);
  const now = clock.now();
  const resultHash = hashJson(reviewed.result);
  const record: ReviewRecord = {
    schema: 'luongtri.review/1',
    id: review.id,
    submissionId: submission.row.id,
    submissionHash: submission.row.record_hash,
    auditBody: { id: review.audit_body_id, name: review.audit_body_name },
    scope: proposal.scope,
    method: proposal.method,
    sampling: {
      population: answers.length,
      examined: verdicts.length,
      seed: isDrawn && sample.share < 1 ? sample.seed : null,
      questions: sample.questions,
    },
    independence: await declarationsOf(trx, review, [
      ...verdicts.map(({ by }) => by),
      ...signOffs.map(({ user_id }) => user_id),
    ]),
    verdicts: verdicts.map(({ round: _, carried: __, ...verdict }): AnswerVerdict => verdict),
    findings: findings.map((row) => findingEntry(row, today)),
    conclusion: proposal.conclusion,
    statement: proposal.statement,
    signOffs: signOffs.map(({ user_id, signed_at }) => ({ by: user_id, at: signed_at.toISOString() })),
    concludedAt: now.toISOString(),
    reviewedResult: reviewed.result,
    reviewedResultHash: resultHash,
  };
  const hash = hashJson(record);
  await insertRecord(trx, {
    organisation_id: review.organisation_id,
    review_id: review.id,
    submission_id: submission.row.id,
    conclusion: proposal.conclusion,
    record: canonicalize(record)!,
    record_hash: hash,
    reviewed_result_hash: resultHash,
    concluded_at: now,
  });
  return { hash, resultHash };
}

/**
 * Declarations that the work rests on: of everybody who is assigned and independent, or whose verdict or signature counts.
 * Who declared a tie has read nothing; that stays with the review, not in its record.
 */
async function declarationsOf(trx: Trx, review: ReviewRow, people: string[]): Promise<ReviewRecord['independence']> {
  const assigned = (await listAuditors(trx, review)).map(({ user_id }) => user_id);
  const named = new Set([...assigned, ...people]);
  return (await listDeclarations(trx, review))
    .filter(({ user_id, no_stake, no_advice }) => named.has(user_id) && no_stake && no_advice)
    .map(({ user_id, declared_at, no_stake, no_advice, statement }) => ({
      by: user_id,
      at: declared_at.toISOString(),
      noStake: no_stake,
      noAdvice: no_advice,
      statement,
    }));
}

/** Ids of everybody whom a record names, to look their names up when it is shown. */
export const peopleOfRecord = ({ independence, verdicts, findings, signOffs }: ReviewRecord): string[] => [
  ...new Set([
    ...[...independence, ...verdicts, ...signOffs].map(({ by }) => by),
    ...findings.flatMap(({ riskAcceptance }) => riskAcceptance?.by ?? []),
  ]),
];
