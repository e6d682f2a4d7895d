/** @module Answers of a made-up system: those of an example, some taken from another, some not known, some not given. */
import type { AppContext } from '../../app/context.ts';
import type { Example } from '../../content/examples.ts';
import { type PlainDate, readAnswerSet } from '../../engine/index.ts';
import type { Random } from './random.ts';

export interface Dataset {
  id: string;
  kind: 'fairness' | 'workforce';
  data: object;
}

export interface Varied {
  questionnaires: string[];
  answers: Record<string, unknown>;
  datasets: Dataset[];
}

type Answer = string | number | boolean | object | null;

const FROM_ANOTHER = 0.12;
const UNKNOWN = 0.04;
const LEFT_OUT = 0.04;

type Ctx = Pick<AppContext, 'content' | 'measure' | 'examples'>;

/** An example that pins questionnaires and says something; the empty beginning of a company is none. */
export const usable = ({ data }: Example): boolean =>
  Array.isArray(data.questionnaires) && Object.keys(answersOf(data)).length > 20;

export const answersOf = (data: Example['data']): Record<string, Answer> =>
  (data.answers ?? {}) as Record<string, Answer>;

/** @returns answers that fit their questionnaires: a change that does not fit is not made */
export function varyAnswers(ctx: Ctx, random: Random, example: Example, asOf: PlainDate): Varied {
  const { data } = example;
  const questionnaires = data.questionnaires as string[];
  const datasets = (data.datasets ?? []) as Dataset[];
  const named = new Set<unknown>(datasets.map(({ id }) => id));
  const changed = Object.entries(answersOf(data)).flatMap(([question, answer]) => {
    const chosen = named.has(said(answer)) ? answer : variation(ctx, random, question, answer);
    return chosen === undefined ? [] : [[question, chosen] as const];
  });
  const answers = Object.fromEntries(changed);
  const read = readAnswerSet(
    ctx.content,
    { questionnaires, system: { name: '-' }, answers, datasets },
    { asOf, measure: ctx.measure },
  );
  if (!('issues' in read)) return { questionnaires, answers, datasets };
  const original = answersOf(data);
  for (const { pointer } of read.issues) {
    const question = pointer.split('/')[2] ?? '';
    if (Object.hasOwn(original, question)) answers[question] = original[question]!;
  }
  return { questionnaires, answers, datasets };
}

function variation(ctx: Ctx, random: Random, question: string, answer: unknown): unknown {
  const dice = random.next();
  if (dice < LEFT_OUT) return undefined;
  if (dice < LEFT_OUT + UNKNOWN) return 'unknown';
  if (dice > LEFT_OUT + UNKNOWN + FROM_ANOTHER) return answer;
  const { data } = random.pick(ctx.examples);
  const other = answersOf(data)[question];
  const named = ((data.datasets ?? []) as Dataset[]).map(({ id }) => id);
  return other === undefined || named.includes(said(other) as string) ? answer : other;
}

/** What an answer says, whether or not a note stands beside it. */
export const said = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer;
