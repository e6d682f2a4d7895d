import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src/adapters/ids.ts';
import { drawAuditBody } from '../../../src/features/reviews/draw-audit-body.ts';
import { call, startService, type TestOrganisation } from '../../support/service.ts';
import { accepted, type Client, DECLARED, edit, newClient, newTeam } from './support.ts';

const service = startService();

/** Leave to act for a client, that ended some days ago (or has not). */
async function grant(client: Client, adviserId: string, endedDaysAgo?: number): Promise<void> {
  const revoked = endedDaysAgo === undefined ? 'null' : `now() - interval '${endedDaysAgo} days'`;
  await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at, revoked_at)
    values ('${client.company.id}', '${randomIds.next('grt')}', '${adviserId}', 'usr_test', now() - interval '4000 days', ${revoked})`);
}

const invite = ({ owner, submissionId }: Client, auditBodyId?: string) =>
  call(service, 'POST', '/v1/reviews', owner.headers, { submissionId, ...(auditBodyId ? { auditBodyId } : {}) });

const joins = (organisation: TestOrganisation, userId: string, role = 'contributor') =>
  service.asOwner(
    `insert into member (organisation_id, user_id, role, joined_at) values ('${organisation.id}', '${userId}', '${role}', now())`,
  );

describe('independence of an audit body', () => {
  it('one that ever advised the client cannot be asked, and the database says so by itself', async () => {
    const [client, team] = [await newClient(service), await newTeam(service)];
    await grant(client, team.body.id, 3_000);
    const bodies = (await call(service, 'GET', '/v1/audit-bodies', client.owner.headers)).body.items;
    expect(bodies.find(({ id }: { id: string }) => id === team.body.id)).toMatchObject({ independent: false });
    const refused = await invite(client, team.body.id);
    expect(refused.body.errors).toMatchObject([{ pointer: '/auditBodyId', code: 'refused' }]);
    expect((await invite(client, 'org_none')).body.errors).toMatchObject([{ code: 'invalid_value' }]);
    await expect(
      service.db.transaction(
        {
          role: 'member',
          organisationId: client.company.id,
          actorOrganisationId: client.company.id,
          actorId: client.owner.userId,
        },
        (trx) =>
          trx
            .insertInto('review')
            .values({
              organisation_id: client.company.id,
              id: randomIds.next('rev'),
              assessment_id: client.assessmentId,
              system_id: client.systemId,
              submission_id: client.submissionId,
              audit_body_id: team.body.id,
              audit_body_name: 'x',
              client_name: 'x',
              system_name: 'x',
              message: null,
              draw: null,
              seed: 'x',
              invited_by: client.owner.userId,
              created_at: new Date(),
              updated_at: new Date(),
            })
            .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('advice counts for ever unless the operator set a period, counted from its end', async () => {
    const [client, team] = [await newClient(service), await newTeam(service)];
    await grant(client, team.body.id, 400);
    const isIndependent = async () => {
      const { items } = (await call(service, 'GET', '/v1/audit-bodies', client.owner.headers)).body;
      return items.find(({ id }: { id: string }) => id === team.body.id).independent;
    };
    expect(await isIndependent()).toBe(false);
    await service.asOwner('update independence_rule set advice_counts_months = 12');
    expect(await isIndependent()).toBe(true);
    await service.asOwner('update independence_rule set advice_counts_months = 24');
    expect(await isIndependent()).toBe(false);
    await service.asOwner('update independence_rule set advice_counts_months = null');
  });

  it('a company, an adviser or the client itself is no audit body', async () => {
    const client = await newClient(service);
    const other = await service.organisation('company');
    expect((await invite(client, other.id)).status).toBe(422);
    expect((await invite(client, client.company.id)).status).toBe(422);
  });
});

describe('a draw', () => {
  it('can be repeated, moves on only when somebody declines, and keeps its order however often one asks', async () => {
    const client = await newClient(service);
    const teams = [await newTeam(service), await newTeam(service), await newTeam(service)];
    await grant(client, teams[2]!.body.id);
    const first = await invite(client);
    const { draw } = first.body;
    expect(draw.candidates).not.toContain(teams[2]!.body.id);
    expect(drawAuditBody(draw.candidates, [], draw.seed)).toEqual(draw);
    expect(first.body.auditBody.id).toBe(draw.drawn);
    await call(service, 'POST', `/v1/reviews/${first.body.id}/withdrawal`, client.owner.headers);
    const second = await invite(client);
    expect(second.body.draw).toEqual(draw);
    await service.asOwner(`update review set status = 'declined' where id = '${second.body.id}'`);
    const third = await invite(client);
    expect(third.body.draw).toMatchObject({ seed: draw.seed, declined: [draw.drawn] });
    expect(third.body.draw.drawn).toBe(drawAuditBody(draw.candidates, [draw.drawn], draw.seed)!.drawn);
  });
});

describe('independence of an auditor', () => {
  const assign = (under: Awaited<ReturnType<typeof accepted>>, userIds: string[]) =>
    edit(service, 'PUT', `${under.audit}/auditors`, under.team.leader, { userIds });

  it('members of the client or of an adviser of it are not assigned, also after they left', async () => {
    const under = await accepted(service);
    const { client, team } = under;
    const adviser = await service.organisation('adviser');
    await grant(client, adviser.id, 10);
    await joins(adviser, team.first.userId);
    await joins(client.company, team.second.userId);
    const refused = await assign(under, [team.first.userId, team.leader.userId, team.second.userId]);
    expect(
      refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ).toEqual(['/userIds/0 refused', '/userIds/1 invalid_value', '/userIds/2 refused']);
    // Leaving ends a membership without a trace; what was done in the client's name stays in its log.
    await call(
      service,
      'POST',
      '/v1/systems',
      { Cookie: team.second.headers.Cookie!, 'Organisation-Id': client.company.id },
      { name: 'Hệ thống khác' },
    );
    await service.asOwner(
      `delete from member where user_id = '${team.second.userId}' and organisation_id = '${client.company.id}'`,
    );
    expect((await assign(under, [team.second.userId])).body.errors).toMatchObject([{ code: 'refused' }]);
  });

  it('whoever declares a stake is on record and reads nothing; what the record contradicts is refused', async () => {
    const under = await accepted(service);
    const { audit, team, client } = under;
    await assign(under, [team.first.userId, team.second.userId]);
    const stake = { ...DECLARED, noStake: false, statement: 'Tôi nắm cổ phần.' };
    expect((await call(service, 'POST', `${audit}/independence`, team.first.headers, stake)).status).toBe(201);
    expect((await call(service, 'GET', `${audit}/submission`, team.first.headers)).status).toBe(403);
    const adviser = await service.organisation('adviser');
    await grant(client, adviser.id, 10);
    await joins(adviser, team.second.userId);
    const inTeam = { Cookie: team.second.headers.Cookie!, 'Organisation-Id': team.body.id };
    const contradicted = await call(service, 'POST', `${audit}/independence`, inTeam, DECLARED);
    expect(contradicted.body.errors).toMatchObject([{ pointer: '/noAdvice', code: 'refused' }]);
    const honest = { ...DECLARED, noAdvice: false };
    expect((await call(service, 'POST', `${audit}/independence`, inTeam, honest)).status).toBe(201);
    expect((await call(service, 'GET', `${audit}/submission`, inTeam)).status).toBe(403);
  });

  it('ends when ties arise later: the next request reads nothing', async () => {
    const under = await accepted(service);
    const { audit, team, client } = under;
    await assign(under, [team.first.userId]);
    await call(service, 'POST', `${audit}/independence`, team.first.headers, DECLARED);
    expect((await call(service, 'GET', `${audit}/submission`, team.first.headers)).status).toBe(200);
    await joins(client.company, team.first.userId);
    const inTeam = { Cookie: team.first.headers.Cookie!, 'Organisation-Id': team.body.id };
    expect((await call(service, 'GET', `${audit}/submission`, inTeam)).status).toBe(403);
  });

  it('a key is nobody who could declare or sign', async () => {
    const { audit, team } = await accepted(service);
    const key = await team.body.as('auditor');
    expect((await call(service, 'POST', `${audit}/independence`, key, DECLARED)).status).toBe(403);
    expect((await call(service, 'GET', `${audit}/submission`, key)).status).toBe(403);
  });
});
