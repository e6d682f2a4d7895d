/**
 * @module The reviewed result beside the self-assessed one, under the law of the submission. The rule itself is pure and part of
 * the verifier, so that anyone can apply it again.
 */
import { type GivenVerdict, type Reviewed, reviewedResult as review } from '../attestations/index.ts';
import type { SubmissionRecord } from '../submissions/index.ts';
import { assessFrozen, type Law } from './read-submission.ts';

export { isMilder, type Reviewed } from '../attestations/index.ts';

export const reviewedResult = (
  law: Law,
  record: Pick<SubmissionRecord, 'answerFile' | 'result'>,
  verdicts: readonly GivenVerdict[],
): Reviewed => review((file) => assessFrozen(law, file), record, verdicts);
