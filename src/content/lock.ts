/** @module The lock of published questionnaires: a version that people have answered never changes again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Content, PlainDate } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue } from './issues.ts';

export const LOCK_FILE = 'questionnaires/lock.json';

const shape = z.record(
  z.string(),
  z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), published_on: z.iso.date() }),
);

/** Published versions, `id@version` → hash of their content and the day they were locked. */
export type Lock = z.infer<typeof shape>;

/** @returns the lock below `root`, empty when there is none, or what is wrong with it */
export function readLock(root: string): { lock: Lock; issues: ContentIssue[] } {
  const path = join(root, LOCK_FILE);
  if (!existsSync(path)) return { lock: {}, issues: [] };
  const unreadable = (message: string): { lock: Lock; issues: ContentIssue[] } => ({
    lock: {},
    issues: [
      {
        file: LOCK_FILE,
        line: 1,
        code: 'malformed',
        message,
        fix: 'restore it from version control; it is written by `luongtri content lock` only',
      },
    ],
  });
  try {
    const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? { lock: parsed.data, issues: [] } : unreadable('the lock does not have its shape');
  } catch {
    return unreadable('the lock is not JSON');
  }
}

/** Every published version must still be there, byte for byte in what it says (comments and layout do not count). */
export function checkLock(lock: Lock, { parts, places, unread }: Collected, hashes: Content['hashes']): ContentIssue[] {
  const issues: ContentIssue[] = [];
  for (const [reference, { sha256, published_on: since }] of Object.entries(lock)) {
    const [id, version] = reference.split('@') as [string, string];
    const part = parts.questionnaires.find((entry) => entry.id === id && entry.version === version);
    if (!part) {
      if (unread.has(id)) continue;
      issues.push({
        file: LOCK_FILE,
        line: 1,
        code: 'published_missing',
        message: `${reference}, published on ${since}, is gone; answers to it could no longer be assessed`,
        fix: `bring back questionnaires/${id}/${version}.yaml`,
      });
    } else if (hashes.questionnaires[reference] !== sha256) {
      const versions = parts.questionnaires.filter((entry) => entry.id === id).map((entry) => entry.version);
      const next = nextVersion(versions);
      const { source } = places.get(part)!;
      issues.push(
        source.issue(
          ['version'],
          'published_changed',
          `${reference} was published on ${since} and has changed since (its options may come from rules/scales.yaml)`,
          `undo the change; to change what is asked, write questionnaires/${id}/${next}.yaml with supersedes: ${reference}, a later applies_from and a migration`,
        ),
      );
    }
  }
  return issues;
}

/** The lock with every version that was not in it; versions already locked stay as they are. */
export function extendLock(lock: Lock, hashes: Content['hashes'], today: PlainDate): { lock: Lock; added: string[] } {
  const added = Object.keys(hashes.questionnaires).filter((reference) => !Object.hasOwn(lock, reference));
  const all = { ...lock };
  for (const reference of added) all[reference] = { sha256: hashes.questionnaires[reference]!, published_on: today };
  return { lock: Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))), added };
}

/** `2026.1`, `2026.2` → `2026.3`. */
function nextVersion(versions: string[]): string {
  const [year, number] = versions
    .map((version) => version.split('.').map(Number) as [number, number])
    .sort((a, b) => b[0] - a[0] || b[1] - a[1])[0]!;
  return `${year}.${number + 1}`;
}
