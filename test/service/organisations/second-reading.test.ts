import { describe, expect, it } from 'vitest';
import { mailInvitation } from '../../../src/features/organisations/index.ts';
import { startAccounts, uniqueEmail } from '../../support/people.ts';

const service = startAccounts();

type Person = Awaited<ReturnType<typeof service.person>>;

async function founder(name = 'Công ty Ánh Dương') {
  const person = await service.person();
  const { body } = await person.call('POST', '/v1/organisations', { kind: 'company', name });
  return { person, id: body.id as string };
}

const offer = async (from: Person, role: string, email = uniqueEmail(), headers = {}) => {
  const { status, body } = await from.call('POST', '/v1/organisation/invitations', { email, role }, headers);
  expect(status).toBe(201);
  return { email, id: body.id as string, token: body.token as string };
};

const take = (person: Person, { token }: { token: string }) => person.call('POST', '/v1/invitations/accept', { token });

async function join(owner: Person, role: string): Promise<Person> {
  const offered = await offer(owner, role);
  const person = await service.person(offered.email);
  expect((await take(person, offered)).status).toBe(200);
  return person;
}

const lastEvent = async (organisationId: string, kind: string) => {
  const rows = await service.asOwner(
    `select content from event where organisation_id = '${organisationId}' and kind = '${kind}' order by at desc, id desc`,
  );
  return JSON.parse(String(rows[0]!.content)).details;
};

