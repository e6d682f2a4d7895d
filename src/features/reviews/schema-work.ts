/** @module Verdicts, samples and results of a review, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull, TextSchema } from '../../app/schemas.ts';
import { EVIDENCE_GRADES, type Result, TIERS } from '../../engine/index.ts';
import { ResultSchema } from '../assessments/index.ts';
import { VERDICTS } from '../submissions/index.ts';

const Grade = z.enum(EVIDENCE_GRADES);

const NewVerdict = z
  .strictObject({
    questionId: z.string().min(1).max(200),
    verdict: z.enum(VERDICTS),
    reason: z.string().trim().max(5_000).default('').openapi({ description: 'Required unless accepted.' }),
    evidenceGrade: orNull(z.enum(EVIDENCE_GRADES)).default(null).openapi({
      description: 'What the reviewer makes of the evidence; counts in place of the organisation’s own grade.',
    }),
  })
  .check((check) => {
    if (check.value.verdict === 'accepted' || check.value.reason !== '') return;
    check.issues.push({
      code: 'custom',
      input: check.value.reason,
      path: ['reason'],
      params: {
        code: 'missing',
        message: { vi: 'Chưa chấp nhận thì phải nêu lý do', en: 'What is not accepted needs a reason' },
        fix: {
          vi: 'Ghi lý do để tổ chức biết cần bổ sung gì',
          en: 'Write the reason, so that it is clear what is lacking',
        },
      },
    });
  });

export const VerdictBatchSchema = z
  .strictObject({ verdicts: z.array(NewVerdict).min(1).max(2_000) })
  .openapi('VerdictBatch');

const verdict = {
  questionId: z.string(),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  evidenceGrade: orNull(Grade),
  by: z.string(),
  at: InstantSchema,
  round: z.int(),
};

export const StandingVerdictsSchema = z
  .strictObject({
    submissionId: z.string(),
    population: z.int().openapi({ description: 'Answers that say something and count.' }),
    examined: z.int(),
    missing: z.array(z.string()).openapi({ description: 'Sampled questions that have no verdict.' }),
    items: z.array(
      z.strictObject({
        ...verdict,
        carried: z.boolean().openapi({
          description: 'Given on an earlier submission, whose answer and evidence are the same.',
        }),
      }),
    ),
  })
  .openapi('Verdicts');

export const VerdictHistorySchema = z
  .strictObject({
    items: z.array(z.strictObject({ ...verdict, number: z.int() })),
    next: orNull(z.string()).openapi({ description: '`cursor` of the next page; `null` on the last.' }),
  })
  .openapi('VerdictHistory');

export const NewSampleSchema = z
  .strictObject({
    share: z.number().gt(0).max(1).openapi({
      description:
        'Part of the answers of each questionnaire to be drawn; 1 takes all. What the tier rests on is always in.',
      example: 0.25,
    }),
  })
  .openapi('NewSample');

export const SampleSchema = z
  .strictObject({
    drawn: z.boolean().openapi({ description: 'False: nobody has drawn a sample, so every answer is to be examined.' }),
    seed: z.string().openapi({ description: 'Made by the service when the review was asked for.' }),
    share: z.number(),
    population: z.int(),
    questions: z.array(z.string()),
    strata: z.array(z.strictObject({ id: z.string(), population: z.int(), certain: z.int(), drawn: z.int() })),
    method: TextSchema,
  })
  .openapi('Sample');

const Side = z.strictObject({
  tier: z.enum([...TIERS, 'undetermined']),
  possibleTiers: z.array(z.enum(TIERS)),
  fairness: orNull(z.string()),
  workforce: orNull(z.string()),
  overall: orNull(z.string()),
  openQuestions: z.int(),
});

// The engine's own type keeps lists read-only.
const ResultDocument = ResultSchema as unknown as z.ZodType<Result>;

export const ResultPairSchema = z
  .strictObject({
    submissionId: z.string(),
    final: z.boolean().openapi({ description: 'True once the review is concluded: the reviewed result is frozen.' }),
    selfAssessed: Side,
    reviewed: orNull(Side).openapi({
      description: 'Null for the organisation until it has been told of the verdicts.',
    }),
    notCounted: z.array(z.string()).openapi({
      description:
        'Questions whose verdict would have made the result milder than self-assessed; it is left out of it.',
    }),
    results: z
      .strictObject({ selfAssessed: ResultDocument, reviewed: orNull(ResultDocument) })
      .openapi({ description: 'As `POST /v1/assess` answers them.' }),
  })
  .openapi('ReviewResults');

const Change = z.strictObject({ questionId: z.string(), before: z.unknown(), after: z.unknown() });

export const SubmissionChangesSchema = z
  .strictObject({
    from: orNull(z.strictObject({ submissionId: z.string(), number: z.int() })).openapi({
      description: 'Null where nothing of an earlier submission was reviewed.',
    }),
    to: z.strictObject({ submissionId: z.string(), number: z.int() }),
    answers: z.array(
      z.strictObject({ ...Change.shape, kind: z.enum(['added', 'changed', 'removed']), requested: z.boolean() }),
    ),
    evidence: z.array(
      z.strictObject({
        questionId: z.string(),
        added: z.array(z.string()),
        removed: z.array(z.string()),
        changed: z.array(z.string()).openapi({
          description: 'The same file or address, of another day or with another period of validity.',
        }),
      }),
    ),
    tier: z.strictObject({ before: orNull(z.string()), after: z.string() }),
    risk: z.strictObject({ before: orNull(z.string()), after: orNull(z.string()) }),
    unansweredRequests: z.array(z.string()).openapi({
      description: 'Questions about which changes were requested, and whose answer and evidence are as they were.',
    }),
  })
  .openapi('SubmissionChanges');

export type VerdictBatch = z.output<typeof VerdictBatchSchema>;
export type NewSample = z.output<typeof NewSampleSchema>;
export type SampleAnswer = z.output<typeof SampleSchema>;
export type StandingVerdicts = z.output<typeof StandingVerdictsSchema>;
export type ResultPair = z.output<typeof ResultPairSchema>;
export type SubmissionChanges = z.output<typeof SubmissionChangesSchema>;
