/**
 * @module Report jobs in the memory of one process. Everything is bounded: how many wait, in all and of one organisation,
 * how long one may take, how many bytes of results are kept, and for how long.
 */
import type { Clock, Ids, Log } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import { JobLine } from './job-line.ts';
import { makeRoom } from './make-room.ts';
import type { JobProgress, JobResult, JobState, JobStatus, NewJob, ReportJobs } from './report-jobs.ts';

export interface JobLimits {
  /** Jobs that run at the same time. */
  concurrency: number;
  /** Jobs that may wait. */
  queue: number;
  /** Jobs of one organisation that may wait or run. */
  perOwner: number;
  /** How long one may run, counted from its turn. */
  timeoutMs: number;
  /** How long a result, or a failure, is kept. */
  keepMs: number;
  /** Bytes of all results together, shared by those who have some. */
  resultBytes: number;
}

export const JOB_LIMITS: JobLimits = {
  concurrency: 2,
  queue: 200,
  perOwner: 100,
  timeoutMs: 5 * 60_000,
  keepMs: 15 * 60_000,
  resultBytes: 256 * 2 ** 20,
};

const RETRY_AFTER_S = 15;

interface Job extends Omit<NewJob, 'work'> {
  id: string;
  /** Let go when it ends: it holds on to the whole report. */
  work: NewJob['work'] | null;
  state: JobState;
  progress: JobProgress | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  result: JobResult | null;
  problem: JobStatus['problem'];
}

export interface JobPorts {
  clock: Clock;
  ids: Pick<Ids, 'next'>;
  log: Log;
}

export function createMemoryJobs(ports: JobPorts, limits: Partial<JobLimits> = {}): ReportJobs {
  return new MemoryJobs(ports, { ...JOB_LIMITS, ...limits });
}

class JobTimeout extends Error {}

