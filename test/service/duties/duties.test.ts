import { describe, expect, it } from 'vitest';
import { runReminders } from '../../../src/features/duties/index.ts';
import { type Answered, call, startService } from '../../support/service.ts';
import { type Client, edit, newClient } from '../reviews/support.ts';

const service = startService();

async function clientOn(instant: string, example?: string): Promise<Client> {
  service.setNow(instant);
  const client = await newClient(service, example);
  await edit(service, 'PATCH', `/v1/systems/${client.systemId}`, client.owner, { roles: ['provider', 'deployer'] });
  return client;
}

async function dutiesOf({ owner }: Client, query = ''): Promise<Answered[]> {
  const { status, body } = await call(service, 'GET', `/v1/duties${query}`, owner.headers);
  expect(status).toBe(200);
  for (const { basis } of body.duties) for (const id of basis) expect(body.citations[id]).toBeDefined();
  return body.duties;
}

const triggers = async (client: Client): Promise<string[]> =>
  (await dutiesOf(client)).filter(({ kind }) => kind === 'reassessment').map(({ id }) => id.split(':')[2]);

const NOW = '2026-11-22T00:00:00Z';

describe('duties', () => {
  it('come from the last submission, with their day, their article and where they come from', async () => {
    const client = await clientOn(NOW, 'airport-face-recognition');
    const dated = (await dutiesOf(client, '?limit=200')).filter(({ kind }) => kind === 'obligation');
    expect(dated.length).toBeGreaterThan(0);
    for (const duty of dated) {
      expect(duty.source).toEqual({ kind: 'submission', id: client.submissionId });
      expect(duty.basis.length).toBeGreaterThan(0);
      expect(duty.dueOn === null ? duty.possibleDates.length : 1).toBeGreaterThan(0);
      expect(duty.yours).not.toBe('no');
    }
    expect((await dutiesOf(client, `?limit=200&system=${client.systemId}`)).length).toBeGreaterThanOrEqual(
      dated.length,
    );
    const wrong = await call(service, 'GET', '/v1/duties?system=sys_x', client.owner.headers);
    expect(wrong.status).toBe(404);
  });

  it('without a day to rely on, because there may be no transition period, stand undetermined and say so', async () => {
    const client = await clientOn(NOW, 'credit-scoring-automatic');
    const open = (await dutiesOf(client, '?limit=200')).filter(({ kind, dueOn }) => kind === 'obligation' && !dueOn);
    expect(open.length).toBeGreaterThan(0);
    for (const { state, possibleDates, notes } of open) {
      expect([state, possibleDates]).toEqual(['undetermined', []]);
      expect(JSON.stringify(notes)).toContain('Có thể không có');
    }
  });

  it('what must be finished before a day is due on the day before, and nothing is overdue that may not apply or may be done', async () => {
    const client = await clientOn(NOW, 'airport-face-recognition');
    const days = (await dutiesOf(client)).flatMap(({ dueOn, possibleDates }) => (dueOn ? [dueOn] : possibleDates));
    expect(days).toContain('2027-02-28');
    expect(days).not.toContain('2027-03-01');
    expect(days).not.toContain('2027-09-01');
    service.setNow('2028-06-01T00:00:00Z');
    for (const duty of await dutiesOf(client)) {
      if (duty.applies === 'unknown') expect(duty.state).toBe('undetermined');
      if (duty.state === 'overdue') expect([duty.applies, duty.done]).toEqual(['yes', 'no']);
    }
  });

  it('count the clocks of incidents and changes, in the order of their days', async () => {
    const client = await clientOn(NOW);
    const at = '2026-11-20T09:00:00+07:00';
    const incident = await call(service, 'POST', '/v1/incidents', client.owner.headers, {
      systemId: client.systemId,
      title: 'Sự cố',
      detectedAt: at,
      confirmedAt: at,
      test: { lifeOrHealth: 'yes' },
    });
    const change = await call(service, 'POST', '/v1/changes', client.owner.headers, {
      systemId: client.systemId,
      kind: 'authority_order',
      description: 'Yêu cầu bằng văn bản',
      happenedOn: '2026-11-01',
    });
    const duties = await dutiesOf(client);
    const report = duties.find(({ id }) => id === `incident:${incident.body.id}:VN-AI-062`);
    expect(report).toMatchObject({
      dueOn: '2026-11-23',
      dueAt: '2026-11-23T02:00:00.000Z',
      binding: true,
      state: 'upcoming',
    });
    expect(duties.find(({ id }) => id === `change:${change.body.id}:review`)).toMatchObject({
      state: 'due',
      dueOn: null,
    });
    const days = duties.map(({ dueOn, possibleDates }) => dueOn ?? possibleDates[0] ?? '9999');
    expect(days).toEqual(days.toSorted());
    const filing = { kind: 'preliminary', filedAt: '2026-11-21T09:00:00+07:00', addressee: 'Cổng' };
    await call(service, 'POST', `/v1/incidents/${incident.body.id}/filings`, client.owner.headers, filing);
    const after = await dutiesOf(client);
    expect(after.find(({ id }) => id === report.id)).toBeUndefined();
    expect(after.find(({ id }) => id === `incident:${incident.body.id}:VN-AI-065`)).toMatchObject({
      dueOn: '2026-12-06',
    });
  });

  it('come in pages that neither lose nor double one', async () => {
    const client = await clientOn(NOW, 'credit-scoring-automatic');
    const version = { version: 'Bản 2 – “thử nghiệm”' };
    await edit(service, 'PATCH', `/v1/systems/${client.systemId}`, client.owner, version);
    const all = (await dutiesOf(client, '?limit=200')).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(3);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next && `&cursor=${next}`;
      const { body } = await call(service, 'GET', `/v1/duties?limit=3${cursor}`, client.owner.headers);
      seen.push(...body.duties.map(({ id }: { id: string }) => id));
      next = body.next;
    }
    expect(seen).toEqual(all);
    for (const cursor of ['x', 'AAAA', '%F0%9F%98%80']) {
      const wrong = await call(service, 'GET', `/v1/duties?cursor=${cursor}`, client.owner.headers);
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/cursor']);
    }
  });

  it('are nobody else’s', async () => {
    const client = await clientOn(NOW, 'credit-scoring-automatic');
    const stranger = await (await service.organisation('company')).as('owner');
    expect((await call(service, 'GET', '/v1/duties', stranger)).body.duties).toEqual([]);
    expect((await call(service, 'GET', `/v1/duties?system=${client.systemId}`, stranger)).status).toBe(404);
    const auditor = await (await service.organisation('audit_body')).as('auditor');
    expect((await call(service, 'GET', '/v1/duties', auditor)).status).toBe(403);
  });
});

