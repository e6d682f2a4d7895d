/** @module From the rows of a draft to the answer file that the engine reads, and back. */
import { type AppContext, todayInVietNam } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import { hashAnswers } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { type AnswerSet, type PlainDate, type Result, readAnswerSet } from '../../engine/index.ts';
import { applyValidity, type CurrentEvidence, evidenceOf } from '../evidence/index.ts';
import type { AnswerFile } from '../submissions/index.ts';
import type { SystemRow } from '../systems/index.ts';
import { type AssessmentRow, readAnswerRows, readDatasets } from './store.ts';

/** As stored: always `{value, …}`, because JSON columns hold objects. */
export function toStored(given: unknown): object {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  return isObject ? given : { value: given };
}

/** As an answer file writes it: a bare value where nothing is said beside it. */
export function fromStored(content: unknown): unknown {
  const entry = content as { value: unknown };
  const keys = Object.keys(entry);
  return keys.length === 1 && keys[0] === 'value' ? entry.value : entry;
}

type System = Pick<SystemRow, 'name' | 'purpose' | 'version' | 'provider' | 'ai_id'>;

/** The whole draft as it may be assessed for the law of one day, and the evidence behind it. */
export async function readAssessable(
  trx: Trx,
  assessment: AssessmentRow,
  system: System,
  asOf: PlainDate,
): Promise<{ file: AnswerFile; evidence: CurrentEvidence[] }> {
  const given = await readAnswerFile(trx, assessment, system, asOf);
  const evidence = await evidenceOf(trx, assessment.organisation_id, assessment.id);
  return { file: applyValidity(given, evidence).file, evidence };
}

/** The whole draft as an answer file, grades of evidence as they were given. */
async function readAnswerFile(
  trx: Trx,
  assessment: AssessmentRow,
  system: System,
  asOf: PlainDate,
): Promise<AnswerFile> {
  const answers = await readAnswerRows(trx, assessment);
  const named = new Set(answers.map(({ content }) => (content as { value?: unknown }).value));
  // A data set that no answer names is no part of what is said.
  const datasets = (await readDatasets(trx, assessment)).filter(({ id }) => named.has(id));
  return {
    questionnaires: assessment.questionnaires,
    as_of: asOf,
    system: {
      name: system.name,
      ...(system.purpose === '' ? {} : { description: system.purpose }),
      ...(system.version === null ? {} : { version: system.version }),
      ...(system.provider === null ? {} : { provider: system.provider }),
      ...(system.ai_id === null ? {} : { identifier: system.ai_id }),
    },
    answers: Object.fromEntries(answers.map(({ question_id, content }) => [question_id, fromStored(content)])),
    ...(datasets.length > 0 ? { datasets: datasets.map(({ id, kind, data }) => ({ id, kind, data })) } : {}),
    ...(Object.keys(assessment.earlier_answers).length > 0 ? { earlier_answers: assessment.earlier_answers } : {}),
  };
}

/** The day whose law counts: the one chosen, else today in Viet Nam. */
export const dayOf = (ctx: AppContext, assessment: Pick<AssessmentRow, 'as_of'>): PlainDate =>
  assessment.as_of ?? todayInVietNam(ctx.clock);

export interface Assessed {
  answerSet: AnswerSet;
  answersHash: string;
  result: Result;
}

/** @throws Problem 422 with every answer that does not fit, e.g. one that names a data set that is gone */
export function assessFile(
  ctx: AppContext,
  file: AnswerFile,
  options: { trace?: boolean; deep?: boolean } = {},
): Assessed {
  const read = readAnswerSet(ctx.content, file, { asOf: file.as_of, measure: ctx.measure });
  if ('issues' in read) throw new Problem('invalid-answers', undefined, { issues: read.issues });
  const answersHash = hashAnswers(read.answerSet);
  return { answerSet: read.answerSet, answersHash, result: ctx.engine.assess(read.answerSet, answersHash, options) };
}
