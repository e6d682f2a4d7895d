import { describe, expect, it } from 'vitest';
import { PORTS } from '../../support/everything.ts';
import { type Answered, BASE_URL, call, startService, type TestOrganisation } from '../../support/service.ts';

const service = startService({ jobs: PORTS.jobs });

type Headers = Record<string, string>;

/** A draft of the company, with nothing answered. */
async function draftOf(headers: Headers): Promise<string> {
  const system = await call(service, 'POST', '/v1/systems', headers, { name: 'Hệ thống' });
  return (await call(service, 'POST', '/v1/assessments', headers, { systemId: system.body.id })).body.id;
}

async function begin(draft: string, headers: Headers): Promise<Answered> {
  const asked = { ...headers, Prefer: 'respond-async' };
  const begun = await call(service, 'GET', `/v1/assessments/${draft}/reports/audit?format=pdf`, asked);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  await expect
    .poll(async () => (await call(service, 'GET', begun.headers.get('Location')!, headers)).body.state)
    .toBe('done');
  return begun.body.id;
}

/** What a caller gets of a job: its state, and what it made. */
const seen = async (job: string, headers: Headers): Promise<number[]> =>
  Promise.all(
    [`/v1/report-jobs/${job}`, `/v1/report-jobs/${job}/result`].map(
      async (path) => (await call(service, 'GET', path, headers)).status,
    ),
  );

const grant = async (company: TestOrganisation, adviser: TestOrganisation): Promise<string> =>
  (await call(service, 'POST', '/v1/organisation/advisers', await company.as('owner'), { adviserId: adviser.id })).body
    .id;

describe('a report that was made for somebody', () => {
  it('is seen by all of the organisation, and by nobody else', async () => {
    const company = await service.organisation('company');
    const job = await begin(await draftOf(await company.as('owner')), await company.as('owner'));
    for (const role of ['owner', 'manager', 'contributor', 'viewer'] as const)
      expect([role, await seen(job, await company.as(role))]).toEqual([role, [200, 200]]);
    for (const kind of ['company', 'adviser'] as const)
      expect(await seen(job, await (await service.organisation(kind)).as('owner'))).toEqual([404, 404]);
    for (const kind of ['audit_body', 'regulator'] as const)
      expect(await seen(job, await (await service.organisation(kind)).as('owner'))).toEqual([403, 403]);
    expect(await seen(job, {})).toEqual([401, 401]);
  });

  it('is gone for whoever signed out, was removed, or has a key without the scope', async () => {
    const company = await service.organisation('company');
    const person = await company.person('viewer');
    const job = await begin(await draftOf(await company.as('owner')), await company.as('owner'));
    expect(await seen(job, person.headers)).toEqual([200, 200]);
    const narrow = await company.as('manager');
    await service.asOwner(
      `update api_key set scopes = '{systems.read}' where organisation_id = '${company.id}' and role = 'manager'`,
    );
    expect(await seen(job, narrow)).toEqual([403, 403]);
    await service.asOwner(`delete from member where user_id = '${person.userId}'`);
    const [state, result] = await seen(job, person.headers);
    expect([state === 200, result === 200]).toEqual([false, false]);
    service.ctx.accounts.people.clear();
    expect(await seen(job, person.headers)).toEqual([401, 401]);
  });

  it('an adviser has it for one client, while the grant lasts', async () => {
    const [one, two] = [await service.organisation('company'), await service.organisation('company')];
    const adviser = await service.organisation('adviser');
    const [given] = [await grant(one, adviser), await grant(two, adviser)];
    const helper = await adviser.person('manager');
    const as = ({ id }: TestOrganisation): Headers => ({ ...helper.headers, 'Organisation-Id': id });
    const job = await begin(await draftOf(as(one)), as(one));
    expect(await seen(job, as(one))).toEqual([200, 200]);
    // For the other client it is no job, and the client has not asked for it.
    for (const headers of [as(two), as(adviser), await one.as('owner'), await two.as('owner')])
      expect(await seen(job, headers)).toEqual([404, 404]);
    const ended = await call(service, 'DELETE', `/v1/organisation/advisers/${given}`, await one.as('owner'));
    expect(ended.status).toBe(204);
    expect(await seen(job, as(one))).toEqual([404, 404]);
  });

  it('is out of reach once the organisation is deleted', async () => {
    const company = await service.organisation('company', 'Sắp xóa');
    const adviser = await service.organisation('adviser');
    await grant(company, adviser);
    const helper = await adviser.person('manager');
    const owner = await company.person('owner');
    const draft = await draftOf(owner.headers);
    const own = await begin(draft, owner.headers);
    const helped = { ...helper.headers, 'Organisation-Id': company.id };
    const theirs = await begin(draft, helped);
    const confirmed = { ...owner.headers, Origin: BASE_URL };
    const gone = await call(service, 'POST', '/v1/organisation/deletion', confirmed, { name: 'Sắp xóa' });
    expect(gone.status, JSON.stringify(gone.body)).toBeLessThan(300);
    for (const [job, headers] of [
      [own, owner.headers],
      [theirs, helped],
      [theirs, { ...helper.headers, 'Organisation-Id': adviser.id }],
    ] as const)
      expect((await seen(job, headers)).every((status) => status === 403 || status === 404)).toBe(true);
  });
});
