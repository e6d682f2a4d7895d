import { describe, expect, it } from 'vitest';
import type { Content, Questionnaire } from '../../../src/engine/index.ts';
import { exampleData } from '../../support/app.ts';
import { loaded } from '../../support/content.ts';
import { call, startService, type TestOrganisation } from '../../support/service.ts';

type Headers = Record<string, string>;

const OLD = 'vn-ai-ethics@2024.1';
const NEW = 'vn-ai-ethics@2024.9';
const [RENAMED, KEPT] = scaleQuestions().slice(0, 2) as [string, string];
const CALLED_NOW = `${RENAMED}-renamed`;

function published(): Questionnaire {
  return loaded.content.questionnaires.find(({ id, version }) => `${id}@${version}` === OLD)!;
}

function scaleQuestions(): string[] {
  return published()
    .sections.flatMap(({ questions }) => questions)
    .filter(({ options }) => options?.some(({ id }) => id === 'met'))
    .map(({ id }) => id);
}

/** A version in which one question is called otherwise; none that is published has such a migration. */
function withRenaming(content: Content): Content {
  const newer = structuredClone(published());
  newer.version = NEW.split('@')[1]!;
  newer.migration = { from: OLD, renamed: [{ from: RENAMED, to: CALLED_NOW }] };
  for (const { questions } of newer.sections) {
    for (const question of questions) if (question.id === RENAMED) question.id = CALLED_NOW;
  }
  return { ...content, questionnaires: [...content.questionnaires, newer] };
}

const service = startService({ content: withRenaming(loaded.content) });

const edit = (method: string, path: string, headers: Headers, body?: unknown, ifMatch = '*') =>
  call(service, method, path, { ...headers, 'If-Match': ifMatch }, body);

async function newDraft(company: TestOrganisation, body: object = {}) {
  const owner = await company.as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Trợ lý tuyển dụng' });
  const made = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id, ...body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return {
    owner,
    systemId: system.body.id as string,
    id: made.body.id as string,
    path: `/v1/assessments/${made.body.id}`,
  };
}

async function newLink(owner: Headers): Promise<string> {
  const made = await call(service, 'POST', '/v1/evidence/links', owner, {
    href: 'https://example.vn/chung-cu',
    title: 'Chứng cứ',
  });
  return made.body.id;
}

const usesOf = async (owner: Headers, evidence: string): Promise<string[]> =>
  (await call(service, 'GET', `/v1/evidence/${evidence}/uses`, owner)).body.items
    .map(({ assessmentId, questionId }: Record<string, string>) => `${assessmentId} ${questionId}`)
    .sort();

describe('a copy', () => {
  it('keeps the evidence that serves its questions, and with it the grade of the answers', async () => {
    const { owner, id, path, systemId } = await newDraft(await service.organisation('company'), {
      questionnaires: [OLD],
    });
    const answer = { value: 'met', evidence_grade: 'document' };
    await edit('PATCH', `${path}/answers`, owner, { answers: { [KEPT]: answer } });
    const evidence = await newLink(owner);
    expect((await call(service, 'PUT', `/v1/evidence/${evidence}/uses/${id}/${KEPT}`, owner)).status).toBe(204);
    const copy = await call(service, 'POST', '/v1/assessments', owner, { systemId, copyFrom: id });
    expect(await usesOf(owner, evidence)).toEqual([`${id} ${KEPT}`, `${copy.body.id} ${KEPT}`].sort());
    const submitted = await edit('POST', `/v1/assessments/${copy.body.id}/submissions`, owner, {});
    const record = (await call(service, 'GET', `/v1/submissions/${submitted.body.id}/record`, owner)).body;
    expect(record.evidence).toMatchObject([{ id: evidence, questions: [KEPT] }]);
    expect(record.answerFile.answers[KEPT]).toMatchObject(answer);
  });
});

