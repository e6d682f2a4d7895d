/** @module The status resource of a report job, as it is answered. */
import { z } from '@hono/zod-openapi';
import { PROBLEM_TYPES } from '../../app/problem-types.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';
import type { Text } from '../../engine/index.ts';
import { JOB_STATES, type JobStatus } from './report-jobs.ts';

export const ReportJobSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'job_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    state: z.enum(JOB_STATES),
    position: orNull(z.int().min(1)).openapi({ description: 'Place in the line while it is queued.' }),
    progress: orNull(z.strictObject({ done: z.int().min(0), total: z.int().min(1) })),
    createdAt: InstantSchema,
    startedAt: orNull(InstantSchema),
    finishedAt: orNull(InstantSchema),
    expiresAt: orNull(InstantSchema).openapi({ description: 'When result and status are forgotten.' }),
    result: orNull(
      z.strictObject({
        href: z.string().openapi({ description: 'Where the report can be fetched until `expiresAt`.' }),
        mediaType: z.string(),
        bytes: z.int(),
        fileName: z.string(),
      }),
    ),
    problem: orNull(
      z.strictObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() }),
    ).openapi({ description: 'Why it failed.' }),
  })
  .openapi('ReportJob');

export type ReportJobView = z.output<typeof ReportJobSchema>;

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/** @param href address of the result */
export function jobView(status: JobStatus, lang: keyof Text, href: string): ReportJobView {
  const { id, state, position, progress, createdAt, startedAt, finishedAt, expiresAt, result, problem } = status;
  return {
    id,
    state,
    position,
    progress,
    createdAt: createdAt.toISOString(),
    startedAt: instant(startedAt),
    finishedAt: instant(finishedAt),
    expiresAt: instant(expiresAt),
    result: result && { href, ...result },
    problem: problem && {
      type: `/problems/${problem.type}`,
      title: PROBLEM_TYPES[problem.type].title[lang],
      status: PROBLEM_TYPES[problem.type].status,
      detail: problem.detail[lang],
    },
  };
}

/** Seconds after which asking again makes sense: soon for what runs, later for who stands far back. */
const pollAfter = ({ position }: JobStatus): number => Math.min(1 + Math.ceil((position ?? 0) / 2), 30);

/** @param href address of the status resource; headers of the answer 202, and of the status while it is not finished */
export function jobHeaders(status: JobStatus, href: string): Record<string, string> {
  const isFinished = status.state === 'done' || status.state === 'failed';
  return { Location: href, ...(isFinished ? {} : { 'Retry-After': String(pollAfter(status)) }) };
}
