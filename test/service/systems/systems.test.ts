import { describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';

const service = startService();

describe('the register of systems', () => {
  it('registers, reads, changes and lists, with an ETag that guards the change', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const made = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý tuyển dụng', version: '1.0' });
    expect(made.status).toBe(201);
    const path = `/v1/systems/${made.body.id}`;
    expect((await call(service, 'GET', path, owner)).body).toEqual(made.body);
    const changed = await call(
      service,
      'PATCH',
      path,
      { ...owner, 'If-Match': made.headers.get('ETag')! },
      { version: '2.0', goLiveOn: '2026-09-01', versionNote: 'Mô hình mới' },
    );
    expect(changed.body).toMatchObject({ version: '2.0', goLiveOn: '2026-09-01', revision: 2 });
    const late = await call(service, 'PATCH', path, { ...owner, 'If-Match': '"1"' }, { name: 'Khác' });
    expect([late.status, late.body.current.revision]).toEqual([412, 2]);
    const versions = await call(service, 'GET', `${path}/versions`, owner);
    expect(versions.body.items.map(({ version }: { version: string }) => version)).toEqual(['1.0', '2.0']);
  });

  it('keeps what official forms ask of a system and of its organisation, and a submission freezes it', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const details = {
      providerAddress: '2 phố Khác, Huế',
      providerContact: '0234 000 000',
      functions: 'Xếp hạng hồ sơ',
      architecture: 'Đọc hồ sơ, chấm điểm, gợi ý',
      userGroups: 'Nhân viên tuyển dụng',
      mainInputs: 'Hồ sơ ứng viên',
      riskSummary: 'Người xem lại mỗi gợi ý',
    };
    const system = await call(service, 'POST', '/v1/systems', owner, { name: 'S', provider: 'Bên khác', ...details });
    expect(system.body).toMatchObject(details);
    const ETag = system.headers.get('ETag')!;
    const path = `/v1/systems/${system.body.id}`;
    const changed = await call(service, 'PATCH', path, { ...owner, 'If-Match': ETag }, { mainInputs: null });
    expect(changed.body).toMatchObject({ ...details, mainInputs: null, revision: 2 });
    const wrong = await call(
      service,
      'PATCH',
      path,
      { ...owner, 'If-Match': '"2"' },
      { functions: '', riskSummary: 'x'.repeat(5_001) },
    );
    expect(wrong.status).toBe(422);
    expect(new Set(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual(
      new Set(['/functions', '/riskSummary']),
    );

    const about = { address: '1 phố Thử, Hà Nội', contact: '024 000' };
    const organisation = await call(service, 'PATCH', '/v1/organisation', { ...owner, 'If-Match': '"1"' }, about);
    expect(organisation.body).toMatchObject({ ...about, registrationNumber: null });
    expect((await call(service, 'GET', '/v1/organisation', owner)).body).toEqual(organisation.body);

    const assessment = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id });
    const submitted = await call(
      service,
      'POST',
      `/v1/assessments/${assessment.body.id}/submissions`,
      { ...owner, 'If-Match': assessment.headers.get('ETag')!, 'Idempotency-Key': 'k' },
      {},
    );
    expect(submitted.status, JSON.stringify(submitted.body)).toBe(201);
    const { body: notification } = await call(
      service,
      'GET',
      `/v1/submissions/${submitted.body.id}/notification`,
      owner,
    );
    expect(notification.$schema).toMatch(/^https?:\/\/.+\/schemas\/notification-1\.json$/);
    expect(notification.identity.provider).toEqual({
      name: 'Bên khác',
      address: '2 phố Khác, Huế',
      contact: '0234 000 000',
    });
    expect(notification.description).toMatchObject({ functions: 'Xếp hạng hồ sơ', users: 'Nhân viên tuyển dụng' });
    expect([notification.data.inputs, notification.riskManagement.summary]).toEqual([null, 'Người xem lại mỗi gợi ý']);
    const summary = await call(service, 'GET', `/v1/submissions/${submitted.body.id}/reports/public-summary`, owner);
    expect(summary.body).toContain('024 000');
  });

  it('lists in pages that neither lose nor double a row', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const names = Array.from({ length: 7 }, (_, index) => `Hệ thống ${index}`);
    for (const name of names) await call(service, 'POST', '/v1/systems', owner, { name });
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next && `&cursor=${next}`;
      const { body } = await call(service, 'GET', `/v1/systems?limit=3${cursor}`, owner);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      next = body.next;
    }
    expect(seen).toEqual(names.toReversed());
    expect((await call(service, 'GET', '/v1/systems?q=th%E1%BB%91ng%205', owner)).body.items).toHaveLength(1);
  });

  it('another organisation finds nothing, a viewer writes nothing', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const { body } = await call(service, 'POST', '/v1/systems', await ours.as('owner'), { name: 'Của chúng tôi' });
    expect((await call(service, 'GET', `/v1/systems/${body.id}`, await theirs.as('owner'))).status).toBe(404);
    expect((await call(service, 'GET', '/v1/systems', await theirs.as('owner'))).body.items).toEqual([]);
    expect((await call(service, 'POST', '/v1/systems', await ours.as('viewer'), { name: 'x' })).status).toBe(403);
    expect((await call(service, 'GET', '/v1/systems', {})).status).toBe(401);
  });

  it('names every mistake at once, and repeats the answer to a repeated key', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const wrong = await call(service, 'POST', '/v1/systems', owner, { name: ' ', goLiveOn: '2026-02-30', more: 1 });
    expect(wrong.status).toBe(422);
    expect(
      wrong.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ).toEqual(expect.arrayContaining(['/name too_short', '/more unknown_key', '/goLiveOn invalid_date']));
    const once = { ...owner, 'Idempotency-Key': 'a' };
    const [first, second] = [
      await call(service, 'POST', '/v1/systems', once, { name: 'Một' }),
      await call(service, 'POST', '/v1/systems', once, { name: 'Một' }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('Idempotent-Replayed')).toBe('true');
    expect((await call(service, 'POST', '/v1/systems', once, { name: 'Hai' })).status).toBe(422);
    expect((await call(service, 'GET', '/v1/systems', owner)).body.items).toHaveLength(1);
  });

  it('every change left its event, and nothing personal in it', async () => {
    const company = await service.organisation('company');
    await call(service, 'POST', '/v1/systems', await company.as('owner'), { name: 'Bí mật kinh doanh' });
    const [event] = await service.asOwner(`select * from event where organisation_id = '${company.id}'`);
    expect(event).toMatchObject({ kind: 'system.registered' });
    expect(event!.content).not.toContain('Bí mật');
  });
});
