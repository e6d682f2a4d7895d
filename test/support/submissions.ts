/** @module Two submissions of one system, for everything that compares them. */
import { hashAnswers, hashJson } from '../../src/content/hash.ts';
import { type AnswerSet, readAnswerSet } from '../../src/engine/index.ts';
import type { ReportSubject } from '../../src/features/reports/index.ts';
import type { AnswerFile, SubmissionRecord } from '../../src/features/submissions/index.ts';
import { engine, loaded } from './content.ts';
import { subjectOf } from './subject.ts';

/** A copy of an example as an answer file that names its versions and its day. */
export function answerFileOf(exampleId: string): AnswerFile {
  const { data, answerSet } = loaded.examples.find(({ id }) => id === exampleId)!;
  return structuredClone({
    ...data,
    questionnaires: answerSet.questionnaires.map(({ id, version }) => `${id}@${version}`),
    as_of: answerSet.asOf,
  }) as unknown as AnswerFile;
}

/** The frozen submission of an answer file; the same number gives the same id. */
export function submit(file: AnswerFile, number: number): { record: SubmissionRecord; answerSet: AnswerSet } {
  const read = readAnswerSet(loaded.content, file, { asOf: file.as_of });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  const { answerSet } = read;
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  const base = subjectOf('demand-forecasting').submission!;
  return {
    answerSet,
    record: {
      ...base,
      id: `sub_${String(number).padStart(32, '0')}`,
      number,
      asOf: file.as_of,
      system: { ...base.system, name: file.system.name },
      answerFile: file,
      content: result.content,
      answersHash: result.answersHash,
      resultHash: hashJson(result),
      result,
    },
  };
}

/** A subject with an earlier submission. */
export function changedSubject(before: AnswerFile, after: AnswerFile): ReportSubject {
  const [earlier, later] = [submit(before, 1), submit(after, 2)];
  return {
    organisation: later.record.organisation,
    system: later.record.system,
    answerSet: later.answerSet,
    result: later.record.result,
    submission: later.record,
    earlier: earlier.record,
    people: {},
  };
}
