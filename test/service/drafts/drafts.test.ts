import { describe, expect, it } from 'vitest';
import { hashJson } from '../../../src/content/hash.ts';
import { exampleData } from '../../support/app.ts';
import { call, startService, type TestOrganisation } from '../../support/service.ts';

const service = startService();

type Headers = Record<string, string>;

async function newDraft(
  company: TestOrganisation,
  body: object = {},
): Promise<{ path: string; id: string; owner: Headers }> {
  const owner = await company.as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý tuyển dụng', version: '1.0' });
  const made = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id, ...body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { path: `/v1/assessments/${made.body.id}`, id: made.body.id, owner };
}

const save = (path: string, headers: Headers, revision: number | '*', body: object) =>
  call(service, 'PATCH', `${path}/answers`, { ...headers, 'If-Match': revision === '*' ? '*' : `"${revision}"` }, body);

describe('answers of a draft', () => {
  it('pins the versions in force, saves in batches and keeps who changed what, from what, why', async () => {
    const company = await service.organisation('company');
    const { path, owner } = await newDraft(company);
    const draft = await call(service, 'GET', path, owner);
    expect(draft.body).toMatchObject({ status: 'draft', revision: 0, systemName: 'Trợ lý tuyển dụng' });
    expect(draft.body.questionnaires).toContain('vn-ai-triage@2026.1');
    const first = await save(path, owner, 0, { answers: { 'scope.kind': 'system', 'scope.viet-nam': true } });
    expect(first.body).toEqual({ revision: 1, changed: ['scope.kind', 'scope.viet-nam'] });
    const person = await company.person('contributor');
    const second = await save(path, person.headers, 1, {
      answers: { 'scope.kind': 'system', 'scope.viet-nam': { value: 'unknown', note: 'đang hỏi' } },
      why: 'chưa rõ',
    });
    expect(second.body).toEqual({ revision: 2, changed: ['scope.viet-nam'] });
    const history = await call(service, 'GET', `${path}/answers/history?question=scope.viet-nam`, owner);
    expect(history.body.items).toMatchObject([
      { revision: 2, before: true, after: { value: 'unknown' }, why: 'chưa rõ', changedBy: person.userId },
      { revision: 1, before: null, after: true },
    ]);
    const taken = await save(path, owner, 2, { remove: ['scope.kind'] });
    expect(taken.body.changed).toEqual(['scope.kind']);
    expect((await call(service, 'GET', `${path}/answers`, owner)).body.answers).toEqual({
      'scope.viet-nam': { value: 'unknown', note: 'đang hỏi' },
    });
  });

  it('another question changed meanwhile is no conflict; the same question is, and says what it is now', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'));
    await save(path, owner, 0, { answers: { 'scope.kind': 'system' } });
    expect((await save(path, owner, 0, { answers: { 'scope.viet-nam': true } })).status).toBe(200);
    const late = await save(path, owner, 0, { answers: { 'scope.kind': 'model_only' } });
    expect(late.status).toBe(412);
    expect(late.body.current).toMatchObject({ revision: 2, changes: [{ questionId: 'scope.kind', answer: 'system' }] });
    expect((await save(path, owner, 99, { answers: { 'scope.kind': 'model_only' } })).status).toBe(412);
    expect((await call(service, 'PATCH', `${path}/answers`, owner, { answers: {} })).status).toBe(428);
  });

  it('a batch with one wrong answer saves nothing and lists every mistake', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'));
    const wrong = await save(path, owner, 0, {
      answers: { 'scope.kind': 'sytem', 'scope.viet-nam': true, 'no.question': 1, 'fairness.data': 'nowhere' },
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ code }: { code: string }) => code).sort()).toEqual(
      ['unknown_dataset', 'unknown_option', 'unknown_question'].sort(),
    );
    expect((await call(service, 'GET', `${path}/answers`, owner)).body.revision).toBe(0);
  });

  it('the live result is what /v1/assess gives for the same answers', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'));
    const example = exampleData('credit-scoring-officer') as { answers: object };
    const saved = await save(path, owner, 0, { answers: example.answers });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    const live = await call(service, 'GET', `${path}/result?as_of=2026-11-22`, owner);
    const { questionnaires } = (await call(service, 'GET', `${path}/answers`, owner)).body;
    const direct = await call(
      service,
      'POST',
      '/v1/assess',
      {},
      {
        questionnaires,
        as_of: '2026-11-22',
        system: { name: 'Trợ lý tuyển dụng', version: '1.0' },
        answers: example.answers,
      },
    );
    expect(live.body).toEqual(direct.body);
  });
});

