import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/app/problems.ts';
import {
  createMemoryJobs,
  type JobLimits,
  type JobResult,
  type JobWork,
  jobHeaders,
  jobView,
  ReportJobSchema,
  readJob,
  readJobResult,
  startJob,
} from '../../../src/features/report-jobs/index.ts';
import { JobLine } from '../../../src/features/report-jobs/job-line.ts';

const pdf = (size = 3): JobResult => ({ bytes: new Uint8Array(size), mediaType: 'application/pdf', fileName: 'a.pdf' });

/** Jobs under a clock that stands until it is moved, and work that ends when it is told. */
function workshop(limits: Partial<JobLimits> = {}) {
  let now = Date.parse('2026-11-22T00:00:00Z');
  let number = 0;
  const logged: unknown[] = [];
  const jobs = createMemoryJobs(
    {
      clock: { now: () => new Date(now) },
      ids: {
        next: (prefix) => {
          number += 1;
          return `${prefix}_${String(number).padStart(32, '0')}`;
        },
      },
      log: { info: () => undefined, error: (_, fields) => logged.push(fields?.error) },
    },
    limits,
  );
  const begun: string[] = [];
  const ends = new Map<string, { done: (result?: JobResult) => void; fail: (error: unknown) => void }>();
  const work =
    (name: string): JobWork =>
    () => {
      begun.push(name);
      return new Promise<JobResult>((resolve, reject) => {
        ends.set(name, { done: (result = pdf()) => resolve(result), fail: reject });
      });
    };
  return {
    ctx: { jobs },
    jobs,
    begun,
    logged,
    start: (name: string, owner = 'org_a') => startJob({ jobs }, name, owner, work(name)),
    end: async (name: string, result?: JobResult) => {
      ends.get(name)!.done(result);
      await settle();
    },
    fail: async (name: string, error: unknown) => {
      ends.get(name)!.fail(error);
      await settle();
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
};

describe('a report job', () => {
  it('waits, runs, is done, and is forgotten after a quarter of an hour', async () => {
    const shop = workshop({ concurrency: 1 });
    const first = await shop.start('one');
    const second = await shop.start('two');
    const third = await shop.start('three');
    await settle();
    expect([first.state, second.position, third.position]).toEqual(['running', 1, 2]);
    expect((await readJob(shop.ctx, third.id, 'org_a')).position).toBe(2);
    await shop.end('one');
    expect(await readJob(shop.ctx, first.id, 'org_a')).toMatchObject({
      state: 'done',
      position: null,
      result: { bytes: 3, mediaType: 'application/pdf', fileName: 'a.pdf' },
    });
    expect((await readJob(shop.ctx, third.id, 'org_a')).position).toBe(1);
    expect((await readJobResult(shop.ctx, first.id, 'org_a')).bytes).toHaveLength(3);
    shop.pass(15 * 60_000 - 1);
    expect((await readJob(shop.ctx, first.id, 'org_a')).state).toBe('done');
    shop.pass(1);
    expect((await refusal(readJob(shop.ctx, first.id, 'org_a'))).type).toBe('not-found');
    // What still runs is never forgotten.
    expect((await readJob(shop.ctx, second.id, 'org_a')).state).toBe('running');
  });

  it('is seen by its organisation only', async () => {
    const shop = workshop();
    const { id } = await shop.start('one', 'org_a');
    await settle();
    await shop.end('one');
    expect((await refusal(readJob(shop.ctx, id, 'org_b'))).type).toBe('not-found');
    expect((await refusal(readJobResult(shop.ctx, id, 'org_b'))).type).toBe('not-found');
    // The same key of another organisation is another job.
    expect((await shop.start('one', 'org_b')).id).not.toBe(id);
  });

  it('asked for twice is made once; after a failure it is made again', async () => {
    const shop = workshop();
    const first = await shop.start('one');
    expect((await shop.start('one')).id).toBe(first.id);
    await settle();
    await shop.fail('one', new Error('inside'));
    const failed = await readJob(shop.ctx, first.id, 'org_a');
    expect([failed.state, failed.problem?.type]).toEqual(['failed', 'internal-error']);
    expect(JSON.stringify(failed)).not.toContain('inside');
    expect(shop.logged).toHaveLength(1);
    expect((await refusal(readJobResult(shop.ctx, first.id, 'org_a'))).type).toBe('internal-error');
    expect((await shop.start('one')).id).not.toBe(first.id);
  });

  it('says how far it is, and why it failed', async () => {
    const shop = workshop();
    const { id } = await startJob(shop.ctx, 'x', 'org_a', async (report) => {
      report({ done: 1, total: 3 });
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Problem('printing-failed');
    });
    await settle();
    expect((await readJob(shop.ctx, id, 'org_a')).progress).toEqual({ done: 1, total: 3 });
    expect((await refusal(readJobResult(shop.ctx, id, 'org_a'))).type).toBe('conflict');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await readJob(shop.ctx, id, 'org_a')).problem?.type).toBe('printing-failed');
    expect(shop.logged).toEqual([]);
  });

  it('is ended when its time is over, and what it is doing is told to stop', async () => {
    const shop = workshop({ timeoutMs: 20, concurrency: 1 });
    let stopped = false;
    const { id } = await startJob(shop.ctx, 'x', 'org_a', (_, signal) => {
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return new Promise(() => undefined);
    });
    const next = await shop.start('two');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await readJob(shop.ctx, id, 'org_a')).problem?.type).toBe('printing-failed');
    expect(stopped).toBe(true);
    // The time of the next began with its turn.
    expect(['running', 'failed']).toContain((await readJob(shop.ctx, next.id, 'org_a')).state);
    expect(shop.begun).toEqual(['two']);
  });

  it('work that throws at once fails the job, not the one who asked', async () => {
    const shop = workshop();
    const { id } = await startJob(shop.ctx, 'x', 'org_a', () => {
      throw new Error('at once');
    });
    await settle();
    expect((await readJob(shop.ctx, id, 'org_a')).state).toBe('failed');
  });
});

