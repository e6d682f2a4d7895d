/** @module Brings a draft to newer versions of its questionnaires: shown first, applied on request, nothing lost. */
import canonicalize from 'canonicalize';
import type { ServiceContext } from '../../app/context.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { type AnswerFile, type MigrationReport, migrateAnswers, migrationPath } from '../../content/migrate-answers.ts';
import type { Trx } from '../../db/scope.ts';
import { questionnairesInForce } from '../../engine/index.ts';
import { moveUses } from '../evidence/index.ts';
import { dayOf, fromStored, toStored } from './answer-file.ts';
import { checkedVersions } from './create-assessment.ts';
import { requireEditable } from './present-assessment.ts';
import {
  type AnswerWrite,
  type AssessmentRow,
  findAssessment,
  lockAssessment,
  readAnswerRows,
  updateAssessment,
  writeAnswers,
} from './store.ts';
import { moveComments } from './store-collaboration.ts';

interface Upgrade {
  file: AnswerFile;
  steps: MigrationReport[];
}

/** What an upgrade would do; nothing is changed. */
export async function previewUpgrade(input: ActorInput<{ to?: string[] | undefined }, unknown>): Promise<Reply> {
  const { ctx, actor, params, query } = input;
  const upgrade = await input.read(async (trx) => {
    const assessment = await findAssessment(trx, actor.tenantId, params.id!);
    if (!assessment) throw new Problem('not-found');
    return planUpgrade(ctx, trx, assessment, query.to);
  });
  return { status: 200, body: { questionnaires: upgrade.file.questionnaires, steps: upgrade.steps } };
}

export function applyUpgrade(input: ActorInput<unknown, { questionnaires: string[] }>): Promise<Reply> {
  const { ctx, actor, params, body } = input;
  return input.write(async (trx) => {
    const assessment = await lockAssessment(trx, actor.tenantId, params.id!);
    if (!assessment) throw new Problem('not-found');
    requireEditable(assessment);
    matchRevision(input.ifMatch, assessment.revision, { revision: assessment.revision });
    const { file, steps } = await planUpgrade(ctx, trx, assessment, body.questionnaires);
    const now = ctx.clock.now();
    const revision = assessment.revision + 1;
    const writes = await writesOf(trx, assessment, file);
    if (writes.length > 0) {
      const why = `upgrade to ${file.questionnaires.join(', ')}`;
      await writeAnswers(trx, assessment, writes, { revision, why, changed_by: actor.id, changed_at: now });
    }
    const renamed = steps.flatMap((step) => step.renamed);
    for (const { from, to } of renamed) {
      await moveUses(trx, assessment, { from, to }, { linked_by: actor.id, linked_at: now });
      await moveComments(trx, assessment, { from, to });
    }
    await updateAssessment(trx, assessment, {
      questionnaires: file.questionnaires,
      earlier_answers: file.earlier_answers ?? {},
      revision,
      updated_at: now,
    });
    const details = { revision, questionnaires: file.questionnaires, renamed };
    await input.event(trx, 'assessment.upgraded', assessment.id, details);
    return {
      status: 200,
      body: { questionnaires: file.questionnaires, steps },
      headers: { ETag: etagOf(revision) },
    };
  });
}

/** @throws Problem 422 where no migrations lead from a pinned version to the one wanted */
async function planUpgrade(
  ctx: ServiceContext,
  trx: Trx,
  assessment: AssessmentRow,
  wanted: string[] | undefined,
): Promise<Upgrade> {
  const answers = await readAnswerRows(trx, assessment);
  let file: AnswerFile = {
    questionnaires: assessment.questionnaires,
    answers: Object.fromEntries(answers.map(({ question_id, content }) => [question_id, fromStored(content)])),
    earlier_answers: assessment.earlier_answers as NonNullable<AnswerFile['earlier_answers']>,
  };
  const steps: MigrationReport[] = [];
  const byReference = new Map(ctx.content.questionnaires.map((entry) => [`${entry.id}@${entry.version}`, entry]));
  for (const target of targets(ctx, assessment, wanted)) {
    const from = assessment.questionnaires.find((version) => version.split('@')[0] === target.split('@')[0]);
    // A questionnaire that was not part of the assessment comes with no answers.
    if (from === undefined) file = { ...file, questionnaires: [...file.questionnaires, target] };
    else {
      const path = migrationPath(ctx.content.questionnaires, from, target);
      if (!path) throw noPath(from, target);
      let older = byReference.get(from)!;
      for (const newer of path) {
        const migrated = migrateAnswers(file, older, newer);
        file = migrated.file;
        steps.push(migrated.report);
        older = newer;
      }
    }
  }
  return { file, steps };
}

/** The versions wanted; without a wish the newest of each questionnaire that is part of the assessment. */
function targets(ctx: ServiceContext, assessment: AssessmentRow, wanted: string[] | undefined): string[] {
  if (wanted) return checkedVersions(ctx.content, wanted);
  const newest = questionnairesInForce(ctx.content, dayOf(ctx, assessment));
  return newest
    .filter(({ id }) => assessment.questionnaires.some((version) => version.startsWith(`${id}@`)))
    .map(({ id, version }) => `${id}@${version}`);
}

async function writesOf(trx: Trx, assessment: AssessmentRow, file: AnswerFile): Promise<AnswerWrite[]> {
  const rows = await readAnswerRows(trx, assessment);
  const before = new Map(rows.map(({ question_id, content }) => [question_id, content as object]));
  const ids = new Set([...before.keys(), ...Object.keys(file.answers)]);
  return [...ids].sort().flatMap((questionId) => {
    const earlier = before.get(questionId) ?? null;
    const after = Object.hasOwn(file.answers, questionId) ? toStored(file.answers[questionId]) : null;
    return canonicalize(earlier) === canonicalize(after) ? [] : [{ questionId, before: earlier, after }];
  });
}

const noPath = (from: string, to: string): Problem =>
  new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: '/questionnaires',
        code: 'invalid_value',
        message: { vi: `Không có đường chuyển từ ${from} sang ${to}`, en: `No migration leads from ${from} to ${to}` },
        fix: {
          vi: 'Chỉ nâng lên phiên bản mới hơn; hoặc tạo đánh giá mới',
          en: 'Upgrade to a newer version only, or begin a new assessment',
        },
      },
    ],
  });