describe('submitting', () => {
  it('freezes everything: the record re-computes, and no later edit touches it', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'));
    await save(path, owner, 0, { answers: { 'scope.kind': 'system', 'scope.viet-nam': true } });
    const stale = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '"0"' }, {});
    expect(stale.status).toBe(412);
    const made = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '"1"' }, {});
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const record = await call(service, 'GET', `/v1/submissions/${made.body.id}/record`, owner);
    expect(hashJson(record.body)).toBe(made.body.recordHash);
    expect(hashJson(record.body.result)).toBe(made.body.resultHash);
    expect(record.body).toMatchObject({ number: 1, supersedes: null, answerFile: { as_of: '2026-11-22' } });
    expect((await save(path, owner, '*', { answers: { 'scope.kind': 'model_only' } })).status).toBe(409);
    expect((await call(service, 'POST', `${path}/reopen`, owner)).body.status).toBe('draft');
    await save(path, owner, 1, { answers: { 'scope.kind': 'model_only' } });
    const second = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '"2"' }, {});
    expect(second.body.number).toBe(2);
    const again = await call(service, 'GET', `/v1/submissions/${made.body.id}/record`, owner);
    expect(again.body).toEqual(record.body);
    const next = await call(service, 'GET', `/v1/submissions/${second.body.id}/record`, owner);
    expect(next.body.supersedes).toBe(made.body.id);
  });

  it('a copy begins with the answers of an earlier assessment and can take its place', async () => {
    const company = await service.organisation('company');
    const { path, owner, id } = await newDraft(company);
    await save(path, owner, 0, { answers: { 'scope.kind': 'system' } });
    await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
    const { systemId } = (await call(service, 'GET', path, owner)).body;
    const copy = await call(service, 'POST', '/v1/assessments', owner, { systemId, copyFrom: id });
    const target = `/v1/assessments/${copy.body.id}`;
    expect((await call(service, 'GET', `${target}/answers`, owner)).body.answers).toEqual({ 'scope.kind': 'system' });
    const made = await call(
      service,
      'POST',
      `${target}/submissions`,
      { ...owner, 'If-Match': '*' },
      { supersedes: id },
    );
    expect(made.status).toBe(201);
    expect((await call(service, 'GET', path, owner)).body).toMatchObject({
      status: 'superseded',
      supersededBy: copy.body.id,
    });
  });

  it('an upgrade shows what it would do, then does it, and loses nothing', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'), {
      questionnaires: ['vn-ai-ethics@2024.1'],
    });
    const questionnaire = service.ctx.content.questionnaires.find(
      ({ id, version }) => id === 'vn-ai-ethics' && version === '2024.1',
    )!;
    const scales = questionnaire.sections
      .flatMap(({ questions }) => questions)
      .filter(({ options }) => options?.some(({ id }) => id === 'met'));
    const answers = Object.fromEntries(scales.map(({ id }) => [id, 'met']));
    await save(path, owner, 0, { answers });
    const plan = await call(service, 'GET', `${path}/upgrade?to=vn-ai-ethics@2026.1`, owner);
    expect(plan.body.steps).toHaveLength(1);
    expect((await call(service, 'GET', path, owner)).body.questionnaires).toEqual(['vn-ai-ethics@2024.1']);
    const done = await call(
      service,
      'POST',
      `${path}/upgrade`,
      { ...owner, 'If-Match': '"1"' },
      { questionnaires: ['vn-ai-ethics@2026.1'] },
    );
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body).toEqual(plan.body);
    const after = (await call(service, 'GET', `${path}/answers`, owner)).body;
    const kept =
      Object.keys(after.answers).length +
      Object.values(after.earlierAnswers).flatMap((entry) => Object.keys(entry as object)).length;
    expect(kept).toBe(scales.length);
  });
});

describe('working together', () => {
  it('comments on a question, assigns a section to a member only', async () => {
    const company = await service.organisation('company');
    const { path, owner } = await newDraft(company);
    const made = await call(service, 'POST', `${path}/comments`, owner, {
      questionId: 'scope.kind',
      body: 'Xem lại hợp đồng',
    });
    expect(made.status).toBe(201);
    expect(
      (await call(service, 'POST', `${path}/comments/${made.body.id}/resolve`, owner)).body.resolvedAt,
    ).not.toBeNull();
    expect((await call(service, 'POST', `${path}/comments`, owner, { questionId: 'nothing', body: 'x' })).status).toBe(
      422,
    );
    const { userId } = await company.person('contributor');
    const section = service.ctx.content.questionnaires.find(({ id }) => id === 'vn-ai-triage')!.sections[0]!.id;
    const assigned = await call(service, 'PUT', `${path}/assignments/vn-ai-triage.${section}`, owner, { userId });
    expect(assigned.status, JSON.stringify(assigned.body)).toBe(200);
    expect(
      (await call(service, 'PUT', `${path}/assignments/vn-ai-triage.${section}`, owner, { userId: 'usr_nobody00' }))
        .status,
    ).toBe(422);
    expect((await call(service, 'GET', `${path}/assignments`, owner)).body.items).toHaveLength(1);
  });

  it('a data set is checked when it is kept, and stays while an answer names it', async () => {
    const { path, owner } = await newDraft(await service.organisation('company'));
    const data = (exampleData('hiring-screener') as { datasets?: { kind: string; data: object }[] }).datasets?.[0];
    if (!data) throw new Error('the example has no data set');
    const put = (body: object, revision: number) =>
      call(service, 'PUT', `${path}/datasets/set-1`, { ...owner, 'If-Match': `"${revision}"` }, body);
    expect((await put({ kind: data.kind, data: { outcome: 'x' } }, 0)).status).toBe(422);
    const kept = await put({ kind: data.kind, data: data.data }, 0);
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
    const question = data.kind === 'fairness' ? 'fairness.data' : 'workforce.data';
    const named = await save(path, owner, 1, { answers: { [question]: 'set-1' } });
    expect(named.status, JSON.stringify(named.body)).toBe(200);
    expect((await call(service, 'DELETE', `${path}/datasets/set-1`, { ...owner, 'If-Match': '"2"' })).status).toBe(409);
  });
});
