/**
 * @module Reads an answer set: shape, question ids, types, options, ranges. Reports every problem at once, with its
 * place (a JSON pointer) and how to fix it. Knows nothing of the law.
 */
import type { Content, PlainDate, Question, Questionnaire, Text, Value } from './content.ts';
import { isPlainDate } from './dates.ts';

export const ANSWER_ISSUE_CODES = [
  'not_an_object',
  'unknown_key',
  'missing',
  'wrong_type',
  'unknown_question',
  'unknown_option',
  'duplicate_option',
  'out_of_range',
  'too_long',
  'invalid_date',
  'reason_missing',
  'unknown_questionnaire',
  'duplicate_questionnaire',
  'no_questionnaire_in_force',
] as const;

export interface AnswerIssue {
  pointer: string;
  code: (typeof ANSWER_ISSUE_CODES)[number];
  message: Text;
  fix: Text;
}

export interface Answer {
  /** `null` together with `state: 'unknown' | 'not_applicable'`. */
  value: Value | null;
  state: 'known' | 'unknown' | 'not_applicable';
  note?: string;
  evidence?: string[];
}

export interface AnswerSet {
  asOf: PlainDate;
  questionnaires: Questionnaire[];
  system: { name: string; [key: string]: string };
  answers: Map<string, Answer>;
}

const TOP_KEYS = ['questionnaires', 'as_of', 'system', 'answers', 'datasets'];
const SYSTEM_KEYS = ['name', 'description', 'version', 'provider', 'identifier'];
const TEXT_LIMIT = 20_000;
/** How many mistakes get a "did you mean". */
const SUGGESTIONS = 50;
const UNKNOWN = 'unknown';
const NOT_APPLICABLE = 'not_applicable';

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Escapes one step of a JSON pointer (RFC 6901). */
const step = (key: string | number): string => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Shows an input value in a message without letting it grow or break the line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

class Reader {
  readonly issues: AnswerIssue[] = [];

  report(pointer: string, code: AnswerIssue['code'], message: Text, fix: Text): undefined {
    this.issues.push({ pointer, code, message, fix });
    return undefined;
  }

  unknownKeys(object: Plain, allowed: string[], pointer: string): void {
    for (const key of Object.keys(object)) {
      if (allowed.includes(key)) continue;
      this.report(
        pointer + step(key),
        'unknown_key',
        { vi: `Không có mục ${shown(key)} ở đây`, en: `There is no key ${shown(key)} here` },
        { vi: `Chỉ dùng: ${allowed.join(', ')}`, en: `Use only: ${allowed.join(', ')}` },
      );
    }
  }

  wrongType(pointer: string, found: unknown, expected: Text): undefined {
    return this.report(
      pointer,
      'wrong_type',
      { vi: `Cần ${expected.vi}, nhận được ${shown(found)}`, en: `Expected ${expected.en}, found ${shown(found)}` },
      {
        vi: `Ghi ${expected.vi}, hoặc unknown nếu chưa biết`,
        en: `Write ${expected.en}, or unknown if it is not known`,
      },
    );
  }

  text(value: unknown, pointer: string, limit = TEXT_LIMIT): string | undefined {
    if (typeof value !== 'string') return this.wrongType(pointer, value, { vi: 'một đoạn chữ', en: 'a text' });
    if (!value.isWellFormed()) {
      return this.report(
        pointer,
        'wrong_type',
        { vi: 'Có ký tự Unicode bị cắt đôi', en: 'Holds half of a Unicode character' },
        { vi: 'Ghi lại đoạn chữ này', en: 'Write the text again' },
      );
    }
    if (value.length > limit) {
      return this.report(
        pointer,
        'too_long',
        { vi: `Dài ${value.length} ký tự, tối đa ${limit}`, en: `${value.length} characters long, at most ${limit}` },
        { vi: 'Rút ngắn lại', en: 'Shorten it' },
      );
    }
    return value;
  }
}

/**
 * @param data parsed YAML or JSON of an answer file: `{questionnaires?, as_of?, system: {name}, answers}`
 * @param defaults `asOf` when the file names no date
 * @param asOfOverride wins over the file's own date
 * @returns the answer set, or every issue
 */
