import { describe, expect, it } from 'vitest';
import {
  originOf,
  parseCheckpoint,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '../../../src/features/attestations/index.ts';
import { publishKey, sequenceEvents } from '../../../src/features/log/index.ts';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();

async function checkpoint() {
  const { body } = await call(service, 'GET', '/v1/log/checkpoint', {});
  return parseCheckpoint(body)!;
}

describe('the log', () => {
  it('takes every event in, signs, and proves inclusion and consistency to anyone', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    await publishKey(service.ctx);
    for (let index = 0; index < 5; index += 1) await call(service, 'POST', '/v1/systems', owner, { name: `S${index}` });
    const first = await checkpoint();
    for (let index = 0; index < 8; index += 1) await call(service, 'POST', '/v1/systems', owner, { name: `T${index}` });
    const second = await checkpoint();
    expect(second.size).toBe(first.size + 8);
    const { keys } = (await call(service, 'GET', '/.well-known/jwks.json', {})).body;
    expect(await verifyNote(second.note, originOf(BASE_URL), keys[0])).toBe(true);
    const query = `first=${first.size}&second=${second.size}`;
    const consistency = await call(service, 'GET', `/v1/log/consistency?${query}`, {});
    expect(verifyConsistency(first.size, first.root, second.size, second.root, consistency.body.hashes)).toBe(true);
    const events = await call(service, 'GET', '/v1/log/events?limit=100', owner);
    expect(events.body.items).toHaveLength(13);
    for (const event of events.body.items) {
      const { body } = await call(service, 'GET', `/v1/log/inclusion/${event.id}`, {});
      const { root } = parseCheckpoint(body.checkpoint)!;
      expect(verifyInclusion(event.leafHash, body.index, body.size, body.hashes, root)).toBe(true);
    }
  });

  it('two sequencers at once give each event one place', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => call(service, 'POST', '/v1/systems', owner, { name: `${index}` })),
    );
    await Promise.all([1, 2, 3].map(() => sequenceEvents(service.ctx)));
    const [row] = await service.asOwner(
      'select count(*)::int as entries, (select count(*)::int from event) as events, max(index)::int as last from log_entry',
    );
    expect(row).toMatchObject({ entries: row!.events, last: Number(row!.events) - 1 });
  });

  it('no role of a request may change or remove what is in it', async () => {
    const roles = ['auth', 'member', 'reader', 'auditor', 'regulator', 'operator', 'worker'] as const;
    for (const role of roles) {
      for (const table of ['event', 'log_entry', 'log_node', 'log_checkpoint', 'submission', 'answer_change']) {
        for (const verb of ['update', 'delete']) {
          const [row] = await service.asOwner(
            `select has_table_privilege('luongtri_${role}', '${table}', '${verb}') as may,
               has_any_column_privilege('luongtri_${role}', '${table}', 'update') as column`,
          );
          expect([role, table, verb, row]).toEqual([role, table, verb, { may: false, column: false }]);
        }
      }
    }
  });
});
