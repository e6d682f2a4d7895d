/**
 * @module The file that an export or a backup is: JSON Lines. The first line says what it is, then come the rows of each
 * table, each table ends in a line with its count and the hash of everything so far, and the last line ends the whole. A
 * file that was cut, edited or reordered is found out, and about where.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export const EXPORT_FORMAT = 'luongtri.export/1';
export const BACKUP_FORMAT = 'luongtri.backup/1';

export interface Header {
  format: typeof EXPORT_FORMAT | typeof BACKUP_FORMAT;
  /** Migrations of the database it was taken from. */
  schema: string[];
  /** Of an export. */
  organisation?: string;
  /** Organisations that rows of this one refer to, with what kind each is. */
  outside?: { id: string; kind: string }[];
  /** Tables that are not in an export, and why. */
  leftOut?: Record<string, string>;
}

/** Line by line, with its hash. */
export class LineWriter {
  private readonly hash = sha256.create();
  private readonly counts: Record<string, number> = {};
  private inTable = 0;

  header(header: Header): string {
    return this.seal(JSON.stringify(header));
  }

  rows(table: string, texts: readonly string[]): string {
    this.inTable += texts.length;
    return this.seal(texts.map((text) => `${startOf(table)}${text}}`).join('\n'));
  }

  close(table: string): string {
    this.counts[table] = this.inTable;
    const line = JSON.stringify({ close: table, rows: this.inTable, sha256: this.digest() });
    this.inTable = 0;
    return this.seal(line);
  }

  end(): string {
    return `${JSON.stringify({ end: { tables: this.counts, sha256: this.digest() } })}\n`;
  }

  /** Hash of every line so far, ends of line included. */
  digest(): string {
    return bytesToHex(this.hash.clone().digest());
  }

  private seal(text: string): string {
    const lines = `${text}\n`;
    this.hash.update(utf8ToBytes(lines));
    return lines;
  }
}

const startOf = (table: string): string => `{"table":${JSON.stringify(table)},"row":`;

/** A file that is not one of ours, or no longer whole. `line` counts from 1. */
export class BrokenFile extends Error {
  constructor(
    readonly line: number,
    what: string,
  ) {
    super(`line ${line}: ${what}`);
  }
}

export type Line = { kind: 'row'; table: string; text: string } | { kind: 'close' } | { kind: 'end'; sha256: string };

/** Reads lines in their order and refuses the first that cannot be the next. */
export class LineReader {
  header: Header | undefined;
  line = 0;
  private readonly hash = sha256.create();
  private table: string | undefined;
  private readonly closed: Record<string, number> = {};
  private rows = 0;
  private ended: string | undefined;
  private lastGood = 0;

  constructor(private readonly format: Header['format']) {}

  /** @throws BrokenFile */
  read(text: string): Line | undefined {
    this.line += 1;
    if (this.ended !== undefined) throw this.broken('something follows the end');
    const data = this.parse(text);
    if (this.line === 1) {
      this.header = this.readHeader(data);
      this.hash.update(utf8ToBytes(`${text}\n`));
      return undefined;
    }
    if (data.end !== undefined) return this.readEnd(data.end);
    const line = data.close === undefined ? this.readRow(data, text) : this.readClose(data);
    this.hash.update(utf8ToBytes(`${text}\n`));
    return line;
  }

  /** Tables whose rows were read to their end. */
  get tables(): string[] {
    return Object.keys(this.closed);
  }

  /** @returns the hash of everything before the end @throws BrokenFile unless the end has come */
  finish(): string {
    if (this.ended === undefined)
      throw new BrokenFile(this.line + 1, 'the file ends before its end line: it was cut off');
    return this.ended;
  }

  private parse(text: string): Record<string, unknown> {
    try {
      const data = JSON.parse(text) as unknown;
      if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
    } catch {
      // Told below.
    }
    throw this.broken('not a line of JSON');
  }

  private readHeader(data: Record<string, unknown>): Header {
    if (data.format !== this.format) {
      throw this.broken(
        `not a file of ${this.format}${typeof data.format === 'string' ? ` but of ${data.format}` : ''}`,
      );
    }
    return data as unknown as Header;
  }

  private readRow({ table }: Record<string, unknown>, text: string): Line {
    if (typeof table !== 'string' || !text.startsWith(startOf(table))) throw this.broken('not a row');
    if (Object.hasOwn(this.closed, table) || (this.table !== undefined && this.table !== table)) {
      throw this.broken(`a row of ${table} out of its place`);
    }
    this.table = table;
    this.rows += 1;
    return { kind: 'row', table, text: text.slice(startOf(table).length, -1) };
  }

  private readClose({ close, rows, sha256: expected }: Record<string, unknown>): Line {
    const table = String(close);
    if (this.table !== undefined && this.table !== table) throw this.broken(`${this.table} has no closing line`);
    if (rows !== this.rows) throw this.broken(`${table} has ${this.rows} rows where there were ${String(rows)}`);
    if (expected !== this.digest()) {
      throw this.broken(`a line after line ${this.lastGood} is not what was written (SHA-256 differs)`);
    }
    this.closed[table] = this.rows;
    this.table = undefined;
    this.rows = 0;
    this.lastGood = this.line;
    return { kind: 'close' };
  }

  private readEnd(end: unknown): Line {
    const { tables, sha256: expected } = end as { tables?: unknown; sha256?: string };
    const same = JSON.stringify(tables) === JSON.stringify(this.closed);
    if (this.table !== undefined || !same || expected !== this.digest()) {
      throw this.broken('tables or their rows are missing, or in another order');
    }
    this.ended = this.digest();
    return { kind: 'end', sha256: this.ended };
  }

  private digest(): string {
    return bytesToHex(this.hash.clone().digest());
  }

  private broken(what: string): BrokenFile {
    return new BrokenFile(this.line, what);
  }
}
