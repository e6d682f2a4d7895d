/** @module What an attestation says: hashes that bind the frozen records, and the few facts that are public. Never an answer. */
import { z } from 'zod';
import { hashJson } from '../../../content/hash.ts';
import type { OccupationData } from '../../../measure/workforce/index.ts';
import type { ReviewRecord, SubmissionRecord } from '../../submissions/index.ts';
import { isHash } from '../merkle/index.ts';

const hash = z.string().refine(isHash, 'must be 64 lower-case hexadecimal digits');
const hashed = z.strictObject({ hash });
const outcome = z.strictObject({
  inScope: z.boolean().nullable(),
  tier: z.string(),
  possibleTiers: z.array(z.string()),
});

/** `credentialSubject` of an attestation. Hashes are SHA-256 over canonical JSON (RFC 8785). */
export const AttestationSubject = z.strictObject({
  /** Address of the page on which anyone can check it. */
  id: z.url(),
  type: z.literal('AiSystemAssessment'),
  organisation: z.strictObject({ id: z.string(), name: z.string() }),
  system: z.strictObject({ id: z.string(), name: z.string(), version: z.string().nullable() }),
  submission: z.strictObject({
    id: z.string(),
    number: z.number().int().positive(),
    supersedes: z.string().nullable(),
    submittedAt: z.string(),
    asOf: z.string(),
    hash,
    answersHash: hash,
    resultHash: hash,
  }),
  engine: z.strictObject({ version: z.string() }),
  content: z.strictObject({
    rules: hashed,
    questionnaires: z.array(z.strictObject({ id: z.string(), version: z.string(), hash })),
    /** Tables that measured a workforce plan; `null` where none was measured. */
    occupations: hashed.nullable(),
  }),
  /** What the organisation's own answers gave. */
  outcome,
  evidence: z.strictObject({ hash, files: z.array(hash) }),
  review: z
    .strictObject({
      id: z.string(),
      hash,
      auditBody: z.strictObject({ id: z.string(), name: z.string() }),
      conclusion: z.enum(['no_open_findings', 'open_findings', 'unable_to_conclude']),
      concludedAt: z.string(),
      openFindings: z.number().int().nonnegative(),
      reviewedResultHash: hash,
      /** What the answers that the reviewer accepted give. */
      outcome,
    })
    .nullable(),
  /** Where the event that recorded the submission (or its conclusion) stands in the log. */
  log: z.strictObject({ origin: z.string(), index: z.number().int().nonnegative(), leafHash: hash }),
});
export type AttestationSubject = z.infer<typeof AttestationSubject>;

export interface SubjectInput {
  /** Address of its page: `<base URL>/verify/<attestation id>`. */
  href: string;
  submission: SubmissionRecord;
  review: ReviewRecord | null;
  /** Given where a workforce plan is among the data sets (see `needsOccupations`). */
  occupations: OccupationData | null;
  log: AttestationSubject['log'];
}

/** Does measuring the answers again need the tables of occupations? */
export const needsOccupations = ({ answerFile }: SubmissionRecord): boolean =>
  answerFile.datasets?.some(({ kind }) => kind === 'workforce') ?? false;

/** The one way to say what records are attested; the verifier rebuilds it from the records and compares. */
export function buildSubject({ href, submission, review, occupations, log }: SubjectInput): AttestationSubject {
  const { organisation, system, result } = submission;
  return {
    id: href,
    type: 'AiSystemAssessment',
    organisation: { id: organisation.id, name: organisation.name },
    system: { id: system.id, name: system.name, version: system.version },
    submission: {
      id: submission.id,
      number: submission.number,
      supersedes: submission.supersedes,
      submittedAt: submission.submittedAt,
      asOf: submission.asOf,
      hash: hashJson(submission),
      answersHash: submission.answersHash,
      resultHash: hashJson(result),
    },
    engine: { version: submission.engine.version },
    content: {
      rules: { hash: submission.content.rules.hash },
      questionnaires: submission.content.questionnaires.map(({ id, version, hash }) => ({ id, version, hash })),
      occupations: occupations && needsOccupations(submission) ? { hash: hashJson(occupations) } : null,
    },
    outcome: outcomeOf(result),
    evidence: {
      hash: hashJson(submission.evidence),
      files: submission.evidence.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])).sort(),
    },
    review: review && reviewClaims(review),
    log,
  };
}

const reviewClaims = (review: ReviewRecord): NonNullable<AttestationSubject['review']> => ({
  id: review.id,
  hash: hashJson(review),
  auditBody: { id: review.auditBody.id, name: review.auditBody.name },
  conclusion: review.conclusion,
  concludedAt: review.concludedAt,
  openFindings: review.findings.filter(({ state }) => state === 'open' || state === 'remediated').length,
  reviewedResultHash: hashJson(review.reviewedResult),
  outcome: outcomeOf(review.reviewedResult),
});

const outcomeOf = ({ classification }: SubmissionRecord['result']): AttestationSubject['outcome'] => ({
  inScope: classification.inScope,
  tier: classification.tier,
  possibleTiers: classification.possibleTiers,
});
