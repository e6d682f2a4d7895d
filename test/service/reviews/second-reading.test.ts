import { describe, expect, inject, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import {
  accepted,
  acceptRest,
  conclusionOf,
  DECLARED,
  edit,
  newClient,
  newTeam,
  type Person,
  submit,
  type Under,
  underReview,
} from './support.ts';

const service = startService();

const get = (path: string, { headers }: Person) => call(service, 'GET', path, headers);
const post = (path: string, { headers }: Person, body?: unknown) => call(service, 'POST', path, headers, body);
const conclude = ({ audit, team }: Under, kind: string) =>
  edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf(kind));
const draw = ({ audit, team }: Under, share: number) => edit(service, 'PUT', `${audit}/sample`, team.first, { share });

const FINDING = { title: 'Thiếu nhật ký', description: 'Không có nhật ký.', severity: 'low' };

describe('a sample', () => {
  it('can be widened once it was drawn, and never narrowed: nobody draws again until a bad answer falls out', async () => {
    const under = await underReview(service);
    const { audit, team } = under;
    expect((await draw(under, 0.5)).status).toBe(200);
    const narrowed = await draw(under, 0.1);
    expect([narrowed.status, (await get(`${audit}/sample`, team.first)).body.share]).toEqual([409, 0.5]);
    expect((await draw(under, 0.8)).status).toBe(200);
  });

  it('is not narrowed either after a verdict on an answer that it would leave out', async () => {
    const under = await underReview(service);
    const { audit, team } = under;
    const { missing } = (await get(`${audit}/verdicts`, team.first)).body;
    const verdicts = missing.map((questionId: string) => ({ questionId, verdict: 'rejected', reason: 'Sai' }));
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, { verdicts });
    expect((await draw(under, 0.1)).status).toBe(409);
    expect((await draw(under, 1)).status).toBe(200);
  });

  it('excuses no answer outside of it that was looked at and not accepted', async () => {
    const under = await underReview(service);
    const { audit, team } = under;
    const all = (await get(`${audit}/sample`, team.first)).body.questions as string[];
    const drawn = (await draw(under, 0.1)).body.questions as string[];
    const questionId = all.find((id) => !drawn.includes(id))!;
    await acceptRest(service, under);
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, {
      verdicts: [{ questionId, verdict: 'rejected', reason: 'Sai sự thật' }],
    });
    const refused = await conclude(under, 'no_open_findings');
    expect([refused.status, refused.body.errors?.length]).toEqual([409, 1]);
  });
});

describe('a conclusion', () => {
  it('that names open findings rests on the whole sample too: who did not look is unable to conclude', async () => {
    const under = await underReview(service);
    const { audit, team } = under;
    const { missing } = (await get(`${audit}/verdicts`, team.first)).body;
    expect((await post(`${audit}/findings`, team.first, FINDING)).status).toBe(201);
    const early = await conclude(under, 'open_findings');
    expect([early.status, early.body.errors?.length]).toEqual([409, missing.length]);
    await acceptRest(service, under);
    expect((await conclude(under, 'open_findings')).status).toBe(201);
  });

  it.skipIf(!inject('postgresUrl'))(
    'while the organisation withdraws, reopens or submits: one state, never two',
    async () => {
      for (let round = 0; round < 4; round += 1) {
        const under = await accepted(service);
        const { client, audit, review, team } = under;
        await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.first.userId] });
        await post(`${audit}/independence`, team.first, DECLARED);
        await acceptRest(service, under);
        const path = `/v1/assessments/${client.assessmentId}`;
        const answers = await Promise.all([
          conclude(under, 'no_open_findings'),
          edit(service, 'POST', `${audit}/change-requests`, team.first, { requests: [{ reason: 'Xem lại' }] }),
          post(`${path}/withdraw`, client.owner, { reason: 'Không còn dùng' }),
          post(`${path}/reopen`, client.owner),
          post(`${audit}/resignation`, team.leader, { reason: 'Không đủ người' }),
          edit(service, 'POST', `${path}/submissions`, client.owner, {}),
        ]);
        expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
        const { status: reviewState } = (await get(review, client.owner)).body;
        const { status: state } = (await get(path, client.owner)).body;
        const fitting: Record<string, string[]> = {
          concluded: ['concluded', 'withdrawn'],
          changes_requested: ['changes_requested'],
          in_review: ['in_review'],
          declined: ['submitted', 'draft', 'withdrawn'],
          withdrawn: ['draft', 'submitted', 'withdrawn'],
        };
        expect(fitting[reviewState], `${reviewState} ${state}`).toContain(state);
        const records = await service.asOwner(`select 1 from review_record where review_id = '${under.id}'`);
        expect(records).toHaveLength(reviewState === 'concluded' ? 1 : 0);
      }
    },
  );
});

