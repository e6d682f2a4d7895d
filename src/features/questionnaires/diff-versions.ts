/** @module What differs between two versions of a questionnaire. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import { diffQuestionnaires } from '../../content/diff-questionnaires.ts';
import { changeSummary } from '../../content/diff-words.ts';
import { getQuestionnaire } from './get-questionnaire.ts';
import type { DifferenceSchema } from './schema.ts';

/** @throws Problem 404 when there is no such questionnaire or version, or nothing earlier to compare with */
export function diffVersions({
  ctx,
  input: { id, from, to },
}: {
  ctx: AppContext;
  input: { id: string; from?: string | undefined; to?: string | undefined };
}): z.infer<typeof DifferenceSchema> {
  const newest = ctx.content.questionnaires.findLast((entry) => entry.id === id)?.version;
  const later = getQuestionnaire({ ctx, input: { id, version: to ?? newest ?? '' } }).questionnaire;
  const before = from ?? later.supersedes?.split('@')[1];
  if (before === undefined) {
    throw new Problem('not-found', {
      vi: `${id} ${later.version} là phiên bản đầu tiên; không có phiên bản trước để so sánh.`,
      en: `${id} ${later.version} is the first version; there is no earlier one to compare with.`,
    });
  }
  const earlier = getQuestionnaire({ ctx, input: { id, version: before } }).questionnaire;
  const difference = diffQuestionnaires(earlier, later);
  const questions = difference.questions.map((entry) => ({ ...entry, summary: changeSummary(entry) }));
  return { ...difference, questions };
}
