/**
 * @module Checks `reports/`: both languages say the same things, every text a template asks for exists, every template
 * parses, every partial it names is there, no folder is misspelt, and nothing shared is silently replaced.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { REPORTS, readPartials, reportsOf, SHARED, TEMPLATE_OPTIONS, type TextTree } from './compile-report.ts';
import type { ContentIssue } from './issues.ts';
import { REPORT_IDS, REPORT_LANGUAGES } from './report-ids.ts';
import { readSource, type SourceFile } from './source.ts';

/** What is shared, as the check of one report needs it. */
interface Shared {
  keys: Set<string>;
  partials: ReadonlySet<string>;
}

/** @returns every mistake of every report, with file and line */
export function checkReports(root: string): ContentIssue[] {
  const keys = checkTexts(root, SHARED, new Set());
  const partials = readPartials(root, SHARED);
  const shared: Shared = { keys: keys.keys, partials: new Set(Object.keys(partials)) };
  const reports = reportsOf(root);
  return [
    ...unknownFolders(root),
    ...keys.issues,
    ...reports.flatMap((id) => checkReport(root, `${REPORTS}/${id}`, shared)),
    // A shared partial is checked for its syntax, and with the texts that every report has.
    ...(keys.issues.length > 0 ? [] : checkPartials(SHARED, partials, shared)),
  ];
}

function unknownFolders(root: string): ContentIssue[] {
  const known: readonly string[] = [...REPORT_IDS, 'shared'];
  return readdirSync(join(root, REPORTS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !known.includes(entry.name))
    .map(({ name }) => ({
      file: `${REPORTS}/${name}`,
      line: 1,
      code: 'unknown_file' as const,
      message: `there is no report '${name}'`,
      fix: `name the folder after one of: ${REPORT_IDS.join(', ')}`,
    }));
}

function checkReport(root: string, folder: string, shared: Shared): ContentIssue[] {
  const { keys, issues } = checkTexts(root, folder, shared.keys);
  if (issues.length > 0) return issues;
  const own = readPartials(root, folder);
  const replaced = Object.keys(own).filter((name) => shared.partials.has(name));
  const partials = new Set([...shared.partials, ...Object.keys(own)]);
  const all = { '../template': readFileSync(join(root, folder, 'template.hbs'), 'utf8'), ...own };
  return [
    ...replaced.map((name) => ({
      file: `${folder}/partials/${name}.hbs`,
      line: 1,
      code: 'template' as const,
      message: `partial '${name}' is a shared one`,
      fix: 'give it a name of its own, or use the shared partial',
    })),
    ...checkPartials(folder, all, { keys: new Set([...shared.keys, ...keys]), partials }),
  ];
}

/** Keys of a text file, nested ones joined by a dot. */
function keysOf(tree: TextTree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function checkTexts(root: string, folder: string, taken: Set<string>): { keys: Set<string>; issues: ContentIssue[] } {
  const files = REPORT_LANGUAGES.map((lang) => readSource(root, `${folder}/text.${lang}.yaml`)) as [
    SourceFile,
    SourceFile,
  ];
  const issues = files.flatMap((file) => file.issues);
  if (issues.length > 0) return { keys: new Set(), issues };
  const [vi, en] = files.map((file) => new Set(keysOf(file.data as TextTree))) as [Set<string>, Set<string>];
  const lacking = (from: Set<string>, other: Set<string>, file: SourceFile): ContentIssue[] =>
    [...from]
      .filter((key) => !other.has(key))
      .map((key) =>
        file.issue([], 'text_keys', `text '${key}' is missing`, 'add it; both languages hold the same keys'),
      );
  const twice = [...vi]
    .filter((key) => taken.has(key))
    .map((key) => files[0].issue([], 'text_keys', `text '${key}' is a shared one`, 'remove it, or name it otherwise'));
  return { keys: vi, issues: [...lacking(vi, en, files[1]), ...lacking(en, vi, files[0]), ...twice] };
}

function checkPartials(folder: string, sources: Record<string, string>, known: Shared): ContentIssue[] {
  return Object.entries(sources).flatMap(([name, source]) => {
    const file = join(folder, 'partials', `${name}.hbs`);
    return [...checkNames(file, source, known), ...checkSyntax(file, source)];
  });
}

/** Texts and partials that a template names and nobody wrote. */
function checkNames(file: string, source: string, { keys, partials }: Shared): ContentIssue[] {
  const at = (index: number): number => source.slice(0, index).split('\n').length;
  const texts = [...source.matchAll(/\{\{[^}]*?(?:@root\.|\b)t\.([A-Za-z][A-Za-z0-9.]*)/g)]
    .filter(([, key]) => !keys.has(key!))
    .map((match) => ({
      file,
      line: at(match.index),
      code: 'text_keys' as const,
      message: `text '${match[1]}' does not exist`,
      fix: 'add it to both text files, or correct the template',
    }));
  const missing = [...source.matchAll(/\{\{#?>\s*([A-Za-z][\w-]*)/g)]
    .filter(([, name]) => !partials.has(name!))
    .map((match) => ({
      file,
      line: at(match.index),
      code: 'template' as const,
      message: `partial '${match[1]}' does not exist`,
      fix: 'add it to partials/, or correct the template',
    }));
  return [...texts, ...missing];
}

function checkSyntax(file: string, source: string): ContentIssue[] {
  try {
    Handlebars.precompile(source, TEMPLATE_OPTIONS);
    return [];
  } catch (error) {
    const { message } = error as Error;
    return [
      {
        file,
        line: Number(/line (\d+)/.exec(message)?.[1] ?? 1),
        code: 'template' as const,
        message: message.split('\n')[0]!,
        fix: 'correct the template',
      },
    ];
  }
}
