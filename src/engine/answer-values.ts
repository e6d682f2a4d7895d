/** @module Reads one answer: its value by the type of its question, its note, its evidence. */
import { IssueReader, isPlain, shown, step } from './answer-issues.ts';
import type { PlainDate, Question, Value } from './content.ts';
import { isPlainDate } from './dates.ts';
import { nearest } from './nearest.ts';
import type { EvidenceGrade } from './result.ts';

export interface Answer {
  /** `null` together with `state: 'unknown' | 'not_applicable'`. */
  value: Value | null;
  state: 'known' | 'unknown' | 'not_applicable';
  note?: string;
  evidence?: string[];
  evidence_grade?: EvidenceGrade;
  /** The organisation's own remedial action, who does it, and by when (columns of the official form). */
  remedy?: string;
  owner?: string;
  due?: PlainDate;
}

export const EVIDENCE_GRADES: readonly EvidenceGrade[] = [
  'none',
  'self_declared',
  'document',
  'test_record',
  'independent',
];
const KEYS = ['value', 'note', 'evidence', 'evidence_grade', 'remedy', 'owner', 'due'];
const UNKNOWN = 'unknown';
const NOT_APPLICABLE = 'not_applicable';

export function readAnswer(reader: IssueReader, question: Question, raw: unknown, pointer: string): Answer | undefined {
  if (!isPlain(raw)) return readValue(reader, question, raw, pointer);
  reader.unknownKeys(raw, KEYS, pointer);
  const answer = readValue(reader, question, raw.value, `${pointer}/value`, raw.note);
  for (const key of ['note', 'remedy', 'owner'] as const) {
    if (raw[key] === undefined) continue;
    const text = reader.text(raw[key], `${pointer}/${key}`);
    if (answer && text !== undefined) answer[key] = text;
  }
  const grade = readGrade(reader, raw.evidence_grade, `${pointer}/evidence_grade`);
  if (answer && grade) answer.evidence_grade = grade;
  const due = raw.due === undefined ? undefined : readDate(reader, raw.due, `${pointer}/due`);
  if (answer && due !== undefined) answer.due = due;
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

/** Could this stand as an answer to the question? */
export function isAnswerTo(question: Question, raw: unknown): boolean {
  const reader = new IssueReader();
  readAnswer(reader, question, raw, '');
  return reader.issues.length === 0;
}

function readGrade(reader: IssueReader, raw: unknown, pointer: string): EvidenceGrade | undefined {
  if (raw === undefined) return undefined;
  const found = EVIDENCE_GRADES.find((grade) => grade === raw);
  if (found) return found;
  const list = EVIDENCE_GRADES.join(', ');
  return reader.report(
    pointer,
    'unknown_option',
    { vi: `Không có mức minh chứng ${shown(raw)}`, en: `There is no evidence grade ${shown(raw)}` },
    { vi: `Chọn một trong: ${list}`, en: `Use one of: ${list}` },
  );
}

function readValue(
  reader: IssueReader,
  question: Question,
  raw: unknown,
  pointer: string,
  note?: unknown,
): Answer | undefined {
  // A field left empty is no answer.
  const isBlank = question.type === 'text' && typeof raw === 'string' && raw.trim() === '';
  if (raw === undefined || raw === null || raw === UNKNOWN || isBlank) return { value: null, state: 'unknown' };
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

function typedValue(reader: IssueReader, question: Question, raw: unknown, pointer: string): Value | undefined {
  switch (question.type) {
    case 'boolean':
      return typeof raw === 'boolean'
        ? raw
        : reader.wrongType(pointer, raw, { vi: 'true hoặc false', en: 'true or false' });
    case 'number':
      return numberValue(reader, question, raw, pointer);
    case 'date':
      return readDate(reader, raw, pointer);
    case 'choice':
      if (typeof raw !== 'string') return reader.wrongType(pointer, raw, { vi: 'một lựa chọn', en: 'one option' });
      return optionValue(reader, question, raw, pointer);
    case 'choices':
      return choicesValue(reader, question, raw, pointer);
    default:
      return reader.text(raw, pointer);
  }
}

/** Dates of law and life; further out, counting days and months stops making sense. */
const [EARLIEST, LATEST] = ['1900-01-01', '2999-12-31'];

/** An existing calendar date between 1900 and 2999. */
export function readDate(reader: IssueReader, raw: unknown, pointer: string): PlainDate | undefined {
  if (typeof raw !== 'string' || !isPlainDate(raw)) {
    return reader.report(
      pointer,
      'invalid_date',
      { vi: `${shown(raw)} không phải là một ngày có thật`, en: `${shown(raw)} is not a date that exists` },
      {
        vi: 'Ghi ngày theo dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-22',
        en: 'Write YEAR-MONTH-DAY, for example 2026-11-22',
      },
    );
  }
  if (raw >= EARLIEST && raw <= LATEST) return raw;
  return reader.report(
    pointer,
    'out_of_range',
    { vi: `${raw} nằm ngoài khoảng từ năm 1900 đến năm 2999`, en: `${raw} is not between 1900 and 2999` },
    { vi: 'Kiểm tra lại năm', en: 'Check the year' },
  );
}

function numberValue(reader: IssueReader, question: Question, raw: unknown, pointer: string): number | undefined {
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

function optionValue(reader: IssueReader, question: Question, raw: string, pointer: string): string | undefined {
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
  reader: IssueReader,
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
