/** @module The whole rule set on one answer set: ours against json-logic-js over the same rules. */

import { loadContent } from '../../src/content/load.ts';
import { type Content, Engine, type Value } from '../../src/engine/index.ts';
import { buildPlan, evaluate } from '../../src/engine/program.ts';
import { evaluateByReference } from '../support/reference.ts';
import { type Measurement, measurement, medianMs, observation } from './measure.ts';

const DAY = '2026-11-22';

/** Every fact, decision, row and prohibited test `factor` times over, under new names, reading the same answers. */
function multiplied(content: Content, factor: number): Content {
  const copies = Array.from({ length: factor - 1 }, (_, copy) => copy);
  return {
    ...content,
    facts: [
      ...content.facts,
      ...copies.flatMap((copy) =>
        content.highRisk.map((row) => ({
          id: `copy-${copy}.${row.id.replace('.', '-')}`,
          type: 'boolean' as const,
          title: row.title,
          basis: row.basis,
          versions: row.versions,
        })),
      ),
      ...copies.flatMap((copy) => content.facts.map((fact) => ({ ...fact, id: `copy-${copy}.${fact.id}` }))),
    ],
  };
}

export function benchRules(): Measurement[] {
  const { content, examples } = loadContent();
  const { answerSet } = examples.find(({ id }) => id === 'airport-face-recognition') ?? examples[0]!;
  const known = new Map<string, Value>();
  for (const [id, answer] of answerSet.answers) if (answer.state === 'known') known.set(id, answer.value!);
  const plan = buildPlan(content, answerSet.questionnaires, DAY);
  const ours = medianMs(() => evaluate(plan, known, DAY), 2_000);
  const theirs = medianMs(() => evaluateByReference(plan, known, DAY), 50);
  const double = buildPlan(multiplied(content, 2), answerSet.questionnaires, DAY);
  const eightfold = buildPlan(multiplied(content, 8), answerSet.questionnaires, DAY);
  const perRule = (p: typeof plan): number => medianMs(() => evaluate(p, known, DAY), 500) / p.steps.length;
  const engine = new Engine(content);
  const assess = medianMs(() => engine.assess(answerSet, ''), 100);
  return [
    measurement('all rules on one answer set, json-logic-js ÷ ours', theirs / ours, '×', { atLeast: 20 }),
    observation('all rules on one answer set, ours', ours * 1_000, 'µs'),
    observation('all rules on one answer set, json-logic-js', theirs * 1_000, 'µs'),
    observation('complete result from one answer set', assess * 1_000, 'µs'),
    measurement(
      'cost per rule, 8× the rules ÷ 2× the rules (linear growth)',
      perRule(eightfold) / perRule(double),
      '×',
      { atMost: 2 },
    ),
  ];
}
