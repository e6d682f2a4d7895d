/** @module A frozen submission, read again with the law it was submitted under. */
import type { AppContext } from '../../app/context.ts';
import { hashAnswers, hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { type AnswerSet, type Content, Engine, type Measurer, type Result, readAnswerSet } from '../../engine/index.ts';
import {
  type AnswerFile,
  contentHash,
  type EvidenceEntry,
  readContent,
  type SubmissionRecord,
  type SubmissionRow,
  unpackContent,
} from '../submissions/index.ts';
import type { Examinable } from './sampling.ts';

/** The law as the engine read it when something was submitted. */
export interface Law {
  content: Content;
  engine: Engine;
  measure: Measurer;
}

export interface ReadSubmission {
  row: SubmissionRow;
  record: SubmissionRecord;
  law: Law;
}

/** Earlier states of the law that were read lately; there are few, and each takes a moment to prepare. */
const earlier = new WeakMap<AppContext, Map<string, Law>>();
const KEPT = 3;

export async function readSubmission(ctx: AppContext, trx: Trx, row: SubmissionRow): Promise<ReadSubmission> {
  return { row, record: JSON.parse(row.record) as SubmissionRecord, law: await lawOf(ctx, trx, row.rules_hash) };
}

async function lawOf(ctx: AppContext, trx: Trx, hash: string): Promise<Law> {
  if (contentHash(ctx.content) === hash) return ctx;
  const known = earlier.get(ctx) ?? new Map<string, Law>();
  earlier.set(ctx, known);
  const found = known.get(hash);
  if (found) return found;
  const packed = await readContent(trx, hash);
  if (!packed) throw new Error(`no snapshot of the law ${hash}`);
  const content = unpackContent(packed);
  const law = { content, engine: new Engine(content), measure: ctx.measure };
  if (known.size >= KEPT) known.delete(known.keys().next().value!);
  known.set(hash, law);
  return law;
}

/** @throws Error where the file does not fit the law it was submitted under, which cannot be */
export function readFrozen({ content, measure }: Law, file: AnswerFile): AnswerSet {
  const read = readAnswerSet(content, file, { asOf: file.as_of, measure });
  if ('issues' in read) throw new Error(`frozen answers do not fit: ${JSON.stringify(read.issues.slice(0, 3))}`);
  return read.answerSet;
}

export function assessFrozen(law: Law, file: AnswerFile): Result {
  const answerSet = readFrozen(law, file);
  return law.engine.assess(answerSet, hashAnswers(answerSet));
}

/** An answer as an answer file may write it: a value, or a value with things said beside it. */
export const asEntry = (given: unknown): Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : { value: given };

/** The bytes of a file, or the address of a link: a renamed file is no other evidence. */
export const evidenceKey = ({ id, sha256, href }: Pick<EvidenceEntry, 'id' | 'sha256' | 'href'>): string =>
  sha256 ?? href ?? id;

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/**
 * What a verdict on each answer is given on: the answer with everything said beside it, the data set it names, and the
 * evidence that serves it, with the day it is of and the period in which it counts. The same hash in another submission means that nothing the reviewer looked at has changed.
 */
export function basisHashes({ answerFile, evidence }: SubmissionRecord): Map<string, string> {
  const datasets = new Map((answerFile.datasets ?? []).map((dataset) => [dataset.id, dataset]));
  return new Map(
    Object.entries(answerFile.answers).map(([questionId, given]) => {
      const entry = asEntry(given);
      const behind = evidence
        .filter(({ questions }) => questions.includes(questionId))
        .map((item) => [evidenceKey(item), item.factOn, item.validFrom, item.validUntil])
        .sort(byText);
      const dataset = typeof entry.value === 'string' ? (datasets.get(entry.value) ?? null) : null;
      return [questionId, hashJson([entry, dataset, behind])];
    }),
  );
}

/**
 * Answers that say something and count: what is unknown has nothing to examine, what branching hides counts for nothing.
 * In the order of the questionnaires.
 */
export function examinableAnswers({ record, law }: Pick<ReadSubmission, 'record' | 'law'>): Examinable[] {
  const { answers, questionnaires } = readFrozen(law, record.answerFile);
  const hidden = new Set(
    record.result.onHold.filter(({ state }) => state === 'hidden').map((entry) => entry.questionId),
  );
  const carrying = carriersOf(record.result);
  return questionnaires.flatMap(({ id, sections }) =>
    sections
      .flatMap(({ questions }) => questions)
      .filter((question) => (answers.get(question.id)?.state ?? 'unknown') !== 'unknown' && !hidden.has(question.id))
      .map((question) => ({
        questionId: question.id,
        stratum: id,
        carriesTier: carrying.has(question.id),
      })),
  );
}

/** Questions that the tier rests on: what carries it, what keeps graver ones away, and what could still decide it. */
export function carriersOf({ classification }: Pick<Result, 'classification'>): Set<string> {
  const { reasons, prohibited, highRiskRows, deciders } = classification;
  const because = [...reasons, ...prohibited, ...highRiskRows].flatMap((entry) => entry.because);
  return new Set([...because.map(({ questionId }) => questionId), ...deciders]);
}
