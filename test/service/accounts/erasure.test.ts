import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../src/adapters/ids.ts';
import { addOperator, listOperators, removeOperator } from '../../../src/features/operators/index.ts';
import { PASSWORD, startAccounts, uniqueEmail } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';

const service = startAccounts();

describe('what is kept of me', () => {
  it('is shown, and the name can be changed', async () => {
    const person = await service.person(uniqueEmail(), 'Tên Cũ');
    const changed = await person.call('PATCH', '/v1/me', { name: 'Tên Mới' });
    expect(changed.body).toMatchObject({ id: person.userId, name: 'Tên Mới', isOperator: false });
    expect((await person.call('GET', '/v1/me')).body).toEqual(changed.body);
  });

  it('is erased with the password: nothing personal is left in any table, ids stay in the log', async () => {
    const name = `Người Cần Xóa ${randomIds.next('x')}`;
    const person = await service.person(uniqueEmail(), name);
    await person.call('POST', '/auth/two-factor/enable', { password: PASSWORD });
    const owner = await service.person();
    await owner.call('POST', '/v1/organisations', { kind: 'company', name: 'Công ty' });
    const { body } = await owner.call('POST', '/v1/organisation/invitations', {
      email: person.email,
      role: 'contributor',
    });
    await person.call('POST', '/v1/invitations/accept', { token: body.token });
    await owner.call('POST', '/v1/organisation/invitations', { email: person.email, role: 'viewer' });
    const cookie = [...person.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const made = await service.app.request(
      `${BASE_URL}/v1/systems`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie, 'User-Agent': 'Trinh-duyet-La/1.0' },
        body: JSON.stringify({ name: 'Hệ thống' }),
      },
      { clientAddress: '203.0.113.99' },
    );
    expect(made.status).toBe(201);
    const events = `select content from event where content like '%${person.userId}%'`;
    const before = await service.asOwner(events);
    expect((await person.call('DELETE', '/v1/me', {})).status).toBe(422);
    expect((await person.call('DELETE', '/v1/me', { password: 'sai' })).body.errors[0].code).toBe('invalid_password');
    expect((await person.call('DELETE', '/v1/me', { password: PASSWORD })).status).toBe(204);
    expect(person.cookies.has('luongtri.session_token')).toBe(false);
    const tables = await service.asOwner(
      "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { table_name: table } of tables) {
      const rows = JSON.stringify(await service.asOwner(`select * from "${table}"`));
      for (const personal of [person.email, name, '203.0.113.99', 'Trinh-duyet-La']) {
        // The inviter's repeated requests are kept for a day (idempotency), under the inviter.
        expect([table, personal, rows.includes(personal)]).toEqual([table, personal, false]);
      }
    }
    const after = await service.asOwner(events);
    expect(after.length).toBe(before.length + 2);
    const members = await owner.call('GET', '/v1/organisation/members');
    expect(members.body.items).toHaveLength(1);
    const again = await service
      .browser()
      .call('POST', '/auth/sign-in/email', { email: person.email, password: PASSWORD });
    expect(again.status).toBe(401);
    const anew = await service.person(person.email);
    expect(anew.userId).not.toBe(person.userId);
  });

  it('is not erased while others would be left without an owner', async () => {
    const owner = await service.person();
    const { body: organisation } = await owner.call('POST', '/v1/organisations', {
      kind: 'company',
      name: 'Công ty Trúc',
    });
    const email = uniqueEmail();
    const { body } = await owner.call('POST', '/v1/organisation/invitations', { email, role: 'viewer' });
    const viewer = await service.person(email);
    await viewer.call('POST', '/v1/invitations/accept', { token: body.token });
    const refused = await owner.call('DELETE', '/v1/me', { password: PASSWORD });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('Công ty Trúc');
    expect((await owner.call('GET', '/v1/me')).status).toBe(200);
    await owner.call('PATCH', `/v1/organisation/members/${viewer.userId}`, { role: 'owner' });
    expect((await owner.call('DELETE', '/v1/me', { password: PASSWORD })).status).toBe(204);
    const rows = await service.asOwner(`select user_id from member where organisation_id = '${organisation.id}'`);
    expect(rows).toEqual([{ user_id: viewer.userId }]);
  });
});

describe('operators', () => {
  it('are named on the machine, set up public bodies, suspend, and reach no answers', async () => {
    const person = await service.person();
    expect((await person.call('GET', '/v1/operator/organisations')).status).toBe(404);
    expect(await addOperator(service.ctx, uniqueEmail())).toBeUndefined();
    expect(await addOperator(service.ctx, person.email.toUpperCase())).toEqual({ id: person.userId, isNew: true });
    expect(await listOperators(service.ctx)).toMatchObject([{ id: person.userId, email: person.email }]);
    const ownerEmail = uniqueEmail();
    const made = await person.call('POST', '/v1/operator/organisations', {
      kind: 'audit_body',
      name: 'Viện Đánh giá Mẫu',
      ownerEmail,
    });
    expect(made.status).toBe(201);
    const lead = await service.person(ownerEmail);
    const accepted = await lead.call('POST', '/v1/invitations/accept', { token: made.body.invitation.token });
    expect(accepted.body).toMatchObject({ kind: 'audit_body', role: 'owner' });
    expect((await lead.call('POST', '/v1/systems', { name: 'x' })).status).toBe(403);
    const list = await person.call('GET', '/v1/operator/organisations?kind=audit_body&q=m%E1%BA%ABu');
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([made.body.organisation.id]);
    const path = `/v1/operator/organisations/${made.body.organisation.id}`;
    expect((await person.call('POST', `${path}/suspend`)).body.status).toBe('suspended');
    expect((await lead.call('GET', '/v1/organisation')).status).toBe(403);
    expect((await lead.call('GET', '/v1/organisations')).body.items[0]).toMatchObject({
      status: 'suspended',
      permissions: [],
    });
    expect((await lead.call('POST', `${path}/reactivate`)).status).toBe(404);
    expect((await person.call('POST', `${path}/reactivate`)).body.status).toBe('active');
    expect((await lead.call('GET', '/v1/organisation')).status).toBe(200);
    const events = await service.asOwner(
      `select kind from event where organisation_id = '${made.body.organisation.id}' order by at, id`,
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'organisation.created',
      'invitation.created',
      'member.joined',
      'organisation.suspended',
      'organisation.reactivated',
    ]);
    expect((await person.call('GET', '/v1/systems')).status).toBe(403);
    const scope = { role: 'operator', actorId: person.userId } as const;
    for (const table of ['system', 'assessment', 'answer', 'submission', 'auth_user', 'api_key'] as const) {
      const attempt = service.db.transaction(scope, (trx) =>
        trx
          .selectFrom(table as 'system')
          .selectAll()
          .execute(),
      );
      await expect(attempt, table).rejects.toThrow(/permission denied/);
    }
    expect(await removeOperator(service.ctx, person.email)).toEqual({ id: person.userId, isNew: true });
    expect(await removeOperator(service.ctx, person.email)).toEqual({ id: person.userId, isNew: false });
    const told = await service.asOwner(
      `select kind from event where subject_id = '${person.userId}' and kind like 'operator.%' order by id`,
    );
    expect(told).toEqual([{ kind: 'operator.named' }, { kind: 'operator.removed' }]);
    expect((await person.call('GET', '/v1/operator/organisations')).status).toBe(404);
  });
});