describe('a verdict', () => {
  it('is due again where evidence is the same file with another period: whether it counts is what was looked at', async () => {
    const under = await underReview(service);
    const { client, audit, team } = under;
    const { missing } = (await get(`${audit}/verdicts`, team.first)).body;
    const questionId: string = missing[0];
    await edit(service, 'POST', `${audit}/change-requests`, team.first, {
      requests: [{ questionId, reason: 'Bổ sung' }],
    });
    const link = await post('/v1/evidence/links', client.owner, {
      href: 'https://example.vn/a',
      title: 'Chứng cứ',
      validUntil: '2027-06-30',
    });
    await call(
      service,
      'PUT',
      `/v1/evidence/${link.body.id}/uses/${client.assessmentId}/${questionId}`,
      client.owner.headers,
    );
    await submit(service, client);
    await acceptRest(service, under);
    await edit(service, 'POST', `${audit}/change-requests`, team.first, {
      requests: [{ questionId, reason: 'Hạn dùng' }],
    });
    const changed = await edit(service, 'PATCH', `/v1/evidence/${link.body.id}`, client.owner, {
      validUntil: '2099-12-31',
    });
    expect(changed.status).toBe(200);
    await submit(service, client);
    expect((await get(`${audit}/verdicts`, team.first)).body.missing).toEqual([questionId]);
    const changes = (await get(`${audit}/changes`, team.first)).body;
    expect(changes.evidence).toEqual([{ questionId, added: [], removed: [], changed: ['https://example.vn/a'] }]);
    expect(changes.unansweredRequests).toEqual([]);
  });

  it('and those before it are read in pages, and none is lost between them', async () => {
    const under = await underReview(service);
    const { audit, team } = under;
    for (const verdict of ['accepted', 'rejected'] as const) {
      const questions = (await get(`${audit}/sample`, team.first)).body.questions as string[];
      const verdicts = questions.map((questionId) => ({ questionId, verdict, reason: 'Đã xem' }));
      const given = await edit(service, 'PUT', `${audit}/verdicts`, team.first, { verdicts });
      expect(given.status).toBe(200);
    }
    const whole = (await get(`${audit}/verdicts/history?limit=200`, team.first)).body;
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await get(
        `${audit}/verdicts/history?limit=7${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        team.first,
      );
      expect(page.status, JSON.stringify(page.body)).toBe(200);
      expect(page.body.items.length).toBeLessThanOrEqual(7);
      seen.push(...page.body.items);
      cursor = page.body.next;
    }
    expect(whole.next).toBeNull();
    expect(seen).toEqual(whole.items);
    expect((await get(`${audit}/verdicts/history?cursor=nonsense`, team.first)).status).toBe(422);
  });
});

describe('independence', () => {
  it('is lost by whoever worked for the client through a key, also when that person has left the adviser', async () => {
    const { client, team, audit } = await accepted(service);
    const adviser = await service.organisation('adviser');
    await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at)
      values ('${client.company.id}', '${service.ctx.ids.next('grt')}', '${adviser.id}', 'usr_test', now())`);
    const key = await adviser.as('contributor');
    await service.asOwner(
      `update api_key set created_by = '${team.first.userId}' where organisation_id = '${adviser.id}'`,
    );
    const made = await call(
      service,
      'POST',
      '/v1/systems',
      { ...key, 'Organisation-Id': client.company.id },
      { name: 'Do bên tư vấn ghi' },
    );
    expect(made.status).toBe(201);
    const refused = await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.first.userId] });
    expect(refused.status).toBe(422);
    expect(
      (await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.second.userId] })).status,
    ).toBe(200);
  });

  it('is asked of whoever accepts and assigns, too: an owner of the client does not lead its audit', async () => {
    const { client, team, audit } = await accepted(service);
    await service.asOwner(`insert into member (organisation_id, user_id, role, joined_at)
      values ('${client.company.id}', '${team.leader.userId}', 'owner', now())`);
    const headers = { ...team.leader.headers, 'Organisation-Id': team.body.id };
    const refused = await edit(
      service,
      'PUT',
      `${audit}/auditors`,
      { userId: team.leader.userId, headers },
      {
        userIds: [team.first.userId],
      },
    );
    expect(refused.status).toBe(403);
  });
});

