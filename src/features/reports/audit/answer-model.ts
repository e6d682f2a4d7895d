/** @module Every answer given, with note, evidence and, after a review, the verdict on it. */
import type { Answer } from '../../../engine/index.ts';
import type { AnswerVerdict, EvidenceEntry } from '../../submissions/index.ts';
import type { Writer } from '../writer.ts';

/** @returns sections of the questionnaires that hold an answer, in their order */
export function answerSections(writer: Writer) {
  const { answers, subject } = writer.input;
  const verdicts = new Map(subject.review?.verdicts.map((verdict) => [verdict.questionId, verdict]));
  const files = evidenceByQuestion(subject.submission?.evidence ?? []);
  return subject.answerSet.questionnaires
    .flatMap(({ sections }) => sections)
    .map((section) => ({
      title: writer.say(section.title),
      answers: section.questions.flatMap((question) => {
        const answer = answers.get(question.id);
        return answer
          ? [answerModel(writer, question.id, answer, verdicts.get(question.id), files.get(question.id) ?? [])]
          : [];
      }),
    }))
    .filter(({ answers: given }) => given.length > 0);
}

function answerModel(
  writer: Writer,
  id: string,
  answer: Answer,
  verdict: AnswerVerdict | undefined,
  files: EvidenceEntry[],
) {
  const { texts } = writer.input;
  const state = answer.state === 'not_applicable' ? texts.notApplicableAnswer : texts.unknownAnswer;
  return {
    id,
    question: writer.question(id),
    answer: answer.state === 'known' ? writer.value(id, answer.value) : state,
    unknown: answer.state !== 'known',
    note: answer.note,
    evidence: answer.evidence,
    files: files.map((file) => fileModel(writer, file)),
    remedy: answer.remedy,
    owner: answer.owner,
    due: answer.due && writer.date(answer.due),
    verdict: verdict
      ? {
          verdict: verdict.verdict,
          word: texts.verdicts[verdict.verdict],
          reason: verdict.reason,
          grade: verdict.evidenceGrade && texts.evidenceGrades[verdict.evidenceGrade],
        }
      : null,
  };
}

function fileModel(writer: Writer, file: EvidenceEntry) {
  const { texts } = writer.input;
  return {
    title: file.title,
    kind: texts.evidenceKinds[file.kind],
    sha256: file.sha256,
    href: file.href,
    factOn: file.factOn && writer.date(file.factOn),
    validUntil: file.validUntil && writer.date(file.validUntil),
  };
}

function evidenceByQuestion(evidence: readonly EvidenceEntry[]): Map<string, EvidenceEntry[]> {
  const found = new Map<string, EvidenceEntry[]>();
  for (const entry of evidence) {
    for (const id of entry.questions) found.set(id, [...(found.get(id) ?? []), entry]);
  }
  return found;
}
