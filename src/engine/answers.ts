/**
 * @module Reads an answer set: shape, question ids, types, options, ranges. Reports every problem at once, with its
 * place (a JSON pointer) and how to fix it. Knows nothing of the law.
 */
import { type AnswerIssue, IssueReader, isPlain, shown, step } from './answer-issues.ts';
import { type Answer, readAnswer, readDate } from './answer-values.ts';
import type { Content, PlainDate, Question, Questionnaire, Value } from './content.ts';
import { measureDatasets, readDatasets } from './datasets.ts';
import { nearest } from './nearest.ts';

export { ANSWER_ISSUE_CODES, type AnswerIssue } from './answer-issues.ts';
export { type Answer, EVIDENCE_GRADES, isAnswerTo } from './answer-values.ts';

export interface AnswerSet {
  asOf: PlainDate;
  questionnaires: Questionnaire[];
  system: { name: string; [key: string]: string };
  answers: Map<string, Answer>;
  /** Data sets as given, in the order of their ids. */
  datasets: GivenDataset[];
  /** Answers to versions left behind, by version: part of the record, read by no rule. */
  earlierAnswers: Record<string, unknown>;
  /** What was measured from the data sets; made by the caller (see `Measurer`). */
  measurements: Measurement[];
}

/** A data set inside an answer file: counts by group, or a workforce plan, under an id that a question names. */
export interface GivenDataset {
  id: string;
  kind: 'fairness' | 'workforce';
  data: unknown;
}

/**
 * Measures one data set. The engine neither counts people nor knows how: `src/measure` does.
 * @returns values by the id of a measure (absent when not known) and the report behind them, or what is wrong with the
 *   data; pointers are inside the data
 */
export type Measurer = (
  dataset: GivenDataset,
  asOf: PlainDate,
) => { values: Record<string, Value>; report: unknown } | { issues: Omit<AnswerIssue, 'code'>[] };

/** A data set that was measured. The engine reads the values and hands the report on. */
export interface Measurement {
  questionId: string;
  datasetId: string;
  kind: GivenDataset['kind'];
  values: Record<string, Value>;
  report: unknown;
}

export interface ReadOptions {
  /** The day when the file names none. */
  asOf: PlainDate;
  /** Wins over the file's own day. */
  override?: PlainDate | undefined;
  /** Measures the data sets; without it their values stay unknown. */
  measure?: Measurer | undefined;
}

const TOP_KEYS = ['questionnaires', 'as_of', 'system', 'answers', 'datasets', 'earlier_answers'];
const SYSTEM_KEYS = ['name', 'description', 'version', 'provider', 'identifier'];
/** How many mistakes get a "did you mean". */
const SUGGESTIONS = 50;

/**
 * @param data parsed YAML or JSON of an answer file: `{questionnaires?, as_of?, system: {name}, answers}`
 * @param options see `ReadOptions`
 * @returns the answer set, or every issue
 */
export function readAnswerSet(
  content: Content,
  data: unknown,
  { asOf: defaultDay, override, measure }: ReadOptions,
): { answerSet: AnswerSet } | { issues: AnswerIssue[] } {
  const reader = new IssueReader();
  if (!isPlain(data)) {
    reader.report(
      '',
      'not_an_object',
      {
        vi: `Tệp trả lời phải là một bảng khóa – giá trị, nhận được ${shown(data)}`,
        en: `An answer file must be a mapping, found ${shown(data)}`,
      },
      { vi: 'Bắt đầu với system: và answers:', en: 'Start with system: and answers:' },
    );
    return { issues: reader.issues };
  }
  reader.unknownKeys(data, TOP_KEYS, '');
  const asOf = readAsOf(reader, override ?? data.as_of, defaultDay);
  const questionnaires = readQuestionnaires(reader, content, data.questionnaires, asOf);
  const system = readSystem(reader, data.system);
  // A misspelt questionnaire must not turn every answer into a second mistake.
  const misspelt = reader.issues.some(({ code }) => code === 'unknown_questionnaire');
  const answers = readAnswers(reader, data.answers, misspelt ? content.questionnaires : questionnaires, content);
  const datasets = readDatasets(reader, data.datasets);
  const measurements = measureDatasets(reader, { content, asOf, questionnaires, answers, datasets }, measure);
  const earlierAnswers = readEarlier(reader, data.earlier_answers);
  return reader.issues.length > 0
    ? { issues: reader.issues }
    : {
        answerSet: {
          asOf,
          questionnaires,
          system,
          answers,
          datasets: datasets.map(({ dataset }) => dataset),
          measurements,
          earlierAnswers,
        },
      };
}

function readAsOf(reader: IssueReader, value: unknown, fallback: PlainDate): PlainDate {
  return value === undefined ? fallback : (readDate(reader, value, '/as_of') ?? fallback);
}

/** Newest version of each questionnaire that applies on the day. */
export function questionnairesInForce(content: Content, asOf: PlainDate): Questionnaire[] {
  const newest = new Map<string, Questionnaire>();
  for (const questionnaire of content.questionnaires) {
    const current = newest.get(questionnaire.id);
    if (questionnaire.applies_from <= asOf && (!current || questionnaire.applies_from > current.applies_from)) {
      newest.set(questionnaire.id, questionnaire);
    }
  }
  return [...newest.values()];
}