describe('reasons to assess again', () => {
  it('none for a fresh submission; a new version, an incident that is not ruled out', async () => {
    const client = await clientOn(NOW);
    expect(await triggers(client)).toEqual([]);
    service.setNow('2026-11-23T00:00:00Z');
    await edit(service, 'PATCH', `/v1/systems/${client.systemId}`, client.owner, { version: '2.0' });
    expect(await triggers(client)).toEqual(['version']);
    const register = (answer: string) =>
      call(service, 'POST', '/v1/incidents', client.owner.headers, {
        systemId: client.systemId,
        title: 'Sự cố',
        detectedAt: '2026-11-22T09:00:00+07:00',
        test: Object.fromEntries(
          ['lifeOrHealth', 'propertyOrOperation', 'rights', 'servicesOrSecurity', 'riskOnly'].map((key) => [
            key,
            answer,
          ]),
        ),
      });
    await register('no');
    expect(await triggers(client)).toEqual(['version']);
    await register('unknown');
    expect((await triggers(client)).toSorted()).toEqual(['incident', 'version']);
  });

  it('the law changed since the day of the assessment, and not before that day', async () => {
    // The list of high-risk systems came into force on 15 August 2026, in Viet Nam.
    const client = await clientOn('2026-08-13T20:00:00Z');
    await runReminders(service.ctx);
    await service.asOwner(`update submission_duty set summary = jsonb_set(summary, '{asOf}', '"2026-08-14"')
      where submission_id = '${client.submissionId}'`);
    expect(await triggers(client)).toEqual([]);
    service.setNow('2026-08-14T16:59:59Z');
    expect(await triggers(client)).toEqual([]);
    service.setNow('2026-08-14T17:00:00Z');
    const [duty] = (await dutiesOf(client)).filter(({ kind }) => kind === 'reassessment');
    expect(duty).toMatchObject({ since: '2026-08-15', source: { kind: 'law' }, binding: false });
    expect(duty.notes.length).toBeGreaterThan(0);
  });

  it('rules that were corrected, evidence that expired, a risk whose acceptance ran out', async () => {
    const client = await clientOn(NOW);
    await runReminders(service.ctx);
    const change = (path: string, value: string) =>
      service.asOwner(`update submission_duty set summary = jsonb_set(summary, '${path}', '${value}')
        where submission_id = '${client.submissionId}'`);
    await change('{evidence}', '[{"id": "evd_1", "validUntil": "2026-11-22"}]');
    expect(await triggers(client)).toEqual([]);
    service.setNow('2026-11-22T17:00:00Z');
    expect(await triggers(client)).toEqual(['evidence']);
    await change('{rulesHash}', '"other"');
    expect((await triggers(client)).toSorted()).toEqual(['evidence', 'rules']);
    const finding = async (id: string, state: string, due: string, until: string) => {
      const accepted = state === 'risk_accepted';
      await service.asOwner(`insert into finding (organisation_id, id, review_id, severity, basis, title, description, due,
          state, accepted_reason, accepted_by, accepted_at, accepted_until, recorded_by, created_at, updated_at)
        values ('${client.company.id}', '${id}', 'rev_1', 'high', '{}', 'Thiếu nhật ký', '', ${due}, '${state}',
          ${accepted ? "'x', 'usr_1', now()" : 'null, null, null'}, ${until}, 'usr_2', now(), now())`);
    };
    await service.asOwner(`insert into review (organisation_id, id, assessment_id, system_id, submission_id, audit_body_id,
        audit_body_name, client_name, system_name, status, seed, invited_by, created_at, updated_at)
      values ('${client.company.id}', 'rev_1', '${client.assessmentId}', '${client.systemId}', '${client.submissionId}', 'org_x',
        'x', 'x', 'x', 'in_review', 'x', 'usr_1', now(), now())`);
    await finding('fin_1', 'open', "'2026-11-22'", 'null');
    await finding('fin_2', 'risk_accepted', 'null', "'2026-11-23'");
    await finding('fin_3', 'risk_accepted', 'null', "'2026-11-24'");
    const duties = await dutiesOf(client);
    expect(duties.find(({ id }) => id === 'finding:fin_1')).toMatchObject({ state: 'overdue', binding: false });
    const accepted = duties.filter(({ id }) => id.includes(':acceptance:'));
    expect(accepted.map(({ source }) => source.id)).toEqual(['fin_2']);
  });
});