export function readAnswerSet(
  content: Content,
  data: unknown,
  defaults: { asOf: PlainDate },
  asOfOverride?: PlainDate,
): { answerSet: AnswerSet } | { issues: AnswerIssue[] } {
  const reader = new Reader();
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
  const asOf = readAsOf(reader, asOfOverride ?? data.as_of, defaults.asOf);
  const questionnaires = readQuestionnaires(reader, content, data.questionnaires, asOf);
  const system = readSystem(reader, data.system);
  if (data.datasets !== undefined && !(Array.isArray(data.datasets) && data.datasets.length === 0)) {
    reader.report(
      '/datasets',
      'unknown_key',
      { vi: 'Bộ câu hỏi đã chọn không hỏi dữ liệu đo lường nào', en: 'No chosen questionnaire asks for a data set' },
      { vi: 'Bỏ mục datasets', en: 'Leave datasets out' },
    );
  }
  // A misspelt questionnaire must not turn every answer into a second mistake.
  const misspelt = reader.issues.some(({ code }) => code === 'unknown_questionnaire');
  const answers = readAnswers(reader, data.answers, misspelt ? content.questionnaires : questionnaires, content);
  return reader.issues.length > 0
    ? { issues: reader.issues }
    : { answerSet: { asOf, questionnaires, system, answers } };
}

