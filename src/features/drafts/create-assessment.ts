/** @module Begins an assessment: versions are pinned, answers of an earlier one may be copied. */
import { todayInVietNam } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Content, PlainDate } from '../../engine/index.ts';
import { questionnairesInForce } from '../../engine/index.ts';
import { copyUses } from '../evidence/index.ts';
import { findSystem } from '../systems/index.ts';
import { presentAssessment } from './present-assessment.ts';
import type { NewAssessment } from './schema.ts';
import {
  type AnswerWrite,
  type AssessmentRow,
  copyDatasets,
  findAssessment,
  insertAssessment,
  lockAssessment,
  readAnswerRows,
  writeAnswers,
} from './store.ts';

export function createAssessment(input: ActorInput<unknown, NewAssessment>): Promise<Reply> {
  const { ctx, actor, body } = input;
  return input.write(async (trx) => {
    if (!(await findSystem(trx, actor.tenantId, body.systemId))) throw notOurs('systemId');
    // Locked: answers, versions and data sets of the copy are of one moment, also while somebody saves or upgrades.
    const source = body.copyFrom ? await lockAssessment(trx, actor.tenantId, body.copyFrom) : undefined;
    if (body.copyFrom && !source) throw notOurs('copyFrom');
    const now = ctx.clock.now();
    const row = {
      organisation_id: actor.tenantId,
      id: ctx.ids.next('asm'),
      system_id: body.systemId,
      status: 'draft' as const,
      questionnaires: chosenVersions(ctx.content, body.asOf ?? todayInVietNam(ctx.clock), body.questionnaires, source),
      as_of: body.asOf,
      earlier_answers: source?.earlier_answers ?? {},
      copied_from: source?.id ?? null,
      created_by: actor.id,
      created_at: now,
      updated_at: now,
      revision: source ? 1 : 0,
    };
    await insertAssessment(trx, row);
    if (source) {
      const answers = await readAnswerRows(trx, source);
      const writes: AnswerWrite[] = answers.map(({ question_id, content }) => ({
        questionId: question_id,
        before: null,
        after: content as object,
      }));
      const by = { revision: 1, why: `copied from ${source.id}`, changed_by: actor.id, changed_at: now };
      if (writes.length > 0) await writeAnswers(trx, row, writes, by);
      await copyDatasets(trx, source, { id: row.id, changed_by: actor.id, changed_at: now });
      await copyUses(trx, source, { id: row.id, linked_by: actor.id, linked_at: now });
    }
    await input.event(trx, 'assessment.created', row.id, {
      system: row.system_id,
      questionnaires: row.questionnaires,
      ...(source ? { copiedFrom: source.id } : {}),
    });
    const made = await findAssessment(trx, actor.tenantId, row.id);
    return {
      status: 201,
      body: presentAssessment(made!),
      headers: { Location: `/v1/assessments/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

/** A copy keeps the versions its answers were given to; bringing it to newer ones is an upgrade, which is shown first. */
function chosenVersions(
  content: Content,
  day: PlainDate,
  wanted: string[] | undefined,
  source: AssessmentRow | undefined,
): string[] {
  if (wanted && source && wanted.toSorted().join() !== source.questionnaires.toSorted().join()) {
    throw invalid('questionnaires', {
      vi: 'Bản sao giữ nguyên phiên bản của bản gốc; sau đó dùng nâng cấp để xem trước và chuyển phiên bản.',
      en: 'A copy keeps the versions of its source; use the upgrade afterwards, which shows what it does first.',
    });
  }
  if (source) return source.questionnaires;
  return wanted ? checkedVersions(content, wanted) : questionnairesInForce(content, day).map(reference);
}

const reference = ({ id, version }: { id: string; version: string }): string => `${id}@${version}`;

/** @throws Problem 422 for versions that do not exist, and for two of one questionnaire */
export function checkedVersions(content: Content, wanted: string[]): string[] {
  const known = new Set(content.questionnaires.map(reference));
  const unknown = wanted.filter((version) => !known.has(version));
  const ids = wanted.map((version) => version.split('@')[0]);
  if (unknown.length > 0 || new Set(ids).size < ids.length) {
    throw invalid('questionnaires', {
      vi: `Phiên bản không có, hoặc hai phiên bản của cùng một bộ câu hỏi: ${unknown.join(', ')}. Danh mục ở /v1/questionnaires.`,
      en: `No such version, or two versions of one questionnaire: ${unknown.join(', ')}. /v1/questionnaires lists them.`,
    });
  }
  return wanted;
}

const notOurs = (field: string): Problem =>
  invalid(field, { vi: 'Không có bản ghi này', en: 'There is no such record' });

const invalid = (field: string, message: { vi: string; en: string }): Problem =>
  new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: `/${field}`,
        code: 'invalid_value',
        message,
        fix: { vi: 'Sửa giá trị rồi gửi lại', en: 'Correct the value and send again' },
      },
    ],
  });
