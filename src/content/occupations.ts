/**
 * @module Reads `rules/data/occupations/`: ISCO-08 codes, the ILO exposure index, Vietnamese titles. Every mistake is listed, with
 * file, line and remedy. No rule depends on these tables, so they are loaded only by who measures (150 ms), or built in.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isPlainDate } from '../engine/index.ts';
import { GRADIENTS, type Occupation, type OccupationData, type OccupationSource } from '../measure/workforce/index.ts';
import { byPlace, type ContentIssue } from './issues.ts';
import { listFiles, type Path, readSource, type SourceFile } from './source.ts';

/** The repository itself; `load.ts`, which knows it too, imports this file. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const FOLDER = 'rules/data/occupations';

const line = z.string().trim().min(1);
const date = z.string().refine(isPlainDate, 'must be a date that exists (YYYY-MM-DD)');
const code = z.string().regex(/^\d{1,4}$/, 'must be one to four digits in quotes');
const unitGroup = z.string().regex(/^\d{4}$/, 'must be four digits in quotes');
const share = z.number().min(0).max(1);

const SHAPES = {
  'isco08.yaml': z.strictObject({
    source: line,
    licence: z.literal('CC0-1.0'),
    checked_on: date,
    groups: z.array(z.strictObject({ code, en: line })).min(1),
  }),
  'genai-exposure.yaml': z.strictObject({
    source: line,
    href: z.url({ protocol: /^https?$/, error: 'must be a web address' }),
    licence: z.literal('CC-BY-4.0'),
    changes: line,
    disclaimer: line,
    checked_on: date,
    exposure: z
      .array(
        z.strictObject({
          code: unitGroup,
          mean: share,
          sd: share,
          gradient: z.enum(GRADIENTS),
          tasks: z.number().int().min(1),
        }),
      )
      .min(1),
  }),
  'titles-vi.yaml': z.strictObject({
    translated: z.literal('ours'),
    checked_on: date,
    titles: z
      .array(z.strictObject({ code, vi: line, from: z.literal('vsco').optional(), also: z.array(line).optional() }))
      .min(1),
  }),
};

type FileName = keyof typeof SHAPES;
type Tables = { [K in FileName]: z.infer<(typeof SHAPES)[K]> };

/** The list of each file. */
const LISTS = { 'isco08.yaml': 'groups', 'genai-exposure.yaml': 'exposure', 'titles-vi.yaml': 'titles' } as const;

export interface LoadedOccupations {
  /** `null` while there are issues. */
  data: OccupationData | null;
  issues: ContentIssue[];
}

/** Reads the tables below a content root and reports every mistake at once. */
export function loadOccupations(root = ROOT): LoadedOccupations {
  const issues: ContentIssue[] = [];
  const sources = new Map<FileName, SourceFile>();
  const tables: Partial<Record<FileName, unknown>> = {};
  for (const file of listFiles(root, FOLDER)) {
    const name = file.slice(FOLDER.length + 1);
    if (name.endsWith('.md') || name in SHAPES) continue;
    const fix = `keep only ${Object.keys(SHAPES).join(', ')} and LICENCE.md there`;
    issues.push({ file, line: 1, code: 'unknown_file', message: 'no table of occupations has this name', fix });
  }
  for (const name of Object.keys(SHAPES) as FileName[]) {
    const source = sourceOf(root, name, issues);
    if (!source) continue;
    sources.set(name, source);
    const parsed = SHAPES[name].safeParse(source.data);
    if (parsed.success) tables[name] = parsed.data;
    else if (source.data !== undefined) issues.push(...parsed.error.issues.map((issue) => shapeIssue(source, issue)));
  }
  if (Object.keys(tables).length === Object.keys(SHAPES).length && issues.length === 0) {
    issues.push(...new TableCheck(tables as Tables, sources).run());
  }
  return { data: issues.length > 0 ? null : joinTables(tables as Tables), issues: issues.sort(byPlace) };
}

/** Tables that must be right; throws with every issue in the message. */
export function requireOccupations(root = ROOT): OccupationData {
  const { data, issues } = loadOccupations(root);
  if (data) return data;
  const list = issues.map(({ file, line: at, message, fix }) => `${file}:${at} ${message} → ${fix}`);
  throw new Error(`The tables of occupations have ${list.length} mistake(s):\n${list.join('\n')}`);
}

function sourceOf(root: string, name: FileName, issues: ContentIssue[]): SourceFile | undefined {
  const file = `${FOLDER}/${name}`;
  if (!existsSync(join(root, file))) {
    issues.push({ file, line: 1, code: 'missing', message: 'this table is missing', fix: 'restore the file' });
    return undefined;
  }
  const source = readSource(root, file);
  issues.push(...source.issues);
  return source;
}

