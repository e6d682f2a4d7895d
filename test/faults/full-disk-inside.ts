/**
 * @module Runs on a disk of its own (TMPDIR), which it fills: writes, fills it up, goes on writing, makes room, writes again.
 * Prints what it saw as one line of JSON. Started by full-disk.test.ts.
 */
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkAfterwards, PLACES, type Place, type PlaceName, prepare } from './places.ts';
import { type RunningService, startProcess } from './service-process.ts';
import { countOf, nothing, type Refusal, writeMany } from './writer.ts';

export interface Seen {
  /** Writes acknowledged before, while the disk was full, and after there was room again. */
  acknowledged: { before: number; full: number; after: number };
  /** Status and type of each kind of refusal. */
  refusals: string[];
  /** Could lists still be read, and was the service up, while nothing could be written? */
  reading: number;
  health: number;
  exit: number | null;
  faults: string[];
}

const WRITES = 300;
const ballast = join(tmpdir(), 'ballast');

/** Leaves no block free. */
function fillDisk(): void {
  const file = openSync(ballast, 'a');
  const block = Buffer.alloc(65_536, 1);
  try {
    while (statfsSync(tmpdir()).bavail > 0) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

async function observe(place: Place): Promise<Seen> {
  const headers = await prepare(place);
  const acknowledged = nothing();
  const refusals = new Set<string>();
  const refused = ({ status, type }: Refusal): void => void refusals.add(`${status} ${type}`);
  const service = await startProcess(place.env);
  const write = async (count: number): Promise<number> => {
    const known = countOf(acknowledged);
    await writeMany(service.url, headers, acknowledged, { writers: 8, count, ready: () => undefined, refused });
    return countOf(acknowledged) - known;
  };
  const before = await write(WRITES);
  // What is allocated already can still be written: as long as anything is, the disk is not full for the database.
  let full = 0;
  fillDisk();
  for (let turn = 0; turn < 40; turn += 1) {
    const more = await write(WRITES);
    full += more;
    if (more === 0 && turn > 5) break;
    fillDisk();
  }
  const { status: reading } = await fetch(`${service.url}/v1/systems`, { headers });
  const { status: health } = await fetch(`${service.url}/healthz`);
  rmSync(ballast);
  const after = await writeAgain(service, headers, () => write(WRITES));
  await service.stop();
  return {
    acknowledged: { before, full, after },
    refusals: [...refusals].sort(),
    reading,
    health,
    ...(await checkAfterwards(place, acknowledged)),
  };
}

/** As soon as the service takes a write again. */
async function writeAgain(
  service: RunningService,
  headers: Record<string, string>,
  write: () => Promise<number>,
): Promise<number> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { status } = await fetch(`${service.url}/v1/systems`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: '{"name":"Có chỗ lại"}',
    });
    if (status === 201) return write();
    await wait(200);
  }
  return 0;
}

const place = await PLACES[process.argv[2] as PlaceName]();
try {
  process.stdout.write(`${JSON.stringify(await observe(place))}\n`);
} finally {
  await place.close();
}
