/** @module Throughput and memory of `POST /v1/assess`, over HTTP, against a server process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadContent } from '../../src/content/load.ts';
import { type Measurement, measurement, observation } from './measure.ts';

const CONNECTIONS = 8;
const ROUNDS = 5;
const REQUESTS = 200;
const ASSESSMENTS = 100_000;
const PORTION = 1_000;
const EXAMPLES = ['demand-forecasting', 'customer-service-chatbot', 'airport-face-recognition'];

async function start(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'serve.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) return { url: line, child };
  throw new Error('the server under measurement did not start');
}

/** Sends `count` requests over a few connections at once; returns requests per second. */
async function rate(url: string, body: string, count: number): Promise<number> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (count / (performance.now() - begin)) * 1_000;
}

const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1]!;

async function throughput(url: string, id: string, body: string): Promise<Measurement[]> {
  const assess = `${url}/v1/assess`;
  const result = await (
    await fetch(assess, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  ).text();
  await fetch(`${url}/bench/prepare/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: result,
  });
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const pair = [await rate(assess, body, REQUESTS), await rate(`${url}/bench/ready/${id}`, body, REQUESTS)] as const;
    if (round > 0) for (const index of [0, 1] as const) rates[index].push(pair[index]);
  }
  const [ours, ready] = [median(rates[0]), median(rates[1])];
  return [
    measurement(`POST /v1/assess ÷ same request answered with a ready result (${id})`, ours / ready, '×', {
      atLeast: 1 / 3,
    }),
    observation(`POST /v1/assess (${id})`, ours, 'req/s'),
  ];
}

async function memory(url: string, body: string): Promise<Measurement[]> {
  const used = async (): Promise<{ heapUsed: number; rss: number }> =>
    (await (await fetch(`${url}/bench/memory`)).json()) as { heapUsed: number; rss: number };
  const repeat = async (count: number): Promise<void> => {
    // In portions, so that no single request runs into a time limit.
    for (let left = count; left > 0; left -= PORTION) {
      const response = await fetch(`${url}/bench/repeat/${PORTION}`, { method: 'POST', body });
      if (!response.ok) throw new Error(`an assessment failed: ${await response.text()}`);
      if (left % (PORTION * 10) === 0) process.stderr.write('.');
    }
  };
  await repeat(ASSESSMENTS / 10);
  const early = await used();
  await repeat((ASSESSMENTS * 9) / 10);
  process.stderr.write('\n');
  const late = await used();
  return [
    measurement('heap of the server after 100,000 assessments ÷ after 10,000', late.heapUsed / early.heapUsed, '×', {
      atMost: 1.1,
    }),
    measurement('resident memory after 100,000 assessments ÷ after 10,000', late.rss / early.rss, '×', {
      atMost: 1.25,
    }),
    observation('heap of the server after 100,000 assessments', late.heapUsed / 1_048_576, 'MiB'),
  ];
}

export async function benchServer(): Promise<Measurement[]> {
  const { examples } = loadContent();
  const { url, child } = await start();
  try {
    const lines: Measurement[] = [];
    for (const id of EXAMPLES) {
      lines.push(...(await throughput(url, id, JSON.stringify(examples.find((example) => example.id === id)!.data))));
    }
    const body = JSON.stringify(examples.find(({ id }) => id === 'demand-forecasting')!.data);
    return [...lines, ...(await memory(url, body))];
  } finally {
    child.kill('SIGTERM');
  }
}
