/** @module Reads the YAML files of a content root and remembers on which line everything stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isMap, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { ContentIssue, ContentIssueCode } from './issues.ts';

export type Path = readonly (string | number)[];

/** One parsed YAML file. */
export class SourceFile {
  private readonly counter = new LineCounter();
  private readonly document;
  readonly issues: ContentIssue[] = [];
  readonly data: unknown;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.counter, uniqueKeys: true, strict: true });
    for (const error of [...this.document.errors, ...this.document.warnings]) {
      const duplicate = error.code === 'DUPLICATE_KEY';
      this.issues.push({
        file,
        line: this.counter.linePos(error.pos[0]).line,
        code: duplicate ? 'duplicate_key' : 'yaml_syntax',
        message: error.message.split('\n')[0]!.replace(/ at line .*$/, ''),
        fix: duplicate ? 'keep one of the two' : 'correct the YAML at this place (indentation, quotes, colons)',
      });
    }
    this.data = this.document.errors.length === 0 ? this.toPlain() : undefined;
  }

  /** Aliases are refused: one file could otherwise unfold into gigabytes. */
  private toPlain(): unknown {
    try {
      return this.document.toJS({ maxAliasCount: 0 });
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      const message = 'YAML aliases (&, *) are not allowed here';
      this.issues.push({ file: this.file, line: 1, code: 'yaml_syntax', message, fix: 'write the value out' });
      return undefined;
    }
  }

  /** Line of the value at `path`, or of its nearest parent that exists. */
  lineOf(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = this.offsetOf(path.slice(0, length));
      if (offset !== undefined) return this.counter.linePos(offset).line;
    }
    return 1;
  }

  private offsetOf(path: Path): number | undefined {
    const key = path.at(-1);
    const parent = (path.length === 0 ? this.document.contents : this.document.getIn(path.slice(0, -1), true)) as
      | Node
      | undefined;
    if (path.length > 0 && isMap(parent)) {
      const pair = (parent as YAMLMap<Node, Node>).items.find((item) => String(item.key) === String(key));
      if (pair?.key.range) return pair.key.range[0];
    }
    const node = path.length === 0 ? parent : (this.document.getIn(path, true) as Node | undefined);
    return node?.range?.[0];
  }

  issue(path: Path, code: ContentIssueCode, message: string, fix: string): ContentIssue {
    return { file: this.file, line: this.lineOf(path), code, message, fix };
  }
}

/** Files below `folder` of a content root, sorted, as paths with forward slashes. */
export function listFiles(root: string, folder: string): string[] {
  const absolute = join(root, folder);
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export const readSource = (root: string, file: string): SourceFile =>
  new SourceFile(file, readFileSync(join(root, file), 'utf8'));
