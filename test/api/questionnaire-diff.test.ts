import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { diffQuestionnaires } from '../../src/content/diff-questionnaires.ts';
import { requireContent } from '../../src/content/load.ts';
import { Engine } from '../../src/engine/index.ts';
import { DifferenceSchema } from '../../src/features/questionnaires/schema.ts';
import { FIXTURE } from '../content/fixture/open.ts';
import { app, placesOf, problemOf, testContext } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const tea = requireContent(FIXTURE).content;
const teaApp = createApp(testContext({ content: tea, engine: new Engine(tea) }));
const path = (id: string, query = '') => `/v1/questionnaires/${id}/diff${query}`;
const differenceOf = async (id: string, query = '', service: { request: typeof app.request } = teaApp) => {
  const response = await service.request(path(id, query));
  expect(response.status).toBe(200);
  return DifferenceSchema.parse(await response.json());
};
const find = (version: string) => tea.questionnaires.find((entry) => entry.id === 'pot' && entry.version === version)!;

describe('what differs between two versions', () => {
  it('is that between the newest version and the one it supersedes, unless asked otherwise', async () => {
    const found = await differenceOf('pot');
    const { questions, ...head } = diffQuestionnaires(find('2020.1'), find('2022.1'));
    expect(found).toMatchObject(head);
    expect(found.questions.map(({ summary: _, ...entry }) => entry)).toEqual(questions);
    for (const query of ['?to=2022.1', '?from=2020.1', '?from=2020.1&to=2022.1'])
      expect(await differenceOf('pot', query)).toEqual(found);
  });

  it('is told in a line of each language', async () => {
    const { questions } = await differenceOf('pot');
    const summaries = new Map(questions.map(({ questionId, summary }) => [questionId, summary]));
    expect(summaries.get('pot.clean')).toEqual({ vi: 'Chỉ đổi câu chữ', en: 'Wording only' });
    expect(summaries.get('pot.warm')!.en).toContain('→ pot.hot');
  });

  it('can be read backwards, and is nothing between a version and itself', async () => {
    const back = await differenceOf('pot', '?from=2022.1&to=2020.1');
    expect([back.from.version, back.to.version]).toEqual(['2022.1', '2020.1']);
    const added = back.questions.filter(({ change }) => change === 'added').map(({ questionId }) => questionId);
    expect(added).toEqual(['pot.lid', 'pot.warm', 'pot.nickname']);
    expect((await differenceOf('pot', '?from=2022.1&to=2022.1')).questions).toEqual([]);
  });

  it('is there for every later version of the shipped questionnaires, with a reason for all that is gone', async () => {
    const later = loaded.content.questionnaires.filter(({ supersedes }) => supersedes !== undefined);
    expect(later.length).toBeGreaterThan(0);
    for (const { id, version, supersedes } of later) {
      const found = await differenceOf(id, `?to=${version}`, app);
      expect(`${id}@${found.from.version}`).toBe(supersedes);
      for (const { change, questionId, why, replacedBy } of found.questions) {
        if (change === 'removed' || change === 'meaning_changed')
          expect([questionId, why?.vi]).toEqual([questionId, expect.any(String)]);
        if (change === 'renamed' || change === 'meaning_changed') expect(replacedBy.length).toBeGreaterThan(0);
      }
    }
  });

  it.each([
    ['no-such', '', 'There is no such questionnaire. Available: '],
    ['pot', '?to=2030.1', 'pot has no such version. Available: 2020.1 (2020-01-01), 2022.1 (2022-01-01).'],
    ['pot', '?from=2019.1', 'pot has no such version.'],
    ['pot', '?to=2020.1', 'pot 2020.1 is the first version; there is no earlier one to compare with.'],
    ['tea', '', 'tea 2020.1 is the first version'],
  ])('%s%s is not found, and the answer says what there is', async (id, query, detail) => {
    const problem = await problemOf(await teaApp.request(path(id, query), { headers: { 'Accept-Language': 'en' } }));
    expect(problem.status).toBe(404);
    expect(problem.detail).toContain(detail);
  });

  it('refuses a parameter that it does not know', async () => {
    const problem = await problemOf(await teaApp.request(path('pot', '?version=2020.1')));
    expect([problem.status, placesOf(problem)]).toEqual([422, ['?/version unknown_parameter']]);
  });
});