describe('the limits', () => {
  it('a full line answers 503, an organisation with too many 429, both with when to come back', async () => {
    const shop = workshop({ concurrency: 1, queue: 2, perOwner: 2 });
    await shop.start('a1', 'org_a');
    await shop.start('a2', 'org_a');
    const many = await refusal(shop.start('a3', 'org_a'));
    expect([many.type, Number(many.headers['Retry-After']) > 0]).toEqual(['too-many-requests', true]);
    await shop.start('b1', 'org_b');
    const full = await refusal(shop.start('c1', 'org_c'));
    expect([full.type, Number(full.headers['Retry-After']) > 0]).toEqual(['printing-failed', true]);
    // Asking again for what is in the line is no further job.
    expect((await shop.start('b1', 'org_b')).state).toBe('queued');
  });

  it('results are kept up to so many bytes: the oldest make room, one alone that is larger fails', async () => {
    const shop = workshop({ concurrency: 3, resultBytes: 100 });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.push((await shop.start(name)).id);
    await settle();
    for (const name of ['a', 'b', 'c']) {
      shop.pass(1);
      await shop.end(name, pdf(40));
    }
    expect((await refusal(readJob(shop.ctx, ids[0]!, 'org_a'))).type).toBe('not-found');
    expect((await readJob(shop.ctx, ids[1]!, 'org_a')).state).toBe('done');
    const large = await shop.start('d');
    await settle();
    await shop.end('d', pdf(101));
    expect((await readJob(shop.ctx, large.id, 'org_a')).problem?.type).toBe('storage-full');
  });

  it('of another organisation nothing goes to make room for a large one', async () => {
    const shop = workshop({ concurrency: 4, resultBytes: 100 });
    const made = async (name: string, owner: string, bytes: number) => {
      const { id } = await shop.start(name, owner);
      await settle();
      shop.pass(1);
      await shop.end(name, pdf(bytes));
      return { id, owner };
    };
    const small = await made('small', 'org_b', 30);
    const first = await made('first', 'org_a', 40);
    const second = await made('second', 'org_a', 60);
    const stateOf = ({ id, owner }: { id: string; owner: string }) => readJob(shop.ctx, id, owner);
    expect((await stateOf(small)).state).toBe('done');
    expect((await refusal(stateOf(first))).type).toBe('not-found');
    expect((await stateOf(second)).state).toBe('done');
    const huge = await made('huge', 'org_a', 80);
    expect((await stateOf(huge)).problem?.type).toBe('storage-full');
    expect((await stateOf(small)).state).toBe('done');
    expect((await stateOf(second)).state).toBe('done');
  });

  it('closing ends what waits and lets finish what runs', async () => {
    const shop = workshop({ concurrency: 1 });
    const first = await shop.start('one');
    const second = await shop.start('two');
    await settle();
    const closed = shop.jobs.close();
    await shop.end('one');
    await closed;
    expect((await readJob(shop.ctx, first.id, 'org_a')).state).toBe('done');
    expect((await readJob(shop.ctx, second.id, 'org_a')).state).toBe('failed');
    expect((await refusal(shop.start('three'))).type).toBe('printing-failed');
  });

  it('fifty at once are all made, never more at a time than allowed', async () => {
    const shop = workshop({ concurrency: 2 });
    let running = 0;
    let most = 0;
    const started = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        startJob(shop.ctx, `job ${index}`, 'org_a', async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 1));
          running -= 1;
          return pdf();
        }),
      ),
    );
    for (const { id } of started) {
      await expect.poll(async () => (await readJob(shop.ctx, id, 'org_a')).state).toBe('done');
    }
    expect(most).toBe(2);
  });
});