function readQuestionnaires(reader: IssueReader, content: Content, value: unknown, asOf: PlainDate): Questionnaire[] {
  const available = content.questionnaires.map(({ id, version }) => `${id}@${version}`);
  const list = { vi: `Có: ${available.join(', ')}`, en: `Available: ${available.join(', ')}` };
  if (value === undefined) {
    const inForce = questionnairesInForce(content, asOf);
    if (inForce.length === 0) {
      reader.report(
        '/as_of',
        'no_questionnaire_in_force',
        { vi: `Ngày ${asOf} chưa có bộ câu hỏi nào áp dụng`, en: `No questionnaire applies on ${asOf}` },
        { vi: 'Chọn một ngày muộn hơn', en: 'Choose a later day' },
      );
    }
    return inForce;
  }
  if (!Array.isArray(value) || value.length === 0) {
    reader.wrongType('/questionnaires', value, {
      vi: 'danh sách như [vn-ai-triage@2026.1]',
      en: 'a list like [vn-ai-triage@2026.1]',
    });
    return [];
  }
  const chosen: Questionnaire[] = [];
  value.forEach((entry, index) => {
    const pointer = `/questionnaires${step(index)}`;
    const found = content.questionnaires.find(({ id, version }) => `${id}@${version}` === entry);
    if (!found) {
      reader.report(
        pointer,
        'unknown_questionnaire',
        { vi: `Không có bộ câu hỏi ${shown(entry)}`, en: `There is no questionnaire ${shown(entry)}` },
        list,
      );
    } else if (chosen.some(({ id }) => id === found.id)) {
      reader.report(
        pointer,
        'duplicate_questionnaire',
        { vi: `Bộ câu hỏi ${found.id} được chọn hai lần`, en: `Questionnaire ${found.id} is chosen twice` },
        { vi: 'Giữ lại một phiên bản', en: 'Keep one version' },
      );
    } else chosen.push(found);
  });
  return chosen;
}

function readSystem(reader: IssueReader, value: unknown): AnswerSet['system'] {
  if (!isPlain(value)) {
    reader.report(
      '/system',
      value === undefined ? 'missing' : 'wrong_type',
      { vi: 'Thiếu thông tin hệ thống', en: 'The system is not described' },
      { vi: 'Thêm system: {name: "tên hệ thống"}', en: 'Add system: {name: "the system\'s name"}' },
    );
    return { name: '' };
  }
  reader.unknownKeys(value, SYSTEM_KEYS, '/system');
  const system: AnswerSet['system'] = { name: '' };
  for (const key of SYSTEM_KEYS) {
    if (value[key] === undefined) continue;
    const text = reader.text(value[key], `/system/${key}`, key === 'description' ? undefined : 300);
    if (text !== undefined) system[key] = text;
  }
  if (value.name === undefined || value.name === '') {
    reader.report(
      '/system/name',
      'missing',
      { vi: 'Hệ thống chưa có tên', en: 'The system has no name' },
      { vi: 'Ghi tên hệ thống', en: 'Write its name' },
    );
  }
  return system;
}

function readAnswers(
  reader: IssueReader,
  value: unknown,
  questionnaires: Questionnaire[],
  content: Content,
): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  if (value === undefined || value === null) return answers;
  if (!isPlain(value)) {
    reader.wrongType('/answers', value, {
      vi: 'bảng mã câu hỏi – câu trả lời',
      en: 'a mapping of question ids to answers',
    });
    return answers;
  }
  const questions = questionsById(questionnaires);
  for (const [id, raw] of Object.entries(value)) {
    const pointer = `/answers${step(id)}`;
    const question = questions.get(id);
    if (!question) reportUnknownQuestion(reader, id, pointer, questions, content, questionnaires);
    else {
      const answer = readAnswer(reader, question, raw, pointer);
      if (answer) answers.set(id, answer);
    }
  }
  return answers;
}

function readEarlier(reader: IssueReader, value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (isPlain(value)) return value;
  reader.wrongType('/earlier_answers', value, {
    vi: 'bảng phiên bản – câu trả lời, do luongtri migrate-answers ghi',
    en: 'a mapping of versions to answers, as luongtri migrate-answers writes it',
  });
  return {};
}

export function questionsById(questionnaires: readonly Questionnaire[]): Map<string, Question> {
  return new Map(
    questionnaires.flatMap(({ sections }) =>
      sections.flatMap(({ questions }) => questions.map((q) => [q.id, q] as const)),
    ),
  );
}

function reportUnknownQuestion(
  reader: IssueReader,
  id: string,
  pointer: string,
  questions: Map<string, Question>,
  content: Content,
  chosen: Questionnaire[],
): void {
  const elsewhere = content.questionnaires.find((other) => !chosen.includes(other) && questionsById([other]).has(id));
  // Comparing with every question is slow; whoever has that many wrong ids has another problem than spelling.
  const near = elsewhere || reader.issues.length > SUGGESTIONS ? undefined : nearest(id, [...questions.keys()]);
  reader.report(
    pointer,
    'unknown_question',
    { vi: `Không có câu hỏi ${shown(id)}`, en: `There is no question ${shown(id)}` },
    elsewhere
      ? {
          vi: `Thêm ${elsewhere.id}@${elsewhere.version} vào questionnaires`,
          en: `Add ${elsewhere.id}@${elsewhere.version} to questionnaires`,
        }
      : near
        ? { vi: `Có phải ý là ${near}?`, en: `Did you mean ${near}?` }
        : { vi: 'Xem mã câu hỏi bằng lệnh luongtri questions', en: 'List the ids with luongtri questions' },
  );
}