describe('an upgrade', () => {
  it('takes evidence and comments along to the question that has another name now', async () => {
    const { owner, id, path } = await newDraft(await service.organisation('company'), { questionnaires: [OLD] });
    await edit('PATCH', `${path}/answers`, owner, { answers: { [RENAMED]: 'met', [KEPT]: 'met' } });
    const evidence = await newLink(owner);
    for (const question of [RENAMED, KEPT]) {
      await call(service, 'PUT', `/v1/evidence/${evidence}/uses/${id}/${question}`, owner);
    }
    await call(service, 'POST', `${path}/comments`, owner, { questionId: RENAMED, body: 'Hỏi lại phòng kỹ thuật' });
    const done = await edit('POST', `${path}/upgrade`, owner, { questionnaires: [NEW] });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body.steps[0].renamed).toEqual([{ from: RENAMED, to: CALLED_NOW }]);
    expect((await call(service, 'GET', `${path}/answers`, owner)).body.answers).toEqual({
      [CALLED_NOW]: 'met',
      [KEPT]: 'met',
    });
    expect(await usesOf(owner, evidence)).toEqual([`${id} ${CALLED_NOW}`, `${id} ${KEPT}`].sort());
    const comments = (await call(service, 'GET', `${path}/comments?question=${CALLED_NOW}`, owner)).body.items;
    expect(comments).toHaveLength(1);
  });
});

describe('a submission', () => {
  it('that takes the place of another assessment still follows the earlier ones of its own', async () => {
    const company = await service.organisation('company');
    const first = await newDraft(company);
    await edit('POST', `${first.path}/submissions`, first.owner, {});
    const copy = await call(service, 'POST', '/v1/assessments', first.owner, {
      systemId: first.systemId,
      copyFrom: first.id,
    });
    const path = `/v1/assessments/${copy.body.id}`;
    const own = await edit('POST', `${path}/submissions`, first.owner, {});
    await call(service, 'POST', `${path}/reopen`, first.owner);
    const made = await edit('POST', `${path}/submissions`, first.owner, { supersedes: first.id });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.number).toBe(2);
    const record = (await call(service, 'GET', `/v1/submissions/${made.body.id}/record`, first.owner)).body;
    expect(record).toMatchObject({ number: 2, supersedes: own.body.id });
    expect((await call(service, 'GET', first.path, first.owner)).body).toMatchObject({
      status: 'superseded',
      supersededBy: copy.body.id,
    });
  });

  it('that was withdrawn says why', async () => {
    const { owner, path } = await newDraft(await service.organisation('company'));
    await edit('POST', `${path}/submissions`, owner, {});
    await call(service, 'POST', `${path}/withdraw`, owner, { reason: 'Hệ thống không còn vận hành' });
    expect((await call(service, 'GET', path, owner)).body).toMatchObject({
      status: 'withdrawn',
      withdrawalReason: 'Hệ thống không còn vận hành',
    });
  });
});

describe('evidence', () => {
  it('that an answer names cannot be deleted from under it', async () => {
    const { owner, path } = await newDraft(await service.organisation('company'), { questionnaires: [OLD] });
    const evidence = await newLink(owner);
    const answers = { [KEPT]: { value: 'met', evidence: [evidence], evidence_grade: 'document' } };
    expect((await edit('PATCH', `${path}/answers`, owner, { answers })).status).toBe(200);
    const removed = await edit('DELETE', `/v1/evidence/${evidence}`, owner);
    expect(removed.status).toBe(409);
    await edit('PATCH', `${path}/answers`, owner, { remove: [KEPT] });
    expect((await edit('DELETE', `/v1/evidence/${evidence}`, owner)).status).toBe(204);
  });
});

describe('a data set', () => {
  it('that is replaced or removed leaves what it was in its history', async () => {
    const { owner, path } = await newDraft(await service.organisation('company'));
    const [first] = (exampleData('hiring-screener').datasets ?? []) as {
      id: string;
      kind: string;
      data: object;
    }[];
    const put = (data: object, ifMatch: string) =>
      edit('PUT', `${path}/datasets/${first!.id}`, owner, { kind: first!.kind, data }, ifMatch);
    const kept = await put(first!.data, '"0"');
    expect(kept.status, JSON.stringify(kept.body)).toBe(200);
    expect((await put(first!.data, '"0"')).status).toBe(412);
    const corrected = JSON.parse(JSON.stringify(first!.data).replace(/\d+/, (count) => String(Number(count) + 1)));
    const again = await put(corrected, '"1"');
    expect(again.status, JSON.stringify(again.body)).toBe(200);
    expect((await edit('DELETE', `${path}/datasets/${first!.id}`, owner, undefined, '"2"')).status).toBe(200);
    const history = `${path}/datasets/${first!.id}/history`;
    const { items } = (await call(service, 'GET', history, owner)).body;
    expect(items.map(({ revision }: { revision: number }) => revision)).toEqual([3, 2, 1]);
    expect(items[0].after).toBeNull();
    expect(items[1].before).toEqual(first!.data);
    expect(items[0].before).toEqual(items[1].after);
    expect(items[2].before).toBeNull();
    const page = (await call(service, 'GET', `${history}?limit=2`, owner)).body;
    expect([page.items.length, page.next]).toEqual([2, 2]);
    expect((await call(service, 'GET', `${history}?limit=2&before=2`, owner)).body).toMatchObject({ next: null });
  });
});

