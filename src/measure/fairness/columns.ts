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

const REJECTED_SHOWN = 20;

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

/** Finds the columns by name; a name that is missing or used twice is an issue. */
export function locate(header: readonly string[], columns: Columns): { places: Places; issues: RowIssue[] } {
  const names = header.map((name) => name.trim().normalize('NFC'));
  const issues: RowIssue[] = [];
  const place = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const wanted = name.trim().normalize('NFC');
    const found = names.indexOf(wanted);
    if (found < 0) issues.push(ISSUES.missingColumn(name, names));
    else if (names.includes(wanted, found + 1)) issues.push(ISSUES.duplicateColumn(name));
    return found;
  };
  const places = {
    label: place(columns.label),
    prediction: place(columns.prediction),
    score: place(columns.score?.column),
    weight: place(columns.weight),
    key: [...columns.attributes, ...(columns.stratum === undefined ? [] : [columns.stratum])].map(place),
  };
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
