/** @module One demonstration system: its answers, or the assessment of them. */
import type { AppContext } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import type { Example } from '../../content/examples.ts';
import { hashAnswers } from '../../content/hash.ts';
import type { Assessment } from '../assessments/index.ts';

/** @throws Problem 404, which names the systems there are */
export function findExample({ ctx, input }: { ctx: AppContext; input: { id: string } }): Example {
  const found = ctx.examples.find(({ id }) => id === input.id);
  if (found) return found;
  const ids = ctx.examples.map(({ id }) => id).join(', ');
  throw new Problem('not-found', {
    vi: `Không có hệ thống minh họa này. Có: ${ids}.`,
    en: `There is no such demonstration system. Available: ${ids}.`,
  });
}

export function assessExample({ ctx, input }: { ctx: AppContext; input: { id: string } }): Assessment {
  const { answerSet } = findExample({ ctx, input });
  return { answerSet, result: ctx.engine.assess(answerSet, hashAnswers(answerSet)) };
}
