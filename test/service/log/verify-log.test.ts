import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createSigner } from '../../../src/adapters/node/signer.ts';
import type { Trx } from '../../../src/db/scope.ts';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishedKeys, publishKey, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import { fillCompany } from '../../support/filled-company.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();

async function check(trx: Trx, notes: string[]) {
  const published = await publishedKeys(trx, BASE_URL, service.ctx.signer.keyId);
  const kept = notes.map((note) => ({ place: 'kept', note }));
  return verifyLog(trx, { ...published, origin: originOf(BASE_URL), kept });
}

const verify = (notes: string[] = []) => service.db.asOwner((trx) => check(trx, notes));

/** Runs statements as whoever owns the database would, looks, and takes them back. */
async function tampered(statements: string[], notes: string[] = []) {
  let report: Awaited<ReturnType<typeof verifyLog>> | undefined;
  await service.db
    .asOwner(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
      report = await check(trx, notes);
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
    ).toEqual(['root_differs', 'node_differs']);
    expect(await kinds(['delete from event where id = (select event_id from log_entry where index = 4)'])).toEqual([
      'event_lost',
    ]);
    expect(await kinds(['delete from log_entry where index = 4'])).toEqual(
      expect.arrayContaining(['entry_lost', 'root_differs', 'event_unlogged']),
    );
    const cut = [
      'delete from event where id in (select event_id from log_entry where index >= 11)',
      'delete from log_entry where index >= 11',
      'delete from log_checkpoint where size > 11',
      'delete from log_node where (index + 1) * (1 << level) > 11',
      'delete from submission',
    ];
    // Cut off together with its checkpoints, only one kept elsewhere tells; without one nobody can say it was not.
    expect(await kinds(cut, [kept])).toEqual(['truncated']);
    expect(await tampered(cut)).toMatchObject({ size: 11, provenUpTo: 0, faults: [] });
    expect(await verify([kept])).toMatchObject({ size: 14, provenUpTo: 14 });
    expect(
      await kinds([
        'update log_entry set index = 1000 where index = 2',
        'update log_entry set index = 2 where index = 3',
        'update log_entry set index = 3 where index = 1000',
      ]),
    ).toEqual(['root_differs', 'node_differs']);
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
      'unsigned',
    ]);
    expect(
      await kinds([
        "insert into event select organisation_id, 'evt_forged', actor_organisation_id, kind, subject_id, at, content, leaf_hash from event limit 1",
        'delete from event_pending',
      ]),
    ).toEqual(['event_unlogged', 'event_changed']);
    expect((await verify([kept])).faults).toEqual([]);
  });

  it('what stands beside the hashed content, the tree itself, and what still waits, are looked at as well', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const owner = await ours.as('owner');
    await publishKey(service.ctx);
    for (let index = 0; index < 3; index += 1) await call(service, 'POST', '/v1/systems', owner, { name: `T${index}` });
    await sequenceEvents(service.ctx);
    await call(service, 'POST', '/v1/systems', owner, { name: 'chờ' });
    expect(await verify()).toMatchObject({ pending: 1, faults: [], more: false });
    const kinds = async (...statements: string[]) => [
      ...new Set((await tampered(statements)).faults.map(({ kind }) => kind)),
    ];
    const of = `where organisation_id = '${ours.id}'`;
    // Hidden from its organisation, or shown to another: only the content says whose it was.
    for (const table of ['event', 'log_entry', 'event_pending'])
      expect((await tampered([`update ${table} set organisation_id = '${theirs.id}' ${of}`])).faults).not.toEqual([]);
    expect(
      await kinds(
        `update event set organisation_id = '${theirs.id}' ${of}`,
        `update log_entry set organisation_id = '${theirs.id}' ${of}`,
        `update event_pending set organisation_id = '${theirs.id}' ${of}`,
      ),
    ).toEqual(['event_changed']);
    expect(await kinds(`update event set subject_id = 'sys_other' ${of}`)).toEqual(['event_changed']);
    expect(await kinds(`update event set actor_organisation_id = '${theirs.id}' ${of}`)).toEqual(['event_changed']);
    expect(await kinds(`update event set kind = 'system.changed' ${of}`)).toEqual(['event_changed']);
    // What is no event any more is told, and ends nothing.
    const broken = `update event set content = 'x', leaf_hash = encode(sha256('\\x00'::bytea || 'x'), 'hex') ${of}`;
    expect(await kinds(broken)).toEqual(expect.arrayContaining(['event_changed']));
    expect(
      await kinds(`delete from event e where exists (select from event_pending p where p.event_id = e.id)`),
    ).toEqual(['event_lost']);
    expect(
      await kinds(`update event e set content = content || ' ' where exists (select from event_pending p
      where p.event_id = e.id)`),
    ).toEqual(['event_changed']);
    expect(
      await kinds(`insert into event_pending select organisation_id, id, at from event ${of} on conflict do nothing`),
    ).toEqual(['event_twice']);
    expect(await kinds("update log_node set hash = repeat('0', 64) where level = 1 and index = 0")).toEqual([
      'node_differs',
    ]);
    expect(await kinds('delete from log_node where level = 0 and index = 1')).toEqual(['node_differs']);
    expect(await kinds("insert into log_node values (0, 9000, repeat('0', 64))")).toEqual(['node_differs']);
    expect(await kinds('update log_entry set index = index - 1')).toEqual(expect.arrayContaining(['entry_lost']));
    // An end that no checkpoint covers could be anything.
    expect(await kinds('delete from log_checkpoint where size = (select max(size) from log_checkpoint)')).toEqual([
      'unsigned',
    ]);
    expect(await kinds('delete from log_checkpoint')).toEqual(['unsigned']);
    const many = await tampered([
      "update event set subject_id = 'x'",
      ...Array.from({ length: 120 }, (_, index) => `insert into log_node values (0, ${10_000 + index}, '')`),
      "update log_node set hash = ''",
    ]);
    expect(many.faults.length).toBeLessThanOrEqual(100);
  });

  it('a key that was exchanged is found, and one that the service does not sign with', async () => {
    await publishKey(service.ctx);
    const company = await service.organisation('company');
    await call(service, 'POST', '/v1/systems', await company.as('owner'), { name: 'K' });
    const kept = (await call(service, 'GET', '/v1/log/checkpoint', {})).body;
    const other = await createSigner();
    const jwk = JSON.stringify(other.publicJwk);
    const places = async (...statements: string[]) =>
      (await tampered(statements, [kept])).faults.map(({ kind }) => kind);
    // Under the name of the old key, under its own, or beside it while the old one is declared over.
    expect(await places(`update signing_key set jwk = '${jwk}'`)).toEqual(
      expect.arrayContaining(['key_replaced', 'signature_wrong']),
    );
    expect(await places(`update signing_key set jwk = '${jwk}', key_id = '${other.keyId}'`)).toEqual(
      expect.arrayContaining(['key_replaced', 'signature_wrong']),
    );
    const added = `insert into signing_key values ('${other.keyId}', '${jwk}', '2026-01-01T00:00:00.000Z')`;
    expect(await places("update signing_key set valid_until = '2026-11-22T00:00:00.000Z'", added)).toEqual([
      'key_replaced',
    ]);
    expect(await places(added, `update log_checkpoint set key_id = '${other.keyId}'`)).toEqual(
      expect.arrayContaining(['signature_wrong']),
    );
    expect((await verify([kept])).faults).toEqual([]);
  });

  it('the bytes behind a submission are those of its record, or the log says that its rule removed them', async () => {
    await publishKey(service.ctx);
    const { company } = await fillCompany(service);
    await sequenceEvents(service.ctx);
    const found = async (...statements: string[]) => (await tampered(statements)).faults.map(({ kind }) => kind);
    const of = `where organisation_id = '${company.id}'`;
    expect(await found()).toEqual([]);
    expect(await found(`update evidence_chunk set content = content || 'x' ${of} and number = 0`)).toEqual([
      'evidence_changed',
    ]);
    expect(await found(`delete from evidence_chunk ${of} and number = 1`)).toEqual(['evidence_changed']);
    expect(await found(`update evidence_version set sha256 = repeat('0', 64) ${of}`)).toEqual(['evidence_changed']);
    expect(await found(`delete from submission_evidence ${of}`)).toEqual(['evidence_changed']);
    expect(await found(`update evidence_version set blob_id = null, removed_at = now() ${of}`)).toEqual([
      'evidence_changed',
    ]);
  });
});
