import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/adapters/node/fetcher.ts';
import { createVault } from '../../../src/adapters/vault.ts';
import { DATABASE_ROLES, type Scope } from '../../../src/db/scope.ts';
import { runReminders } from '../../../src/features/duties/index.ts';
import { call, startService } from '../../support/service.ts';
import { type Client, newClient } from '../reviews/support.ts';

const service = startService({ fetcher: createFetcher(), vault: createVault('secret of the tests') });

const TABLES = [
  'incident',
  'incident_filing',
  'system_change',
  'timeline_entry',
  'submission_duty',
  'reminder',
  'duty_feed',
  'webhook_endpoint',
  'webhook_secret',
  'webhook_delivery',
] as const;
/** What these roles may do with everybody's rows, because their work is everybody's. */
const WORK: Record<string, readonly string[]> = {
  worker: ['reminder', 'webhook_endpoint', 'webhook_secret', 'webhook_delivery'],
  auth: ['duty_feed'],
};

let ours: Client;
let theirs: Client;

beforeAll(async () => {
  service.setNow('2026-11-22T00:00:00Z');
  ours = await newClient(service);
  theirs = await newClient(service);
  const { headers } = ours.owner;
  const at = '2026-11-20T09:00:00+07:00';
  const made = await call(service, 'POST', '/v1/incidents', headers, {
    systemId: ours.systemId,
    title: 'x',
    detectedAt: at,
    confirmedAt: at,
    test: { lifeOrHealth: 'yes' },
  });
  const filing = { kind: 'provider_notice', filedAt: at, addressee: 'x' };
  await call(service, 'POST', `/v1/incidents/${made.body.id}/filings`, headers, filing);
  const change = { systemId: ours.systemId, kind: 'routine', description: 'x', happenedOn: '2026-11-01' };
  await call(service, 'POST', '/v1/changes', headers, change);
  await call(service, 'POST', '/v1/duty-feeds', headers, { name: 'x' });
  await call(service, 'POST', '/v1/webhooks', headers, { url: 'https://example.vn/', events: ['*'] });
  await runReminders(service.ctx);
  await service.asOwner(`insert into webhook_delivery (organisation_id, endpoint_id, message_id, id, event_kind, attempt,
      outcome, latency_ms, attempted_at)
    select organisation_id, id, 'msg_1', 'dlv_1', 'x', 1, 'failed', 1, now() from webhook_endpoint`);
});

async function attempt(scope: Scope, statement: string): Promise<number | 'refused'> {
  try {
    return await service.db.transaction(scope, async (trx) => {
      const { rows, numAffectedRows } = await sql.raw<Record<string, unknown>>(statement).execute(trx);
      return Number(numAffectedRows ?? rows.length);
    });
  } catch {
    return 'refused';
  }
}

