/** @module What routes do with jobs: begin one, say how it stands, hand out what it made. */
import { Problem } from '../../app/problems.ts';
import type { JobResult, JobStatus, JobWork, ReportJobs } from './report-jobs.ts';

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
 * @param owner organisation that asks (the actor's own, not the tenant's, where they differ)
 * @throws Problem 501 without jobs, 503 when the line is full, 429 when this organisation has too many in it
 */
export const startJob = async (ctx: JobContext, key: string, owner: string, work: JobWork): Promise<JobStatus> =>
  jobsOf(ctx).start({ key, owner, work });

/** @throws Problem 404 for a job that is unknown, forgotten, or another organisation's */
export async function readJob(ctx: JobContext, id: string, owner: string): Promise<JobStatus> {
  const status = await jobsOf(ctx).status(id, owner);
  if (!status) throw new Problem('not-found');
  return status;
}

/** @throws Problem 404 as `readJob`, 409 while there is no result; a job that failed throws what it failed with */
export async function readJobResult(ctx: JobContext, id: string, owner: string): Promise<JobResult> {
  const { state, problem } = await readJob(ctx, id, owner);
  if (problem) throw new Problem(problem.type, problem.detail);
  const result = await jobsOf(ctx).result(id, owner);
  if (result) return result;
  throw new Problem('conflict', {
    vi: `Báo cáo chưa xong (${state === 'queued' ? 'đang chờ' : 'đang lập'}). Xem lại trạng thái sau ít giây.`,
    en: `The report is not finished (${state}). Look at its status again in a few seconds.`,
  });
}
