/**
 * @module Reads `reports/<id>/`: template, partials, style, texts, fonts. Node compiles the template at start; for
 * Workers, which must not evaluate text as code, it is precompiled to a module.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import Handlebars from 'handlebars';
import type { ContentIssue } from './issues.ts';
import { readSource, type SourceFile } from './source.ts';

const REPORT = 'reports/assessment';
const LANGUAGES = ['vi', 'en'] as const;

/** Only what a template needs to loop and choose: unknown helpers and misspelt fields fail at once. */
const OPTIONS: CompileOptions & PrecompileOptions = {
  strict: true,
  assumeObjects: false,
  knownHelpersOnly: true,
  knownHelpers: { each: true, if: true, unless: true, with: true },
};

type Tree = { [key: string]: string | Tree };
export type CompiledTemplate = (model: object) => string;

interface Sources {
  template: string;
  partials: Record<string, string>;
}

function readTemplate(root: string): Sources {
  const folder = join(root, REPORT, 'partials');
  const partials = Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.hbs'))
      .sort()
      .map((file) => [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')]),
  );
  return { template: readFileSync(join(root, REPORT, 'template.hbs'), 'utf8'), partials };
}

/** Templates as functions, for Node. */
export function compileTemplates(root: string): { assessment: CompiledTemplate } {
  const { template, partials } = readTemplate(root);
  const engine = Handlebars.create();
  for (const [name, source] of Object.entries(partials)) engine.registerPartial(name, engine.compile(source, OPTIONS));
  const render = engine.compile(template, OPTIONS);
  return { assessment: (model) => render(model) };
}

/** Source text of a module that exports the same templates without needing to compile anything. */
export function precompileTemplates(root: string): string {
  const { template, partials } = readTemplate(root);
  const specs = Object.entries(partials).map(
    ([name, source]) =>
      `engine.registerPartial(${JSON.stringify(name)}, engine.template(${Handlebars.precompile(source, OPTIONS)}));`,
  );
  return `// Written by npm run build:content; never edited.
import Handlebars from 'handlebars/runtime';
const engine = Handlebars.create();
${specs.join('\n')}
const render = engine.template(${Handlebars.precompile(template, OPTIONS)});
export const templates = { assessment: (model) => render(model) };
`;
}

/** Texts and style of the report; the fonts are part of the style, so that nothing is fetched when it is shown. */
export function loadReportAssets(root: string): { texts: Record<(typeof LANGUAGES)[number], Tree>; css: string } {
  const texts = (lang: string): Tree => readSource(root, `${REPORT}/text.${lang}.yaml`).data as Tree;
  return {
    texts: { vi: texts('vi'), en: texts('en') },
    css: embeddedFonts() + readFileSync(join(root, REPORT, 'print.css'), 'utf8'),
  };
}

const FONT_RANGES = {
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
};

/** `@font-face` rules of Be Vietnam Pro with the files inside; Vietnamese glyphs must not depend on the reader's machine. */
export function embeddedFonts(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/package.json'));
  return [400, 600]
    .flatMap((weight) =>
      Object.entries(FONT_RANGES).map(([subset, range]) => {
        const file = join(folder, 'files', `be-vietnam-pro-${subset}-${weight}-normal.woff2`);
        const data = readFileSync(file).toString('base64');
        return `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${range}}\n`;
      }),
    )
    .join('');
}

/** Keys of a text file, nested ones joined by a dot. */
function keysOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

/** Checks the report: both languages say the same things, every text the template asks for exists, the template compiles. */
export function checkReport(root: string): ContentIssue[] {
  const files = LANGUAGES.map((lang) => readSource(root, `${REPORT}/text.${lang}.yaml`)) as [SourceFile, SourceFile];
  const issues = files.flatMap((file) => file.issues);
  if (issues.length > 0) return issues;
  const keys = files.map((file) => new Set(keysOf(file.data as Tree)));
  const [vi, en] = files;
  const lacking = (from: Set<string>, other: Set<string>, file: SourceFile): ContentIssue[] =>
    [...from]
      .filter((key) => !other.has(key))
      .map((key) =>
        file.issue([], 'text_keys', `text '${key}' is missing`, 'add it; both languages hold the same keys'),
      );
  issues.push(...lacking(keys[0]!, keys[1]!, en), ...lacking(keys[1]!, keys[0]!, vi));
  const { template, partials } = readTemplate(root);
  for (const [name, source] of [['../template', template], ...Object.entries(partials)] as [string, string][]) {
    const file = join(REPORT, 'partials', `${name}.hbs`);
    const at = (index: number): number => source.slice(0, index).split('\n').length;
    for (const match of source.matchAll(/\{\{[^}]*?(?:@root\.|\b)t\.([A-Za-z.]+)/g)) {
      const key = match[1]!;
      if (keys[0]!.has(key)) continue;
      issues.push({
        file,
        line: at(match.index),
        code: 'text_keys',
        message: `text '${key}' does not exist`,
        fix: 'add it to both text files, or correct the template',
      });
    }
    try {
      Handlebars.precompile(source, OPTIONS);
    } catch (error) {
      const message = (error as Error).message.split('\n')[0]!;
      issues.push({
        file,
        line: Number(/line (\d+)/.exec((error as Error).message)?.[1] ?? 1),
        code: 'template',
        message,
        fix: 'correct the template',
      });
    }
  }
  return issues;
}
