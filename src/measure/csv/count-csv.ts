/**
 * @module From the bytes of a CSV file to counts by group, in one pass. Nothing of the file is kept but the counts: memory
 * follows the number of groups, never the number of rows.
 */
import { BrokenText, createDecoder, type Decoder, type Encoding, HEAD_BYTES, recognise } from '../encoding/index.ts';
import { type Columns, type Counted, emptyParse } from '../fairness/columns.ts';
import { RowCounter } from '../fairness/count-rows.ts';
import { ISSUES, type RowIssue } from '../fairness/row-issues.ts';
import { CsvError, CsvParser, type CsvRecord, type Delimiter, detectDelimiter } from './parse.ts';
import { brokenTable, brokenText, unknownEncoding } from './refusals.ts';

export interface CsvOptions {
  columns: Columns;
  /** Recognised from the file where they are not given. */
  delimiter?: Delimiter;
  encoding?: Encoding;
}

/** What is known of the file itself, for the report; `null` where the file ended or was refused before that was settled. */
export interface CsvFile {
  bytes: number;
  encoding: Encoding | null;
  encodingFrom: 'given' | 'mark' | 'text' | null;
  delimiter: Delimiter | null;
  delimiterFrom: 'given' | 'header' | null;
  /** Lines without any character; they are no rows. */
  blankLines: number;
}

export interface CountedCsv extends Counted {
  file: CsvFile;
}

/** Pieces are put together up to this size, so that a sender of single bytes costs no more than any other. */
const PIECE_BYTES = HEAD_BYTES;

export class CsvCounter {
  readonly #options: CsvOptions;
  readonly #file: CsvFile;
  #decoder: Decoder | undefined;
  #parser: CsvParser | undefined;
  #counter: RowCounter | undefined;
  #refusal: RowIssue | undefined;
  /** Bytes that wait until there are enough of them. */
  readonly #waiting = new Uint8Array(PIECE_BYTES);
  #held = 0;

  constructor(options: CsvOptions) {
    this.#options = options;
    this.#file = {
      bytes: 0,
      encoding: null,
      encodingFrom: null,
      delimiter: options.delimiter ?? null,
      delimiterFrom: options.delimiter ? 'given' : null,
      blankLines: 0,
    };
  }

  /** @returns whether more is worth reading: `false` once the file is refused */
  push(bytes: Uint8Array): boolean {
    this.#file.bytes += bytes.length;
    let at = 0;
    while (at < bytes.length && !this.#refused) {
      if (this.#held === 0 && bytes.length - at >= PIECE_BYTES) {
        this.#take(bytes.subarray(at, at + PIECE_BYTES), false);
        at += PIECE_BYTES;
        continue;
      }
      const part = bytes.subarray(at, at + PIECE_BYTES - this.#held);
      this.#waiting.set(part, this.#held);
      this.#held += part.length;
      at += part.length;
      if (this.#held < PIECE_BYTES) continue;
      this.#held = 0;
      this.#take(this.#waiting, false);
    }
    return !this.#refused;
  }

  /** Counts of the whole file; `dataset` is `null` where `issues` say why. */
  end(): CountedCsv {
    if (!this.#refused) this.#take(this.#waiting.subarray(0, this.#held), true);
    const file = { ...this.#file, blankLines: this.#parser?.blankLines ?? 0 };
    if (this.#counter && !this.#refusal) return { ...this.#counter.finish({ separate: true }), file };
    const parse = this.#counter?.parse ?? emptyParse();
    return { dataset: null, issues: [this.#refusal ?? ISSUES.noHeader()], warnings: [], parse, file };
  }

  get #refused(): boolean {
    return this.#refusal !== undefined || (this.#counter !== undefined && this.#counter.headerIssues.length > 0);
  }

  #take(bytes: Uint8Array, last: boolean): void {
    try {
      const text = this.#decode(bytes, last);
      if (text === null) return;
      this.#parser ??= this.#createParser(text);
      this.#parser.push(text);
      if (last) this.#parser.end();
    } catch (error) {
      if (error instanceof BrokenText) this.#refusal = brokenText(error.encoding, error.byte);
      else if (error instanceof CsvError) this.#refusal = brokenTable(error);
      else throw error;
    }
  }

  #decode(bytes: Uint8Array, last: boolean): string | null {
    let own = bytes;
    if (!this.#decoder) {
      const recognised = recognise(bytes, last, this.#options.encoding);
      if (!recognised) {
        this.#refusal = unknownEncoding();
        return null;
      }
      this.#file.encoding = recognised.encoding;
      this.#file.encodingFrom = recognised.from;
      this.#decoder = createDecoder(recognised.encoding, recognised.mark);
      own = bytes.subarray(recognised.mark);
    }
    const text = this.#decoder.decode(own);
    return last ? text + this.#decoder.end() : text;
  }

  #createParser(head: string): CsvParser {
    if (this.#file.delimiter === null) {
      this.#file.delimiter = detectDelimiter(head);
      this.#file.delimiterFrom = 'header';
    }
    return new CsvParser(this.#file.delimiter, (record) => this.#record(record));
  }

  #record({ cells, width, line, broken }: CsvRecord): void {
    const counter = this.#counter;
    if (counter === undefined) {
      this.#counter = new RowCounter(cells.slice(0, width), this.#options.columns);
      this.#parser!.want(this.#counter.columnsRead);
    } else if (counter.headerIssues.length > 0) return;
    else if (broken) counter.reject('broken_quotes', line);
    else counter.add(cells, line, width);
  }
}