describe('an invitation does not outlast the right of whoever gave it', () => {
  it('of a manager who is removed: it opens nothing, and the log says so', async () => {
    const { person: owner, id } = await founder();
    const manager = await join(owner, 'manager');
    const offered = await offer(manager, 'manager');
    const others = await offer(owner, 'viewer');
    expect((await owner.call('DELETE', `/v1/organisation/members/${manager.userId}`)).status).toBe(204);
    const back = await service.person(offered.email);
    expect((await take(back, offered)).status).toBe(409);
    expect((await lastEvent(id, 'member.removed')).invitations).toEqual([offered.id]);
    expect((await take(await service.person(others.email), others)).status).toBe(200);
  });

  it('of one who leaves, and of one who is erased', async () => {
    const { person: owner, id } = await founder();
    const [leaving, erased] = [await join(owner, 'manager'), await join(owner, 'manager')];
    const [first, second] = [await offer(leaving, 'viewer'), await offer(erased, 'viewer')];
    expect((await leaving.call('DELETE', `/v1/organisations/${id}/membership`)).status).toBe(204);
    expect((await lastEvent(id, 'member.left')).invitations).toEqual([first.id]);
    const gone = await erased.call('DELETE', '/v1/me', { password: 'mật khẩu đủ dài 1' });
    expect(gone.status, JSON.stringify(gone.body)).toBe(204);
    expect((await lastEvent(id, 'member.left')).invitations).toEqual([second.id]);
    for (const offered of [first, second]) {
      expect((await take(await service.person(offered.email), offered)).status).toBe(409);
    }
  });

  it('of one whose role is lower now: what the role no longer gives', async () => {
    const { person: owner, id } = await founder();
    const other = await join(owner, 'owner');
    const [asOwner, asViewer] = [await offer(other, 'owner'), await offer(other, 'viewer')];
    const member = `/v1/organisation/members/${other.userId}`;
    await owner.call('PATCH', member, { role: 'manager' });
    expect((await lastEvent(id, 'member.role_changed')).invitations).toEqual([asOwner.id]);
    await owner.call('PATCH', member, { role: 'contributor' });
    expect((await lastEvent(id, 'member.role_changed')).invitations).toEqual([asViewer.id]);
    expect((await take(await service.person(asOwner.email), asOwner)).status).toBe(409);
    expect((await take(await service.person(asViewer.email), asViewer)).status).toBe(409);
  });

  it('of a key that is revoked', async () => {
    const { person: owner, id } = await founder();
    const made = await owner.call('POST', '/v1/api-keys', {
      name: 'Nhân sự',
      role: 'manager',
      scopes: ['members.manage'],
      expiresAt: new Date(service.ctx.clock.now().getTime() + 86_400_000).toISOString(),
    });
    const machine = await service.person();
    machine.cookies.clear();
    const offered = await offer(machine, 'manager', uniqueEmail(), { Authorization: `Bearer ${made.body.secret}` });
    expect((await owner.call('DELETE', `/v1/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await lastEvent(id, 'key.revoked')).invitations).toEqual([offered.id]);
    expect((await take(await service.person(offered.email), offered)).status).toBe(409);
  });
});

describe('at once', () => {
  it('an invitation is either taken up or taken back, never both', async () => {
    const { person: owner } = await founder();
    for (let round = 0; round < 15; round += 1) {
      const offered = await offer(owner, 'viewer');
      const person = await service.person(offered.email);
      const [taken, revoked] = await Promise.all([
        take(person, offered),
        owner.call('DELETE', `/v1/organisation/invitations/${offered.id}`),
      ]);
      expect([
        [200, 409],
        [409, 204],
      ]).toContainEqual([taken.status, revoked.status]);
    }
  }, 60_000);

  it('who is being removed leaves neither invitation nor key behind that nobody was told of', async () => {
    const { person: owner, id } = await founder();
    for (let round = 0; round < 8; round += 1) {
      const manager = await join(owner, 'manager');
      const key = {
        name: 'x',
        role: 'manager',
        scopes: ['members.manage'],
        expiresAt: new Date(service.ctx.clock.now().getTime() + 86_400_000).toISOString(),
      };
      const [removed, invited, made] = await Promise.all([
        owner.call('DELETE', `/v1/organisation/members/${manager.userId}`),
        manager.call('POST', '/v1/organisation/invitations', { email: uniqueEmail(), role: 'manager' }),
        manager.call('POST', '/v1/api-keys', key),
      ]);
      expect(removed.status).toBe(204);
      const told = await lastEvent(id, 'member.removed');
      if (invited.status === 201) expect(told.invitations).toEqual([invited.body.id]);
      if (made.status === 201) expect(told.keys).toEqual([made.body.id]);
    }
  }, 60_000);
});

describe('mails of invitations', () => {
  it('a name of an organisation writes no line of its own into them', async () => {
    const sent: { subject: string; text: string }[] = [];
    const ctx = { ...service.ctx, mailer: { send: async (mail: (typeof sent)[number]) => void sent.push(mail) } };
    const { person } = await founder();
    const { id } = await offer(person, 'viewer');
    const [row] = await service.asOwner(`select * from invitation where id = '${id}'`);
    const name = 'Công ty A" trên Lương Tri.\r\n\r\nMở https://evil.example ngay';
    expect(await mailInvitation(ctx, { row: row as never, token: 'x' }, name)).toBe(true);
    expect(sent[0]!.subject).not.toContain('evil');
    expect(sent[0]!.text.split('\n').filter((line) => line.startsWith('Mở https://evil'))).toEqual([]);
  });

  it('are not without end: two hundred wait to be accepted, no more', async () => {
    const { person: owner, id } = await founder();
    await offer(owner, 'viewer');
    await service.asOwner(`insert into invitation (organisation_id, id, email, role, token_hash, invited_by, created_at, expires_at)
      select organisation_id, 'inv_' || n, 'a' || n || '@vi-du.vn', role, token_hash || n, invited_by, created_at, expires_at
      from invitation, generate_series(1, 199) n where organisation_id = '${id}'`);
    const body = { email: uniqueEmail(), role: 'viewer' };
    expect((await owner.call('POST', '/v1/organisation/invitations', body)).status).toBe(409);
    expect((await owner.call('DELETE', '/v1/organisation/invitations/inv_7')).status).toBe(204);
    expect((await owner.call('POST', '/v1/organisation/invitations', body)).status).toBe(201);
  });
});
