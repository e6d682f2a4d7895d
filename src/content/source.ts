/** @module Reads the YAML files of a content root and remembers on which line everything stands. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isCollection, isMap, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml';
import { COSMETIC, type ContentIssue, type ContentIssueCode } from './issues.ts';

export type Path = readonly (string | number)[];

/** Content is written by hand; what is nested deeper is a mistake, and would exhaust the stack of later steps. */
const DEEPEST = 100;

/** One parsed YAML file. */
export class SourceFile {
  private readonly counter = new LineCounter();
  private readonly document;
  readonly issues: ContentIssue[] = [];
  /** Plain JSON, or `undefined` when the file cannot be read. */
  readonly data: unknown;

  constructor(
    readonly file: string,
    private readonly text: string,
  ) {
    this.document = parseDocument(text, {
      lineCounter: this.counter,
      // JSON has text keys only: 1 and "1" are one key.
      uniqueKeys: (a, b) => String(a) === String(b),
      strict: true,
      // Pretty messages take quadratic time on hostile input.
      prettyErrors: false,
    });
    for (const error of [...this.document.errors, ...this.document.warnings]) this.reportError(error);
    if (this.isReadable()) this.refuseWhatJsonCannotHold();
    this.data = this.isReadable() ? this.document.toJS() : undefined;
  }

  /** A duplicate key is a mistake, but one that leaves the rest of the file readable. */
  private isReadable(): boolean {
    return this.issues.every(({ code }) => code === 'duplicate_key' || COSMETIC.has(code));
  }

  private reportError({ code, message, pos: [offset] }: YAMLError): void {
    if (code === 'DUPLICATE_KEY') {
      const key = /^(?:'[^']*'|"[^"]*"|[^:,}\s]*)/.exec(this.text.slice(offset, offset + 200))![0];
      this.at(offset, 'duplicate_key', `the key ${key} stands twice in one mapping`, 'keep one of the two');
    } else if (code === 'RESOURCE_EXHAUSTION') this.tooDeep(offset);
    else {
      const short = message.split('\n')[0]!.replace(/ at line \d+.*$/, '');
      this.at(offset, 'yaml_syntax', short, 'correct the YAML at this place (indentation, quotes, colons)');
    }
  }

  private tooDeep(offset: number): void {
    if (this.issues.some(({ message }) => message.startsWith('nested'))) return;
    this.at(
      offset,
      'yaml_syntax',
      `nested more than ${DEEPEST} levels deep`,
      'close what is left open, or write it flatter',
    );
  }

  /** Aliases are refused too: one file could otherwise unfold into gigabytes. */
  private refuseWhatJsonCannotHold(): void {
    visit(this.document, {
      Alias: (_, { range }) =>
        this.at(range![0], 'yaml_syntax', 'YAML aliases (*name) are not allowed here', 'write the value out'),
      Pair: (_, { key }) => {
        if (String(key) !== '__proto__') return undefined;
        this.at((key as Node).range![0], 'unknown_key', "there is no key '__proto__'", 'remove it');
        return visit.REMOVE;
      },
      Scalar: (_, { value, range }) => {
        if (typeof value === 'number' && !Number.isFinite(value)) {
          this.at(range![0], 'yaml_syntax', `${value} is not a number that can be stored`, 'write a finite number');
        }
        if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\uFFFD'))) {
          this.at(
            range![0],
            'yaml_syntax',
            'this text has characters that could not be read',
            'save the file as UTF-8 and write them again',
          );
        }
      },
      Collection: (_, { range }, ancestors) => {
        if (ancestors.filter(isCollection).length < DEEPEST) return undefined;
        this.tooDeep(range![0]);
        return visit.SKIP;
      },
    });
  }

  /** Ids that the text seems to define, right or wrong: once the file is corrected, references to them may hold. */
  ids(): string[] {
    return [...this.text.matchAll(/\b(?:id|code|ref):\s*['"]?([\wđ.-]+)/g)].map(([, id]) => id!);
  }

  /** Line of the value at `path`, or of its nearest parent that exists. In a mapping it is the line of the key. */
  lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let offset = (node as Node | null)?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap<Node, Node>(node)) {
        const pair = node.items.find(({ key }) => String(key) === String(step));
        if (!pair) break;
        offset = pair.key.range![0];
        node = pair.value;
      } else if (isSeq<Node>(node) && node.items[Number(step)]) {
        node = node.items[Number(step)];
        offset = (node as Node).range![0];
      } else break;
    }
    return this.counter.linePos(offset).line;
  }

  private at(offset: number, code: ContentIssueCode, message: string, fix: string): void {
    this.issues.push({ file: this.file, line: this.counter.linePos(offset).line, code, message, fix });
  }

  issue(path: Path, code: ContentIssueCode, message: string, fix: string): ContentIssue {
    return { file: this.file, line: this.lineOf(path), code, message, fix };
  }
}

/** Files below `folder` of a content root, sorted, as paths with forward slashes; none when there is no such folder. */
export function listFiles(root: string, folder: string): string[] {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export const readSource = (root: string, file: string): SourceFile =>
  new SourceFile(file, readFileSync(join(root, file), 'utf8'));

/** Visits every value of a part of the content with its path. */
export function walk(node: unknown, visit: (value: unknown, path: Path) => void, path: Path = []): void {
  visit(node, path);
  if (typeof node !== 'object' || node === null) return;
  const isList = Array.isArray(node);
  for (const [key, value] of Object.entries(node)) walk(value, visit, [...path, isList ? Number(key) : key]);
}