describe('rows of incidents, changes, reminders, feeds and webhooks', () => {
  it('there are some to protect', async () => {
    for (const table of TABLES) {
      const rows = await service.asOwner(`select * from ${table} where organisation_id = '${ours.company.id}'`);
      expect([table, rows.length > 0]).toEqual([table, true]);
    }
  });

  it.each(DATABASE_ROLES)(
    '%s of another organisation, or of none, reads, changes and removes nothing',
    async (role) => {
      const scopes: Scope[] = [
        { role },
        { role, organisationId: theirs.company.id, actorOrganisationId: theirs.company.id, actorId: 'usr_x' },
        // Says it is about us, without our leave.
        { role, organisationId: ours.company.id, actorOrganisationId: theirs.company.id, actorId: 'usr_x' },
      ];
      for (const table of TABLES) {
        if (WORK[role]?.includes(table)) continue;
        const where = `organisation_id = '${ours.company.id}'`;
        for (const scope of scopes) {
          for (const statement of [
            `select * from ${table} where ${where}`,
            `update ${table} set organisation_id = organisation_id where ${where}`,
            `delete from ${table} where ${where}`,
          ]) {
            expect([statement, await attempt(scope, statement)]).toEqual([statement, expect.toBeOneOf([0, 'refused'])]);
          }
        }
      }
    },
  );

  it('auditors, regulators and viewers cannot change what a company recorded, not even as if of it', async () => {
    const of = (role: Scope['role']): Scope => {
      return { role, organisationId: ours.company.id, actorOrganisationId: ours.company.id, actorId: 'usr_x' };
    };
    const company = ['incident', 'incident_filing', 'system_change', 'timeline_entry', 'submission_duty', 'reminder'];
    for (const role of ['auditor', 'regulator', 'reader'] as const) {
      for (const table of company) {
        const where = `where organisation_id = '${ours.company.id}'`;
        expect(await attempt(of(role), `update ${table} set organisation_id = organisation_id ${where}`)).toBe(
          'refused',
        );
        expect(await attempt(of(role), `delete from ${table} ${where}`)).toBe('refused');
        expect(await attempt(of(role), `insert into ${table} select * from ${table} ${where}`)).toBe('refused');
      }
    }
  });

  it('nobody rewrites a timeline, a filing or a delivery', async () => {
    const member: Scope = {
      role: 'member',
      organisationId: ours.company.id,
      actorOrganisationId: ours.company.id,
      actorId: 'usr_x',
    };
    for (const statement of [
      "update timeline_entry set note = 'x'",
      'delete from timeline_entry',
      "update incident_filing set filed_at = '2026-01-01'",
      'delete from incident_filing',
      'delete from incident',
      "update webhook_delivery set outcome = 'delivered'",
      "update outbox set payload = '{}'",
      "update webhook_secret set sealed = 'x'",
    ]) {
      expect([statement, await attempt(member, statement)]).toEqual([statement, 'refused']);
    }
  });

  it('nobody sends a webhook of what another did', async () => {
    const [event] = await service.asOwner(
      `select id from event where organisation_id = '${ours.company.id}' and kind = 'incident.registered'`,
    );
    const count = async () =>
      (await service.asOwner(`select id from outbox where organisation_id = '${ours.company.id}'`)).length;
    const before = await count();
    const stranger: Scope = {
      role: 'member',
      organisationId: theirs.company.id,
      actorOrganisationId: theirs.company.id,
      actorId: 'x',
    };
    await attempt(stranger, `select notify_webhooks('${ours.company.id}', '${event!.id}')`);
    expect(await count()).toBe(before);
  });
});

describe('what nobody could mean', () => {
  it.each([
    ['POST', '/v1/incidents', { detectedAt: '0000-01-01T00:00:00Z' }],
    ['POST', '/v1/incidents', { detectedAt: '9999-12-31T23:59:59Z' }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00+99:99' }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00Z', fields: { 'a key!': 'x' } }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00Z', fields: { a: 1 } }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00Z', peopleAffected: 1e30 }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00Z', test: { rights: 'maybe' } }],
    ['POST', '/v1/incidents', { detectedAt: '2026-11-20T08:00:00Z', title: 'x\u0000' }],
    ['POST', '/v1/changes', { kind: 'list_amended', happenedOn: '2026-11-01', listEffectiveOn: '9999-12-31' }],
    ['POST', '/v1/changes', { kind: 'list_amended', happenedOn: '0001-01-01' }],
    ['POST', '/v1/webhooks', { url: 'https://example.vn', events: ['nonsense'] }],
    ['POST', '/v1/duty-feeds', { name: '' }],
    ['PUT', '/v1/duties/reminders', { daysBefore: [-1] }],
  ])('%s %s %j is refused with its place', async (method, path, body) => {
    const needed = path === '/v1/incidents' || path === '/v1/changes' ? { systemId: ours.systemId, title: 'x' } : {};
    const sent =
      path === '/v1/changes' ? { systemId: ours.systemId, description: 'x', ...body } : { ...needed, ...body };
    const answer = await call(service, method, path, ours.owner.headers, sent);
    expect([answer.status, answer.body.errors?.length > 0]).toEqual([422, true]);
  });
});
