import { describe, expect, inject, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import { acceptRest, conclusionOf, edit, underReview } from './support.ts';

const service = startService();

describe('a conclusion', () => {
  it('“no open findings” is refused with every reason why it does not follow', async () => {
    const under = await underReview(service);
    const { audit, team, client } = under;
    const conclude = (kind: string) => edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf(kind));
    const early = await conclude('no_open_findings');
    const { missing } = (await call(service, 'GET', `${audit}/verdicts`, team.first.headers)).body;
    expect([early.status, early.body.errors.length]).toEqual([409, missing.length]);
    expect((await conclude('open_findings')).status).toBe(409);
    const questionId = missing[0];
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, {
      verdicts: [{ questionId, verdict: 'insufficient', reason: 'Không có tài liệu' }],
    });
    await acceptRest(service, under);
    const unexplained = await conclude('no_open_findings');
    expect([unexplained.status, unexplained.body.errors.length]).toEqual([409, 1]);
    const made = await call(service, 'POST', `${audit}/findings`, team.first.headers, {
      title: 'Thiếu tài liệu',
      description: 'Không có tài liệu.',
      severity: 'low',
      questionId,
    });
    expect((await conclude('no_open_findings')).body.errors).toHaveLength(1);
    const finding = `/v1/findings/${made.body.id}`;
    await call(service, 'POST', `${finding}/remediation`, client.owner.headers, { remediation: 'Đã gửi' });
    expect((await conclude('no_open_findings')).status).toBe(409);
    await call(service, 'POST', `${audit}/findings/${made.body.id}/verification`, team.first.headers, {
      settled: true,
      verification: 'Đã xem',
    });
    const done = await conclude('no_open_findings');
    expect(done.status, JSON.stringify(done.body)).toBe(201);
  });

  it('“unable to conclude” needs nothing but its reasons', async () => {
    const { audit, team } = await underReview(service);
    const done = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('unable_to_conclude'));
    expect(done.status, JSON.stringify(done.body)).toBe(201);
  });

  it('two different people sign for a high-risk system, over the same state', async () => {
    const under = await underReview(service, 'exam-grading');
    const { audit, review, team, client } = under;
    await acceptRest(service, under);
    const proposed = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    expect(proposed.body).toMatchObject({ status: 'signing', proposal: { signaturesRequired: 2 }, record: null });
    expect((await call(service, 'GET', review, client.owner.headers)).body).toMatchObject({ proposal: null });
    expect((await edit(service, 'POST', `${audit}/sign-offs`, team.first)).status).toBe(409);
    expect((await edit(service, 'POST', `${audit}/sign-offs`, team.second, undefined, '"1"')).status).toBe(412);
    expect(
      (
        await edit(service, 'PUT', `${audit}/verdicts`, team.second, {
          verdicts: [{ questionId: 'x', verdict: 'accepted' }],
        })
      ).status,
    ).toBe(409);
    const back = await edit(service, 'DELETE', `${audit}/conclusion`, team.second);
    expect(back.body).toMatchObject({ status: 'in_review', proposal: null });
    await edit(service, 'POST', `${audit}/conclusion`, team.second, conclusionOf('no_open_findings'));
    const etag = (await call(service, 'GET', audit, team.first.headers)).headers.get('ETag')!;
    const done = await edit(service, 'POST', `${audit}/sign-offs`, team.first, undefined, etag);
    expect(done.body).toMatchObject({ status: 'concluded', proposal: { number: 2 } });
    const record = (await call(service, 'GET', `${review}/record`, client.owner.headers)).body;
    expect(record.signOffs.map(({ by }: { by: string }) => by).sort()).toEqual(
      [team.first.userId, team.second.userId].sort(),
    );
    expect((await edit(service, 'POST', `${audit}/sign-offs`, team.second)).status).toBe(409);
  });

  it('is not completed while somebody who signed has ties to the client by now', async () => {
    const under = await underReview(service, 'exam-grading');
    const { audit, team, client } = under;
    await acceptRest(service, under);
    await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    await service.asOwner(`insert into member (organisation_id, user_id, role, joined_at)
      values ('${client.company.id}', '${team.first.userId}', 'viewer', now())`);
    const refused = await edit(service, 'POST', `${audit}/sign-offs`, team.second);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('độc lập')]);
    expect((await call(service, 'GET', audit, team.second.headers)).body.status).toBe('signing');
  });

  it('a rejected answer that leaves a grave tier possible asks for the second signature too', async () => {
    const { audit, team } = await underReview(service, 'demand-forecasting');
    const { items, missing } = (await call(service, 'GET', `${audit}/verdicts`, team.first.headers)).body;
    expect(items).toEqual([]);
    await edit(service, 'PUT', `${audit}/verdicts`, team.first, {
      verdicts: missing.map((questionId: string) => ({
        questionId,
        verdict: 'rejected',
        reason: 'Không có minh chứng',
      })),
    });
    const { body } = await call(service, 'GET', `${audit}/result`, team.first.headers);
    expect(body.selfAssessed.tier).toBe('low');
    expect(body.reviewed.possibleTiers).toEqual(expect.arrayContaining(['prohibited', 'high', 'low']));
    const proposed = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('unable_to_conclude'));
    expect(proposed.body).toMatchObject({ status: 'signing', proposal: { signaturesRequired: 2 } });
  });

  it.skipIf(!inject('postgresUrl'))('ten who conclude at once make one conclusion, also as signatures', async () => {
    const low = await underReview(service);
    await acceptRest(service, low);
    const both = [low.team.first, low.team.second];
    const concluded = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        edit(service, 'POST', `${low.audit}/conclusion`, both[index % 2]!, conclusionOf('no_open_findings')),
      ),
    );
    expect(concluded.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    const count = await service.asOwner(
      `select (select count(*)::int from review_record where review_id = '${low.id}') as records,
        (select count(*)::int from event where subject_id = '${low.id}' and kind = 'review.concluded') as events,
        (select count(*)::int from review_sign_off where review_id = '${low.id}') as signatures`,
    );
    expect(count).toEqual([{ records: 1, events: 1, signatures: 1 }]);
    const high = await underReview(service, 'exam-grading');
    await acceptRest(service, high);
    await edit(service, 'POST', `${high.audit}/conclusion`, high.team.first, conclusionOf('no_open_findings'));
    const signed = await Promise.all(
      Array.from({ length: 6 }, () => edit(service, 'POST', `${high.audit}/sign-offs`, high.team.second)),
    );
    expect(signed.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(409)]);
  });
});
