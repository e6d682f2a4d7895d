/** @module `luongtri content lock`: publishes the versions of questionnaires that are not published yet. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatIssue } from '../content/issues.ts';
import { CONTENT_ROOT, loadContent } from '../content/load.ts';
import { extendLock, LOCK_FILE, readLock } from '../content/lock.ts';
import { InputError } from './errors.ts';
import { todayInVietNam } from './read-answer-file.ts';

/** @returns what was done, in words */
export function lockCommand(root = CONTENT_ROOT): string {
  const { content, issues } = loadContent(root, { thorough: true });
  if (issues.length > 0) {
    throw new InputError(`${issues.map(formatIssue).join('\n')}\n\nNothing was locked: the content has mistakes.`);
  }
  const { lock, added } = extendLock(readLock(root).lock, content.hashes, todayInVietNam());
  if (added.length === 0) return 'Every version is locked already.\n';
  writeFileSync(join(root, LOCK_FILE), `${JSON.stringify(lock, null, 2)}\n`);
  return `Locked ${added.join(', ')}. From now on a change is a new version.\n`;
}
