/** @module The service with its store: saving, reading a long register, and memory; on a real PostgreSQL, and reading on both. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { migratePostgres } from '../../src/adapters/node/database.ts';
import { startPostgres } from '../support/databases.ts';
import { type HttpClient, openClient } from './http-client.ts';
import { type Measurement, measurement, medianPairMs, observation } from './measure.ts';
import { ASSESSMENTS_EACH, assessmentId, fillStore, SECRET, SYSTEMS, systemId } from './store-data.ts';
import { measureSaves, overHttp } from './store-saves.ts';

const CONNECTIONS = 32;
const READS = 1_500;
/** Of several rounds, some time apart, the middle one counts: what else the machine does for a second is not the service's. */
const ROUNDS = 3;
const REQUESTS = process.argv.includes('--full') ? 200_000 : 40_000;

/** @param place DATABASE_URL, or DATA_DIR for an embedded database */
async function serve(place: Record<string, string>): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'serve-store.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: '', ...place } },
  );
  for await (const line of createInterface({ input: child.stdout! })) return { url: line, child };
  throw new Error('the service under measurement did not start');
}

const headers = { Authorization: `Bearer ${SECRET}` };

const read = (client: HttpClient, path: string): Promise<void> => client.send({ path, headers });

/** Runs `count` tasks, as many at once as there are connections. @returns milliseconds of each */
async function many(count: number, task: (index: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const begin = performance.now();
      await task(index);
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return times;
}

const p95 = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Different ones each time, so that nothing is measured that only stands in a cache. */
const READ: Record<string, (index: number) => string> = {
  'list systems': () => '/v1/systems',
  'search systems by a word of many': () => `/v1/systems?q=${encodeURIComponent('trợ lý')}`,
  'search systems by a number of one': (index) => `/v1/systems?q=${encodeURIComponent(`số ${(index * 37) % SYSTEMS}`)}`,
  'open a system': (index) => `/v1/systems/${systemId((index * 37) % SYSTEMS)}`,
  'list assessments': () => '/v1/assessments',
  'list assessments of a state': () => '/v1/assessments?status=draft',
  'list assessments of a system': (index) => `/v1/assessments?system=${systemId((index * 37) % SYSTEMS)}`,
  'search assessments by a word of many': () => `/v1/assessments?q=${encodeURIComponent('trợ lý')}`,
  'search assessments by a number of one': (index) =>
    `/v1/assessments?q=${encodeURIComponent(`số ${(index * 37) % SYSTEMS}`)}`,
  'search assessments for what is not there': () => '/v1/assessments?q=nowhere',
  'open an assessment': (index) => `/v1/assessments/${assessmentId((index * 37) % (SYSTEMS * ASSESSMENTS_EACH))}`,
  'open its answers': (index) => `/v1/assessments/${assessmentId((index * 37) % (SYSTEMS * ASSESSMENTS_EACH))}/answers`,
};

async function measureReads(client: HttpClient, where: string, atMost: number): Promise<Measurement[]> {
  const paths = Object.values(READ);
  // A service that has been up for a minute: what comes again and again is compiled.
  await many(3 * READS, (index) => read(client, paths[index % paths.length]!(index)));
  const rounds = Object.keys(READ).map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, path] of paths.entries())
      rounds[at]!.push(p95(await many(READS, (index) => read(client, path(index)))));
  }
  return Object.keys(READ).map((name, at) =>
    measurement(`${name}${where}, 32 connections: p95`, middle(rounds[at]!), 'ms', { atMost }),
  );
}

/** Every duty of every system is put in order before the first page is known: asked by one reader at a time. */
async function measureDuties(client: HttpClient): Promise<Measurement> {
  const [all] = await medianPairMs(
    () => read(client, '/v1/duties'),
    () => read(client, '/v1/systems'),
    15,
  );
  return measurement('duties of 1,000 systems, one reader', all, 'ms', { atMost: 500 });
}

/** Reads and saves in turns. */
async function measureMemory(url: string, client: HttpClient): Promise<Measurement[]> {
  const used = async (): Promise<{ heapUsed: number; rss: number }> =>
    (await (await fetch(`${url}/bench/memory`)).json()) as { heapUsed: number; rss: number };
  const save = overHttp(client);
  const paths = Object.values(READ);
  const repeat = (count: number, label: string): Promise<number[]> =>
    many(count, async (index) => {
      if (index % 4 === 0) await save(assessmentId(2 * (index % 500) + 1), `${label} ${index}`);
      else await read(client, paths[index % paths.length]!(index));
    });
  await repeat(REQUESTS / 10, 'early');
  const early = await used();
  await repeat((REQUESTS * 9) / 10, 'late');
  const late = await used();
  const told = REQUESTS.toLocaleString('en');
  return [
    measurement(`heap of the service after ${told} requests ÷ after a tenth`, late.heapUsed / early.heapUsed, '×', {
      atMost: 1.1,
    }),
    measurement(`resident memory after ${told} requests ÷ after a tenth`, late.rss / early.rss, '×', { atMost: 1.25 }),
    observation(`heap of the service after ${told} requests`, late.heapUsed / 1_048_576, 'MiB'),
  ];
}

/** The database that `npm start` begins with: it shares one core with the service, hence twice the time. */
async function benchEmbedded(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-bench-'));
  const { url, child } = await serve({ DATA_DIR: folder });
  const client = openClient(url, CONNECTIONS);
  try {
    return await measureReads(client, ', embedded database', 100);
  } finally {
    client.close();
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchStore(): Promise<Measurement[]> {
  return [...(await benchPostgres()), ...(await benchEmbedded())];
}

async function benchPostgres(): Promise<Measurement[]> {
  const { url, stop } = await startPostgres();
  try {
    await migratePostgres(url);
    const owner = new pg.Pool({ connectionString: url, max: 1 });
    await fillStore(owner);
    await owner.end();
    const { url: served, child } = await serve({ DATABASE_URL: url });
    const client = openClient(served, CONNECTIONS);
    try {
      return [
        ...(await measureReads(client, '', 50)),
        await measureDuties(client),
        ...(await measureSaves(url, served)),
        ...(await measureMemory(served, client)),
      ];
    } finally {
      client.close();
      child.kill('SIGTERM');
    }
  } finally {
    await stop();
  }
}