describe('the line', () => {
  it('serves the organisations in turn', () => {
    const line = new JobLine<{ owner: string; name: string }>();
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) line.add({ owner: name[0]!, name });
    expect(line.order().map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(line.next()!.name).toBe('a1');
    line.add({ owner: 'd', name: 'd1' });
    expect(line.order().map(({ name }) => name)).toEqual(['b1', 'c1', 'd1', 'a2', 'b2', 'a3']);
  });

  it('whatever comes when, the order that is shown is the order that is kept, and nobody waits a second round', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 }), (owners) => {
        const line = new JobLine<{ owner: string; number: number }>();
        for (const [number, owner] of owners.entries()) line.add({ owner, number });
        const shown = line.order();
        const taken = Array.from({ length: owners.length }, () => line.next()!);
        expect(taken).toEqual(shown);
        expect(line.length).toBe(0);
        // Between two jobs of one owner everyone else who waits has a turn.
        const first = new Set(owners);
        expect(new Set(taken.slice(0, first.size).map(({ owner }) => owner))).toEqual(first);
      }),
    );
  });
});

describe('the status resource', () => {
  it.each(['vi', 'en'] as const)('has its published shape in every state (%s)', async (lang) => {
    const shop = workshop({ concurrency: 1 });
    const running = await shop.start('one');
    const waiting = await shop.start('two');
    await settle();
    await shop.end('one');
    await shop.fail('two', new Problem('printing-failed'));
    const views = [
      running,
      waiting,
      await readJob(shop.ctx, running.id, 'org_a'),
      await readJob(shop.ctx, waiting.id, 'org_a'),
    ].map((status) => ReportJobSchema.parse(jobView(status, lang, '/v1/report-jobs/x/result')));
    expect(views.map(({ state }) => state)).toEqual(['running', 'queued', 'done', 'failed']);
    expect(views[2]!.result).toEqual({
      href: '/v1/report-jobs/x/result',
      mediaType: 'application/pdf',
      bytes: 3,
      fileName: 'a.pdf',
    });
    expect(views[3]!.problem).toMatchObject({ type: '/problems/printing-failed', status: 503 });
    expect(jobHeaders(waiting, '/v1/report-jobs/x')).toEqual({ Location: '/v1/report-jobs/x', 'Retry-After': '2' });
  });

  it('a runtime without jobs says so', async () => {
    expect((await refusal(startJob({}, 'x', 'org_a', async () => pdf()))).type).toBe('printing-unavailable');
  });
});
