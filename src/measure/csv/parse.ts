/**
 * @module A streaming reader of comma-separated text (RFC 4180): quoted cells with doubled quotes and line breaks inside,
 * lines ended by CRLF, LF or CR. A cell is text and nothing else: what looks like a formula is never evaluated.
 */

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Characters of one record, quoted line breaks included. More is no table, and must not fill the memory. */
export const RECORD_LIMIT = 1_000_000;

/** Why the text stops being a table; the place is the line where the record begins, first line 1. */
export type CsvFault = 'record_too_long' | 'nul_character' | 'open_quote';

export class CsvError extends Error {
  constructor(
    readonly fault: CsvFault,
    readonly line: number,
  ) {
    super(`${fault} in the record that begins on line ${line}`);
  }
}

export interface CsvRecord {
  /** Used again for the next record: whoever keeps a cell copies it. A column that was not asked for is empty. */
  cells: readonly string[];
  /** How many cells the record has, columns that were not asked for included. */
  width: number;
  /** Line on which the record begins; first line 1. */
  line: number;
  /** Text after a closing quote: the cells of the record cannot be told apart. */
  broken: boolean;
}

const QUOTE = 34;
const CR = 13;
const LF = 10;

/**
 * Give it text in pieces with `push`, then `end`. Each push reads the record that is still open from its beginning, so
 * pieces should be some kilobytes long.
 */
export class CsvParser {
  readonly #delimiter: number;
  readonly #take: (record: CsvRecord) => void;
  /** Columns to hand out; `null` for all. */
  #wanted: readonly boolean[] | null = null;
  readonly #cells: string[] = [];
  readonly #record = { cells: this.#cells, width: 0, line: 1, broken: false };
  #text = '';
  /** Place in `#text`, and the line it lies on. */
  #at = 0;
  #line = 1;
  #blank = 0;

  constructor(delimiter: Delimiter, take: (record: CsvRecord) => void) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#take = take;
  }

  /** From the next record on, only these columns (from 0) are cut out. May be called while a record is handed out. */
  want(columns: Iterable<number>): void {
    const wanted: boolean[] = [];
    for (const column of columns) wanted[column] = true;
    this.#wanted = Array.from(wanted, (value) => value === true);
    this.#cells.fill('');
  }

  /** Lines without any character, which are no records. */
  get blankLines(): number {
    return this.#blank;
  }

  /** @throws CsvError */
  push(text: string): void {
    const nul = text.indexOf('\0');
    this.#text = this.#at < this.#text.length ? this.#text.slice(this.#at) + text : text;
    this.#at = 0;
    if (nul >= 0)
      throw new CsvError('nul_character', this.#line + linesIn(this.#text.slice(0, this.#text.indexOf('\0'))));
    this.#read(false);
    if (this.#text.length - this.#at > RECORD_LIMIT) throw new CsvError('record_too_long', this.#line);
  }

  /** The last record needs no line break. @throws CsvError */
  end(): void {
    this.#read(true);
  }

  #read(last: boolean): void {
    const text = this.#text;
    while (this.#at < text.length) {
      const next = this.#readRecord(text, this.#at, last);
      if (next < 0) return;
      this.#at = next;
    }
  }

  /**
   * Reads one record and hands it out.
   * @param last whether the text ends with this piece
   * @returns where the next record begins, or -1 when the text ends first
   */
  #readRecord(text: string, start: number, last: boolean): number {
    const { length } = text;
    const delimiter = this.#delimiter;
    const wanted = this.#wanted;
    const cells = this.#cells;
    let lines = 0;
    let column = 0;
    let at = start;
    this.#record.broken = false;
    while (true) {
      const keep = wanted === null || wanted[column] === true;
      if (text.charCodeAt(at) === QUOTE) {
        const close = closingQuote(text, at + 1);
        if (close < 0 && last) throw new CsvError('open_quote', this.#line);
        // A quote that is the last character so far may turn out to be the first of two.
        if (close < 0 || (!last && close === length - 1)) return -1;
        const inside = text.slice(at + 1, close);
        lines += linesIn(inside);
        if (keep) cells[column] = inside.includes('"') ? inside.replaceAll('""', '"') : inside;
        at = endOfCell(text, close + 1, delimiter);
        if (at > close + 1) this.#record.broken = true;
      } else {
        const end = endOfCell(text, at, delimiter);
        if (keep) cells[column] = text.slice(at, end);
        at = end;
      }
      column += 1;
      if (text.charCodeAt(at) !== delimiter) break;
      at += 1;
    }
    // Whether a line feed follows a carriage return must be seen before the record can end.
    if (!last && (at === length || (at + 1 === length && text.charCodeAt(at) === CR))) return -1;
    if (at - start > RECORD_LIMIT) throw new CsvError('record_too_long', this.#line);
    if (at === start) this.#blank += 1;
    else this.#give(column);
    this.#line += lines + 1;
    return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : Math.min(at + 1, length);
  }

  #give(width: number): void {
    const record = this.#record;
    record.width = width;
    record.line = this.#line;
    if (this.#wanted === null) this.#cells.length = width;
    this.#take(record);
  }
}

/** Place of the delimiter or line break that ends a cell, or of the end of the text. */
function endOfCell(text: string, from: number, delimiter: number): number {
  const { length } = text;
  let at = from;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === LF || code === CR) break;
  }
  return at;
}

/** Place of the quote that closes a cell, or -1; two quotes are one quote inside of it. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function linesIn(text: string): number {
  return text.match(/\r\n|[\r\n]/g)?.length ?? 0;
}

/**
 * The delimiter of a table, from its header line: the one of comma, semicolon and tab that stands there most often outside
 * of quotes; a comma when there is none.
 */
export function detectDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return DELIMITERS.reduce((best, delimiter) => (counts.get(delimiter)! > counts.get(best)! ? delimiter : best), ',');
}
