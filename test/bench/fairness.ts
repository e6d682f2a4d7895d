/**
 * @module Fairness from rows: our reading, checking, hashing and counting against only reading and splitting the same file;
 * memory over the number of rows; and ten thousand groups.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CsvCounter } from '../../src/measure/csv/index.ts';
import { assessFairness, type Columns } from '../../src/measure/fairness/index.ts';
import { type Measurement, measurement, observation } from './measure.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
const COLUMNS: Columns = {
  label: 'label',
  prediction: 'decision',
  attributes: ['gender', 'age', 'province', 'ethnicity'],
};
const PIECE = 1 << 18;

/** The same file every time: a small generator instead of chance. */
function writeRows(path: string, rows: number, provinces: number): void {
  let seed = 1;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 16) % limit;
  };
  const file = openSync(path, 'w');
  const ages = ['18-25', '26-40', '41-60', 'trên 60'];
  const peoples = ['Kinh', 'Tày', 'Thái', 'Mường', 'Khmer'];
  let text = 'id,label,decision,gender,age,province,ethnicity\n';
  for (let i = 0; i < rows; i += 1) {
    const who = `${below(2) ? 'nam' : 'nữ'},${ages[below(4)]},Tỉnh ${below(provinces)},${peoples[below(5)]}`;
    text += `${i},${below(2)},${below(2)},${who}\n`;
    if (text.length < 1_000_000) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

export async function measureFile(path: string, columns: Columns = COLUMNS): Promise<number> {
  const counter = new CsvCounter({ columns });
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    hash.update(piece);
    counter.push(piece);
  }
  hash.digest();
  const { dataset, issues, parse } = counter.end();
  if (!dataset) throw new Error(JSON.stringify(issues));
  assessFairness(dataset, 'assistive');
  return parse.counted;
}

async function splitOnly(path: string): Promise<number> {
  let cells = 0;
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: PIECE })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) cells += line.split(',').length;
  }
  return cells;
}

function splitByReadline(path: string): Promise<number> {
  return new Promise((resolve) => {
    let cells = 0;
    const lines = createInterface({ input: createReadStream(path, { highWaterMark: PIECE }) });
    lines.on('line', (line) => {
      cells += line.split(',').length;
    });
    lines.on('close', () => resolve(cells));
  });
}

/** Best of some rounds, in turns so that drift hits all: what the work costs when nothing else disturbs it. */
async function bestMs(runs: (() => Promise<unknown>)[]): Promise<number[]> {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      await run();
      best[index] = Math.min(best[index]!, performance.now() - start);
    }
  }
  return best;
}

/** Peak memory of a process of its own that measures the file, in bytes. */
function peakBytes(path: string): number {
  const code = `import { measureFile } from ${JSON.stringify(import.meta.filename)};
await measureFile(${JSON.stringify(path)});
console.log(process.resourceUsage().maxRSS);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: join(import.meta.dirname, '..', '..'),
    encoding: 'utf8',
  });
  if (!Number(stdout)) throw new Error(stderr);
  return Number(stdout) * 1_024;
}

export async function benchFairness(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-bench-'));
  const path = (name: string): string => join(folder, name);
  try {
    writeRows(path('million.csv'), ROWS, 34);
    const [ours, split, readline] = (await bestMs([
      () => measureFile(path('million.csv')),
      () => splitOnly(path('million.csv')),
      () => splitByReadline(path('million.csv')),
    ])) as [number, number, number];
    writeRows(path('small.csv'), 100_000, 34);
    writeRows(path('large.csv'), 5_000_000, 34);
    const growth = peakBytes(path('large.csv')) / peakBytes(path('small.csv'));
    writeRows(path('groups.csv'), ROWS, 10_000);
    const [groups] = (await bestMs([() => measureFile(path('groups.csv'))])) as [number];
    return [
      measurement(
        '1 million rows, 4 attributes: our rows/s ÷ rows/s of only reading and splitting',
        Math.min(split, readline) / ours,
        '×',
        { atLeast: 0.5 },
      ),
      observation('rows per second, measured and hashed', ROWS / (ours / 1_000), '/s'),
      observation('rows per second, split("\\n") and split(",") only', ROWS / (split / 1_000), '/s'),
      observation('rows per second, readline and split(",") only', ROWS / (readline / 1_000), '/s'),
      measurement('peak memory, 5 million rows ÷ 100 thousand rows', growth, '×', { atMost: 1.3 }),
      measurement('1 million rows with 10,000 groups, their report included', groups / 1_000, 's', { atMost: 30 }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
