/** @module Writes values of the content and the result in one language; parts of every model are written through it. */
import { formatDate, formatDayOf, formatInstant } from '../../app/dates.ts';
import type {
  Answer,
  Because,
  Content,
  LawIndex,
  Measurement,
  ObligationResult,
  Question,
  Result,
  Text,
  Value,
} from '../../engine/index.ts';
import { lawOf } from './law-of.ts';
import { formatDeadline, formatValue } from './render-text.ts';
import type { ReportSubject } from './report-input.ts';
import type { BuildInput } from './report-kinds.ts';
import type { Lang, ReportTexts } from './texts.ts';

/** What parts of a model read: the subject, taken apart. */
export interface ReportInput {
  subject: ReportSubject;
  result: Result;
  content: Content;
  answers: ReadonlyMap<string, Answer>;
  measurements: readonly Measurement[];
  lang: Lang;
  texts: ReportTexts;
}

/** Something missing, and the questions whose answers fill it; printed as a marked gap, never as an empty line. */
export interface Gap {
  text: string;
  questions: string[];
}

const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const;

/** A level is word, shape and colour at once, so that it survives a grey printer. */
const SHAPES: Record<string, string> = {
  low: 'circle',
  medium: 'diamond',
  high: 'triangle',
  prohibited: 'square',
  out_of_scope: 'line',
  undetermined: 'unknown',
};

/** Writes parts of a model; holds what all of them need. */
export class Writer {
  private readonly law: LawIndex;
  readonly questions: Map<string, Question>;
  readonly input: ReportInput;

  constructor({ subject, content, lang, texts }: BuildInput) {
    const { result, answerSet } = subject;
    const { answers, measurements } = answerSet;
    this.input = { subject, result, content, answers, measurements, lang, texts };
    this.law = lawOf(content);
    // The versions that were answered come last: their wording is what people answered.
    this.questions = new Map();
    for (const { sections } of [...content.questionnaires, ...answerSet.questionnaires]) {
      for (const { questions } of sections) for (const question of questions) this.questions.set(question.id, question);
    }
  }

  // Bound to the writer: parts of the model are written by modules of their own.
  readonly say = (text: Text): string => text[this.input.lang];
  readonly cite = (basis: string[]): string => this.law.citeAll(basis)[this.input.lang];
  readonly date = (value: string): string => formatDate(value, this.input.lang);

  readonly instant = (value: string): string => formatInstant(value, this.input.lang);

  /** The day of an instant in Viet Nam. */
  readonly day = (value: string): string => formatDayOf(value, this.input.lang);

  /** Name of a person by id; who was erased, or a key, is said so with the id. */
  readonly person = (id: string): string =>
    this.input.subject.people[id] ?? `${this.input.texts.personUnnamed} (${shortId(id)})`;

  question(id: string): string {
    const found = this.questions.get(id);
    return found ? this.say(found.text) : id;
  }

  /** A marked place where something is missing, with the questions that fill it. */
  gap(text: string, questionIds: readonly string[] = []): Gap {
    return { text, questions: questionIds.map((id) => this.question(id)) };
  }

  value(id: string, value: Value | null): string {
    const { texts, lang } = this.input;
    if (value === null) return texts.unknownAnswer;
    if (typeof value === 'boolean') return value ? texts.yes : texts.no;
    if (Array.isArray(value) && value.length === 0) return texts.noneOfThese;
    const question = this.questions.get(id);
    if (typeof value !== 'number') return formatValue(value, question, lang);
    const written = value.toLocaleString(LOCALES[lang], { maximumFractionDigits: 6 });
    return question?.unit ? `${written} ${this.say(question.unit)}` : written;
  }

  deadline({ deadline, status }: Pick<ObligationResult, 'deadline' | 'status'>, mayLack = false): string {
    const text = formatDeadline(deadline, this.input.lang, status, mayLack);
    return text.charAt(0).toLocaleUpperCase(this.input.lang) + text.slice(1);
  }

  because(list: Because[]): { question: string; answer: string; unknown: boolean }[] {
    return list.map(({ questionId, value }) => ({
      question: this.say(this.questions.get(questionId)!.text),
      answer: this.value(questionId, value),
      unknown: value === null,
    }));
  }

  tier(id: string): { id: string; word: string; shape: string } {
    const values = this.input.content.decisions.find((decision) => decision.id === 'decision.tier')!.values;
    const found = values.find((value) => value.id === id);
    return { id, word: found ? this.say(found.title) : '', shape: SHAPES[id]! };
  }
}

/** Enough of an id to tell people of one record apart. */
const shortId = (id: string): string => (id.length > 16 ? `${id.slice(0, 12)}…` : id);
