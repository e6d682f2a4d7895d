import { describe, expect, it } from 'vitest';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishKey, readKeySet, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();

async function verify(kept: string[] = []) {
  const { keys } = await readKeySet(service.ctx);
  return service.db.asOwner((trx) => verifyLog(trx, { keys, origin: originOf(BASE_URL), kept }));
}

/** Runs statements as whoever owns the database would, looks, and takes them back. */
async function tampered(statements: string[], kept: string[] = []) {
  const { keys } = await readKeySet(service.ctx);
  let report: Awaited<ReturnType<typeof verifyLog>> | undefined;
  await service.db
    .asOwner(async (trx) => {
      const { sql } = await import('kysely');
      for (const statement of statements) await sql.raw(statement).execute(trx);
      report = await verifyLog(trx, { keys, origin: originOf(BASE_URL), kept });
      throw new Error('take it back');
    })
    .catch((error: Error) => {
      if (error.message !== 'take it back') throw error;
    });
  return report!;
}

describe('luongtri log verify', () => {
  it('a log nobody touched has no faults; every way of touching it has its own', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    await publishKey(service.ctx);
    for (let index = 0; index < 12; index += 1) {
      await call(service, 'POST', '/v1/systems', owner, { name: `S${index}` });
      if (index % 5 === 0) await sequenceEvents(service.ctx);
    }
    const system = (await call(service, 'GET', '/v1/systems', owner)).body.items[0].id;
    const draft = (await call(service, 'POST', '/v1/assessments', owner, { systemId: system })).body.id;
    await call(service, 'POST', `/v1/assessments/${draft}/submissions`, { ...owner, 'If-Match': '*' }, {});
    const kept = (await call(service, 'GET', '/v1/log/checkpoint', {})).body;
    expect(await verify([kept])).toMatchObject({ size: 14, pending: 0, faults: [] });

    const kinds = async (statements: string[], notes: string[] = []) => [
      ...new Set((await tampered(statements, notes)).faults.map(({ kind }) => kind)),
    ];
    expect(await kinds(["update event set content = replace(content, 'system', 'sistem')"])).toEqual(
      expect.arrayContaining(['event_changed', 'root_differs']),
    );
    // Whoever edits the hashes as well still cannot sign the tree that follows.
    expect(
      await kinds([
        `update event set content = content || ' ' where id = (select event_id from log_entry where index = 3)`,
        `update event set leaf_hash = encode(sha256('\\x00'::bytea || convert_to(content, 'UTF8')), 'hex')`,
        `update log_entry set leaf_hash = (select leaf_hash from event where id = event_id)`,
      ]),
    ).toEqual(['root_differs']);
    expect(await kinds(['delete from event where id = (select event_id from log_entry where index = 4)'])).toEqual([
      'event_lost',
    ]);
    expect(await kinds(['delete from log_entry where index = 4'])).toEqual(
      expect.arrayContaining(['entry_lost', 'root_differs', 'event_unlogged']),
    );
    const cut = [
      'delete from event where id in (select event_id from log_entry where index >= 12)',
      'delete from log_entry where index >= 12',
      'delete from log_checkpoint where size > 12',
      'delete from submission',
    ];
    // Cut off together with its checkpoints, only one kept elsewhere tells.
    expect(await kinds(cut, [kept])).toEqual(['truncated']);
    expect(
      await kinds([
        'update log_entry set index = 1000 where index = 2',
        'update log_entry set index = 2 where index = 3',
        'update log_entry set index = 3 where index = 1000',
      ]),
    ).toEqual(['root_differs']);
    const forged = "update submission set record = replace(record, 'S11', 'S99')";
    // The database takes no record that its hash does not fit; whoever owns the tables can make it, or edit the hash as well.
    await expect(service.asOwner(forged)).rejects.toThrow('submission_record_hash');
    expect(await kinds(['alter table submission drop constraint submission_record_hash', forged])).toEqual([
      'record_changed',
    ]);
    const hash = "encode(sha256(convert_to(replace(record, 'S11', 'S99'), 'UTF8')), 'hex')";
    expect(await kinds([`${forged}, record_hash = ${hash}`])).toEqual(['record_changed']);
    expect(await kinds(['delete from submission'])).toEqual(['record_changed']);
    // What an event is found by stands beside what was hashed: a record is not hidden by renaming the event of it.
    expect(
      await kinds([
        'delete from submission',
        "update event set kind = 'answers.saved' where kind = 'assessment.submitted'",
      ]),
    ).toEqual(expect.arrayContaining(['record_changed', 'event_changed']));
    expect(await kinds(["update event set at = at - interval '1 day'"])).toEqual(['event_changed']);
    // Nor does anybody's deletion excuse what another organisation lost.
    expect(
      await kinds([
        'delete from submission',
        "update event set kind = 'organisation.deleted' where kind = 'system.registered'",
      ]),
    ).toEqual(expect.arrayContaining(['record_changed', 'event_changed']));
    expect(await kinds(["update log_checkpoint set root = repeat('0', 64) where size = 14"])).toEqual([
      'signature_wrong',
    ]);
    expect(
      await kinds([
        "insert into event select organisation_id, 'evt_forged', actor_organisation_id, kind, subject_id, at, content, leaf_hash from event limit 1",
        'delete from event_pending',
      ]),
    ).toEqual(['event_unlogged']);
    expect((await verify([kept])).faults).toEqual([]);
  });
});
