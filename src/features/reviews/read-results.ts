/** @module The self-assessed and the reviewed result of a submission, side by side, and what changed since the last one. */
import type { ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import type { Result } from '../../engine/index.ts';
import { findSubmission, type ReviewRecord, type SubmissionRecord } from '../submissions/index.ts';
import { changesSince } from './changes-since.ts';
import { readExamination } from './examine.ts';
import { readReviewed } from './open-audit.ts';
import { isTold, type Side } from './present-review.ts';
import { reviewedResult } from './reviewed-result.ts';
import type { ResultPair, SubmissionChanges } from './schema-work.ts';
import { findRecord, listChangeRequests, listRounds, type ReviewRow } from './store.ts';

export async function readResults(ctx: ServiceContext, trx: Trx, row: ReviewRow, side: Side): Promise<ResultPair> {
  const { record, law } = await readReviewed(ctx, trx, row);
  const pair = (reviewed: Result | null, notCounted: string[], final: boolean): ResultPair => ({
    submissionId: record.id,
    final,
    selfAssessed: summarise(record.result),
    reviewed: reviewed && summarise(reviewed),
    notCounted,
    results: { selfAssessed: record.result, reviewed },
  });
  if (side === 'client' && !isTold(row)) return pair(null, [], false);
  const { verdicts } = await readExamination(ctx, trx, row);
  const { result, notCounted } = reviewedResult(law, record, verdicts);
  const frozen = await findRecord(trx, row);
  if (!frozen) return pair(result, notCounted, false);
  return pair((JSON.parse(frozen.record) as ReviewRecord).reviewedResult, notCounted, true);
}

const summarise = ({ classification, risks, open }: Result): ResultPair['selfAssessed'] => ({
  tier: classification.tier,
  possibleTiers: classification.possibleTiers,
  fairness: risks.fairness?.level?.id ?? null,
  workforce: risks.workforce?.level?.id ?? null,
  overall: risks.overall?.level?.id ?? null,
  openQuestions: open.length,
});

/** The submission under review against the one of the round before. */
export async function readChanges(trx: Trx, row: ReviewRow): Promise<SubmissionChanges> {
  const rounds = await listRounds(trx, row);
  const before = rounds.find(({ number }) => number === row.round - 1);
  const requests = await listChangeRequests(trx, row);
  const asked = requests.filter(({ round }) => round === row.round - 1).flatMap(({ question_id }) => question_id ?? []);
  const read = async (id: string): Promise<SubmissionRecord> =>
    JSON.parse((await findSubmission(trx, row.organisation_id, id))!.record) as SubmissionRecord;
  return changesSince(before && (await read(before.submission_id)), await read(row.submission_id), asked);
}