describe('the calendar', () => {
  it('is a file with every day, and a feed whose address can be revoked', async () => {
    const client = await clientOn(NOW, 'credit-scoring-automatic');
    const all = await dutiesOf(client, '?limit=200');
    const dated = all.filter(({ dueOn, possibleDates }) => dueOn ?? possibleDates[0]);
    // What has no day stands together in one.
    const events = dated.length + (dated.length < all.length ? 1 : 0);
    const file = await call(service, 'GET', '/v1/duties/calendar.ics?lang=vi', client.owner.headers);
    expect(file.headers.get('Content-Type')).toContain('text/calendar');
    expect(file.body.match(/BEGIN:VEVENT/g)).toHaveLength(events);
    const made = await call(service, 'POST', '/v1/duty-feeds', client.owner.headers, { name: 'Pháp chế', lang: 'en' });
    expect(made.status).toBe(201);
    const path = new URL(made.body.href).pathname;
    const feed = await call(service, 'GET', path, {});
    expect(feed.status).toBe(200);
    expect(feed.body.match(/BEGIN:VEVENT/g)).toHaveLength(events);
    expect(feed.body).toContain('Duties on artificial intelligence');
    expect((await call(service, 'GET', '/v1/duty-feeds/abc/calendar.ics', {})).status).toBe(404);
    const kept = await service.asOwner(`select * from duty_feed where organisation_id = '${client.company.id}'`);
    expect(JSON.stringify(kept)).not.toContain(path.split('/')[3]);
    const stranger = await (await service.organisation('company')).as('owner');
    expect((await call(service, 'DELETE', `/v1/duty-feeds/${made.body.id}`, stranger)).status).toBe(404);
    expect((await call(service, 'DELETE', `/v1/duty-feeds/${made.body.id}`, client.owner.headers)).status).toBe(204);
    expect((await call(service, 'GET', path, {})).status).toBe(404);
    expect((await call(service, 'GET', '/v1/duty-feeds', client.owner.headers)).body.items).toEqual([]);
  });
});