function shapeIssue(source: SourceFile, issue: z.core.$ZodIssue): ContentIssue {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.join("', '");
    const at = [...path, issue.keys[0]!];
    return source.issue(at, 'unknown_key', `there is no key '${keys}' here`, 'check the spelling, or remove it');
  }
  const where = path.length > 0 ? `'${path.join('.')}'` : 'the file';
  const message = issue.message.replace(/^Invalid \w+: /, '');
  return source.issue(path, 'wrong_type', `${where}: ${message}`, 'correct it as the other entries are written');
}

/** Mistakes that show only when the three tables are read together. */
class TableCheck {
  private readonly issues: ContentIssue[] = [];
  private readonly known: ReadonlySet<string>;

  constructor(
    private readonly tables: Tables,
    private readonly sources: ReadonlyMap<FileName, SourceFile>,
  ) {
    this.known = new Set(tables['isco08.yaml'].groups.map((group) => group.code));
  }

  run(): ContentIssue[] {
    for (const name of Object.keys(LISTS) as FileName[]) this.checkCodes(name);
    this.checkParents();
    this.checkTitles();
    return this.issues;
  }

  private note(
    file: FileName,
    path: Path,
    issue: 'duplicate_id' | 'unknown_reference' | 'missing_translation',
    message: string,
    fix: string,
  ): void {
    this.issues.push(this.sources.get(file)!.issue(path, issue, message, fix));
  }

  private entries(name: FileName): readonly { code: string }[] {
    return (this.tables[name] as unknown as Record<string, { code: string }[]>)[LISTS[name]]!;
  }

  private checkCodes(name: FileName): void {
    const seen = new Set<string>();
    this.entries(name).forEach((entry, index) => {
      const path = [LISTS[name], index, 'code'];
      if (seen.has(entry.code))
        this.note(name, path, 'duplicate_id', `code ${entry.code} stands twice`, 'keep one of the two');
      seen.add(entry.code);
      if (this.known.has(entry.code)) return;
      this.note(name, path, 'unknown_reference', `ISCO-08 has no code ${entry.code}`, 'use a code of isco08.yaml');
    });
  }

  private checkParents(): void {
    this.tables['isco08.yaml'].groups.forEach((group, index) => {
      const parent = group.code.slice(0, -1);
      if (parent === '' || this.known.has(parent)) return;
      const message = `group ${parent}, to which ${group.code} belongs, is missing`;
      this.note('isco08.yaml', ['groups', index, 'code'], 'unknown_reference', message, 'add the group above it');
    });
  }

  /** Each unit group has a Vietnamese title, and no name leads to two codes. */
  private checkTitles(): void {
    const names = new Map<string, string>();
    const titled = new Set<string>();
    this.tables['titles-vi.yaml'].titles.forEach(({ code: own, vi, also }, index) => {
      titled.add(own);
      if (own.length < 4) return;
      for (const name of [vi, ...(also ?? [])]) {
        const key = name.normalize('NFC').toLowerCase();
        const other = names.get(key);
        if (other !== undefined) {
          const message = `'${name}' is a name of ${other} and of ${own}`;
          this.note('titles-vi.yaml', ['titles', index], 'duplicate_id', message, 'give it to one of them');
        }
        names.set(key, own);
      }
    });
    this.tables['isco08.yaml'].groups.forEach(({ code: own, en }, index) => {
      if (own.length !== 4 || titled.has(own)) return;
      const message = `${own} ${en} has no Vietnamese title`;
      this.note('isco08.yaml', ['groups', index], 'missing_translation', message, 'add it to titles-vi.yaml');
    });
  }
}

function joinTables(tables: Tables): OccupationData {
  const { exposure, source: credit, href, licence, changes, disclaimer } = tables['genai-exposure.yaml'];
  const scores = new Map(exposure.map((entry) => [entry.code, entry]));
  const titles = new Map(tables['titles-vi.yaml'].titles.map((entry) => [entry.code, entry]));
  const source: OccupationSource = { credit, href, licence, changes, disclaimer };
  const occupations = tables['isco08.yaml'].groups.map((group): Occupation => {
    const title = titles.get(group.code);
    const score = scores.get(group.code);
    return {
      code: group.code,
      title: { vi: title?.vi ?? null, en: group.en },
      viFrom: title ? (title.from ?? 'ours') : null,
      also: title?.also ?? [],
      index: score ? { mean: score.mean, sd: score.sd, gradient: score.gradient } : null,
    };
  });
  return { occupations, source };
}
