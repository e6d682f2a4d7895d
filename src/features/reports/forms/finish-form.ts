/** @module Puts a form together: notices before it, the form, then what is missing and where the content comes from. */
import { abbreviationsIn } from '../abbreviations.ts';
import type { Ask, Block, FormId, FormModel, Notice, Part } from './form-model.ts';
import type { FormWords } from './form-words.ts';
import type { FormWriter } from './form-writer.ts';

/** Places named for one question: a long table would fill pages with them. */
const SHOWN = 10;

interface Made {
  form: FormId;
  title: string;
  /** Names the thing that the document is about. */
  about: string;
  notices: Notice[];
  blocks: Block[];
}

/** @returns the complete model; the list of gaps is read from the blocks, so that none can be forgotten */
export function finishForm(writer: FormWriter, { form, title, about, notices, blocks }: Made): FormModel {
  const { words, input } = writer;
  const gaps = gapsOf(blocks, words);
  const translated: Notice[] = words.translation
    ? [{ kind: 'info', text: words.translation, basis: null, asks: [] }]
    : [];
  return {
    schema: 'luongtri.form/1',
    form,
    lang: input.lang,
    documentTitle: `${about} – ${title}`,
    reportTitle: title,
    about,
    pageWords: [words.page, words.pageOf],
    words: {
      sheet: words.sheet,
      notPart: words.notPart,
      toForm: words.toForm,
      notices: words.notices,
      gaps: words.gaps,
      gapsLead: words.gapsLead,
      samePlaces: words.samePlaces,
      origin: words.origin,
      question: words.question,
      abbreviations: words.abbreviations,
    },
    notices: [...notices.map((notice, index) => askedOnce(notice, notices.slice(0, index), words)), ...translated],
    blocks: blocks.map((block) => withRefs(block, gaps)),
    gaps,
    abbreviations: abbreviationsIn([notices, blocks], input.content, input.lang),
    origin: originOf(writer),
  };
}

/** Two duties that hang on the same questions name them once. */
function askedOnce(notice: Notice, before: readonly Notice[], { sameAsks }: FormWords): Notice {
  const ids = ({ asks }: Notice): string => asks.map(({ id }) => id).join();
  if (notice.asks.length === 0 || !before.some((other) => ids(other) === ids(notice))) return notice;
  return { ...notice, text: notice.text.replace(/:$/, sameAsks), asks: [] };
}

/** A narrow cell names its questions by their numbers in the list after the form. */
function withRefs(block: Block, gaps: FormModel['gaps']): Block {
  if (!('table' in block)) return block;
  const numbers = new Map(gaps.flatMap(({ number, ask }) => (ask ? [[ask.id, number] as const] : [])));
  const rows = block.table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      parts: cell.parts.map((part) => ({
        ...part,
        refs: part.asks.map(({ id }) => numbers.get(id)!).sort((a, b) => a - b),
      })),
    })),
  }));
  return { table: { ...block.table, rows } };
}

interface Place {
  place: string;
  parts: Part[];
  /** In a table: the column; the place is then the row. */
  cell?: { column: string };
}

/** Each place of the form with its parts, in order. */
export function placesOf(blocks: readonly Block[]): Place[] {
  return blocks.flatMap((block) => {
    if ('field' in block) return [{ place: nameOf(block.field), parts: block.field.content }];
    if ('choice' in block) {
      const { choice } = block;
      return [
        { place: nameOf(choice), parts: [...choice.content, ...choice.options.flatMap(({ content }) => content)] },
      ];
    }
    if ('paragraph' in block) return [{ place: block.paragraph.place, parts: block.paragraph.parts }];
    if ('signature' in block) return [{ place: block.signature.title.join(' '), parts: block.signature.name }];
    if (!('table' in block)) return [];
    const { columns, rows } = block.table;
    return rows.flatMap(({ head, headSpan, cells }) => {
      let column = headSpan;
      return cells.map(({ parts, span }) => {
        const isCell = span === 1 && cells.length > 1;
        const name = columns[column] ?? '';
        column += span;
        return { place: head, parts, ...(isCell ? { cell: { column: name } } : {}) };
      });
    });
  });
}

const nameOf = ({ number, label }: { number: string; label: string }): string =>
  `${number} ${label}`.trim().replace(/:$/, '');

function gapsOf(blocks: readonly Block[], { byHandPlace, more }: FormWords): FormModel['gaps'] {
  const found = new Map<string, Gathered>();
  const note = (ask: Ask | null, text: string, place: string, column: string | null): void => {
    const key = ask?.id ?? '';
    const entry = found.get(key) ?? { ask, text, places: new Map() };
    const columns = entry.places.get(place) ?? new Set();
    if (column !== null) columns.add(column);
    entry.places.set(place, columns);
    found.set(key, entry);
  };
  for (const { place, parts, cell } of placesOf(blocks)) {
    for (const { kind, lead, text, asks } of parts) {
      if (kind !== 'gap' && kind !== 'unknown') continue;
      const where = lead ? `${place} (${lead})` : place;
      const column = cell?.column ?? null;
      // What no answer settles, a point of law, is nobody's to write in either.
      if (asks.length === 0 && kind === 'gap') note(null, byHandPlace, where, column);
      // A row whose head is the question itself is not said twice.
      for (const ask of asks) note(ask, text, cell && place === ask.text ? '' : where, column);
    }
  }
  // What is written by hand comes last: no answer can fill it.
  const ordered = [...found.values()].sort((a, b) => Number(a.ask === null) - Number(b.ask === null));
  return ordered.map(({ places, ...entry }, index) => {
    const all = textsOf(places);
    const rest = all.length - SHOWN;
    return {
      number: index + 1,
      ...entry,
      places: rest > 0 ? [...all.slice(0, SHOWN), more(rest)] : all,
      samePlaces: isSameRow(places, ordered[index - 1]?.places),
    };
  });
}

const textsOf = (places: Gathered['places']): string[] =>
  [...places].map(([place, columns]) => [place, [...columns].join(', ')].filter(Boolean).join(' – '));

/** Several questions that fill the same row name it once. Lines of a form may share a name, so only rows of a table count. */
function isSameRow(places: Gathered['places'], before: Gathered['places'] | undefined): boolean {
  const isRow = [...places].every(([place, columns]) => place !== '' && columns.size > 0);
  return isRow && before !== undefined && textsOf(places).join('\n') === textsOf(before).join('\n');
}

/** What fills some places of the form: each place once, with its columns in a table. */
interface Gathered {
  ask: Ask | null;
  text: string;
  places: Map<string, Set<string>>;
}

function originOf({ words, result, date, input }: FormWriter): FormModel['origin'] {
  const { submission } = input.subject;
  return [
    { name: words.asOf, value: date(result.asOf) },
    { name: words.engine, value: result.engine.version },
    ...result.content.questionnaires.map(({ id, version, hash }) => ({
      name: `${words.questionnaire} ${id}@${version}`,
      value: hash,
    })),
    { name: words.rules, value: result.content.rules.hash },
    { name: words.answersHash, value: result.answersHash },
    ...(submission ? [{ name: words.submission, value: submission.id }] : []),
  ];
}
