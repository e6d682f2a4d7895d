/** @module Are the rules, the questionnaires and the records the ones that were attested, and do they say the same? */
import { hashJson } from '../../../content/hash.ts';
import type { Questionnaire } from '../../../engine/index.ts';
import type { OccupationData } from '../../../measure/workforce/index.ts';
import type { ReviewRecord, SubmissionRecord } from '../../submissions/index.ts';
import { firstDifference, PATHS, QUESTIONNAIRES, questionnairePath } from '../bundle/index.ts';
import { type AttestationSubject, buildSubject } from '../credential/index.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { CheckId, Checklist, Difference } from './checks.ts';

/** Records whose hashes were checked, so that their shape may be relied on as far as the issuer may. */
export interface CheckedRecords {
  submission: SubmissionRecord;
  review: ReviewRecord | null;
}

/** The hash of a file must be the one that the credential names. */
function bound(files: BundleFiles, path: string, expected: string): Difference | undefined {
  const found = files.hash(path) ?? 'missing';
  if (found === expected) return undefined;
  const located = files.locate(path);
  return located.pointer ? located : { ...located, expected, found };
}

export function checkContent(files: BundleFiles, { content }: AttestationSubject, checks: Checklist): void {
  checks.settle('rules', bound(files, PATHS.rules, content.rules.hash));
  const paths = content.questionnaires.map(questionnairePath);
  let wrong: Difference | undefined;
  content.questionnaires.forEach(({ id, version, hash }, position) => {
    const path = paths[position]!;
    wrong ??= bound(files, path, hash);
    const own = files.json(path) as Partial<Questionnaire> | undefined;
    if (own?.id !== id || own.version !== version) wrong ??= files.place(path, '/id');
  });
  const extra = [...files.files.keys()].find((path) => path.startsWith(QUESTIONNAIRES) && !paths.includes(path));
  if (extra) wrong ??= { file: extra, expected: 'absent' };
  checks.settle('questionnaires', wrong);
  if (content.occupations) {
    checks.settle('occupations', bound(files, PATHS.occupations, content.occupations.hash));
  } else if (files.has(PATHS.occupations)) checks.fail('occupations', { file: PATHS.occupations, expected: 'absent' });
  else checks.skip('occupations', 'not_needed');
}

const RECORD_CHECKS: CheckId[] = ['submission', 'review', 'parts', 'claims', 'answers'];
const RECORD_PATHS = [
  PATHS.submission,
  PATHS.review,
  PATHS.answers,
  PATHS.result,
  PATHS.reviewedResult,
  PATHS.evidence,
] as const;

/** A public copy holds no records; one that holds some is not what it says. */
export function checkNoRecords(files: BundleFiles, checks: Checklist): void {
  const stray = RECORD_PATHS.find((path) => files.has(path));
  if (stray) checks.fail('parts', { file: stray, expected: 'absent' });
  for (const id of RECORD_CHECKS) if (id !== 'parts' || !stray) checks.skip(id, 'public_copy');
}

/** @returns the records, unless one of them is missing or not the attested one */
export function checkRecords(
  files: BundleFiles,
  subject: AttestationSubject,
  checks: Checklist,
): CheckedRecords | undefined {
  const wrong = bound(files, PATHS.submission, subject.submission.hash);
  if (!checks.settle('submission', wrong)) {
    for (const id of RECORD_CHECKS.slice(1)) checks.skip(id, 'earlier_failure');
    return undefined;
  }
  const submission = files.json(PATHS.submission) as SubmissionRecord;
  const review = checkReview(files, subject, checks);
  // What is wrong already has its place; comparing megabytes would not make it plainer.
  if (!checks.isSound) {
    for (const id of RECORD_CHECKS.slice(2)) checks.skip(id, 'earlier_failure');
    return undefined;
  }
  try {
    checks.settle('parts', checkParts(files, submission, review));
    checks.settle('claims', checkClaims(files, subject, submission, review));
  } catch {
    // Anybody can sign anything: a record need not have the shape of one.
    checks.fail('claims', { file: PATHS.submission });
  }
  return checks.isSound ? { submission, review } : undefined;
}

function checkReview(
  files: BundleFiles,
  { review, submission }: AttestationSubject,
  checks: Checklist,
): ReviewRecord | null {
  if (!review) {
    const stray = [PATHS.review, PATHS.reviewedResult].find((path) => files.has(path));
    if (stray) checks.fail('review', { file: stray, expected: 'absent' });
    else checks.skip('review', 'no_review');
    return null;
  }
  const record = files.json(PATHS.review) as ReviewRecord | undefined;
  const wrong = bound(files, PATHS.review, review.hash);
  const isOther = record?.submissionHash !== submission.hash || record.submissionId !== submission.id;
  const other = isOther ? files.place(PATHS.review, '/submissionHash') : undefined;
  return checks.settle('review', wrong ?? other) ? (record ?? null) : null;
}

/** Files that repeat a part of a record. */
function checkParts(
  files: BundleFiles,
  submission: SubmissionRecord,
  review: ReviewRecord | null,
): Difference | undefined {
  const parts: [string, unknown][] = [
    [PATHS.answers, submission.answerFile],
    [PATHS.result, submission.result],
    [PATHS.evidence, submission.evidence],
    ...(review ? ([[PATHS.reviewedResult, review.reviewedResult]] as [string, unknown][]) : []),
  ];
  for (const [path, part] of parts) {
    const difference = firstDifference(part, files.json(path));
    if (difference) return { ...files.place(path, difference.pointer), ...difference };
  }
  return undefined;
}

/** The same rule that made the credential is applied to the records again, and the records are compared with themselves. */
function checkClaims(
  files: BundleFiles,
  subject: AttestationSubject,
  submission: SubmissionRecord,
  review: ReviewRecord | null,
): Difference | undefined {
  const occupations = subject.content.occupations ? (files.json(PATHS.occupations) as OccupationData) : null;
  const again = buildSubject({ href: subject.id, submission, review, occupations, log: subject.log });
  const difference = firstDifference(again, subject);
  if (difference) {
    return { ...difference, file: PATHS.credential, pointer: `/payload/credentialSubject${difference.pointer}` };
  }
  return ownDifference(submission, PATHS.submission) ?? (review ? reviewDifference(review) : undefined);
}

/** What the record says of its result must be what the result says of itself. */
function ownDifference(submission: SubmissionRecord, file: string): Difference | undefined {
  const { result, resultHash, answersHash, asOf, content, engine } = submission;
  const pairs: [string, unknown, unknown][] = [
    ['/resultHash', hashJson(result), resultHash],
    ['/answersHash', result.answersHash, answersHash],
    ['/asOf', result.asOf, asOf],
    ['/answerFile/as_of', asOf, submission.answerFile.as_of],
    ['/content', result.content, content],
    ['/engine', result.engine, engine],
  ];
  for (const [pointer, expected, found] of pairs) {
    const difference = firstDifference(expected, found);
    if (difference) return { ...difference, file, pointer: pointer + difference.pointer };
  }
  return undefined;
}

function reviewDifference({ reviewedResult, reviewedResultHash }: ReviewRecord): Difference | undefined {
  const expected = hashJson(reviewedResult);
  return expected === reviewedResultHash
    ? undefined
    : { file: PATHS.review, pointer: '/reviewedResultHash', expected, found: reviewedResultHash };
}
