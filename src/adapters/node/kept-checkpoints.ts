/**
 * @module Checkpoints of the log that stand in files, out of the reach of whoever owns the database: whoever cuts the log
 * off cuts its own checkpoints off with it, and one kept here tells.
 *
 * What a checkpoint proves, each later one proves as well: its tree holds the earlier tree (RFC 6962, section 2.1.2), and
 * `luongtri log verify` rebuilds it from the events. Older files only say earlier that something happened, and stand in
 * where later ones were lost, so of those fewer are enough. Nobody who holds a checkpoint of another size needs these
 * files: a consistency proof takes nothing but the nodes of the tree, which the database keeps for good, like its own
 * checkpoints, which proofs of inclusion refer to.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** Below the data folder: one file each, named by how many entries the checkpoint covers. */
export const CHECKPOINTS = 'checkpoints';

const FILE = /^(\d{12,16})\.txt$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Viet Nam is at UTC+7 all year. */
const VIET_NAM_MS = 7 * HOUR_MS;
/** As long as this every one stays (one a minute at most: 10,080 files), */
const ALL_MS = 7 * DAY_MS;
/** as long as this one an hour (1,992 more), then one a day: 365 files of 300 bytes a year. */
const HOURLY_MS = 90 * DAY_MS;

/** Writes a checkpoint down, if that was not done yet. */
export function keepCheckpoint(folder: string, { size, note }: { size: number; note: string }): void {
  const place = join(folder, CHECKPOINTS);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const file = join(place, `${String(size).padStart(12, '0')}.txt`);
  if (!existsSync(file)) writeWhole(file, note);
}

export interface KeptCheckpoint {
  /** The file, as whoever is told of a fault can find it. */
  place: string;
  note: string;
}

/**
 * Those of a data folder, smallest first. What is not whole has another name and is none.
 * @throws Error of the file system where one is there and cannot be read
 */
export const readCheckpoints = (folder: string): KeptCheckpoint[] =>
  filesOf(folder).map((file) => ({ place: file, note: readFileSync(file, 'utf8') }));

/**
 * Removes what newer ones stand for: see above. The newest always stays.
 * @returns how many were removed
 */
export function pruneCheckpoints(folder: string, now: Date): number {
  const seen = new Set<string>();
  let removed = 0;
  // Newest first: of a stretch of time the last stays.
  for (const file of filesOf(folder).reverse()) {
    const stretch = stretchOf(statSync(file).mtimeMs, now.getTime());
    if (stretch === undefined) continue;
    if (!seen.has(stretch)) seen.add(stretch);
    else {
      rmSync(file, { force: true });
      removed += 1;
    }
  }
  return removed;
}

/** @returns the stretch of time of which one is enough; undefined where each stays */
function stretchOf(at: number, now: number): string | undefined {
  if (now - at < ALL_MS) return undefined;
  if (now - at < HOURLY_MS) return `hour ${Math.floor(at / HOUR_MS)}`;
  return `day ${Math.floor((at + VIET_NAM_MS) / DAY_MS)}`;
}

function filesOf(folder: string): string[] {
  const place = join(folder, CHECKPOINTS);
  if (!existsSync(place)) return [];
  const sized = readdirSync(place).flatMap((name) => {
    const size = FILE.exec(name)?.[1];
    return size === undefined ? [] : [{ size: Number(size), file: join(place, name) }];
  });
  return sized.sort((a, b) => a.size - b.size).map(({ file }) => file);
}
