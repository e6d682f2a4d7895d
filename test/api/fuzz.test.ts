import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question, Result } from '../../src/engine/index.ts';
import { ctx, postAssess, problemOf } from '../support/app.ts';

const questions = ctx.content.questionnaires.at(-1)!.sections.flatMap((section) => section.questions);

const EDGE_DATES = [
  '0000-01-01',
  '0001-01-01',
  '1970-01-01',
  '2024-02-29',
  '2026-03-01',
  '2026-08-15',
  '2027-09-01',
  '9999-12-31',
];

/** A valid value of a question, edges included. */
function anyValue(question: Question): fc.Arbitrary<unknown> {
  const options = (question.options ?? []).map(({ id }) => id);
  switch (question.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.constantFrom(question.min ?? -1e308, question.max ?? 1e308, Math.max(0, question.min ?? 0));
    case 'date':
      return fc.constantFrom(...EDGE_DATES);
    case 'choice':
      return fc.constantFrom(...options);
    case 'choices':
      return fc.subarray(options);
    default:
      return fc.string({ unit: 'grapheme' });
  }
}

const answer = (question: Question): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: anyValue(question) },
    { weight: 1, arbitrary: fc.constantFrom('unknown', null, { value: 'not_applicable', note: 'because' }) },
    { weight: 1, arbitrary: anyValue(question).map((value) => ({ value, note: 'n', evidence: ['e'] })) },
  );

const answers = fc
  .subarray(questions)
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((question) => [question.id, answer(question)]))));

describe('no answers bring the service down', () => {
  it('valid answers, also at the edges of time, always give a result or a stated refusal', async () => {
    const day = fc.constantFrom(...EDGE_DATES, ...ctx.engine.boundaries);
    const format = fc.constantFrom('json', 'json', 'html', 'text');
    await fc.assert(
      fc.asyncProperty(answers, day, format, async (given, asOf, form) => {
        const response = await postAssess(
          { system: { name: 'x' }, answers: given },
          { query: `?as_of=${asOf}&format=${form}` },
        );
        if (response.status !== 200) expect((await problemOf(response)).status).toBe(422);
        else if (form === 'json')
          expect(((await response.json()) as Result).classification.possibleTiers.length).toBeGreaterThan(0);
        else expect((await response.text()).length).toBeGreaterThan(100);
      }),
      { numRuns: 150 },
    );
  });

  it('any JSON at all is refused or assessed, never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
        const response = await postAssess(JSON.stringify(value));
        expect([200, 400, 422]).toContain(response.status);
      }),
      { numRuns: 300 },
    );
  });

  it('any JSON in the places of an answer file', async () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const file = fc.record(
      {
        system: anything,
        answers: fc.dictionary(fc.constantFrom(...questions.map(({ id }) => id)), anything),
        as_of: anything,
        questionnaires: anything,
        datasets: anything,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(file, async (value) => {
        const response = await postAssess(JSON.stringify(value));
        if (response.status !== 200) {
          const { errors } = await problemOf(response);
          expect(errors!.length).toBeGreaterThan(0);
          for (const { message, fix } of errors!) expect(message.length * fix.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('any text as YAML', async () => {
    const soup = fc.string({ unit: fc.constantFrom(...'ab:- \n{}[],"\'#&*!|>%?@`~0123'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        expect([200, 400, 422]).toContain((await postAssess(text, { type: 'application/yaml' })).status);
      }),
      { numRuns: 1_000 },
    );
    expect(ctx.logged).toEqual([]);
  });
});
