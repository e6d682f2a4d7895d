/** @module The door of report jobs: reports that are made after the answer, with a status resource. */
export { createMemoryJobs, JOB_LIMITS, type JobLimits } from './memory-jobs.ts';
export type { JobProgress, JobResult, JobState, JobStatus, JobWork, ReportJobs } from './report-jobs.ts';
export { jobHeaders, jobView, ReportJobSchema, type ReportJobView } from './schema.ts';
export { type JobContext, readJob, readJobResult, startJob } from './start-job.ts';
