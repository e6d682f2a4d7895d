import { describe, expect, it } from 'vitest';
import { call, startService, type TestOrganisation } from '../../support/service.ts';

const service = startService();

type Headers = Record<string, string>;

async function draft(company: TestOrganisation): Promise<{ owner: Headers; path: string }> {
  const owner = await company.as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Hệ thống' });
  const made = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id });
  return { owner, path: `/v1/assessments/${made.body.id}` };
}

/** Questions that take any text. */
const textQuestions = (): string[] =>
  service.ctx.content.questionnaires
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
    .filter(({ type }) => type === 'text' || type === 'number')
    .map(({ id }) => id);

describe('two hundred who save at once', () => {
  it('each to a state of their own choosing: everyone succeeds, nothing is lost, history has all of it in order', async () => {
    const { owner, path } = await draft(await service.organisation('company'));
    const question = 'scope.kind';
    const values = ['system', 'model_only', 'unknown'];
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const body = { answers: { [question]: { value: values[index % 3], note: `người ${index}` } } };
        return call(service, 'PATCH', `${path}/answers`, { ...owner, 'If-Match': '*' }, body);
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    expect(new Set(answers.map(({ body }) => body.revision)).size).toBe(200);
    const history: { before: unknown; after: { note: string } | string; revision: number }[] = [];
    for (let before: number | null = 1_000; before !== null; ) {
      const page = await call(service, 'GET', `${path}/answers/history?before=${before}&limit=200`, owner);
      history.push(...page.body.items);
      before = page.body.next;
    }
    expect(history).toHaveLength(200);
    // Each change begins where the one before it ended: none was overwritten unseen.
    const ordered = history.toReversed();
    expect(ordered.map(({ before }) => before)).toEqual([null, ...ordered.slice(0, -1).map(({ after }) => after)]);
  });

  it('all from the same state: one wins for a question, the others are told what it is now', async () => {
    const { owner, path } = await draft(await service.organisation('company'));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        call(
          service,
          'PATCH',
          `${path}/answers`,
          { ...owner, 'If-Match': '"0"' },
          { answers: { 'scope.kind': { value: 'system', note: `người ${index}` } } },
        ),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status === 412);
    expect([won.length, lost.length]).toEqual([1, 199]);
    for (const { body } of lost) expect(body.current.changes[0].answer).toMatchObject({ value: 'system' });
  });

  it('different questions from the same state: all succeed, and all are there', async () => {
    const { owner, path } = await draft(await service.organisation('company'));
    const ids = textQuestions().slice(0, 40);
    expect(ids.length).toBeGreaterThan(5);
    const answers = await Promise.all(
      ids.map((id) =>
        call(service, 'PATCH', `${path}/answers`, { ...owner, 'If-Match': '"0"' }, { answers: { [id]: 'unknown' } }),
      ),
    );
    expect(answers.map(({ status, body }) => `${status} ${status === 200 ? '' : JSON.stringify(body)}`)).toEqual(
      ids.map(() => '200 '),
    );
    expect(Object.keys((await call(service, 'GET', `${path}/answers`, owner)).body.answers).sort()).toEqual(
      ids.toSorted(),
    );
  });
});

describe('fifty who submit at once', () => {
  it('under one key make one submission, and all get the same answer', async () => {
    const { owner, path } = await draft(await service.organisation('company'));
    const headers = {
      ...owner,
      'If-Match': '"0"',
      'Idempotency-Key': 'nộp'.normalize('NFD').replaceAll(/[^a-z]/g, ''),
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call(service, 'POST', `${path}/submissions`, headers, {})),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await call(service, 'GET', '/v1/submissions', owner)).body.items).toHaveLength(1);
  });

  it('without a key make one submission, and the others are told that it is done', async () => {
    const { owner, path } = await draft(await service.organisation('company'));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '"0"' }, {}),
      ),
    );
    const counted = Object.groupBy(answers, ({ status }) => String(status));
    expect([counted['201']?.length, counted['409']?.length]).toEqual([1, 49]);
  });
});
