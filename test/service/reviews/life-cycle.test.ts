import { describe, expect, it } from 'vitest';
import { hashJson } from '../../../src/content/hash.ts';
import { call, startService } from '../../support/service.ts';
import { send } from '../evidence/files.ts';
import {
  accepted,
  acceptRest,
  answer,
  conclusionOf,
  DECLARED,
  edit,
  newClient,
  newTeam,
  submit,
  underReview,
} from './support.ts';

const service = startService();

const get = (path: string, { headers }: { headers: Record<string, string> }) => call(service, 'GET', path, headers);

describe('a review', () => {
  it('goes from an invitation to a frozen record, with an event for every step in the client’s log', async () => {
    const under = await underReview(service);
    const { audit, review, team, client } = under;
    expect((await get(`/v1/assessments/${client.assessmentId}`, client.owner)).body.status).toBe('in_review');
    const submission = await get(`${audit}/submission`, team.first);
    expect(submission.body).toMatchObject({ schema: 'luongtri.submission/1', id: client.submissionId });
    await acceptRest(service, under);
    const concluded = await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    expect(concluded.status, JSON.stringify(concluded.body)).toBe(201);
    expect(concluded.body).toMatchObject({ status: 'concluded', proposal: { signaturesRequired: 1 } });
    const seen = await get(review, client.owner);
    expect(seen.body).toMatchObject({ status: 'concluded', record: { conclusion: 'no_open_findings' } });
    expect(seen.body.people[team.first.userId]).toBe('Trần Văn Soát');
    const record = await get(`${review}/record`, client.owner);
    expect(hashJson(record.body)).toBe(seen.body.record.hash);
    expect(record.body).toMatchObject({
      schema: 'luongtri.review/1',
      submissionId: client.submissionId,
      submissionHash: hashJson(submission.body),
      auditBody: { id: team.body.id },
      sampling: { seed: null },
      signOffs: [{ by: team.first.userId }],
    });
    expect(record.body.independence.map(({ by }: { by: string }) => by).sort()).toEqual(
      [team.first.userId, team.second.userId].sort(),
    );
    expect(record.body.reviewedResultHash).toBe(hashJson(record.body.reviewedResult));
    expect((await get(`${audit}/record`, team.second)).body).toEqual(record.body);
    expect((await get(`/v1/assessments/${client.assessmentId}`, client.owner)).body.status).toBe('concluded');
    const events = await service.asOwner(
      `select kind, actor_organisation_id, content from event where organisation_id = '${client.company.id}'
       and subject_id = '${under.id}' order by at, id`,
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      'review.invited',
      'review.accepted',
      'review.auditors_assigned',
      'review.independence_declared',
      'review.independence_declared',
      'review.verdicts_given',
      'review.conclusion_proposed',
      'review.signed',
      'review.concluded',
    ]);
    expect(events.at(-1)!.actor_organisation_id).toBe(team.body.id);
    expect(events.map(({ content }) => content).join('\n')).not.toContain('Đã xem');
  });

  it('is told to nobody before its time: no auditor reads before declaring, no client sees working papers', async () => {
    const under = await accepted(service);
    const { audit, review, team, client } = under;
    expect((await get(audit, team.leader)).body).toMatchObject({ systemName: 'Dự báo nhu cầu', auditors: [] });
    for (const path of ['submission', 'verdicts', 'sample', 'result', 'changes', 'findings', 'record']) {
      expect((await get(`${audit}/${path}`, team.first)).status, path).toBe(403);
    }
    expect((await call(service, 'POST', `${audit}/independence`, team.first.headers, DECLARED)).status).toBe(403);
    await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.first.userId] });
    expect((await get(`${audit}/submission`, team.first)).status).toBe(403);
    expect((await call(service, 'POST', `${audit}/independence`, team.first.headers, DECLARED)).status).toBe(201);
    expect((await get(`${audit}/submission`, team.first)).status).toBe(200);
    expect((await get(`${audit}/submission`, team.second)).status).toBe(403);
    expect((await call(service, 'POST', `${audit}/independence`, team.first.headers, DECLARED)).status).toBe(409);
    await acceptRest(service, under);
    expect((await get(`${review}/verdicts`, client.owner)).status).toBe(409);
    expect((await get(`${review}/result`, client.owner)).body).toMatchObject({ reviewed: null, final: false });
    await edit(service, 'PUT', `${audit}/auditors`, team.leader, { userIds: [team.second.userId] });
    expect((await get(`${audit}/submission`, team.first)).status).toBe(403);
  });

  it('goes on with a new submission: verdicts on what stayed the same are carried over, the rest is due again', async () => {
    const under = await underReview(service);
    const { audit, review, team, client } = under;
    await acceptRest(service, under);
    const before = (await get(`${audit}/verdicts`, team.first)).body;
    const [changed, kept] = before.items.map(({ questionId }: { questionId: string }) => questionId);
    const asked = await edit(service, 'POST', `${audit}/change-requests`, team.first, {
      requests: [
        { questionId: changed, reason: 'Nêu rõ hơn' },
        { questionId: kept, reason: 'Bổ sung tài liệu' },
        { reason: 'Xem lại toàn bộ' },
      ],
    });
    expect(asked.body).toMatchObject({ status: 'changes_requested', round: 1 });
    expect((await get(`/v1/assessments/${client.assessmentId}`, client.owner)).body.status).toBe('changes_requested');
    expect((await get(`${review}/verdicts`, client.owner)).body.items).toHaveLength(before.items.length);
    const first = (await get(`${audit}/submission`, team.first)).body;
    const given = first.answerFile.answers[changed];
    const value = typeof given === 'object' && !Array.isArray(given) ? given.value : given;
    await answer(service, client, { [changed]: { value, note: 'Đã nêu rõ' } });
    const second = await submit(service, client);
    const now = (await get(audit, team.first)).body;
    expect(now).toMatchObject({ status: 'in_review', round: 2, submissionId: second });
    expect((await get(`/v1/assessments/${client.assessmentId}`, client.owner)).body.status).toBe('in_review');
    const unseen = { verdicts: [{ questionId: changed, verdict: 'accepted' }] };
    const stale = await edit(service, 'PUT', `${audit}/verdicts`, team.first, unseen, asked.headers.get('ETag')!);
    expect([stale.status, stale.body.current.submissionId]).toEqual([412, second]);
    const after = (await get(`${audit}/verdicts`, team.first)).body;
    expect(after.missing).toEqual([changed]);
    expect(after.items.every(({ carried }: { carried: boolean }) => carried)).toBe(true);
    expect(after.examined).toBe(before.examined - 1);
    const difference = (await get(`${audit}/changes`, team.first)).body;
    expect(difference).toMatchObject({
      from: { submissionId: client.submissionId, number: 1 },
      to: { submissionId: second, number: 2 },
      answers: [{ questionId: changed, kind: 'changed', requested: true }],
      unansweredRequests: [kept],
    });
    expect((await get(`${review}/changes`, client.owner)).body).toEqual(difference);
    await acceptRest(service, under);
    const done = await edit(service, 'POST', `${audit}/conclusion`, team.second, conclusionOf('no_open_findings'));
    expect(done.body.status, JSON.stringify(done.body)).toBe('concluded');
    expect((await get(`${review}/record`, client.owner)).body.submissionId).toBe(second);
  });

  it('ends when the organisation edits or withdraws what is to be reviewed', async () => {
    const [client, team] = [await newClient(service), await newTeam(service)];
    const asked = await call(service, 'POST', '/v1/reviews', client.owner.headers, {
      submissionId: client.submissionId,
      auditBodyId: team.body.id,
    });
    const again = await call(service, 'POST', '/v1/reviews', client.owner.headers, {
      submissionId: client.submissionId,
      auditBodyId: team.body.id,
    });
    expect(again.status).toBe(409);
    const reopened = await call(service, 'POST', `/v1/assessments/${client.assessmentId}/reopen`, client.owner.headers);
    expect(reopened.status, JSON.stringify(reopened.body)).toBe(200);
    expect((await get(`/v1/reviews/${asked.body.id}`, client.owner)).body.status).toBe('withdrawn');
    expect((await call(service, 'POST', `/v1/audits/${asked.body.id}/acceptance`, team.leader.headers)).status).toBe(
      409,
    );
    const early = await call(service, 'POST', '/v1/reviews', client.owner.headers, {
      submissionId: client.submissionId,
      auditBodyId: team.body.id,
    });
    expect(early.status).toBe(409);
  });

  it('that the audit body gives up holds the organisation no longer', async () => {
    for (const requested of [false, true]) {
      const { audit, review, team, client } = await underReview(service);
      if (requested) {
        const requests = [{ reason: 'Xem lại' }];
        expect((await edit(service, 'POST', `${audit}/change-requests`, team.first, { requests })).status).toBe(200);
      }
      const reason = { reason: 'Không còn đủ người độc lập' };
      expect((await call(service, 'POST', `${audit}/resignation`, team.first.headers, reason)).status).toBe(403);
      const given = await call(service, 'POST', `${audit}/resignation`, team.leader.headers, reason);
      expect(given.body).toMatchObject({ status: 'declined', declineReason: reason.reason });
      expect((await get(`${audit}/submission`, team.first)).status).toBe(403);
      expect((await get(review, client.owner)).body.declineReason).toBe(reason.reason);
      const { status } = (await get(`/v1/assessments/${client.assessmentId}`, client.owner)).body;
      expect(status).toBe(requested ? 'draft' : 'submitted');
      if (requested) client.submissionId = await submit(service, client);
      const again = await call(service, 'POST', '/v1/reviews', client.owner.headers, {
        submissionId: client.submissionId,
        auditBodyId: (await newTeam(service)).body.id,
      });
      expect(again.status, JSON.stringify(again.body)).toBe(201);
    }
  });

  it('hands out the files that the submission rests on, and no other file of the organisation', async () => {
    const { audit, team, client } = await underReview(service);
    const upload = async (text: string): Promise<string> =>
      (await send(service, client.owner.headers, new TextEncoder().encode(text), { filename: 'a.txt', title: text }))
        .body.id;
    const [submitted, other] = [await upload('one'), await upload('two')];
    await service.asOwner(`insert into submission_evidence (organisation_id, submission_id, evidence_id, version, sha256)
      select organisation_id, '${client.submissionId}', evidence_id, version, sha256 from evidence_version where evidence_id = '${submitted}'`);
    const content = (id: string) => `${audit}/evidence/${id}/content`;
    const got = await get(content(submitted), team.first);
    expect([got.status, got.body, got.headers.get('Content-Disposition')]).toEqual([
      200,
      'one',
      expect.stringContaining('attachment'),
    ]);
    expect((await get(content(other), team.first)).status).toBe(404);
    expect((await get(content(submitted), team.leader)).status).toBe(403);
  });

  it('a step that is sent twice with one key happens once', async () => {
    const { audit, team, client, id } = await underReview(service);
    const once = { ...team.first.headers, 'Idempotency-Key': 'finding-1' };
    const finding = { title: 'Một', description: 'Một', severity: 'low' };
    const [first, second] = [
      await call(service, 'POST', `${audit}/findings`, once, finding),
      await call(service, 'POST', `${audit}/findings`, once, finding),
    ];
    expect([first.status, second.body]).toEqual([201, first.body]);
    expect((await get(`/v1/findings?review=${id}`, client.owner)).body.items).toHaveLength(1);
  });

  it('under review nothing can be edited or reopened', async () => {
    const { client } = await accepted(service);
    const path = `/v1/assessments/${client.assessmentId}`;
    expect((await edit(service, 'PATCH', `${path}/answers`, client.owner, { remove: ['scope.kind'] })).status).toBe(
      409,
    );
    expect((await call(service, 'POST', `${path}/reopen`, client.owner.headers)).status).toBe(409);
  });

  it('names every mistake of a batch of verdicts, and keeps every verdict that was ever given', async () => {
    const { audit, team } = await underReview(service);
    const { missing } = (await get(`${audit}/verdicts`, team.first)).body;
    const wrong = await edit(service, 'PUT', `${audit}/verdicts`, team.first, {
      verdicts: [
        { questionId: missing[0], verdict: 'rejected' },
        { questionId: missing[0], verdict: 'perhaps' },
      ],
    });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/verdicts/0/reason', '/verdicts/1/verdict']),
    );
    const unfit = await edit(service, 'PUT', `${audit}/verdicts`, team.first, {
      verdicts: [
        { questionId: missing[0], verdict: 'accepted' },
        { questionId: missing[0], verdict: 'accepted' },
        { questionId: 'no.such', verdict: 'accepted' },
      ],
    });
    expect([unfit.status, unfit.body.errors.length]).toEqual([422, 2]);
    const give = (verdict: string, ifMatch: string) =>
      edit(
        service,
        'PUT',
        `${audit}/verdicts`,
        team.first,
        { verdicts: [{ questionId: missing[0], verdict, reason: 'Vì vậy' }] },
        ifMatch,
      );
    const etag = (await get(audit, team.first)).headers.get('ETag')!;
    expect((await give('rejected', etag)).status).toBe(200);
    expect((await give('accepted', etag)).status).toBe(412);
    expect((await give('accepted', '*')).body.items).toMatchObject([{ questionId: missing[0], verdict: 'accepted' }]);
    // Another question: what the first auditor did meanwhile is no conflict.
    const other = { verdicts: [{ questionId: missing[1], verdict: 'accepted' }] };
    expect((await edit(service, 'PUT', `${audit}/verdicts`, team.second, other, etag)).status).toBe(200);
    expect((await edit(service, 'PUT', `${audit}/verdicts`, team.second, other, '"999"')).status).toBe(412);
    const history = await get(`${audit}/verdicts/history?question=${missing[0]}`, team.second);
    expect(history.body.items).toMatchObject([
      { number: 1, verdict: 'rejected', by: team.first.userId },
      { number: 2, verdict: 'accepted' },
    ]);
  });

  it('draws the sample from a seed that nobody chose, and examines what it drew', async () => {
    const under = await underReview(service);
    const { audit, review, team, client } = under;
    const all = (await get(`${audit}/sample`, team.first)).body;
    expect(all).toMatchObject({ drawn: false, share: 1, population: all.questions.length });
    const some = await edit(service, 'PUT', `${audit}/sample`, team.first, { share: 0.1 });
    expect(some.body.questions.length).toBeLessThan(all.questions.length);
    expect((await get(`${audit}/sample`, team.second)).body).toEqual(some.body);
    expect((await edit(service, 'PUT', `${audit}/sample`, team.first, { share: 0 })).status).toBe(422);
    await acceptRest(service, under);
    await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('no_open_findings'));
    const { sampling } = (await get(`${review}/record`, client.owner)).body;
    expect(sampling).toEqual({
      population: all.population,
      examined: some.body.questions.length,
      seed: some.body.seed,
      questions: some.body.questions,
    });
  });
});
