import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src/app/authenticate.ts';
import { startAccounts, uniqueEmail } from '../../support/people.ts';

const service = startAccounts();

type Person = Awaited<ReturnType<typeof service.person>>;

/** A person with a company of their own. */
async function founder(kind = 'company', name = 'Công ty Ánh Dương') {
  const person = await service.person();
  const { status, body } = await person.call('POST', '/v1/organisations', { kind, name });
  expect(status).toBe(201);
  return { person, organisation: body };
}

/** Somebody invited into the organisation of `person`, who accepted. */
async function join(owner: Person, role: string) {
  const email = uniqueEmail();
  const invited = await owner.call('POST', '/v1/organisation/invitations', { email, role });
  expect(invited.status).toBe(201);
  const person = await service.person(email);
  const accepted = await person.call('POST', '/v1/invitations/accept', { token: invited.body.token });
  expect([accepted.status, accepted.body.role]).toEqual([200, role]);
  return person;
}

describe('from signing up to a team', () => {
  it('sets up an organisation, invites, accepts, and each role may do what it may', async () => {
    const { person: owner, organisation } = await founder();
    expect(organisation).toMatchObject({ id: expect.stringMatching(/^org_/), kind: 'company', status: 'active' });
    const viewer = await join(owner, 'viewer');
    const { body } = await viewer.call('GET', '/v1/organisations');
    expect(body.items).toMatchObject([{ id: organisation.id, role: 'viewer' }]);
    expect(body.items[0].permissions).toContain('systems.read');
    expect(body.items[0].permissions).not.toContain('systems.write');
    expect((await viewer.call('POST', '/v1/systems', { name: 'x' })).status).toBe(403);
    expect((await owner.call('POST', '/v1/systems', { name: 'Trợ lý' })).status).toBe(201);
    expect((await viewer.call('GET', '/v1/systems')).body.items).toHaveLength(1);
    const members = await viewer.call('GET', '/v1/organisation/members');
    expect(members.body.items.map(({ role, name }: { role: string; name: string }) => [role, name])).toEqual([
      ['viewer', 'Trần Văn Bình'],
      ['owner', 'Trần Văn Bình'],
    ]);
    const kinds = await service.asOwner(
      `select kind from event where organisation_id = '${organisation.id}' order by at, id`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'organisation.created',
      'invitation.created',
      'member.joined',
      'system.registered',
    ]);
  });

  it('lets nobody pose as an audit body or a regulator', async () => {
    const person = await service.person();
    for (const kind of ['audit_body', 'regulator']) {
      expect((await person.call('POST', '/v1/organisations', { kind, name: 'Cục' })).status).toBe(422);
    }
  });

  it('an invitation works once, for its address only, in time, unless taken back', async () => {
    const { person: owner } = await founder();
    const email = uniqueEmail();
    const { body: sent } = await owner.call('POST', '/v1/organisation/invitations', {
      email: email.toUpperCase(),
      role: 'manager',
    });
    expect(sent).toMatchObject({ email, status: 'pending', mailed: false });
    expect(sent.link).toContain(sent.token);
    const [kept] = await service.asOwner(`select * from invitation where id = '${sent.id}'`);
    expect(kept!.token_hash).toBe(hashSecret(sent.token));
    expect(JSON.stringify(kept)).not.toContain(sent.token);
    const stranger = await service.person();
    expect((await stranger.call('POST', '/v1/invitations/accept', { token: sent.token })).status).toBe(403);
    expect((await stranger.call('POST', '/v1/invitations/accept', { token: 'khong-co' })).status).toBe(404);
    const invited = await service.person(email);
    expect((await invited.call('POST', '/v1/invitations/accept', { token: sent.token })).status).toBe(200);
    expect((await invited.call('POST', '/v1/invitations/accept', { token: sent.token })).status).toBe(409);
    const second = await owner.call('POST', '/v1/organisation/invitations', { email: stranger.email, role: 'viewer' });
    expect((await owner.call('DELETE', `/v1/organisation/invitations/${second.body.id}`)).status).toBe(204);
    expect((await stranger.call('POST', '/v1/invitations/accept', { token: second.body.token })).status).toBe(409);
    const third = await owner.call('POST', '/v1/organisation/invitations', { email: stranger.email, role: 'viewer' });
    await service.asOwner(`update invitation set expires_at = '2026-01-01' where id = '${third.body.id}'`);
    expect((await stranger.call('POST', '/v1/invitations/accept', { token: third.body.token })).status).toBe(409);
    const { body: list } = await owner.call('GET', '/v1/organisation/invitations');
    expect(list.items.map(({ status }: { status: string }) => status)).toEqual(['expired', 'revoked', 'accepted']);
    expect(JSON.stringify(list)).not.toContain(third.body.token);
  });

  it('two who accept one invitation at once: one membership', async () => {
    const { person: owner, organisation } = await founder();
    const email = uniqueEmail();
    const { body: sent } = await owner.call('POST', '/v1/organisation/invitations', { email, role: 'viewer' });
    const person = await service.person(email);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => person.call('POST', '/v1/invitations/accept', { token: sent.token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const rows = await service.asOwner(`select 1 from member where organisation_id = '${organisation.id}'`);
    expect(rows).toHaveLength(2);
  });

  it('a repeated invitation is answered without its token', async () => {
    const { person: owner } = await founder();
    const request = { email: uniqueEmail(), role: 'viewer' };
    const once = { 'Idempotency-Key': 'loi-moi-1' };
    const first = await owner.call('POST', '/v1/organisation/invitations', request, once);
    const second = await owner.call('POST', '/v1/organisation/invitations', request, once);
    expect(second.body).toEqual({ ...first.body, token: null, link: null });
    const kept = await service.asOwner('select body from idempotency');
    expect(JSON.stringify(kept)).not.toContain(first.body.token);
  });
});

describe('roles', () => {
  it('only owners give the role of owner, and touch owners; roles fit the kind', async () => {
    const { person: owner } = await founder();
    const manager = await join(owner, 'manager');
    const refused = await manager.call('POST', '/v1/organisation/invitations', { email: uniqueEmail(), role: 'owner' });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/role']);
    expect(
      (await owner.call('POST', '/v1/organisation/invitations', { email: uniqueEmail(), role: 'auditor' })).status,
    ).toBe(422);
    const over = await manager.call('PATCH', `/v1/organisation/members/${owner.userId}`, { role: 'viewer' });
    expect(over.status).toBe(403);
    expect((await manager.call('DELETE', `/v1/organisation/members/${owner.userId}`)).status).toBe(403);
    const self = await manager.call('PATCH', `/v1/organisation/members/${manager.userId}`, { role: 'owner' });
    expect(self.status).toBe(422);
    const up = await owner.call('PATCH', `/v1/organisation/members/${manager.userId}`, { role: 'owner' });
    expect([up.status, up.body.role]).toEqual([200, 'owner']);
  });

  it('the last owner stays, also when two owners go at the same moment', async () => {
    const { person: one, organisation } = await founder();
    const leave = `/v1/organisations/${organisation.id}/membership`;
    expect((await one.call('DELETE', leave)).status).toBe(409);
    expect((await one.call('PATCH', `/v1/organisation/members/${one.userId}`, { role: 'viewer' })).status).toBe(409);
    expect((await one.call('DELETE', `/v1/organisation/members/${one.userId}`)).status).toBe(409);
    const two = await join(one, 'owner');
    const answers = await Promise.all([
      one.call('PATCH', `/v1/organisation/members/${two.userId}`, { role: 'viewer' }),
      two.call('DELETE', `/v1/organisation/members/${one.userId}`),
      one.call('DELETE', leave),
      two.call('DELETE', leave),
    ]);
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(0);
    const owners = await service.asOwner(
      `select 1 from member where organisation_id = '${organisation.id}' and role = 'owner'`,
    );
    expect(owners).toHaveLength(1);
  });

  it('who is removed or leaves is out at once', async () => {
    const { person: owner, organisation } = await founder();
    const [removed, leaving] = [await join(owner, 'contributor'), await join(owner, 'viewer')];
    expect((await owner.call('DELETE', `/v1/organisation/members/${removed.userId}`)).status).toBe(204);
    expect((await removed.call('GET', '/v1/systems')).status).toBe(403);
    expect((await leaving.call('DELETE', `/v1/organisations/${organisation.id}/membership`)).status).toBe(204);
    expect((await leaving.call('GET', '/v1/systems', undefined, { 'Organisation-Id': organisation.id })).status).toBe(
      404,
    );
    expect((await leaving.call('DELETE', `/v1/organisations/${organisation.id}/membership`)).status).toBe(404);
  });

  it('changes of the organisation are guarded by an ETag, and only an owner makes them', async () => {
    const { person: owner } = await founder();
    const manager = await join(owner, 'manager');
    const { headers, body } = await owner.call('GET', '/v1/organisation');
    const ifMatch = { 'If-Match': headers.get('ETag')! };
    expect((await manager.call('PATCH', '/v1/organisation', { name: 'Khác' }, ifMatch)).status).toBe(403);
    expect((await owner.call('PATCH', '/v1/organisation', { name: 'Khác' })).status).toBe(428);
    const changed = await owner.call('PATCH', '/v1/organisation', { province: 'Hà Nội' }, ifMatch);
    expect(changed.body).toMatchObject({ name: body.name, province: 'Hà Nội', revision: 2 });
    expect((await owner.call('PATCH', '/v1/organisation', { name: 'Khác' }, ifMatch)).status).toBe(412);
    const foreign = { ...ifMatch, Origin: 'https://evil.example' };
    expect((await owner.call('PATCH', '/v1/organisation', { name: 'Khác' }, foreign)).status).toBe(403);
  });
});

describe('another organisation', () => {
  it('sees and changes nothing of members, invitations, advisers and keys', async () => {
    const [ours, theirs] = [await founder(), await founder()];
    const invited = await ours.person.call('POST', '/v1/organisation/invitations', {
      email: uniqueEmail(),
      role: 'viewer',
    });
    const paths = [
      `/v1/organisation/members/${ours.person.userId}`,
      `/v1/organisation/invitations/${invited.body.id}`,
      `/v1/organisations/${ours.organisation.id}/membership`,
    ];
    for (const path of paths) expect([path, (await theirs.person.call('DELETE', path)).status]).toEqual([path, 404]);
    const wanted = { 'Organisation-Id': ours.organisation.id };
    expect((await theirs.person.call('GET', '/v1/organisation', undefined, wanted)).status).toBe(404);
    expect((await theirs.person.call('GET', '/v1/organisation/members')).body.items).toHaveLength(1);
    expect((await theirs.person.call('GET', '/v1/organisation/invitations')).body.items).toEqual([]);
  });
});
