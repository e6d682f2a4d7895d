import { describe, expect, it } from 'vitest';
import { makeKey, seedDatabase } from '../../../src/cli/seed.ts';
import { hashJson } from '../../../src/content/hash.ts';
import { readAnswerSet } from '../../../src/engine/index.ts';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishKey, readKeySet, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import type { SubmissionRecord } from '../../../src/features/submissions/index.ts';
import { BASE_URL, call, openTestDatabase, startService } from '../../support/service.ts';

const service = startService();
const UNTIL = new Date('2026-11-22T00:00:00Z');
const OPTIONS = { organisations: 2, assessments: 12, seed: 'a', until: UNTIL };

describe('luongtri seed', () => {
  it('makes what the service itself would have made: records compute again, history leads to the answers, the log verifies', async () => {
    const made = await seedDatabase(service.db, OPTIONS);
    expect(made.map(({ assessments }) => assessments)).toEqual([12, 12]);
    const [first] = made;
    const headers = {
      Authorization: `Bearer ${await makeKey(service.db, first!.organisationId, service.ctx.clock)}`,
    };
    expect((await call(service, 'GET', '/v1/systems', headers)).body.items).toHaveLength(first!.systems);
    const { items } = (await call(service, 'GET', '/v1/assessments?limit=100', headers)).body;
    expect(items).toHaveLength(12);
    const states = new Set(items.map(({ status }: { status: string }) => status));
    expect([...states]).toEqual(expect.arrayContaining(['draft', 'submitted']));
    // A draft of it can be worked on, and shows a result.
    const draft = items.find(({ status }: { status: string }) => status === 'draft');
    expect((await call(service, 'GET', `/v1/assessments/${draft.id}/result`, headers)).status).toBe(200);

    const rows = (await service.asOwner('select record, record_hash from submission')) as unknown as {
      record: string;
      record_hash: string;
    }[];
    expect(rows).toHaveLength(made.reduce((sum, { submissions }) => sum + submissions, 0));
    expect(rows.length).toBeGreaterThan(10);
    for (const { record, record_hash } of rows) {
      const kept = JSON.parse(record) as SubmissionRecord;
      expect(hashJson(kept)).toBe(record_hash);
      const read = readAnswerSet(service.ctx.content, kept.answerFile, {
        asOf: kept.asOf,
        measure: service.ctx.measure,
      });
      if ('issues' in read) throw new Error(JSON.stringify(read.issues));
      expect(hashJson(service.ctx.engine.assess(read.answerSet, kept.answersHash))).toBe(kept.resultHash);
    }
    const unlike = await service.asOwner(`select a.question_id from answer a where a.content is distinct from (
      select c.after from answer_change c where c.assessment_id = a.assessment_id and c.question_id = a.question_id
      order by c.revision desc limit 1)`);
    expect(unlike).toEqual([]);
    const torn = await service.asOwner(`select c.question_id from (
      select *, lag(after) over (partition by assessment_id, question_id order by revision) as earlier from answer_change
    ) c where c.before is distinct from c.earlier`);
    expect(torn).toEqual([]);

    await publishKey(service.ctx);
    await sequenceEvents(service.ctx);
    const { keys } = await readKeySet(service.ctx);
    const report = await service.db.asOwner((trx) => verifyLog(trx, { keys, origin: originOf(BASE_URL), kept: [] }));
    expect(report).toMatchObject({ pending: 0, faults: [] });
    expect(report.size).toBeGreaterThan(made.reduce((sum, { events }) => sum + events, 0));
  });

  it('the same seed makes the same, another makes others, and nothing is made twice', async () => {
    await expect(seedDatabase(service.db, OPTIONS)).rejects.toThrow(/choose another --seed/);
    const other = await openTestDatabase();
    try {
      const [again] = await seedDatabase(other.db, { ...OPTIONS, organisations: 1 });
      const hashes = (id: string) => `select record_hash from submission where organisation_id = '${id}' order by id`;
      const mine = await service.asOwner(hashes(again!.organisationId));
      expect(await other.asOwner(hashes(again!.organisationId))).toEqual(mine);
      expect(mine.length).toBeGreaterThan(3);
      const events = 'select id, content from event where organisation_id = ';
      expect(await other.asOwner(`${events}'${again!.organisationId}' order by id`)).toEqual(
        await service.asOwner(`${events}'${again!.organisationId}' and actor_organisation_id <> 'service' order by id`),
      );
      const [different] = await seedDatabase(other.db, { ...OPTIONS, organisations: 1, seed: 'b' });
      expect(different!.organisationId).not.toBe(again!.organisationId);
    } finally {
      await other.close();
    }
  });
});
