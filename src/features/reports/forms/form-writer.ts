/** @module Writes the parts of a form: answers, gaps, dates, tiers. Everything an organisation wrote passes `own` once. */

import { formatDate } from '../../../app/dates.ts';
import type { Answer, LawIndex, Question, Text, Value } from '../../../engine/index.ts';
import { lawOf } from '../law-of.ts';
import type { Ask, Field, FormInput, FormTexts, Part } from './form-model.ts';
import { cleanText } from './form-text.ts';
import { FORM_WORDS, type FormWords } from './form-words.ts';

/** Takes withheld words out of a text; the identity where nothing is withheld. */
export type Mask = (text: string) => string;

const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const;

/** A label as the form prints it: a colon before what follows, unless it is a sentence. */
export const labelled = (label: string): string => (/[.:]$/.test(label) ? label : `${label}:`);

export class FormWriter {
  readonly words: FormWords;
  private readonly law: LawIndex;
  private readonly questions: Map<string, Question>;
  private readonly held: Set<string>;

  constructor(
    readonly input: FormInput,
    private readonly mask: Mask = (text) => text,
  ) {
    const { content, subject, lang } = input;
    this.words = FORM_WORDS[lang];
    this.law = lawOf(content);
    // The chosen versions last: they win over others that know the same question.
    this.questions = new Map(
      [...content.questionnaires, ...subject.answerSet.questionnaires].flatMap(({ sections }) =>
        sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)),
      ),
    );
    this.held = new Set(subject.result.onHold.map(({ questionId }) => questionId));
  }

  get result() {
    return this.input.subject.result;
  }

  /** Words of the form by their path in the text file, e.g. `line.I.1` → `texts.line['I.1']`. */
  t(group: string, key?: string): string {
    const found = (this.input.texts as FormTexts)[group];
    const text = key === undefined ? found : (found as FormTexts | undefined)?.[key];
    if (typeof text !== 'string') throw new Error(`the form has no text ${group}${key === undefined ? '' : ` ${key}`}`);
    return text;
  }

  readonly say = (text: Text): string => text[this.input.lang];
  readonly cite = (basis: readonly string[]): string => this.law.citeAll(basis)[this.input.lang];
  readonly date = (value: string): string => formatDate(value, this.input.lang);

  number(value: number, digits = 0): string {
    return new Intl.NumberFormat(LOCALES[this.input.lang], { maximumFractionDigits: digits }).format(value);
  }

  /** Whole đồng, written as each language does. */
  money(value: number): string {
    return this.input.lang === 'vi' ? `${this.number(value)}\u00A0₫` : `VND\u00A0${this.number(value)}`;
  }

  questionOf(id: string): Question | undefined {
    return this.questions.get(id);
  }

  answerTo(id: string): Answer | undefined {
    return this.input.subject.answerSet.answers.get(id);
  }

  ask(id: string): Ask {
    const question = this.questions.get(id);
    return { id, text: question ? this.say(question.text) : id, way: this.words.ways.question };
  }

  /** A field of a register that fills a gap, by its words. */
  register(of: 'incident' | 'system' | 'organisation', key: string, text: string): Ask {
    return { id: `${of}#${key}`, text, way: this.words.ways[of] };
  }

  /** A text of the organisation, cleaned, and without what is withheld from this copy. */
  own(text: string): string {
    return this.mask(cleanText(text));
  }

  /** Words of the form or of the law, as they are. */
  said(text: string, lead: string | null = null, note: string | null = null): Part {
    return { kind: 'text', lead, text, note, asks: [], refs: [] };
  }

  /** The organisation's own words. */
  given(text: string, lead: string | null = null): Part {
    return this.said(this.own(text), lead);
  }

  /** What is missing, with what fills it. Without questions it is written by hand, and says so. */
  gap(asks: readonly (string | Ask)[], lead: string | null = null, text: string = this.words.missing): Part {
    const found = asks.map((ask) => (typeof ask === 'string' ? this.ask(ask) : ask));
    return { kind: 'gap', lead, text, note: found.length === 0 ? this.words.noQuestion : null, asks: found, refs: [] };
  }

  /** What is only known when the document is issued: its number, its day, to whom it goes. @param blank as the form prints it */
  byHand(lead: string | null = null, blank: string | null = null): Part {
    return { kind: 'gap', lead, text: blank ?? this.words.byHand, note: null, asks: [], refs: [] };
  }

  dontKnow(asks: readonly string[], lead: string | null = null): Part {
    const { dontKnow, dontKnowNote } = this.words;
    return {
      kind: 'unknown',
      lead,
      text: dontKnow,
      note: dontKnowNote,
      asks: asks.map((id) => this.ask(id)),
      refs: [],
    };
  }

  /** The answer to a question: its value, "don't know", "not applicable" with the reason, or a gap. */
  answer(id: string, lead: string | null = null): Part {
    const answer = this.answerTo(id);
    if (!answer) return this.gap([id], lead);
    if (answer.state === 'unknown') return this.dontKnow([id], lead);
    if (answer.state === 'not_applicable') {
      const note = answer.note ? this.own(answer.note) : null;
      return { kind: 'not_applicable', lead, text: this.words.notApplicable, note, asks: [], refs: [] };
    }
    const text = this.value(answer.value!, this.questions.get(id));
    return this.said(text, lead, this.held.has(id) ? this.words.onHold : null);
  }

  /** The first of what the record says, else the answer to the question. */
  either(values: readonly (string | null | undefined)[], id: string | null, lead: string | null = null): Part {
    const found = values.find((value) => value !== undefined && value !== null && value.trim() !== '');
    if (found !== undefined && found !== null) return this.given(found, lead);
    return id === null ? this.gap([], lead) : this.answer(id, lead);
  }

  /** The first of what the registers say; while they say nothing, a gap that names the field to fill. */
  registered(values: readonly (string | null | undefined)[], asks: readonly Ask[], lead: string | null = null): Part {
    const found = values.find((value) => value !== undefined && value !== null && value.trim() !== '');
    return found ? this.given(found, lead) : this.gap(asks, lead);
  }

  /** An answer where there is one, else the record; for lines whose own question asks more exactly. */
  answerOr(id: string, values: readonly (string | null | undefined)[], lead: string | null = null): Part {
    return this.answerTo(id)?.state === 'known' ? this.answer(id, lead) : this.either(values, id, lead);
  }

  value(value: Value, question: Question | undefined): string {
    const { yes, no, noneOfThese } = this.words;
    const option = (id: string): string => {
      const found = question?.options?.find((entry) => entry.id === id);
      return found ? this.say(found.text) : this.own(id);
    };
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'number') {
      return `${this.number(value, 6)}${question?.unit ? ` ${this.say(question.unit)}` : ''}`;
    }
    if (Array.isArray(value)) return value.length === 0 ? noneOfThese : value.map(option).join('; ');
    if (question?.type === 'date') return this.date(String(value));
    return question?.options ? option(String(value)) : this.own(String(value));
  }

  /** The tier that was computed; while it is open, every tier still possible and the questions that decide. */
  tier(lead: string | null = null): Part {
    const { tier, possibleTiers, deciders, unsettled } = this.result.classification;
    const values = this.input.content.decisions.find(({ id }) => id === 'decision.tier')?.values ?? [];
    const title = (id: string): string => {
      const found = values.find((value) => value.id === id);
      return found ? this.say(found.title) : id;
    };
    if (tier !== 'undetermined') return this.said(title(tier), lead);
    const { undetermined, possible, or } = this.words;
    return {
      kind: 'unknown',
      lead,
      text: undetermined,
      // With no question left, a point of law keeps it open.
      note: [
        `${possible}: ${possibleTiers.map(title).join(or)}`,
        ...(deciders.length > 0 ? [] : unsettled.map((point) => this.say(point.title))),
      ].join('; '),
      asks: deciders.slice(0, 3).map((id) => this.ask(id)),
      refs: [],
    };
  }

  /** A numbered line whose words are the form's own. */
  field(ref: string, number: string, label: string, content: Part[]): { field: Field } {
    return { field: { ref, number, label: labelled(label), content } };
  }
}
