import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scope, Trx } from '../../../src/db/scope.ts';
import { call, startService } from '../../support/service.ts';
import { accepted, acceptRest, newTeam, type Person, type Team, type Under, underReview } from './support.ts';

const service = startService();

/** What an audit body may write: its own organisation, its requests, events, and its part of a review. Nothing of a client. */
const OWN_ORGANISATION = [
  'api_key',
  'event',
  'event_personal',
  'idempotency',
  'invitation',
  'member',
  'organisation',
  'organisation_change',
  'outbox',
];
const DELIVERY = /^webhook_/;
const PART_OF_REVIEW: Record<string, string[]> = {
  finding: ['INSERT', 'UPDATE'],
  finding_step: ['INSERT'],
  review: ['UPDATE'],
  review_auditor: ['INSERT', 'UPDATE'],
  review_change_request: ['INSERT'],
  review_independence: ['INSERT'],
  review_proposal: ['INSERT'],
  review_record: ['INSERT'],
  review_sample: ['INSERT'],
  review_sign_off: ['INSERT'],
  review_verdict: ['INSERT'],
};

let under: Under;
let other: Team;
let tables: string[];

const scopeOf = (team: Team, person: Person, organisationId: string | undefined): Scope => ({
  role: 'auditor',
  organisationId,
  actorOrganisationId: team.body.id,
  actorId: person.userId,
});

const asClient = (): Scope => ({
  role: 'member',
  organisationId: under.client.company.id,
  actorOrganisationId: under.client.company.id,
  actorId: under.client.owner.userId,
});

const run = (scope: Scope, statement: string): Promise<{ rows: unknown[]; numAffectedRows?: bigint | undefined }> =>
  service.db.transaction(scope, (trx: Trx) => sql.raw(statement).execute(trx));

beforeAll(async () => {
  under = await underReview(service);
  await acceptRest(service, under);
  await call(service, 'POST', `${under.audit}/findings`, under.team.first.headers, {
    title: 'Một phát hiện',
    description: 'Mô tả',
    severity: 'low',
  });
  other = await newTeam(service);
  const rows = await service.asOwner(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and exists (
       select from information_schema.columns i where i.table_name = c.relname and i.column_name = 'organisation_id') order by 1`,
  );
  tables = rows.map(({ name }) => String(name));
});

describe('an auditor, by SQL', () => {
  it('has the right to write no table of a company', async () => {
    expect(tables.length).toBeGreaterThan(25);
    for (const table of tables) {
      const [row] = await service.asOwner(
        `select has_table_privilege('luongtri_auditor', '${table}', 'INSERT') or has_any_column_privilege('luongtri_auditor', '${table}', 'INSERT') as insert,
          has_table_privilege('luongtri_auditor', '${table}', 'UPDATE') or has_any_column_privilege('luongtri_auditor', '${table}', 'UPDATE') as update,
          has_table_privilege('luongtri_auditor', '${table}', 'DELETE') as delete,
          has_table_privilege('luongtri_auditor', '${table}', 'TRUNCATE') as truncate`,
      );
      const held = ['insert', 'update', 'delete', 'truncate']
        .filter((right) => row![right])
        .map((right) => right.toUpperCase());
      if (OWN_ORGANISATION.includes(table) || DELIVERY.test(table)) continue;
      expect([table, ...held]).toEqual([table, ...(PART_OF_REVIEW[table] ?? [])]);
    }
  });

  it.each(['the auditor of the review', 'another audit body', 'nobody'])(
    '%s changes nothing of the client',
    async (who) => {
      const { team, client } = under;
      const scope =
        who === 'the auditor of the review'
          ? scopeOf(team, team.first, client.company.id)
          : who === 'another audit body'
            ? scopeOf(other, other.first, client.company.id)
            : ({ role: 'auditor' } as Scope);
      for (const table of tables) {
        if (who === 'the auditor of the review' && ['review', 'review_auditor', 'finding'].includes(table)) continue;
        const columns = await service.asOwner(
          `select column_name as name from information_schema.columns where table_name = '${table}'
         and has_column_privilege('luongtri_auditor', '${table}', column_name, 'UPDATE')`,
        );
        const column = columns[0]?.name ?? 'organisation_id';
        const place = `where organisation_id = '${client.company.id}'`;
        for (const statement of [
          `update ${table} set ${column} = ${column} ${place}`,
          `delete from ${table} ${place}`,
        ]) {
          const done = await run(scope, statement).catch((error: Error) => error.message);
          if (typeof done === 'string') expect(done, statement).toMatch(/permission denied/);
          else expect(Number(done.numAffectedRows ?? 0n), statement).toBe(0);
        }
      }
    },
  );

  it('reads the submission under review and what belongs to the review, and no other table of the client', async () => {
    const { team, client } = under;
    const readable = async (scope: Scope): Promise<string[]> => {
      const seen: string[] = [];
      for (const table of tables) {
        const done = await run(
          scope,
          `select 1 from ${table} where organisation_id = '${client.company.id}' limit 1`,
        ).catch(() => undefined);
        if (done && done.rows.length > 0) seen.push(table);
      }
      return seen;
    };
    expect(await readable(scopeOf(team, team.first, client.company.id))).toEqual([
      // Only what the audit body did itself.
      'event',
      'finding',
      'finding_step',
      'review',
      'review_auditor',
      'review_independence',
      'review_round',
      'review_verdict',
      'submission',
    ]);
    expect(await readable(scopeOf(team, team.leader, client.company.id))).toEqual([
      'event',
      'review',
      'review_auditor',
      'review_independence',
      'review_round',
    ]);
    for (const tenant of [client.company.id, other.body.id, undefined]) {
      expect(await readable(scopeOf(other, other.first, tenant)), String(tenant)).toEqual([]);
    }
    const events = await run(
      scopeOf(team, team.first, client.company.id),
      'select distinct actor_organisation_id as by from event',
    );
    expect(events.rows).toEqual([{ by: team.body.id }]);
  });

  it('sees one submission, not the others of the client', async () => {
    const { team, client } = under;
    const { rows } = await run(scopeOf(team, team.first, client.company.id), 'select id from submission');
    expect(rows).toEqual([{ id: client.submissionId }]);
  });

  it('writes in the review only as itself', async () => {
    const { team, client, id } = under;
    const values = (
      by: string,
    ) => `insert into review_verdict (organisation_id, review_id, question_id, number, round, verdict, reason, basis_hash, revision, given_by, given_at)
      values ('${client.company.id}', '${id}', 'x', 1, 1, 'accepted', '', 'x', 1, '${by}', now())`;
    const first = scopeOf(team, team.first, client.company.id);
    await expect(run(first, values(team.second.userId))).rejects.toThrow(/row-level security/);
    await expect(run(scopeOf(team, team.leader, client.company.id), values(team.leader.userId))).rejects.toThrow(
      /row-level security/,
    );
    await expect(run(scopeOf(other, other.first, client.company.id), values(other.first.userId))).rejects.toThrow(
      /row-level security/,
    );
    await expect(run(first, `update review_verdict set verdict = 'rejected'`)).rejects.toThrow(/permission denied/);
    await expect(run(first, `update finding set remediation = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(run(first, `update finding set state = 'risk_accepted'`)).rejects.toThrow(
      /row-level security|finding_acceptance/,
    );
  });

  it('is not assigned by SQL either where there are ties', async () => {
    const fresh = await accepted(service);
    const { team, client } = fresh;
    await service.asOwner(
      `insert into member (organisation_id, user_id, role, joined_at) values ('${client.company.id}', '${team.first.userId}', 'viewer', now())`,
    );
    const assign = (userId: string) =>
      run(
        scopeOf(team, team.leader, client.company.id),
        `insert into review_auditor (organisation_id, review_id, user_id, assigned_by, assigned_at)
         values ('${client.company.id}', '${fresh.id}', '${userId}', 'x', now())`,
      );
    await expect(assign(team.first.userId)).rejects.toThrow(/row-level security/);
    await expect(assign(client.owner.userId)).rejects.toThrow(/row-level security/);
    await assign(team.second.userId);
  });
});

