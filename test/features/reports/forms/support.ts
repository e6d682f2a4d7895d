/** @module Forms of examples, made the way the service makes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { compileTemplates, loadReportAssets } from '../../../../src/content/compile-report.ts';
import { hashAnswers } from '../../../../src/content/hash.ts';
import { CONTENT_ROOT } from '../../../../src/content/load.ts';
import type { AnswerSet } from '../../../../src/engine/index.ts';
import {
  type Block,
  FORM_REPORTS,
  type FormId,
  type FormInput,
  type FormModel,
  type FormOptions,
  type FormTexts,
  type Part,
} from '../../../../src/features/reports/forms/index.ts';
import type { ReportSubject } from '../../../../src/features/reports/index.ts';
import { engine, loaded } from '../../../support/content.ts';

export const LANGUAGES = ['vi', 'en'] as const;
export type Lang = (typeof LANGUAGES)[number];

const templates = compileTemplates(CONTENT_ROOT);
const assets = loadReportAssets(CONTENT_ROOT);

export function example(id: string): AnswerSet {
  const found = loaded.examples.find((entry) => entry.id === id);
  if (!found) throw new Error(`no example ${id}`);
  return found.answerSet;
}

/** Answers of an example with some of them replaced; `undefined` takes one away. */
export function changed(
  id: string,
  answers: Record<string, Partial<ReturnType<AnswerSet['answers']['get']>> | undefined>,
): AnswerSet {
  const base = example(id);
  const map = new Map(base.answers);
  for (const [question, answer] of Object.entries(answers)) {
    if (answer === undefined) map.delete(question);
    else map.set(question, { value: null, state: 'known', ...answer });
  }
  return { ...base, answers: map };
}

export function inputOf(
  form: FormId,
  answerSet: AnswerSet,
  lang: Lang,
  around: Partial<ReportSubject> = {},
): FormInput {
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  const texts = assets.texts[form]![lang] as FormTexts;
  return { subject: { ...around, answerSet, result }, content: loaded.content, lang, texts };
}

export const modelOf = (
  form: FormId,
  answerSet: AnswerSet,
  lang: Lang,
  around: Partial<ReportSubject> = {},
  options: FormOptions = {},
): FormModel => FORM_REPORTS[form].buildModel(inputOf(form, answerSet, lang, around), options);

/** The page as the template prints it, without its style. */
export function htmlOf(model: FormModel): string {
  const html = templates[model.form]!({ ...model, t: assets.texts[model.form]![model.lang], css: '' });
  // Hashes change with every change of content; they are checked where they are made.
  return html.replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');
}

export async function docxOf(model: FormModel): Promise<Record<string, string>> {
  const files = unzipSync(await FORM_REPORTS[model.form].docx!(model));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Lines of an official form, from its text in the gazette. */
export const officialLines = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'official', `${name}.txt`), 'utf8')
    .trim()
    .split('\n');

/** The words of the form itself, in order: headings, labels, boxes, first cells; not what the organisation wrote. */
export function formLines(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if ('title' in block) return [block.title.lines.join(' ')];
    if ('heading' in block) return [block.heading.text];
    if ('field' in block) return [`${block.field.number} ${block.field.label}`.trim()];
    if ('choice' in block) {
      const { number, label, options } = block.choice;
      return [`${number} ${label}`.trim(), ...options.map(({ text }) => `[ ] ${text}`)];
    }
    if ('paragraph' in block) return block.paragraph.text ? [block.paragraph.text] : [];
    return 'table' in block ? block.table.rows.map(({ head }) => head) : [];
  });
}

/** Every piece of content of a form. */
export function partsOf(blocks: readonly Block[]): Part[] {
  return blocks.flatMap((block) => {
    if ('field' in block) return block.field.content;
    if ('choice' in block) return [...block.choice.content, ...block.choice.options.flatMap(({ content }) => content)];
    if ('paragraph' in block) return block.paragraph.parts;
    if ('signature' in block) return block.signature.name;
    if ('letterhead' in block) return [...block.letterhead.number, ...block.letterhead.placeAndDate];
    return 'table' in block ? block.table.rows.flatMap(({ cells }) => cells.flatMap(({ parts }) => parts)) : [];
  });
}

/** What stands at a place of the form: a line by its ref, a cell by `row/column`. */
export function at(model: FormModel, ref: string, column = 0): Part[] {
  for (const block of model.blocks) {
    if ('field' in block && block.field.ref === ref) return block.field.content;
    if ('choice' in block && block.choice.ref === ref) return block.choice.content;
    const row = 'table' in block ? block.table.rows.find((entry) => entry.ref === ref) : undefined;
    if (row) return row.cells[column]!.parts;
  }
  throw new Error(`no place ${ref}`);
}

/** A text without what punctuation a form ends a line with. */
export const bare = (text: string): string => text.replace(/[\s:;.]+$/, '').trim();