function readAsOf(reader: Reader, value: unknown, fallback: PlainDate): PlainDate {
  if (value === undefined) return fallback;
  if (typeof value === 'string' && isPlainDate(value)) return value;
  reader.report(
    '/as_of',
    'invalid_date',
    { vi: `${shown(value)} không phải là một ngày có thật`, en: `${shown(value)} is not a date that exists` },
    { vi: 'Ghi ngày theo dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-22', en: 'Write YEAR-MONTH-DAY, for example 2026-11-22' },
  );
  return fallback;
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

function readQuestionnaires(reader: Reader, content: Content, value: unknown, asOf: PlainDate): Questionnaire[] {
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

function readSystem(reader: Reader, value: unknown): AnswerSet['system'] {
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
    const text = reader.text(value[key], `/system/${key}`, key === 'description' ? TEXT_LIMIT : 300);
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
  reader: Reader,
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

export function questionsById(questionnaires: readonly Questionnaire[]): Map<string, Question> {
  return new Map(
    questionnaires.flatMap(({ sections }) =>
      sections.flatMap(({ questions }) => questions.map((q) => [q.id, q] as const)),
    ),
  );
}

function reportUnknownQuestion(
  reader: Reader,
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

function readAnswer(reader: Reader, question: Question, raw: unknown, pointer: string): Answer | undefined {
  if (!isPlain(raw)) return readValue(reader, question, raw, pointer);
  reader.unknownKeys(raw, ['value', 'note', 'evidence'], pointer);
  const answer = readValue(reader, question, raw.value, `${pointer}/value`, raw.note);
  if (raw.note !== undefined) {
    const note = reader.text(raw.note, `${pointer}/note`);
    if (answer && note !== undefined) answer.note = note;
  }
  const { evidence } = raw;
  if (evidence !== undefined) {
    if (!Array.isArray(evidence))
      reader.wrongType(`${pointer}/evidence`, evidence, { vi: 'một danh sách', en: 'a list' });
    else {
      const texts = evidence.map((entry, index) => reader.text(entry, `${pointer}/evidence${step(index)}`, 2_000));
      if (answer) answer.evidence = texts.filter((entry) => entry !== undefined);
    }
  }
  return answer;
}

function readValue(
  reader: Reader,
  question: Question,
  raw: unknown,
  pointer: string,
  note?: unknown,
): Answer | undefined {
  if (raw === undefined || raw === null || raw === UNKNOWN) return { value: null, state: 'unknown' };
  if (raw === NOT_APPLICABLE) {
    if (typeof note === 'string' && note.trim() !== '') return { value: null, state: 'not_applicable' };
    return reader.report(
      pointer,
      'reason_missing',
      { vi: 'Trả lời "không áp dụng" phải kèm lý do', en: '"Not applicable" needs a reason' },
      { vi: 'Ghi {value: not_applicable, note: "lý do"}', en: 'Write {value: not_applicable, note: "the reason"}' },
    );
  }
  const value = typedValue(reader, question, raw, pointer);
  return value === undefined ? undefined : { value, state: 'known' };
}

function typedValue(reader: Reader, question: Question, raw: unknown, pointer: string): Value | undefined {
  switch (question.type) {
    case 'boolean':
      return typeof raw === 'boolean'
        ? raw
        : reader.wrongType(pointer, raw, { vi: 'true hoặc false', en: 'true or false' });
    case 'number':
      return numberValue(reader, question, raw, pointer);
    case 'date':
      if (typeof raw === 'string' && isPlainDate(raw)) return raw;
      return reader.report(
        pointer,
        'invalid_date',
        { vi: `${shown(raw)} không phải là một ngày có thật`, en: `${shown(raw)} is not a date that exists` },
        { vi: 'Ghi ngày theo dạng NĂM-THÁNG-NGÀY, hoặc unknown', en: 'Write YEAR-MONTH-DAY, or unknown' },
      );
    case 'choice':
      if (typeof raw !== 'string') return reader.wrongType(pointer, raw, { vi: 'một lựa chọn', en: 'one option' });
      return optionValue(reader, question, raw, pointer);
    case 'choices':
      return choicesValue(reader, question, raw, pointer);
    default:
      return reader.text(raw, pointer);
  }
}

function numberValue(reader: Reader, question: Question, raw: unknown, pointer: string): number | undefined {
  if (typeof raw !== 'number' || !Number.isFinite(raw))
    return reader.wrongType(pointer, raw, { vi: 'một số', en: 'a number' });
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = question;
  if (raw >= min && raw <= max) return raw;
  const range = `${Number.isFinite(min) ? min : '−∞'} … ${Number.isFinite(max) ? max : '∞'}`;
  return reader.report(
    pointer,
    'out_of_range',
    { vi: `${raw} nằm ngoài khoảng ${range}`, en: `${raw} is outside ${range}` },
    { vi: `Ghi một số trong khoảng ${range}`, en: `Write a number within ${range}` },
  );
}

function optionValue(reader: Reader, question: Question, raw: string, pointer: string): string | undefined {
  const options = question.options!.map(({ id }) => id);
  if (options.includes(raw)) return raw;
  const near = nearest(raw, options);
  return reader.report(
    pointer,
    'unknown_option',
    {
      vi: `Câu hỏi ${question.id} không có lựa chọn ${shown(raw)}`,
      en: `Question ${question.id} has no option ${shown(raw)}`,
    },
    {
      vi: `${near ? `Có phải ý là ${near}? ` : ''}Các lựa chọn: ${options.join(', ')}`,
      en: `${near ? `Did you mean ${near}? ` : ''}Options: ${options.join(', ')}`,
    },
  );
}

function choicesValue(
  reader: Reader,
  question: Question,
  raw: unknown,
  pointer: string,
): readonly string[] | undefined {
  if (!Array.isArray(raw)) {
    return reader.wrongType(pointer, raw, {
      vi: 'danh sách lựa chọn (trống nếu không có)',
      en: 'a list of options (empty if none)',
    });
  }
  const before = reader.issues.length;
  const seen = new Set<string>();
  raw.forEach((entry, index) => {
    const place = pointer + step(index);
    if (typeof entry !== 'string') reader.wrongType(place, entry, { vi: 'một lựa chọn', en: 'an option' });
    else if (seen.has(entry)) {
      reader.report(
        place,
        'duplicate_option',
        { vi: `Lựa chọn ${shown(entry)} được ghi hai lần`, en: `Option ${shown(entry)} is given twice` },
        { vi: 'Ghi mỗi lựa chọn một lần', en: 'Give each option once' },
      );
    } else if (optionValue(reader, question, entry, place) !== undefined) seen.add(entry);
  });
  if (reader.issues.length > before) return undefined;
  // Questionnaire order, so that the order of ticking never matters.
  return question.options!.map(({ id }) => id).filter((id) => seen.has(id));
}

/** The candidate within two edits, if one stands out; helps against typing errors. */
function nearest(text: string, candidates: readonly string[]): string | undefined {
  if (text.length > 100) return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of candidates) {
    const distance = editDistance(text, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length]!;
}