class MemoryJobs implements ReportJobs {
  /** In the order of their beginning; the oldest first. */
  readonly #jobs = new Map<string, Job>();
  readonly #line = new JobLine<Job>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(
    private readonly ports: JobPorts,
    private readonly limits: JobLimits,
  ) {}

  async start({ key, owner, work }: NewJob): Promise<JobStatus> {
    this.#forgetOld();
    const own = [...this.#jobs.values()].filter((job) => job.owner === owner);
    const same = own.find((job) => job.key === key && job.state !== 'failed');
    if (same) return this.#statusOf(same);
    const active = own.filter(({ state }) => state === 'queued' || state === 'running').length;
    if (active >= this.limits.perOwner) throw tooMany();
    if (this.#closed || this.#line.length >= this.limits.queue) throw full();
    const job: Job = {
      id: this.ports.ids.next('job'),
      key,
      owner,
      work,
      state: 'queued',
      progress: null,
      createdAt: this.ports.clock.now(),
      startedAt: null,
      finishedAt: null,
      result: null,
      problem: null,
    };
    this.#jobs.set(job.id, job);
    this.#line.add(job);
    this.#begin();
    return this.#statusOf(job);
  }

  async status(id: string, owner: string): Promise<JobStatus | undefined> {
    const job = this.#find(id, owner);
    return job && this.#statusOf(job);
  }

  async result(id: string, owner: string): Promise<JobResult | undefined> {
    return this.#find(id, owner)?.result ?? undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let job = this.#line.next(); job; job = this.#line.next()) this.#fail(job, full());
    await Promise.all(this.#running);
  }

  #find(id: string, owner: string): Job | undefined {
    this.#forgetOld();
    const job = this.#jobs.get(id);
    return job?.owner === owner ? job : undefined;
  }

  #begin(): void {
    while (this.#running.size < this.limits.concurrency) {
      const job = this.#line.next();
      if (!job) return;
      const running: Promise<void> = this.#run(job).finally(() => {
        this.#running.delete(running);
        if (!this.#closed) this.#begin();
      });
      this.#running.add(running);
    }
  }

  /** Never throws: what goes wrong is the state of the job. */
  async #run(job: Job): Promise<void> {
    const { work } = job;
    if (!work) return;
    job.state = 'running';
    job.startedAt = this.ports.clock.now();
    const over = new AbortController();
    const report = (progress: JobProgress): void => {
      if (job.state === 'running') job.progress = { ...progress };
    };
    try {
      const result = await withTimeLimit(this.limits.timeoutMs, over, () => work(report, over.signal));
      this.#makeRoom(job.owner, result.bytes.length);
      job.result = result;
      this.#finish(job, 'done');
    } catch (error) {
      this.#fail(job, error);
    }
  }

  #finish(job: Job, state: 'done' | 'failed'): void {
    job.state = state;
    job.finishedAt = this.ports.clock.now();
    job.work = null;
  }

  #fail(job: Job, error: unknown): void {
    this.#finish(job, 'failed');
    if (error instanceof Problem) job.problem = { type: error.type, detail: error.detail };
    else {
      this.ports.log.error('report job failed', { job: job.id, error });
      const { type, detail } = new Problem(error instanceof JobTimeout ? 'printing-failed' : 'internal-error');
      job.problem = { type, detail };
    }
  }

  /** Old results go before a new one is refused. */
  #makeRoom(owner: string, bytes: number): void {
    const kept = [...this.#jobs.values()]
      .filter(({ result }) => result !== null)
      .sort((a, b) => a.finishedAt!.getTime() - b.finishedAt!.getTime())
      .map((job) => ({ id: job.id, owner: job.owner, bytes: job.result!.bytes.length }));
    const going = makeRoom(kept, { owner, bytes }, this.limits.resultBytes);
    if (!going) throw noRoom(this.limits.keepMs);
    for (const { id } of going) this.#jobs.delete(id);
  }

  #forgetOld(): void {
    const oldest = this.ports.clock.now().getTime() - this.limits.keepMs;
    for (const [id, { finishedAt }] of this.#jobs) {
      if (finishedAt !== null && finishedAt.getTime() <= oldest) this.#jobs.delete(id);
    }
  }

  #statusOf(job: Job): JobStatus {
    const { id, state, progress, createdAt, startedAt, finishedAt, result, problem } = job;
    return {
      id,
      state,
      position: state === 'queued' ? this.#line.order().indexOf(job) + 1 : null,
      progress,
      createdAt,
      startedAt,
      finishedAt,
      expiresAt: finishedAt && new Date(finishedAt.getTime() + this.limits.keepMs),
      result: result && { mediaType: result.mediaType, bytes: result.bytes.length, fileName: result.fileName },
      problem,
    };
  }
}

async function withTimeLimit<Value>(ms: number, over: AbortController, work: () => Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new JobTimeout(`the job took more than ${ms} ms`);
      over.abort(error);
      reject(error);
    }, ms);
  });
  // Work that throws at once must end as a rejection too.
  return Promise.race([Promise.resolve().then(work), timeout]).finally(() => clearTimeout(timer));
}

const full = (): Problem =>
  new Problem(
    'printing-failed',
    {
      vi: `Hàng chờ báo cáo đang đầy. Thử lại sau ${RETRY_AFTER_S} giây.`,
      en: `The line of reports is full. Try again after ${RETRY_AFTER_S} seconds.`,
    },
    { headers: { 'Retry-After': String(RETRY_AFTER_S) } },
  );

const noRoom = (keepMs: number): Problem =>
  new Problem('storage-full', {
    vi: `Chưa có chỗ giữ báo cáo này bên cạnh báo cáo của các tổ chức khác. Chậm nhất sau ${keepMs / 60_000} phút sẽ có chỗ; hoặc yêu cầu không kèm Prefer: respond-async.`,
    en: `There is no room to keep this report beside those of other organisations. There will be after ${keepMs / 60_000} minutes at the latest; or ask for it without Prefer: respond-async.`,
  });

const tooMany = (): Problem =>
  new Problem(
    'too-many-requests',
    {
      vi: 'Tổ chức đang có quá nhiều báo cáo chờ. Đợi một số báo cáo xong rồi yêu cầu tiếp.',
      en: 'The organisation has too many reports waiting. Ask again when some of them are finished.',
    },
    { headers: { 'Retry-After': String(RETRY_AFTER_S) } },
  );
