/** @module Reads a YAML answer file as data: YAML 1.2 core types, one document, no aliases, no repeated keys. */
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { DEPTH_MAX, duplicateKey, pointerOf, type TextIssue, tooDeep, tooMany, VALUES_MAX } from './text-issues.ts';

type Path = readonly (string | number)[];

/** More syntax errors than this follow from one another and help nobody. */
const SYNTAX_ISSUES_MAX = 20;

/** @returns the data, or every mistake of the text */
export function parseYaml(text: string): { data: unknown } | { issues: TextIssue[] } {
  // The library's own duplicate check and error texts take quadratic time, so both are off and done here.
  const document = parseDocument(text, {
    uniqueKeys: false,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
    strict: true,
  });
  const complaints = [...document.errors, ...document.warnings];
  if (complaints.length > 0) return { issues: complaints.slice(0, SYNTAX_ISSUES_MAX).map(syntaxIssue) };
  const issues = new YamlWalk().run(document);
  return issues.length > 0 ? { issues } : { data: document.toJS({ maxAliasCount: 0 }) };
}

function syntaxIssue({ code, message, pos }: { code: string; message: string; pos: [number, number] }): TextIssue {
  if (code === 'RESOURCE_EXHAUSTION') return tooDeep(pos[0], []);
  return {
    code: 'syntax',
    offset: pos[0],
    pointer: '',
    message: { vi: `YAML sai cú pháp: ${message}`, en: `Not valid YAML: ${message}` },
    fix: {
      vi: 'Sửa YAML tại chỗ này (thụt lề, dấu nháy, dấu hai chấm)',
      en: 'Correct the YAML at this place (indentation, quotes, colons)',
    },
  };
}

const unsupported = (offset: number, path: Path, vi: string, en: string): TextIssue => ({
  code: 'unsupported_yaml',
  offset,
  pointer: pointerOf(path),
  message: { vi, en },
  fix: { vi: 'Ghi giá trị ra đầy đủ', en: 'Write the value out' },
});

class YamlWalk {
  private readonly issues: TextIssue[] = [];
  private values = 0;

  run(document: Document): TextIssue[] {
    this.visit(document.contents, [], 0);
    return this.issues;
  }

  private visit(node: unknown, path: Path, depth: number): void {
    this.values += 1;
    if (this.values === VALUES_MAX + 1) this.issues.push(tooMany(offsetOf(node)));
    if (this.values > VALUES_MAX) return;
    if (isAlias(node)) {
      this.issues.push(unsupported(offsetOf(node), path, 'Không dùng bí danh (*)', 'Aliases (*) are not accepted'));
    } else if (isMap(node) || isSeq(node)) {
      if (depth >= DEPTH_MAX) this.issues.push(tooDeep(offsetOf(node), path));
      else if (isSeq(node)) this.visitList(node.items, path, depth);
      else this.visitMap(node.items, path, depth);
    }
  }

  private visitList(items: readonly unknown[], path: Path, depth: number): void {
    for (const [index, item] of items.entries()) this.visit(item, [...path, index], depth + 1);
  }

  private visitMap(items: readonly { key: unknown; value: unknown }[], path: Path, depth: number): void {
    const seen = new Set<string>();
    for (const { key: keyNode, value } of items) {
      if (!isScalar(keyNode)) {
        this.issues.push(unsupported(offsetOf(keyNode), path, 'Khóa phải là một chữ', 'A key must be a word'));
        continue;
      }
      // As `toJS` writes it: `1` and `"1"` are one key of the result.
      const key = keyNode.value === null ? '' : String(keyNode.value);
      const at = [...path, key];
      if (seen.has(key)) this.issues.push(duplicateKey(key, offsetOf(keyNode), at));
      seen.add(key);
      this.visit(value, at, depth + 1);
    }
  }
}

const offsetOf = (node: unknown): number =>
  (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
