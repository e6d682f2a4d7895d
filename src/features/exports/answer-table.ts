/** @module Every question of an assessment as a row: what was asked, what was answered, what proves it, what the reviewer says. */
import type { Answer, Question, Text, Value } from '../../engine/index.ts';
import { formatValue } from '../reports/index.ts';
import type { AnswerVerdict, EvidenceEntry } from '../submissions/index.ts';
import { type ExportInput, listQuestions, nameOf, type QuestionState, questionStates } from './export-input.ts';
import { type Column, lines, type Table, tableOf } from './table.ts';
import { EXPORT_WORDS } from './words.ts';

interface AnswerRow {
  questionnaire: string;
  section: Text | null;
  questionId: string;
  question: Question | null;
  state: QuestionState | null;
  answer: Answer | null;
  /** An answer to a version left behind: whatever was said, as JSON. */
  earlier: string | null;
  evidence: EvidenceEntry[];
  verdict: AnswerVerdict | null;
}

/** A value as programs read it: options by id, one a line; yes and no as `true` and `false`. */
export const plainValue = (value: Value | null): string =>
  value === null ? '' : Array.isArray(value) ? value.join('\n') : String(value);

/**
 * @returns one row for each question of the questionnaires, asked or not, in their order; then the answers to versions
 *   left behind
 */
export function answerTable(input: ExportInput): Table {
  const words = EXPORT_WORDS[input.lang];
  return tableOf(words.sheets.answers, answerColumns(input), [...answerRows(input), ...earlierRows(input)]);
}

function answerRows(input: ExportInput): AnswerRow[] {
  const { answerSet, submission, review } = input.subject;
  const states = questionStates(input);
  const verdicts = new Map(review?.verdicts.map((entry) => [entry.questionId, entry]));
  return listQuestions(input).map(({ questionnaire, section, question }) => {
    const answer = answerSet.answers.get(question.id) ?? null;
    return {
      questionnaire,
      section,
      questionId: question.id,
      question,
      state: states.get(question.id) ?? 'open',
      answer,
      earlier: null,
      evidence: evidenceOf(submission?.evidence ?? [], question.id, answer),
      verdict: verdicts.get(question.id) ?? null,
    };
  });
}

/** What was filed under the question, and what the answer names by its id. */
function evidenceOf(all: readonly EvidenceEntry[], questionId: string, answer: Answer | null): EvidenceEntry[] {
  return all.filter(({ id, questions }) => questions.includes(questionId) || answer?.evidence?.includes(id));
}

function earlierRows({ subject }: ExportInput): AnswerRow[] {
  return Object.entries(subject.answerSet.earlierAnswers).flatMap(([version, answers]) => {
    const isMap = typeof answers === 'object' && answers !== null && !Array.isArray(answers);
    return Object.entries(isMap ? answers : { '': answers }).map(([questionId, answer]) => ({
      questionnaire: version,
      section: null,
      questionId,
      question: null,
      state: null,
      answer: null,
      earlier: typeof answer === 'string' ? answer : JSON.stringify(answer),
      evidence: [],
      verdict: null,
    }));
  });
}

function answerColumns(input: ExportInput): Column<AnswerRow>[] {
  const words = EXPORT_WORDS[input.lang];
  const { law } = input.engine;
  const label = ({ answer, question, earlier }: AnswerRow, lang: keyof Text): string => {
    if (earlier !== null || !answer || answer.value === null) return '';
    return formatValue(answer.value, question ?? undefined, lang);
  };
  const graded = (grade: keyof typeof words.grades | null | undefined): string => (grade ? words.grades[grade] : '');
  return [
    [words.questionnaire, (row) => row.questionnaire],
    [words.section, (row) => row.section?.[input.lang]],
    [words.questionId, (row) => row.questionId],
    [words.questionVi, (row) => row.question?.text.vi],
    [words.questionEn, (row) => row.question?.text.en],
    [words.questionState, (row) => row.state && words.questionStates[row.state]],
    [words.answerState, (row) => words.answerStates[answerState(row)]],
    [words.value, (row) => row.earlier ?? plainValue(row.answer?.value ?? null)],
    [words.labelVi, (row) => label(row, 'vi')],
    [words.labelEn, (row) => label(row, 'en')],
    [words.unit, (row) => row.question?.unit?.[input.lang]],
    [words.note, (row) => row.answer?.note],
    [words.named, (row) => lines(row.answer?.evidence)],
    [words.evidenceIds, (row) => lines(row.evidence.map(({ id }) => id))],
    [words.evidenceTitles, (row) => lines(row.evidence.map(({ title }) => title))],
    [words.grade, (row) => graded(row.answer?.evidence_grade)],
    [words.remedy, (row) => row.answer?.remedy],
    [words.owner, (row) => row.answer?.owner],
    [words.due, (row) => row.answer?.due],
    [words.verdict, (row) => row.verdict && words.verdicts[row.verdict.verdict]],
    [words.verdictReason, (row) => row.verdict?.reason],
    [words.verdictGrade, (row) => graded(row.verdict?.evidenceGrade)],
    [words.verdictBy, (row) => row.verdict && nameOf(input, row.verdict.by)],
    [words.verdictAt, (row) => row.verdict?.at],
    [words.officialForm, (row) => row.question?.official_form],
    [words.articles, (row) => row.question && law.citeAll(row.question.basis)[input.lang]],
    [words.articleIds, (row) => lines(row.question?.basis)],
  ];
}

function answerState({ answer, earlier }: AnswerRow): 'earlier' | 'unanswered' | Answer['state'] {
  if (earlier !== null) return 'earlier';
  return answer ? answer.state : 'unanswered';
}
