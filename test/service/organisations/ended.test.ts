import { describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import { edit, underReview } from '../reviews/support.ts';

const service = startService();

const status = async (path: string, headers: Record<string, string>) =>
  (await call(service, 'GET', path, headers)).status;

describe('what has ended, ends at once', () => {
  it('a suspended organisation: its keys and its people, also for clients of an adviser', async () => {
    const [company, adviser] = [await service.organisation('company'), await service.organisation('adviser')];
    await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at)
      values ('${company.id}', '${service.ctx.ids.next('grt')}', '${adviser.id}', 'usr_test', now())`);
    const [key, person] = [await company.as('owner'), await company.person('owner')];
    const advising = [await adviser.as('owner'), (await adviser.person('owner')).headers].map((headers) => ({
      ...headers,
      'Organisation-Id': company.id,
    }));
    const set = (id: string, to: string) =>
      service.asOwner(`update organisation set status = '${to}' where organisation_id = '${id}'`);
    const all = async () =>
      Promise.all([key, person.headers, ...advising].map((headers) => status('/v1/systems', headers)));
    expect(await all()).toEqual([200, 200, 200, 200]);
    await set(company.id, 'suspended');
    expect(await all()).toEqual([401, 403, 404, 404]);
    await set(company.id, 'active');
    await set(adviser.id, 'suspended');
    expect(await all()).toEqual([200, 200, 401, 404]);
    await set(adviser.id, 'active');
    await service.asOwner(`update adviser_grant set revoked_at = now() where organisation_id = '${company.id}'`);
    expect(await all()).toEqual([200, 200, 404, 404]);
  });

  it('a membership; keys of the organisation stay, and say that whoever made them has gone', async () => {
    const company = await service.organisation('company');
    const [owner, leaving] = [await company.person('owner'), await company.person('manager')];
    const made = await call(service, 'POST', '/v1/api-keys', leaving.headers, {
      name: 'Đồng bộ',
      role: 'contributor',
      scopes: ['systems.read'],
      expiresAt: '2027-06-30T00:00:00Z',
    });
    expect(made.body.creatorLeft).toBe(false);
    const member = `/v1/organisation/members/${leaving.userId}`;
    expect((await call(service, 'DELETE', member, owner.headers)).status).toBe(204);
    expect(await status('/v1/systems', leaving.headers)).toBe(403);
    const key = { Authorization: `Bearer ${made.body.secret}` };
    expect(await status('/v1/systems', key)).toBe(200);
    const { items } = (await call(service, 'GET', '/v1/api-keys', owner.headers)).body;
    expect(items).toMatchObject([{ id: made.body.id, createdBy: leaving.userId, creatorLeft: true }]);
    const [event] = await service.asOwner(
      `select content from event where organisation_id = '${company.id}' and kind = 'member.removed'`,
    );
    expect(JSON.parse(String(event!.content)).details).toEqual({
      role: 'manager',
      keys: [made.body.id],
      invitations: [],
    });
    await call(service, 'DELETE', `/v1/api-keys/${made.body.id}`, owner.headers);
    expect(await status('/v1/systems', key)).toBe(401);
  });

  it('an assignment to a review, and a membership of the audit body', async () => {
    const { audit, team } = await underReview(service);
    expect(await status(`${audit}/submission`, team.first.headers)).toBe(200);
    await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.second.userId] });
    expect(await status(`${audit}/submission`, team.first.headers)).toBe(403);
    expect(await status(`${audit}/submission`, team.second.headers)).toBe(200);
    await service.asOwner(`delete from member where user_id = '${team.second.userId}'`);
    expect(await status(`${audit}/submission`, team.second.headers)).toBe(403);
  });
});