describe('an invitation', () => {
  it.skipIf(!inject('postgresUrl'))(
    'answered while it is taken back, and while the assessment is edited again: one outcome',
    async () => {
      for (let round = 0; round < 5; round += 1) {
        const [client, team] = [await newClient(service), await newTeam(service)];
        const asked = await post('/v1/reviews', client.owner, {
          submissionId: client.submissionId,
          auditBodyId: team.body.id,
        });
        const [audit, review, path] = [
          `/v1/audits/${asked.body.id}`,
          `/v1/reviews/${asked.body.id}`,
          `/v1/assessments/${client.assessmentId}`,
        ];
        const attempts = [
          () => post(`${audit}/acceptance`, team.leader),
          () => post(`${audit}/refusal`, team.leader, { reason: 'Không đủ người' }),
          () => post(`${review}/withdrawal`, client.owner),
          () => post(`${path}/reopen`, client.owner),
          () => post(`${path}/withdraw`, client.owner, { reason: 'Không còn dùng' }),
        ];
        // Whoever comes first differs from round to round.
        const order = attempts.map((_, index) => attempts[(index + round) % attempts.length]!);
        const answers = await Promise.all(order.map((attempt) => attempt()));
        expect(answers.map(({ status }) => status).filter((status) => ![200, 409].includes(status))).toEqual([]);
        const { status: reviewState } = (await get(review, client.owner)).body;
        const { status: state } = (await get(path, client.owner)).body;
        const fitting: Record<string, string[]> = {
          in_review: ['in_review'],
          declined: ['submitted', 'draft', 'withdrawn'],
          withdrawn: ['submitted', 'draft', 'withdrawn'],
        };
        expect(fitting[reviewState], `${reviewState} ${state}`).toContain(state);
      }
    },
  );
});

describe('working papers', () => {
  const REASON = 'Lý do chỉ bên rà soát biết';

  /** Everything an owner can take out of the service, and what stands in the organisation's log. */
  async function taken({ client }: Under): Promise<string> {
    const log = await get('/v1/log/events?limit=200', client.owner);
    const exported = await get('/v1/organisation/export', client.owner);
    expect(exported.status).toBe(200);
    return `${JSON.stringify(log.body)}${exported.body}`;
  }

  it('are told when changes are requested, not before: by no route, no export, and not under the role of a member', async () => {
    const under = await underReview(service);
    const { client, audit, team } = under;
    const { missing } = (await get(`${audit}/verdicts`, team.first)).body;
    const verdicts = [{ questionId: missing[0], verdict: 'rejected', reason: REASON }];
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, { verdicts });
    const rows = () =>
      service.db.transaction(
        { role: 'member', organisationId: client.company.id, actorOrganisationId: client.company.id },
        (trx) => trx.selectFrom('review_verdict').select('reason').execute(),
      );
    expect(await taken(under)).not.toContain(REASON);
    expect(await rows()).toEqual([]);
    await edit(service, 'POST', `${audit}/change-requests`, team.first, { requests: [{ reason: 'Xem lại' }] });
    expect(await taken(under)).toContain(REASON);
    await submit(service, client);
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, { verdicts: [{ ...verdicts[0], reason: 'Vòng hai' }] });
    expect(await rows()).toEqual([{ reason: REASON }]);
  });

  it('a conclusion that waits for a signature is no conclusion yet, in the log neither', async () => {
    const under = await underReview(service, 'exam-grading');
    const { audit, team } = under;
    const proposed = await conclude(under, 'unable_to_conclude');
    expect(proposed.body.status).toBe('signing');
    expect(await taken(under)).not.toContain('unable_to_conclude');
    await edit(service, 'POST', `${audit}/sign-offs`, team.second);
    expect(await taken(under)).toContain('unable_to_conclude');
  });
});
