/** @module Every questionnaire with its versions, and which version is the one to answer on a day. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { type PlainDate, questionnairesInForce } from '../../engine/index.ts';
import type { QuestionnaireListSchema } from './schema.ts';

export function listQuestionnaires({
  ctx,
  input: { asOf },
}: {
  ctx: AppContext;
  input: { asOf: PlainDate };
}): z.infer<typeof QuestionnaireListSchema> {
  const { content } = ctx;
  const inForce = new Set(questionnairesInForce(content, asOf));
  const ids = [...new Set(content.questionnaires.map(({ id }) => id))];
  return {
    asOf,
    questionnaires: ids.map((id) => ({
      id,
      versions: content.questionnaires
        .filter((entry) => entry.id === id)
        .map((entry) => ({
          version: entry.version,
          title: entry.title,
          appliesFrom: entry.applies_from,
          supersedes: entry.supersedes ?? null,
          inForce: inForce.has(entry),
          sections: entry.sections.length,
          questions: entry.sections.reduce((count, { questions }) => count + questions.length, 0),
          hash: content.hashes.questionnaires[`${id}@${entry.version}`]!,
        })),
    })),
  };
}
