/** @module The frozen records as they are read: the shapes of `record.ts`, for whoever works with them over HTTP. */
import { z } from '@hono/zod-openapi';
import { GivenAnswerSchema, InstantSchema, orNull, PlainDateSchema } from '../../app/schemas.ts';
import { EVIDENCE_GRADES } from '../../engine/index.ts';
import { ResultSchema } from '../assessments/index.ts';
import { CONCLUSIONS, REVIEW_FINDING_STATES, VERDICTS } from './record.ts';

const text = z.string();
const textOrNull = orNull(text);
/** Absent in records that were made before the register had it. */
const added = textOrNull.optional();
const hash = text.openapi({ description: 'SHA-256, lower-case hex.' });

const Organisation = z.object({
  id: text,
  name: text,
  kind: z.enum(['company', 'adviser', 'audit_body', 'regulator']),
  registrationNumber: textOrNull,
  address: added,
  contact: added,
  province: textOrNull,
  sector: textOrNull,
});

const System = z.object({
  id: text,
  name: text,
  purpose: text,
  version: textOrNull,
  provider: textOrNull,
  model: textOrNull,
  sector: textOrNull,
  roles: z.array(text),
  goLiveOn: orNull(PlainDateSchema),
  aiId: textOrNull,
});

const Evidence = z.object({
  id: text,
  kind: z.enum(['file', 'link']),
  title: text,
  sha256: orNull(hash),
  bytes: orNull(z.int()),
  mediaType: textOrNull,
  href: textOrNull,
  questions: z.array(text),
  factOn: orNull(PlainDateSchema),
  validFrom: orNull(PlainDateSchema),
  validUntil: orNull(PlainDateSchema),
  uploadedAt: InstantSchema,
});

const AnswerFile = z.object({
  questionnaires: z.array(text),
  as_of: PlainDateSchema,
  system: z.looseObject({ name: text }),
  answers: z.record(text, GivenAnswerSchema),
  datasets: z.array(z.object({ id: text, kind: z.enum(['fairness', 'workforce']), data: z.unknown() })).optional(),
  earlier_answers: z.record(text, z.unknown()).optional(),
});

export const SubmissionRecordSchema = z
  .object({
    schema: z.literal('luongtri.submission/1'),
    id: text,
    assessmentId: text,
    number: z.int().openapi({ description: '1 for the first submission of an assessment.' }),
    supersedes: textOrNull.openapi({ description: 'The submission this one corrects.' }),
    organisation: Organisation,
    system: System,
    submittedBy: text,
    submittedAt: InstantSchema,
    asOf: PlainDateSchema,
    answerFile: AnswerFile,
    content: ResultSchema.shape.content,
    engine: ResultSchema.shape.engine,
    answersHash: hash,
    resultHash: hash,
    evidence: z.array(Evidence),
    result: ResultSchema,
  })
  .openapi('SubmissionRecord', { description: 'People are named by id. Later versions of the service may add to it.' });

const Finding = z.object({
  id: text,
  questionId: textOrNull,
  title: text,
  description: text,
  severity: z.enum(['critical', 'high', 'moderate', 'low', 'information']),
  basis: z.array(text),
  owner: textOrNull,
  due: orNull(PlainDateSchema),
  state: z.enum(REVIEW_FINDING_STATES),
  remediation: textOrNull,
  verification: textOrNull,
  riskAcceptance: orNull(z.object({ by: text, reason: text, expiresOn: PlainDateSchema })),
});

const Verdict = z.object({
  questionId: text,
  verdict: z.enum(VERDICTS),
  reason: text,
  evidenceGrade: orNull(z.enum(EVIDENCE_GRADES)),
  by: text,
  at: InstantSchema,
});

export const ReviewRecordSchema = z
  .object({
    schema: z.literal('luongtri.review/1'),
    id: text,
    submissionId: text,
    submissionHash: hash,
    auditBody: z.object({ id: text, name: text }),
    scope: text,
    method: text,
    sampling: z.object({ population: z.int(), examined: z.int(), seed: textOrNull, questions: z.array(text) }),
    independence: z.array(
      z.object({ by: text, at: InstantSchema, noStake: z.boolean(), noAdvice: z.boolean(), statement: text }),
    ),
    verdicts: z.array(Verdict),
    findings: z.array(Finding),
    conclusion: z.enum(CONCLUSIONS),
    statement: text,
    signOffs: z.array(z.object({ by: text, at: InstantSchema })),
    concludedAt: InstantSchema,
    reviewedResult: ResultSchema,
    reviewedResultHash: hash,
  })
  .openapi('ReviewRecord', { description: 'People are named by id. Later versions of the service may add to it.' });
