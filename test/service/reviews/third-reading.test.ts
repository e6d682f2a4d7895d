/** @module What a third reader of reviews found: samples known in advance, ties behind keys and verdicts, findings left behind. */
import { describe, expect, it } from 'vitest';
import { call, startService, type TestOrganisation } from '../../support/service.ts';
import { accepted, acceptRest, answer, conclusionOf, edit, type Person, submit, underReview } from './support.ts';

const service = startService();

const get = (path: string, { headers }: Person) => call(service, 'GET', path, headers);

const joins = (organisation: TestOrganisation, userId: string) =>
  service.asOwner(`insert into member (organisation_id, user_id, role, joined_at)
    values ('${organisation.id}', '${userId}', 'contributor', now())`);

/** The same person for the audit body: who belongs to several organisations says for which they act. */
const forTeam = (person: Person, body: TestOrganisation): Person => ({
  ...person,
  headers: { Cookie: person.headers.Cookie!, 'Organisation-Id': body.id },
});

describe('a sample that the client has seen', () => {
  it('takes in whatever changed since, so that a later submission cannot change what nobody looks at', async () => {
    const { client, team, audit } = await underReview(service);
    const all = (await get(`${audit}/sample`, team.first)).body.questions as string[];
    await edit(service, 'PUT', `${audit}/sample`, team.first, { share: 0.1 });
    const drawn = (await get(`${audit}/sample`, team.first)).body.questions as string[];
    const [hidden, other] = all.filter((id) => !drawn.includes(id));
    const { answers } = (await get(`${audit}/submission`, team.first)).body.answerFile;
    await edit(service, 'POST', `${audit}/change-requests`, team.first, { requests: [{ reason: 'Xem lại' }] });
    const entry = answers[hidden!];
    const value = typeof entry === 'object' && !Array.isArray(entry) ? entry.value : entry;
    await answer(service, client, { [hidden!]: { value, note: 'Lời giải thích khác' } });
    await submit(service, client);
    const { body } = await get(`${audit}/sample`, team.first);
    expect(body.questions).toContain(hidden);
    expect(body.questions).not.toContain(other);
    expect(body.method.vi).toContain('đã khác với bản nộp trước');
    expect((await get(`${audit}/verdicts`, team.first)).body.missing).toContain(hidden);
    await acceptRest(service, { client, team, audit, id: '', review: '' });
    const done = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    expect(done.status, JSON.stringify(done.body)).toBe(201);
  });
});

describe('ties to the client', () => {
  it('of whoever made a key stop the key as they stop the person', async () => {
    const { client, team, audit } = await accepted(service);
    const made = await call(service, 'POST', '/v1/api-keys', (await team.body.person('owner')).headers, {
      name: 'Phân công',
      role: 'manager',
      scopes: ['audits.assign', 'audits.read'],
      expiresAt: '2027-01-01T00:00:00Z',
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const key = { userId: made.body.id, headers: { Authorization: `Bearer ${made.body.secret}` } };
    const assign = () => edit(service, 'PUT', `${audit}/auditors`, key, { userIds: [team.first.userId] });
    expect((await assign()).status).toBe(200);
    const [{ created_by }] = (await service.asOwner(`select created_by from api_key where id = '${made.body.id}'`)) as [
      { created_by: string },
    ];
    await joins(client.company, created_by);
    const refused = await assign();
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('có quan hệ')]);
  });

  it('that arise after a verdict was given ask for another person’s verdict before the conclusion', async () => {
    const under = await underReview(service);
    const { client, team, audit } = under;
    await acceptRest(service, under);
    await joins(client.company, team.first.userId);
    const conclude = () => edit(service, 'POST', `${audit}/conclusion`, team.second, conclusionOf('no_open_findings'));
    const refused = await conclude();
    expect(refused.status).toBe(409);
    const { items } = (await get(`${audit}/verdicts`, team.second)).body;
    expect(refused.body.errors).toHaveLength(items.length);
    const verdicts = items.map(({ questionId }: { questionId: string }) => ({ questionId, verdict: 'accepted' }));
    expect((await edit(service, 'PUT', `${audit}/verdicts`, team.second, { verdicts })).status).toBe(200);
    expect((await conclude()).status).toBe(201);
    expect((await get(`${audit}/submission`, forTeam(team.first, team.body))).status).toBe(403);
  });
});

describe('findings of a review that was given up', () => {
  it('can still be planned, remedied and accepted by the organisation', async () => {
    const { client, team, audit } = await underReview(service);
    const finding = {
      severity: 'high',
      title: 'Thiếu nhật ký',
      description: 'Ba tháng',
      basis: ['law-134-2025:14.1.d'],
    };
    const ids: string[] = [];
    for (const title of ['Một', 'Hai']) {
      const made = await call(service, 'POST', `${audit}/findings`, team.first.headers, { ...finding, title });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      ids.push(made.body.id);
    }
    await call(service, 'POST', `${audit}/resignation`, team.leader.headers, { reason: 'Không đủ người' });
    const post = (path: string, body: object) => call(service, 'POST', path, client.owner.headers, body);
    const remedied = await post(`/v1/findings/${ids[0]}/remediation`, { remediation: 'Đã bật nhật ký' });
    expect([remedied.status, remedied.body.state]).toEqual([200, 'remediated']);
    const risk = { reason: 'Chờ đơn vị khác', expiresOn: '2027-01-01' };
    const kept = await post(`/v1/findings/${ids[1]}/risk-acceptance`, risk);
    expect([kept.status, kept.body.state]).toEqual([200, 'risk_accepted']);
  });
});

describe('a conclusion that nobody is left to sign', () => {
  it('is taken back by who leads the audit body, and the review goes on with others', async () => {
    const under = await underReview(service, 'credit-scoring-automatic');
    const { team, audit } = under;
    await acceptRest(service, under);
    const proposed = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    expect([proposed.status, proposed.body.status]).toEqual([201, 'signing']);
    const left = [team.first, team.second].map(({ userId }) => `'${userId}'`).join();
    await service.asOwner(`delete from member where user_id in (${left})`);
    const viewer = await team.body.person('viewer');
    expect((await edit(service, 'DELETE', `${audit}/conclusion`, viewer)).status).toBe(403);
    const back = await edit(service, 'DELETE', `${audit}/conclusion`, team.leader);
    expect([back.status, back.body.status]).toEqual([200, 'in_review']);
    const third = await team.body.person('auditor');
    const assigned = await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [third.userId] });
    expect(assigned.status, JSON.stringify(assigned.body)).toBe(200);
  });
});