describe('what is read', () => {
  it('is of one moment: the answers are those of the revision that stands beside them', async () => {
    const { owner, path } = await newDraft(await service.organisation('company'));
    const saves = (async () => {
      for (let revision = 1; revision <= 60; revision += 1) {
        const answers = { 'scope.kind': { value: 'system', note: String(revision) } };
        expect((await edit('PATCH', `${path}/answers`, owner, { answers })).body.revision).toBe(revision);
      }
      return 'saved';
    })();
    const torn: unknown[] = [];
    let ended = false;
    void saves.finally(() => {
      ended = true;
    });
    const reader = async () => {
      while (!ended) {
        const { body, headers } = await call(service, 'GET', `${path}/answers`, owner);
        const noted = Number(body.answers['scope.kind']?.note ?? 0);
        if (noted !== body.revision || headers.get('ETag') !== `"${body.revision}"`) torn.push([noted, body.revision]);
      }
    };
    await Promise.all([saves, reader(), reader(), reader()]);
    expect(torn).toEqual([]);
  });
});

describe('at the same time', () => {
  const saving = (path: string, owner: Headers, count: number) =>
    Array.from({ length: count }, () =>
      edit('PATCH', `${path}/answers`, owner, {
        answers: { [KEPT]: { value: 'met', note: service.ctx.ids.next('lan') } },
      }),
    );

  it('saved and submitted: what was saved is in the record, or was refused', async () => {
    const { owner, path } = await newDraft(await service.organisation('company'), { questionnaires: [OLD] });
    const submit = edit('POST', `${path}/submissions`, owner, {});
    const saves = await Promise.all([...saving(path, owner, 5), submit, ...saving(path, owner, 5)]);
    const statuses = saves.map(({ status }) => status);
    expect(statuses.filter((status) => ![200, 201, 409].includes(status))).toEqual([]);
    const record = (await call(service, 'GET', `/v1/submissions/${(await submit).body.id}/record`, owner)).body;
    const { answers, revision } = (await call(service, 'GET', `${path}/answers`, owner)).body;
    expect(record.answerFile.answers).toEqual(answers);
    expect(revision).toBe(statuses.filter((status) => status === 200).length);
  });

  it('saved, upgraded and copied: every answer is there, under the versions it was given to', async () => {
    const { owner, path, id, systemId } = await newDraft(await service.organisation('company'), {
      questionnaires: [OLD],
    });
    await edit('PATCH', `${path}/answers`, owner, { answers: { [RENAMED]: 'met' } });
    const copying = () => call(service, 'POST', '/v1/assessments', owner, { systemId, copyFrom: id });
    const [first, second] = [copying(), copying()];
    const done = await Promise.all([
      ...saving(path, owner, 4),
      first,
      edit('POST', `${path}/upgrade`, owner, { questionnaires: [NEW] }),
      second,
      ...saving(path, owner, 4),
    ]);
    expect(done.filter(({ status }) => status >= 300).map(({ body }) => body)).toEqual([]);
    for (const { body: assessment } of [
      ...(await Promise.all([first, second])),
      await call(service, 'GET', path, owner),
    ]) {
      const { answers } = (await call(service, 'GET', `/v1/assessments/${assessment.id}/answers`, owner)).body;
      const isNew = assessment.questionnaires.includes(NEW);
      expect(answers[isNew ? CALLED_NOW : RENAMED], JSON.stringify(assessment)).toBe('met');
      expect(answers[isNew ? RENAMED : CALLED_NOW]).toBeUndefined();
    }
  });
});
