/**
 * @module Reports that take longer than a request should: the port behind the status resource. By default they are kept in
 * the memory of one process (`memory-jobs.ts`); a version in the database would keep the same promises.
 */
import type { ProblemType } from '../../app/problem-types.ts';
import type { Text } from '../../engine/index.ts';

export const JOB_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What a job makes. */
export interface JobResult {
  bytes: Uint8Array;
  mediaType: string;
  fileName: string;
}

/** How far it is: `done` of `total` parts. */
export interface JobProgress {
  done: number;
  total: number;
}

/**
 * The work of a job.
 * @param report says how far it is; may be called often
 * @param signal aborted when the time is over: whoever can, stops
 */
export type JobWork = (report: (progress: JobProgress) => void, signal: AbortSignal) => Promise<JobResult>;

export interface JobStatus {
  id: string;
  state: JobState;
  /** Place in the line, first 1; `null` once it has begun. */
  position: number | null;
  progress: JobProgress | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** When result and status are forgotten; `null` until it is finished. */
  expiresAt: Date | null;
  result: { mediaType: string; bytes: number; fileName: string } | null;
  problem: { type: ProblemType; detail: Text } | null;
}

export interface NewJob {
  /** Says what is made: asked for again by the same owner while the job is waiting, running or kept, it is the same job. */
  key: string;
  /** Organisation that asks; nobody else ever sees the job. */
  owner: string;
  work: JobWork;
}

export interface ReportJobs {
  /** @throws Problem 503 with `Retry-After` when the line is full, 429 when this owner has too many in it */
  start(job: NewJob): Promise<JobStatus>;
  /** @returns nothing for a job that is unknown, forgotten, or another's */
  status(id: string, owner: string): Promise<JobStatus | undefined>;
  /** @returns nothing unless the job is done and still kept */
  result(id: string, owner: string): Promise<JobResult | undefined>;
  /** Lets running jobs come to an end and takes no more; those that wait fail. */
  close(): Promise<void>;
}
