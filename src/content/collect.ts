/** @module Reads every content file, checks its own shape, and gathers the parts with the place each came from. */
import type { z } from 'zod';
import type { Content } from '../engine/index.ts';
import { COSMETIC, type ContentIssue } from './issues.ts';
import * as risk from './risk-schema.ts';
import * as schema from './schema.ts';
import { listFiles, type Path, readSource, type SourceFile } from './source.ts';

/** Where a part of the content stands: needed to name the line of a mistake found later. */
export interface Place {
  source: SourceFile;
  path: Path;
}

export interface Collected {
  parts: Omit<Content, 'hashes'>;
  cases: schema.Case[];
  bases: Record<string, Record<string, unknown>>;
  issues: ContentIssue[];
  /** Place of each part, by the part itself. */
  places: Map<object, Place>;
  /** Ids in files with mistakes of shape: references to them may hold once those are corrected. */
  unread: Set<string>;
}

type ListKey = Exclude<keyof Collected['parts'], never>;

interface FileKind {
  pattern: RegExp;
  shape: z.ZodType;
  /** Key of the list in the file; without it the file is one part. */
  key?: string;
  into: ListKey | 'cases';
}

const KINDS: FileKind[] = [
  { pattern: /^rules\/instruments\//, shape: schema.instrumentFile, into: 'instruments' },
  { pattern: /^rules\/parameters\//, shape: schema.parameterFile, into: 'parameters' },
  { pattern: /^rules\/facts\//, shape: schema.factsFile, key: 'facts', into: 'facts' },
  { pattern: /^rules\/classification\/decisions\//, shape: schema.decisionsFile, key: 'decisions', into: 'decisions' },
  {
    pattern: /^rules\/classification\/prohibited\.yaml$/,
    shape: schema.prohibitedFile,
    key: 'prohibited',
    into: 'prohibited',
  },
  { pattern: /^rules\/classification\/actors\.yaml$/, shape: schema.actorsFile, key: 'actors', into: 'actors' },
  { pattern: /^rules\/classification\/high-risk\//, shape: schema.rowsFile, key: 'rows', into: 'highRisk' },
  {
    pattern: /^rules\/obligations\/sanctions\.yaml$/,
    shape: schema.sanctionsFile,
    key: 'sanctions',
    into: 'sanctions',
  },
  { pattern: /^rules\/obligations\//, shape: schema.obligationsFile, key: 'obligations', into: 'obligations' },
  { pattern: /^rules\/findings\//, shape: schema.findingsFile, key: 'findings', into: 'findings' },
  { pattern: /^rules\/ethics\//, shape: schema.frameworksFile, key: 'frameworks', into: 'frameworks' },
  { pattern: /^rules\/measures\.yaml$/, shape: schema.measuresFile, key: 'measures', into: 'measures' },
  { pattern: /^rules\/crosswalk\//, shape: schema.crosswalkFile, into: 'crosswalks' },
  { pattern: /^rules\/glossary\.yaml$/, shape: schema.glossaryFile, key: 'terms', into: 'glossary' },
  { pattern: /^rules\/items\.yaml$/, shape: schema.itemsFile, key: 'items', into: 'items' },
  { pattern: /^rules\/risk\/scheme\.yaml$/, shape: risk.schemeFile, key: 'schemes', into: 'riskSchemes' },
  { pattern: /^rules\/risk\/gates\.yaml$/, shape: risk.gatesFile, key: 'gates', into: 'riskGates' },
  { pattern: /^rules\/risk\//, shape: risk.mappingFile, into: 'riskMappings' },
  { pattern: /^rules\/scales\.yaml$/, shape: schema.scalesFile, key: 'scales', into: 'scales' },
  { pattern: /^rules\/data\/public-holidays\.yaml$/, shape: schema.holidaysFile, key: 'holidays', into: 'holidays' },
  { pattern: /^rules\/cases\//, shape: schema.casesFile, key: 'cases', into: 'cases' },
  { pattern: /^questionnaires\/(?!examples\/)/, shape: schema.questionnaireFile, into: 'questionnaires' },
];

/** Files that other loaders read and check: tables of data, the lock, data of examples. */
const OWN_LOADER = /^(rules\/data\/occupations\/|questionnaires\/examples\/data\/|questionnaires\/lock\.json$)/;

/** Reads `rules/` and `questionnaires/` below `root`. Parts whose shape is wrong in more than words are left out. */
export function collect(root: string, withCases = true): Collected {
  const collected: Collected = {
    parts: {
      instruments: [],
      parameters: [],
      facts: [],
      decisions: [],
      prohibited: [],
      highRisk: [],
      actors: [],
      obligations: [],
      sanctions: [],
      findings: [],
      frameworks: [],
      measures: [],
      crosswalks: [],
      glossary: [],
      items: [],
      scales: [],
      riskSchemes: [],
      riskGates: [],
      riskMappings: [],
      holidays: [],
      questionnaires: [],
    },
    cases: [],
    bases: {},
    issues: [],
    places: new Map(),
    unread: new Set(),
  };
  for (const file of [...listFiles(root, 'rules'), ...listFiles(root, 'questionnaires')]) {
    if (file.endsWith('.md')) continue;
    if (!withCases && file.startsWith('rules/cases/')) continue;
    if (OWN_LOADER.test(file)) continue;
    const isYaml = file.endsWith('.yaml');
    if (isYaml && file.startsWith('questionnaires/examples/')) continue;
    const kind = isYaml ? KINDS.find(({ pattern }) => pattern.test(file)) : undefined;
    if (!kind) {
      collected.issues.push({
        file,
        line: 1,
        code: 'unknown_file',
        message: 'no kind of content lives here',
        fix: 'move it to a folder named in rules/README.md, as .yaml',
      });
      continue;
    }
    collectFile(collected, readSource(root, file), kind);
  }
  sortParts(collected);
  fillScales(collected.parts);
  return collected;
}

function collectFile(collected: Collected, source: SourceFile, kind: FileKind): void {
  collected.issues.push(...source.issues);
  const parsed = kind.shape.safeParse(source.data);
  /** Index of each part that cannot be used; `-1` is the file as a whole. */
  const unusable = new Set<number>();
  const mistakes = source.data === undefined ? [] : (parsed.error?.issues ?? []);
  for (const mistake of mistakes) {
    const issues = shapeIssues(source, mistake);
    collected.issues.push(...issues);
    if (!issues.every(({ code }) => COSMETIC.has(code))) unusable.add(partIndex(kind, mistake.path as Path));
  }
  if (source.issues.length > 0 || unusable.size > 0) for (const id of source.ids()) collected.unread.add(id);
  if (source.data === undefined || unusable.has(-1)) return;
  const data = (parsed.success ? parsed.data : source.data) as Record<string, unknown>;
  const list = (kind.key ? data[kind.key] : [data]) as object[];
  list.forEach((part, index) => {
    if (unusable.has(index)) return;
    collected.places.set(part, { source, path: kind.key ? [kind.key, index] : [] });
    if (kind.into === 'cases') collected.cases.push(part as schema.Case);
    else (collected.parts[kind.into] as object[]).push(part);
  });
  if (kind.into === 'cases') collectBases(collected, source, (data.bases ?? {}) as schema.CaseBases);
}

const partIndex = ({ key }: FileKind, [first, second]: Path): number =>
  key === undefined ? 0 : first === key && typeof second === 'number' ? second : -1;

function collectBases(collected: Collected, source: SourceFile, bases: schema.CaseBases): void {
  for (const [name, answers] of Object.entries(bases)) {
    if (Object.hasOwn(collected.bases, name)) {
      collected.issues.push(
        source.issue(
          ['bases', name],
          'duplicate_id',
          `base '${name}' is defined twice`,
          'give one of them another name',
        ),
      );
    }
    collected.bases[name] = answers;
    collected.places.set(answers, { source, path: ['bases', name] });
  }
}

/** Turns one zod issue into content issues with a line. */
function shapeIssues(source: SourceFile, issue: z.core.$ZodIssue): ContentIssue[] {
  const path = issue.path as Path;
  const where = path.length > 0 ? `'${path.join('.')}'` : 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      source.issue(
        [...path, key],
        'unknown_key',
        `${where} has no key '${key}'`,
        'check the spelling against rules/README.md, or remove it',
      ),
    );
  }
  const last = path.at(-1);
  if ((last === 'vi' || last === 'en') && (issue.code === 'invalid_type' || issue.code === 'too_small')) {
    const other = last === 'vi' ? 'Vietnamese' : 'English';
    return [source.issue(path, 'missing_translation', `${where} has no ${other} text`, `write the ${other} text`)];
  }
  if (path.length > 0 && valueAt(source.data, path) === undefined) {
    return [source.issue(path, 'missing', `${where} is missing`, `add it (${expected(issue)})`)];
  }
  if (issue.code === 'custom' && issue.params?.code === 'invalid_date') {
    return [
      source.issue(path, 'invalid_date', `${where} ${issue.message}`, 'write an existing date as YEAR-MONTH-DAY'),
    ];
  }
  const message = issue.message.replace(/^Invalid \w+: /, '');
  return [source.issue(path, 'wrong_type', `${where}: ${message}`, `correct it (${expected(issue)})`)];
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, step) => (node as Record<string | number, unknown> | null | undefined)?.[step], data);

/** What should stand there, in the words of YAML. */
function expected(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('must ')) return `it ${issue.message}`;
  if (issue.code === 'invalid_value')
    return issue.values.length > 1 ? `one of: ${issue.values.join(', ')}` : `only ${String(issue.values[0])}`;
  if (issue.code !== 'invalid_type') return 'shapes: src/engine/content.ts';
  const words: Record<string, string> = { object: 'a mapping', record: 'a mapping', array: 'a list', string: 'a text' };
  return words[issue.expected] ?? `a ${issue.expected}`;
}

/** Stands in while `rules/scales.yaml` cannot be read, so that its mistake is not reported at every question. */
const UNREAD_SCALE = ['met', 'partly_met', 'not_met'].map((id) => ({ id, text: { vi: id, en: id } }));

/** Gives each question with a scale the options of that scale. */
function fillScales({ questionnaires, scales }: Collected['parts']): void {
  const optionsOf = new Map(scales.map(({ id, options }) => [id, options]));
  for (const questionnaire of questionnaires) {
    for (const question of questionnaire.sections.flatMap(({ questions }) => questions)) {
      if (question.scale === undefined) continue;
      question.type = 'choice';
      question.options = optionsOf.get(question.scale) ?? UNREAD_SCALE;
    }
  }
}

/** The order of files must not matter: parts are ordered by id, rows and obligations by their own numbers. */
function sortParts({ parts }: Collected): void {
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  parts.instruments.sort(byId);
  parts.parameters.sort(byId);
  parts.facts.sort(byId);
  parts.decisions.sort(byId);
  parts.obligations.sort(byId);
  parts.sanctions.sort(byId);
  parts.findings.sort(byId);
  parts.frameworks.sort(byId);
  parts.measures.sort(byId);
  parts.crosswalks.sort(byId);
  parts.glossary.sort(byId);
  parts.items.sort(byId);
  parts.holidays.sort((a, b) => a.year - b.year);
  parts.highRisk.sort((a, b) => rowOrder(a.id) - rowOrder(b.id));
  parts.questionnaires.sort((a, b) => byId(a, b) || versionOrder(a.version) - versionOrder(b.version));
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

/** `VI.10` → 610: the order in which the list prints its rows. */
function rowOrder(id: string): number {
  const [field, number] = id.split('.') as [string, string];
  return (ROMAN.indexOf(field) + 1) * 100 + Number(number);
}

/** `2026.10` comes after `2026.9`. */
function versionOrder(version: string): number {
  const [year, number] = version.split('.').map(Number) as [number, number];
  return year * 10_000 + number;
}
