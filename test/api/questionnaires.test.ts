import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { hashJson } from '../../src/content/hash.ts';
import { Engine } from '../../src/engine/index.ts';
import { QuestionnaireListSchema, QuestionnaireSchema } from '../../src/features/questionnaires/schema.ts';
import { app, placesOf, problemOf, TODAY, testContext } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const [published] = loaded.content.questionnaires;
const { id, version } = published!;

const get = async (path: string): Promise<Response> => app.request(path);

describe('questionnaires', () => {
  it('the list names every version, when it applies and whether it is the one to answer', async () => {
    const list = QuestionnaireListSchema.parse(await (await get('/v1/questionnaires')).json());
    expect(list.asOf).toBe(TODAY);
    expect(list.questionnaires.map((entry) => entry.id)).toContain(id);
    const [entry] = list.questionnaires.find((found) => found.id === id)!.versions;
    expect(entry).toMatchObject({
      version,
      appliesFrom: published!.applies_from,
      hash: loaded.content.hashes.questionnaires[`${id}@${version}`],
    });
  });

  it('a version is in force from its day on, not before, and yields to the next', async () => {
    const next = { ...published!, version: '2027.1', applies_from: '2027-03-01', supersedes: version };
    const questionnaires = [published!, next];
    const hashes = {
      ...loaded.content.hashes,
      questionnaires: Object.fromEntries(
        questionnaires.map((entry) => [`${entry.id}@${entry.version}`, hashJson(entry)]),
      ),
    };
    const content = { ...loaded.content, questionnaires, hashes };
    const two = createApp(testContext({ content, engine: new Engine(content), examples: [] }));
    const inForce = async (day: string): Promise<string[]> => {
      const list = QuestionnaireListSchema.parse(await (await two.request(`/v1/questionnaires?as_of=${day}`)).json());
      return list.questionnaires.flatMap(({ versions }) =>
        versions.filter((entry) => entry.inForce).map((entry) => entry.version),
      );
    };
    expect(await inForce('2027-02-28')).toEqual([version]);
    expect(await inForce('2027-03-01')).toEqual(['2027.1']);
    expect(await inForce('1999-01-01')).toEqual([]);
    const current = async (day: string): Promise<unknown> =>
      await (await two.request(`/v1/questionnaires/${id}?as_of=${day}`)).json();
    expect(await current('2027-03-01')).toMatchObject({ questionnaire: { version: '2027.1' } });
    expect(await current(TODAY)).toMatchObject({ questionnaire: { version } });
  });

  it('one questionnaire comes as published, with the hash of exactly that', async () => {
    for (const path of [`/v1/questionnaires/${id}`, `/v1/questionnaires/${id}/versions/${version}`]) {
      const answer = (await (await get(path)).json()) as { hash: string; questionnaire: object };
      expect(answer.questionnaire).toEqual(JSON.parse(JSON.stringify(published)));
      expect(hashJson(answer.questionnaire)).toBe(answer.hash);
      expect(() => QuestionnaireSchema.parse(answer)).not.toThrow();
    }
  });

  it('what does not exist is a 404 that says what does', async () => {
    for (const path of [
      '/v1/questionnaires/none',
      `/v1/questionnaires/${id}/versions/1999.1`,
      `/v1/questionnaires/${id}?as_of=1999-01-01`,
    ]) {
      const problem = await problemOf(await get(path));
      expect([path, problem.status]).toEqual([path, 404]);
      expect(problem.detail).toContain(path.includes('none') ? id : version);
    }
  });

  it('unknown and wrong parameters are refused', async () => {
    const problem = await problemOf(await get(`/v1/questionnaires?as_of=soon&version=1&lang=en`));
    expect([problem.status, placesOf(problem).sort()]).toEqual([
      422,
      ['?/as_of invalid_date', '?/version unknown_parameter'],
    ]);
    expect((await problemOf(await get(`/v1/questionnaires/${id}/versions/${version}?as_of=2026-11-22`))).status).toBe(
      422,
    );
  });

  it('what has not changed is not sent again', async () => {
    const first = await get(`/v1/questionnaires/${id}`);
    const tag = first.headers.get('ETag')!;
    const second = await app.request(`/v1/questionnaires/${id}`, { headers: { 'If-None-Match': tag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });
});
