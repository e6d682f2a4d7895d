import { describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';

const service = startService();

describe('what an organisation said of itself before', () => {
  it.each(['company', 'adviser', 'audit_body', 'regulator'] as const)(
    'stays, field by field, with who changed it and when (%s)',
    async (kind) => {
      const organisation = await service.organisation(kind, 'Tên cũ "1"');
      const owner = await organisation.as('owner');
      const change = (revision: number, body: object) =>
        call(service, 'PATCH', '/v1/organisation', { ...owner, 'If-Match': `"${revision}"` }, body);
      const first = { name: 'Tên mới ☂', contact: 'Bà Ánh\n024', province: null };
      expect((await change(1, first)).status).toBe(200);
      expect((await change(2, { contact: null, registrationNumber: '0101' })).status).toBe(200);
      // What is the same as before is no change, and what was refused none either.
      expect((await change(3, { contact: null })).status).toBe(200);
      expect((await change(1, { name: 'Muộn' })).status).toBe(412);
      const { status, body } = await call(service, 'GET', '/v1/organisation/changes', await organisation.as('viewer'));
      expect(status).toBe(200);
      const by = { changedBy: expect.stringMatching(/^key_/), changedAt: '2026-11-21T23:30:00.000Z' };
      expect(body).toEqual({
        items: [
          {
            revision: 3,
            changes: [
              { field: 'contact', before: 'Bà Ánh\n024', after: null },
              { field: 'registrationNumber', before: null, after: '0101' },
            ],
            ...by,
          },
          {
            revision: 2,
            changes: [
              { field: 'contact', before: null, after: 'Bà Ánh\n024' },
              { field: 'name', before: 'Tên cũ "1"', after: 'Tên mới ☂' },
            ],
            ...by,
          },
        ],
        next: null,
      });
      const events = await service.asOwner(
        `select content from event where organisation_id = '${organisation.id}' and kind = 'organisation.changed'`,
      );
      expect(events).toHaveLength(3);
      for (const { content } of events) expect(content).not.toMatch(/Ánh|Tên|0101/);
    },
  );

  it('comes in pages, and a cursor of another list is refused', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    for (let index = 1; index <= 5; index += 1) {
      await call(service, 'PATCH', '/v1/organisation', { ...owner, 'If-Match': '*' }, { sector: `Ngành ${index}` });
    }
    const seen: number[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const path = `/v1/organisation/changes?limit=2${next ? `&cursor=${next}` : ''}`;
      const { body } = await call(service, 'GET', path, owner);
      seen.push(...body.items.map(({ revision }: { revision: number }) => revision));
      next = body.next;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2]);
    for (const cursor of ['1.sys_1', '1.rev_99999999999', '1.rev_a']) {
      expect((await call(service, 'GET', `/v1/organisation/changes?cursor=${cursor}`, owner)).status).toBe(422);
    }
  });

  it('is nobody else’s, is never rewritten, and goes with the organisation', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    await call(service, 'PATCH', '/v1/organisation', { ...(await ours.as('owner')), 'If-Match': '*' }, { sector: 'A' });
    expect((await call(service, 'GET', '/v1/organisation/changes', await theirs.as('owner'))).body.items).toEqual([]);
    for (const role of ['auth', 'member', 'reader', 'auditor', 'regulator', 'operator', 'worker']) {
      const [row] =
        await service.asOwner(`select has_any_column_privilege('luongtri_${role}', 'organisation_change', 'update')
        or has_table_privilege('luongtri_${role}', 'organisation_change', 'delete') as may`);
      expect([role, row!.may]).toEqual([role, false]);
    }
  });
});
