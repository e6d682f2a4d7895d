import { describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import { acceptRest, conclusionOf, edit, type Under, underReview } from './support.ts';

const service = startService();

const NEW = {
  title: 'Chưa có nhật ký',
  description: 'Không xuất trình được nhật ký ba tháng gần nhất.',
  severity: 'high',
  basis: ['law-134-2025:14.1.d'],
};

async function withFinding(): Promise<Under & { finding: string; audited: string; id: string }> {
  const under = await underReview(service);
  const made = await call(service, 'POST', `${under.audit}/findings`, under.team.first.headers, NEW);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return {
    ...under,
    id: made.body.id,
    finding: `/v1/findings/${made.body.id}`,
    audited: `${under.audit}/findings/${made.body.id}`,
  };
}

const post = (path: string, { headers }: { headers: Record<string, string> }, body: unknown) =>
  call(service, 'POST', path, headers, body);

describe('a finding', () => {
  it('is planned and remedied by the organisation, verified by the auditor, with every step in its history', async () => {
    const { client, team, finding, audited } = await withFinding();
    const planned = await edit(
      service,
      'PUT',
      `${finding}/plan`,
      client.owner,
      { owner: 'Phòng Kỹ thuật', due: '2026-12-31' },
      '"1"',
    );
    expect(planned.body).toMatchObject({ owner: 'Phòng Kỹ thuật', due: '2026-12-31', state: 'open' });
    expect(
      (await edit(service, 'PUT', `${finding}/plan`, client.owner, { owner: null, due: null }, '"1"')).status,
    ).toBe(412);
    expect((await post(`${audited}/verification`, team.first, { settled: true, verification: 'x' })).status).toBe(409);
    await post(`${finding}/remediation`, client.owner, { remediation: 'Đã bật nhật ký' });
    const back = await post(`${audited}/verification`, team.second, { settled: false, verification: 'Thiếu tháng 9' });
    expect(back.body.state).toBe('open');
    await post(`${audited}/comments`, team.second, { comment: 'Xin bổ sung tháng 9' });
    await post(`${finding}/comments`, client.owner, { comment: 'Sẽ gửi' });
    await post(`${finding}/remediation`, client.owner, { remediation: 'Đã bổ sung tháng 9' });
    const done = await post(`${audited}/verification`, team.second, { settled: true, verification: 'Đã xem đủ' });
    expect(done.body.state).toBe('verified');
    const detail = (await call(service, 'GET', finding, client.owner.headers)).body;
    expect(detail.history.map(({ kind }: { kind: string }) => kind)).toEqual([
      'recorded',
      'planned',
      'remediated',
      'reopened',
      'commented',
      'commented',
      'remediated',
      'verified',
    ]);
    expect(detail.citations['law-134-2025:14.1.d'].en).toContain('14');
    expect(detail.people[team.first.userId]).toBe('Trần Văn Soát');
    expect((await call(service, 'GET', audited, team.first.headers)).body).toEqual(detail);
    for (const path of ['remediation', 'risk-acceptance']) {
      const late = await post(
        `${finding}/${path}`,
        client.owner,
        path === 'remediation' ? { remediation: 'x' } : { reason: 'x', expiresOn: '2027-01-01' },
      );
      expect(late.status, path).toBe(409);
    }
    const events = await service.asOwner(
      `select content from event where kind like 'finding.%' and organisation_id = '${client.company.id}'`,
    );
    expect(events).toHaveLength(8);
    expect(JSON.stringify(events)).not.toContain('tháng 9');
  });

  it('names articles and questions that exist, at once', async () => {
    const { audit, team } = await underReview(service);
    const wrong = await post(`${audit}/findings`, team.first, {
      ...NEW,
      basis: ['law-134-2025:14.1.d', 'law-134-2025:99'],
      questionId: 'no.such',
    });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/basis/1', '/questionId']);
  });

  it('is corrected by the auditor while it is open, and by nobody else', async () => {
    const { client, team, finding, audited } = await withFinding();
    const changed = await edit(service, 'PATCH', audited, team.second, { severity: 'moderate' }, '"1"');
    expect(changed.body).toMatchObject({ severity: 'moderate', revision: 2 });
    expect((await edit(service, 'PATCH', audited, team.second, { severity: 'low' }, '"1"')).status).toBe(412);
    await post(`${finding}/remediation`, client.owner, { remediation: 'Đã làm' });
    expect((await edit(service, 'PATCH', audited, team.second, { severity: 'low' })).status).toBe(409);
  });

  it('an accepted risk is open again on its day, without anybody doing anything', async () => {
    const { client, team, finding, id, audit } = await withFinding();
    const accept = (expiresOn: string) =>
      post(`${finding}/risk-acceptance`, client.owner, { reason: 'Chờ nhà cung cấp', expiresOn });
    expect((await accept('2026-11-22')).status).toBe(422);
    expect((await accept('2026-12-01')).body).toMatchObject({
      state: 'risk_accepted',
      riskAcceptance: { expired: false },
    });
    const listed = async (state: string) =>
      (await call(service, 'GET', `/v1/findings?state=${state}`, client.owner.headers)).body.items.map(
        (entry: { id: string }) => entry.id,
      );
    expect([await listed('open'), await listed('risk_accepted')]).toEqual([[], [id]]);
    try {
      service.setNow('2026-11-30T16:59:59Z');
      expect(await listed('risk_accepted')).toEqual([id]);
      service.setNow('2026-11-30T17:00:00Z');
      expect([await listed('open'), await listed('risk_accepted')]).toEqual([[id], []]);
      expect((await call(service, 'GET', finding, client.owner.headers)).body).toMatchObject({
        state: 'open',
        riskAcceptance: { expired: true },
      });
      const refused = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
      expect([refused.status, JSON.stringify(refused.body.errors)]).toEqual([409, expect.stringContaining(id)]);
    } finally {
      service.setNow('2026-11-21T23:30:00Z');
    }
  });

  it('a risk is accepted for a year at most, and then again; the refusal says that this is no rule of the law', async () => {
    const { client, finding } = await withFinding();
    const accept = (expiresOn: string) =>
      post(`${finding}/risk-acceptance`, client.owner, { reason: 'Chờ nhà cung cấp', expiresOn });
    const refused = await accept('2027-11-23');
    expect([refused.status, refused.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/expiresOn', code: 'out_of_range' },
    ]);
    expect(refused.body.errors[0].message).toContain('không phải của luật');
    expect(refused.body.errors[0].fix).toContain('2027-11-22');
    expect((await accept('2027-11-22')).status).toBe(200);
    try {
      service.setNow('2027-01-10T00:00:00Z');
      expect((await accept('2028-01-10')).body.riskAcceptance.expiresOn).toBe('2028-01-10');
    } finally {
      service.setNow('2026-11-21T23:30:00Z');
    }
  });

  it('a risk is accepted by a person who leads the organisation: no contributor, no key, no adviser', async () => {
    const { client, finding } = await withFinding();
    const body = { reason: 'Tạm chấp nhận', expiresOn: '2027-01-01' };
    const contributor = await client.company.person('contributor');
    expect((await post(`${finding}/risk-acceptance`, contributor, body)).status).toBe(403);
    const key = await client.company.as('owner');
    expect((await post(`${finding}/risk-acceptance`, { headers: key }, body)).status).toBe(403);
    const adviser = await service.organisation('adviser');
    await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at)
      values ('${client.company.id}', 'grt_x', '${adviser.id}', 'usr_test', now())`);
    const forClient = { headers: { ...(await adviser.as('owner')), 'Organisation-Id': client.company.id } };
    expect((await call(service, 'GET', finding, forClient.headers)).status).toBe(200);
    expect((await post(`${finding}/risk-acceptance`, forClient, body)).status).toBe(403);
    expect((await post(`${finding}/remediation`, forClient, { remediation: 'Đã làm' })).status).toBe(200);
  });

  it('nothing about findings changes while a conclusion is being signed; afterwards they go on', async () => {
    const under = await underReview(service, 'exam-grading');
    const { audit, team, client } = under;
    const made = await post(`${audit}/findings`, team.first, NEW);
    const finding = `/v1/findings/${made.body.id}`;
    const audited = `${audit}/findings/${made.body.id}`;
    await acceptRest(service, under);
    const proposed = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('open_findings'));
    expect(proposed.body.status, JSON.stringify(proposed.body)).toBe('signing');
    expect((await post(`${finding}/remediation`, client.owner, { remediation: 'Đã làm' })).status).toBe(409);
    expect((await edit(service, 'PATCH', audited, team.first, { severity: 'low' })).status).toBe(409);
    expect((await post(`${audit}/findings`, team.first, NEW)).status).toBe(409);
    await edit(service, 'POST', `${audit}/sign-offs`, team.second);
    expect((await post(`${finding}/remediation`, client.owner, { remediation: 'Đã làm' })).status).toBe(200);
    expect(
      (await post(`${audited}/verification`, team.first, { settled: true, verification: 'Đã xem' })).body.state,
    ).toBe('verified');
    const { record } = { record: (await call(service, 'GET', `${audit}/record`, team.first.headers)).body };
    expect(record.findings).toMatchObject([{ id: made.body.id, state: 'open' }]);
  });
});
