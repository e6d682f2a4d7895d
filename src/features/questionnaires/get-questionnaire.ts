/** @module One questionnaire: a named version, or the one in force on a day. */
import type { AppContext } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import { type PlainDate, type Questionnaire, questionnairesInForce } from '../../engine/index.ts';

/** @throws Problem 404 */
export function getQuestionnaire({
  ctx,
  input,
}: {
  ctx: AppContext;
  input: { id: string } & ({ version: string } | { asOf: PlainDate });
}): { hash: string; questionnaire: Questionnaire } {
  const { content } = ctx;
  const candidates = 'version' in input ? content.questionnaires : questionnairesInForce(content, input.asOf);
  const questionnaire = candidates.find(
    ({ id, version }) => id === input.id && (!('version' in input) || version === input.version),
  );
  if (questionnaire) {
    return { hash: content.hashes.questionnaires[`${questionnaire.id}@${questionnaire.version}`]!, questionnaire };
  }
  throw new Problem('not-found', missing(ctx, input));
}

function missing(ctx: AppContext, input: { id: string } & ({ version: string } | { asOf: PlainDate })) {
  const versions = ctx.content.questionnaires.filter(({ id }) => id === input.id);
  if (versions.length === 0) {
    const ids = [...new Set(ctx.content.questionnaires.map(({ id }) => id))].join(', ');
    return { vi: `Không có bộ câu hỏi này. Có: ${ids}.`, en: `There is no such questionnaire. Available: ${ids}.` };
  }
  const list = versions.map(({ version, applies_from }) => `${version} (${applies_from})`).join(', ');
  return 'version' in input
    ? {
        vi: `Bộ câu hỏi ${input.id} không có phiên bản này. Có: ${list}.`,
        en: `${input.id} has no such version. Available: ${list}.`,
      }
    : {
        vi: `Ngày ${input.asOf} chưa có phiên bản nào của ${input.id} áp dụng. Có: ${list}.`,
        en: `No version of ${input.id} applies on ${input.asOf}. Available: ${list}.`,
      };
}