describe('a client, by SQL', () => {
  it('writes nothing of what the auditors say, and concludes nothing', async () => {
    for (const table of Object.keys(PART_OF_REVIEW)) {
      const done = await run(asClient(), `delete from ${table}`).catch((error: Error) => error.message);
      expect(done, table).toMatch(/permission denied/);
    }
    for (const table of [
      'review_verdict',
      'review_record',
      'review_sign_off',
      'review_proposal',
      'review_independence',
      'review_auditor',
      'review_sample',
      'finding',
    ]) {
      const done = await run(
        asClient(),
        `insert into ${table} (organisation_id) values ('${under.client.company.id}')`,
      ).catch((error: Error) => error.message);
      expect(done, table).toMatch(/permission denied/);
    }
    const concluded = await run(asClient(), `update review set status = 'concluded'`);
    expect(Number(concluded.numAffectedRows ?? 0n)).toBe(0);
    await expect(run(asClient(), `update finding set state = 'verified'`)).rejects.toThrow(
      /row-level security|finding_verification/,
    );
    await expect(run(asClient(), `update finding set severity = 'information'`)).rejects.toThrow(/permission denied/);
    await expect(run({ ...asClient(), role: 'reader' }, `update finding set owner = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
  });
});

interface OpenApi {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>>;
}

describe('every route', () => {
  it('answers a stranger as if there were no such review', async () => {
    const { paths } = (await call(service, 'GET', '/openapi.json', {})).body as OpenApi;
    const stranger = await service.organisation('company');
    const strangers = [
      await stranger.person('owner'),
      await under.client.company.person('viewer'),
      other.leader,
      other.first,
      await (await service.organisation('regulator')).person('owner'),
    ];
    const [finding] = await service.asOwner(
      `select id from finding where organisation_id = '${under.client.company.id}'`,
    );
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      /^\/v1\/(reviews|audits|findings)\/\{/.test(path)
        ? Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }))
        : [],
    );
    expect(routes.length).toBeGreaterThan(30);
    const before = await service.asOwner('select count(*)::int as events from event');
    for (const { method, path, operation } of routes) {
      const body =
        operation.requestBody?.content['application/json']?.example ?? (operation.requestBody ? {} : undefined);
      const place = (id: string, findingId: string) =>
        path.replace('{id}', id).replace('{findingId}', findingId).replace('{evidenceId}', 'evd_1');
      for (const [index, { headers }] of strangers.entries()) {
        // The client's own viewer may read, and nothing else.
        if (index === 1 && method === 'GET') continue;
        const send = (address: string) => call(service, method, address, { ...headers, 'If-Match': '*' }, body);
        const real = await send(
          place(path.startsWith('/v1/findings') ? String(finding!.id) : under.id, String(finding!.id)),
        );
        const none = await send(place('rev_019aa0c2f4c07a60a1a8d7f3c1d2e3f4', 'fnd_019aa0c2f4c07a60a1a8d7f3c1d2e3f4'));
        expect([real.status, real.body.detail], `${method} ${path}`).toEqual([none.status, none.body.detail]);
        expect([403, 404, 422], `${method} ${path} ${index}`).toContain(real.status);
      }
    }
    expect(await service.asOwner('select count(*)::int as events from event')).toEqual(before);
  });
});
