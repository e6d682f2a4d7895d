/** @module Checks migrations: every question of the older version is accounted for, exactly once. */
import type { Migration, Questionnaire } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { Report } from './names.ts';
import type { Path } from './source.ts';

const questionIds = ({ sections }: Questionnaire): Set<string> =>
  new Set(sections.flatMap(({ questions }) => questions.map(({ id }) => id)));

export function checkMigrations({ parts: { questionnaires } }: Collected, report: Report): void {
  for (const part of questionnaires) {
    const { migration, supersedes } = part;
    if (supersedes === undefined && migration === undefined) continue;
    if (!migration || migration.from !== supersedes) {
      const message = migration ? `migrates from ${migration.from}` : 'nothing says what becomes of earlier answers';
      const fix = supersedes ? `write migration: {from: ${supersedes}, …}` : 'name the version it supersedes';
      report(part, [migration ? 'migration' : 'supersedes'], 'missing', message, fix);
      continue;
    }
    const older = questionnaires.find(({ id, version }) => `${id}@${version}` === migration.from);
    if (older) checkMigration(part, migration, questionIds(older), report);
  }
}

function checkMigration(part: Questionnaire, migration: Migration, before: Set<string>, report: Report): void {
  const now = questionIds(part);
  const accounted = new Map<string, string>([...before].filter((id) => now.has(id)).map((id) => [id, 'its own id']));
  const leave = (from: string, path: Path, list: string): void => {
    if (!before.has(from)) {
      report(part, path, 'unknown_question', `${migration.from} has no question '${from}'`, 'correct the id');
    } else if (accounted.has(from)) {
      const message = `'${from}' is already accounted for by ${accounted.get(from)}`;
      report(part, path, 'duplicate_id', message, 'let each question stand in one place');
    } else accounted.set(from, list);
  };
  const arrive = (to: string, path: Path): void => {
    if (now.has(to)) return;
    report(part, path, 'unknown_question', `there is no question '${to}' here`, 'correct the id');
  };
  migration.renamed?.forEach(({ from, to }, index) => {
    leave(from, ['migration', 'renamed', index, 'from'], 'renamed');
    arrive(to, ['migration', 'renamed', index, 'to']);
  });
  migration.asked_again?.forEach(({ from, to }, index) => {
    leave(from, ['migration', 'asked_again', index, 'from'], 'asked_again');
    to.forEach((id, t) => {
      arrive(id, ['migration', 'asked_again', index, 'to', t]);
    });
  });
  migration.dropped?.forEach(({ from }, index) => {
    leave(from, ['migration', 'dropped', index, 'from'], 'dropped');
  });
  const lost = [...before].filter((id) => !accounted.has(id));
  if (lost.length === 0) return;
  const message = `nothing says what becomes of ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ' …' : ''}`;
  report(part, ['migration'], 'missing', message, 'put each into renamed, asked_again or dropped');
}
