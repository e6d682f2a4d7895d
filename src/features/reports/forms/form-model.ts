/**
 * @module What an official form is made of: plain JSON that the template, the DOCX writer and a machine read alike. Every
 * block has exactly one key, which says what it is. Strings are ready to print; nothing is left to the template but order.
 */
import type { AnswerSet, Content, Result } from '../../../engine/index.ts';
import type { Abbreviation } from '../abbreviations.ts';
import type { ReportSubject } from '../report-input.ts';
import type { Lang, ReportTexts } from '../texts.ts';

export const FORM_IDS = [
  'self-assessment',
  'classification-dossier',
  'impact-assessment',
  'incident',
  'labour-plan',
] as const;
export type FormId = (typeof FORM_IDS)[number];

/** What fills a gap: a question of the questionnaires, or a field of the register (`incident#location`). */
export interface Ask {
  id: string;
  text: string;
  /** How to fill it, in words: answer the question, or write into the register that is named. */
  way: string;
}

/**
 * One piece of content. `gap`: nobody said anything yet; `unknown`: the answer was "don't know", which is never "no";
 * `redacted`: withheld from the copy for the public.
 */
export interface Part {
  kind: 'text' | 'gap' | 'unknown' | 'not_applicable' | 'redacted';
  /** Which part of a composed line it is, e.g. the aim among aim, scope and functions. */
  lead: string | null;
  text: string;
  note: string | null;
  asks: Ask[];
  /** In a table: numbers of its questions in the list after the form, where a narrow cell has no room for their words. */
  refs: number[];
}

/** A line of the form: its official number and words, and what the organisation says. */
export interface Field {
  /** Place in the form, stable across languages: `I.1`, `B1`, `a.name`. */
  ref: string;
  number: string;
  label: string;
  content: Part[];
}

/** Boxes to tick. `state` is `unknown` while nobody said which. */
export interface Choice extends Field {
  options: { id: string; text: string; state: 'on' | 'off' | 'unknown'; mark: string; content: Part[] }[];
}

export interface Cell {
  parts: Part[];
  /** Columns it covers. */
  span: number;
}

export interface Row {
  ref: string;
  /** `group`: a heading inside the table; `total`: the last line of a sum. */
  kind: 'line' | 'group' | 'total';
  /** First cell, in words of the form or the organisation's name of the thing. */
  head: string;
  headSpan: number;
  cells: Cell[];
}

export interface Table {
  ref: string;
  caption: string;
  columns: string[];
  /** Of the width, in per cent; as many as columns. */
  widths: number[];
  rows: Row[];
}

export interface Letterhead {
  left: string[];
  right: string[];
  number: Part[];
  placeAndDate: Part[];
}

export interface Signature {
  left: string[];
  /** Place and day above the signature, where the form has them there. */
  placeAndDate?: Part[];
  title: string[];
  hint: string;
  name: Part[];
}

export type Block =
  | { letterhead: Letterhead }
  | { title: { lines: string[]; note: string | null } }
  | { heading: { text: string; isSub: boolean } }
  | { field: Field }
  | { choice: Choice }
  | { table: Table }
  /** Words that may have no label; `place` names it where it is missing. */
  | { paragraph: { place: string; text: string; parts: Part[] } }
  | { signature: Signature };

/** Stands before the form and is no part of it: whether the form concerns the reader, and what the form is. */
export interface Notice {
  /** `stop`: a prohibited act is indicated, which no form makes good. */
  kind: 'stop' | 'concerned' | 'not_concerned' | 'open' | 'info';
  text: string;
  basis: string | null;
  asks: Ask[];
}

export interface FormModel {
  schema: 'luongtri.form/1';
  form: FormId;
  lang: Lang;
  documentTitle: string;
  /** What the form is called, without what it is about. */
  reportTitle: string;
  /** What the document is about; in a copy for the public nothing withheld, so that head and foot of the pages can print it. */
  about: string;
  pageWords: [string, string];
  /** Words around the form that the template prints. */
  words: Record<
    | 'sheet'
    | 'notPart'
    | 'toForm'
    | 'notices'
    | 'gaps'
    | 'gapsLead'
    | 'samePlaces'
    | 'origin'
    | 'question'
    | 'abbreviations',
    string
  >;
  notices: Notice[];
  blocks: Block[];
  /** What is still missing or not known, each with the places of the form it would fill; `samePlaces` where they are those of the one before. */
  gaps: { number: number; ask: Ask | null; text: string; places: string[]; samePlaces: boolean }[];
  /** Short names of legal texts that are printed, with their full ones. */
  abbreviations: Abbreviation[];
  /** Versions and hashes from which the form was made. */
  origin: { name: string; value: string }[];
}

/** What a form is made from. Only the answers and the result are needed; what else is absent is printed as a gap. */
export interface FormInput {
  subject: Partial<ReportSubject> & { answerSet: AnswerSet; result: Result };
  content: Content;
  lang: Lang;
  /** `reports/<id>/text.<lang>.yaml`, alone or with the shared words. */
  texts: FormTexts | ReportTexts;
}

/** Wording of one form; nested mappings of words. Each builder names the keys it reads. */
export interface FormTexts {
  [key: string]: string | FormTexts;
}
