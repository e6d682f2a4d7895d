/** @module After a crash: is every acknowledged write there, is nothing half there, does the log verify? */
import { sql } from 'kysely';
import { hashJson } from '../../src/content/hash.ts';
import type { Database } from '../../src/db/database.ts';
import type { KeySet } from '../../src/features/attestations/index.ts';
import { originOf } from '../../src/features/attestations/index.ts';
import { verifyLog } from '../../src/features/log/index.ts';
import type { Acknowledged } from './writer.ts';

/** @returns what is wrong; empty when nothing is */
export async function checkAll(
  db: Database,
  acknowledged: Acknowledged,
  keys: KeySet,
  origin: string,
): Promise<string[]> {
  return db.asOwner(async (trx) => {
    const faults: string[] = [];
    const rowsOf = async (statement: string): Promise<Record<string, unknown>[]> =>
      (await sql.raw<Record<string, unknown>>(statement).execute(trx)).rows;
    const ids = async (table: string): Promise<Set<string>> =>
      new Set((await rowsOf(`select id from ${table}`)).map(({ id }) => String(id)));
    const [systems, comments, submissions] = [await ids('system'), await ids('comment'), await ids('submission')];
    for (const id of acknowledged.systems) if (!systems.has(id)) faults.push(`system ${id} is lost`);
    for (const { id } of acknowledged.comments) if (!comments.has(id)) faults.push(`comment ${id} is lost`);
    for (const { id } of acknowledged.submissions) if (!submissions.has(id)) faults.push(`submission ${id} is lost`);
    const changes = new Map<string, string>();
    for (const row of await rowsOf('select assessment_id, revision, after from answer_change')) {
      changes.set(`${row.assessment_id} ${row.revision}`, (row.after as { note: string }).note);
    }
    for (const { assessment, revision, note } of acknowledged.answers) {
      if (changes.get(`${assessment} ${revision}`) !== note) faults.push(`answer ${assessment} ${revision} is lost`);
    }
    // A submission is whole or not there: its record, its event, its state, its law.
    for (const row of await rowsOf(
      `select s.id, s.record, s.record_hash, a.status, exists (select from content_snapshot c where c.hash = s.rules_hash) as law,
         (select count(*)::int from event e where e.kind = 'assessment.submitted' and e.content like '%' || s.id || '%') as events
       from submission s join assessment a on a.organisation_id = s.organisation_id and a.id = s.assessment_id`,
    )) {
      const isWhole =
        hashJson(JSON.parse(String(row.record))) === row.record_hash &&
        row.status === 'submitted' &&
        row.law === true &&
        row.events === 1;
      if (!isWhole) faults.push(`submission ${row.id} is half there`);
    }
    // An answer is what the last change says, and every revision has its event.
    const [broken] = await rowsOf(
      `select count(*)::int as count from answer a where not exists (select from answer_change c
         where c.assessment_id = a.assessment_id and c.question_id = a.question_id and c.revision = a.revision and c.after = a.content)`,
    );
    if (broken!.count !== 0) faults.push(`${broken!.count} answers differ from their history`);
    const [unlogged] = await rowsOf(
      `select count(*)::int as count from assessment a where a.revision <> (select count(*) from event e
         where e.subject_id = a.id and e.kind = 'answers.saved')`,
    );
    if (unlogged!.count !== 0) faults.push(`${unlogged!.count} assessments have revisions without an event`);
    const log = await verifyLog(trx, { keys: keys.keys, origin: originOf(origin), kept: [] });
    return [...faults, ...log.faults.map(({ kind, place }) => `log: ${kind} at ${place}`)];
  });
}
