/** @module Which columns of a table mean what, and what became of its rows. */
import type { Dataset } from './dataset.ts';
import { ISSUES, type Rejection, type RowIssue } from './row-issues.ts';

export interface Columns {
  /** What was deserved or what came true; without it only selection is compared. */
  label?: string;
  /** The decision; or else the score with its threshold (selected at or above it). */
  prediction?: string;
  score?: { column: string; threshold: number };
  attributes: string[];
  favourable?: string;
  stratum?: string;
  weight?: string;
  /** How many attributes are crossed at most: 2 unless told, 1 for none. */
  crossed?: 1 | 2 | 3;
}

export interface ParseReport {
  rows: number;
  counted: number;
  rejected: {
    rows: number;
    byReason: Partial<Record<Rejection, number>>;
    first: { line: number; reason: Rejection }[];
  };
}

export interface Counted {
  /** `null` when something makes the whole table unusable. */
  dataset: Dataset | null;
  issues: RowIssue[];
  /** What was left out of the measurement although the rest is fine. */
  warnings: RowIssue[];
  parse: ParseReport;
}

/** Places of rejected rows that are kept; all of them are counted. */
export const REJECTED_SHOWN = 100;
/** With more, the crossings alone would be hundreds of measurements. */
export const ATTRIBUTE_LIMIT = 10;

export const emptyParse = (): ParseReport => ({ rows: 0, counted: 0, rejected: { rows: 0, byReason: {}, first: [] } });

/** Notes one row, with the reason when it was left out; only the first places are kept. */
export function note(parse: ParseReport, rejection: Rejection | undefined, line: number): void {
  parse.rows += 1;
  if (!rejection) {
    parse.counted += 1;
    return;
  }
  const { rejected } = parse;
  rejected.rows += 1;
  rejected.byReason[rejection] = (rejected.byReason[rejection] ?? 0) + 1;
  if (rejected.first.length < REJECTED_SHOWN) rejected.first.push({ line, reason: rejection });
}

/** Positions of the columns; -1 for one that was not asked for. */
export interface Places {
  label: number;
  prediction: number;
  score: number;
  weight: number;
  /** Attributes, then the stratum. */
  key: number[];
}

const named = (name: string): string => name.trim().normalize('NFC');

/** Finds the columns by name: one that is missing, named twice in the header or used for two things is an issue. */
export function locate(header: readonly string[], columns: Columns): { places: Places; issues: RowIssue[] } {
  const names = header.map(named);
  const issues: RowIssue[] = [];
  const place = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const found = names.indexOf(named(name));
    if (found < 0) issues.push(ISSUES.missingColumn(name, names));
    return found;
  };
  // Cells without a name are what spreadsheets leave behind; two columns of one name are a mistake someone must look at.
  const repeated = names.filter((name, index) => name !== '' && names.indexOf(name) < index);
  for (const name of new Set(repeated)) issues.push(ISSUES.duplicateColumn(name));
  if (columns.attributes.length > ATTRIBUTE_LIMIT) issues.push(ISSUES.tooManyAttributes(ATTRIBUTE_LIMIT));
  const places = {
    label: place(columns.label),
    prediction: place(columns.prediction),
    score: place(columns.score?.column),
    weight: place(columns.weight),
    key: [...columns.attributes, ...(columns.stratum === undefined ? [] : [columns.stratum])].map(place),
  };
  const { key, ...single } = places;
  const used = [...Object.values(single), ...key].filter((place) => place >= 0);
  const twice = used.filter((place, index) => used.indexOf(place) < index);
  for (const place of new Set(twice)) issues.push(ISSUES.usedTwice(names[place]!));
  return { places, issues };
}

/** A plain number with a decimal point; an empty cell or a word is not one. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** The number in a cell, or NaN. */
export const toNumber = (cell: string): number => (NUMBER.test(cell.trim()) ? Number(cell) : Number.NaN);

/** Index sets of 1 to `most` attributes, single ones first. */
export function combinations(count: number, most: number): number[][] {
  let level: number[][] = Array.from({ length: count }, (_, index) => [index]);
  const all = [...level];
  for (let size = 2; size <= most; size += 1) {
    level = level.flatMap((set) =>
      Array.from({ length: count - 1 - set.at(-1)! }, (_, step) => [...set, set.at(-1)! + 1 + step]),
    );
    all.push(...level);
  }
  return all;
}
