/** @module What routes do with jobs: begin one, say how it stands, hand out what it made. */
import { Problem } from '../../app/problems.ts';
import type { JobResult, JobStatus, JobWork, NewJob, ReportJobs } from './report-jobs.ts';

/** A runtime that cannot work on after its answer leaves `jobs` out. */
export interface JobContext {
  jobs?: ReportJobs;
}

function jobsOf({ jobs }: JobContext): ReportJobs {
  if (!jobs) throw new Problem('printing-unavailable');
  return jobs;
}

/**
 * Begins a job, or finds the one that makes the same already.
 * @param key says what is made: report, language, format, and the hash of what it is made from
 * @param asked organisation that asks (the actor's own, not the tenant's, where they differ), and who sees the job
 * @throws Problem 501 without jobs, 503 when the line is full, 429 when this organisation has too many in it
 */
export const startJob = async (
  ctx: JobContext,
  key: string,
  { owner, viewer }: Pick<NewJob, 'owner' | 'viewer'>,
  work: JobWork,
): Promise<JobStatus> => jobsOf(ctx).start({ key, owner, viewer, work });

/** @throws Problem 404 for a job that is unknown, forgotten, or another's */
export async function readJob(ctx: JobContext, id: string, viewer: string): Promise<JobStatus> {
  const status = await jobsOf(ctx).status(id, viewer);
  if (!status) throw new Problem('not-found');
  return status;
}

/** @throws Problem 404 as `readJob`, 409 while there is no result; a job that failed throws what it failed with */
export async function readJobResult(ctx: JobContext, id: string, viewer: string): Promise<JobResult> {
  const { state, problem } = await readJob(ctx, id, viewer);
  if (problem) throw new Problem(problem.type, problem.detail);
  const result = await jobsOf(ctx).result(id, viewer);
  if (result) return result;
  throw new Problem('conflict', {
    vi: `Báo cáo chưa xong (${state === 'queued' ? 'đang chờ' : 'đang lập'}). Xem lại trạng thái sau ít giây.`,
    en: `The report is not finished (${state}). Look at its status again in a few seconds.`,
  });
}
