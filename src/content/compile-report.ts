/**
 * @module Reads `reports/`: for each report its template, partials, style and texts, and what all of them share
 * (`reports/shared`, fonts). Node compiles the templates at start; for Workers, which must not evaluate text as code,
 * they are precompiled to a module. A report whose folder is not there is left out.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import Handlebars from 'handlebars';
import { REPORT_IDS, REPORT_LANGUAGES, type ReportId } from './report-ids.ts';
import { readSource } from './source.ts';

/** Folder below the root that holds one folder for each report. */
export const REPORTS = 'reports';
/** Partials, style and texts that every report may use. */
export const SHARED = `${REPORTS}/shared`;

/** Only what a template needs to loop and choose: unknown helpers and misspelt fields fail at once. */
export const TEMPLATE_OPTIONS: CompileOptions & PrecompileOptions = {
  strict: true,
  assumeObjects: false,
  knownHelpersOnly: true,
  knownHelpers: { each: true, if: true, unless: true, with: true },
};

export type TextTree = { [key: string]: string | TextTree };
export type CompiledTemplate = (model: object) => string;

/** Templates of one report as text: its own and the shared partials by name. */
export interface TemplateSource {
  template: string;
  partials: Record<string, string>;
}

export interface LoadedAssets {
  fonts: string;
  css: Partial<Record<ReportId, string>>;
  texts: Partial<Record<ReportId, Record<(typeof REPORT_LANGUAGES)[number], TextTree>>>;
}

/** What a report cannot do without. */
const PARTS = ['template.hbs', ...REPORT_LANGUAGES.map((lang) => `text.${lang}.yaml`)];

/** Parts that a report's folder lacks; `null` where there is no such folder. */
export function missingParts(root: string, id: ReportId): string[] | null {
  const folder = join(root, REPORTS, id);
  return existsSync(folder) ? PARTS.filter((part) => !existsSync(join(folder, part))) : null;
}

/** Reports whose folder below `root` is complete, in the order of the list. */
export const reportsOf = (root: string): ReportId[] => REPORT_IDS.filter((id) => missingParts(root, id)?.length === 0);

/** Partials of a folder (`reports/shared`, `reports/audit`) by name; none when it has no `partials/`. */
export function readPartials(root: string, folder: string): Record<string, string> {
  const partials = join(root, folder, 'partials');
  if (!existsSync(partials)) return {};
  return Object.fromEntries(
    readdirSync(partials)
      .filter((file) => file.endsWith('.hbs'))
      .sort()
      .map((file) => [basename(file, '.hbs'), readFileSync(join(partials, file), 'utf8')]),
  );
}

function readTemplate(root: string, id: ReportId): TemplateSource {
  const folder = `${REPORTS}/${id}`;
  return {
    template: readFileSync(join(root, folder, 'template.hbs'), 'utf8'),
    partials: { ...readPartials(root, SHARED), ...readPartials(root, folder) },
  };
}

/** Templates as functions, for Node. */
export function compileTemplates(root: string): Partial<Record<ReportId, CompiledTemplate>> {
  return Object.fromEntries(reportsOf(root).map((id) => [id, compileTemplate(readTemplate(root, id))]));
}

/** One template with its partials as a function; each has an engine of its own, so that names cannot meet. */
export function compileTemplate({ template, partials }: TemplateSource): CompiledTemplate {
  const engine = Handlebars.create();
  for (const [name, source] of Object.entries(partials)) {
    engine.registerPartial(name, engine.compile(source, TEMPLATE_OPTIONS));
  }
  const render = engine.compile(template, TEMPLATE_OPTIONS);
  return (model) => render(model);
}

/** Source text of a module that exports the same templates without needing to compile anything. */
export function precompileTemplates(root: string): string {
  const shared = readPartials(root, SHARED);
  const spec = (source: string): string => String(Handlebars.precompile(source, TEMPLATE_OPTIONS));
  const table = (partials: Record<string, string>): string =>
    `{${Object.entries(partials).map(([name, source]) => `${JSON.stringify(name)}: ${spec(source)}`)}}`;
  const reports = reportsOf(root).map((id) => {
    const { template } = readTemplate(root, id);
    const own = readPartials(root, `${REPORTS}/${id}`);
    return `  ${JSON.stringify(id)}: made(${spec(template)}, ${table(own)}),`;
  });
  return `// Written by npm run build:content; never edited.
import Handlebars from 'handlebars/runtime';
const shared = ${table(shared)};
function made(template, partials) {
  const engine = Handlebars.create();
  for (const [name, spec] of Object.entries({ ...shared, ...partials })) engine.registerPartial(name, engine.template(spec));
  const render = engine.template(template);
  return (model) => render(model);
}
export const templates = {
${reports.join('\n')}
};
`;
}

/** Texts and styles of the reports; the fonts stand once, and become part of each style when it is printed. */
export function loadReportAssets(root: string): LoadedAssets {
  const textsOf = (folder: string, lang: string): TextTree =>
    readSource(root, `${folder}/text.${lang}.yaml`).data as TextTree;
  const shared = readFileSync(join(root, SHARED, 'print.css'), 'utf8');
  const each = <Value>(make: (folder: string) => Value): Partial<Record<ReportId, Value>> =>
    Object.fromEntries(reportsOf(root).map((id) => [id, make(`${REPORTS}/${id}`)]));
  const [vi, en] = REPORT_LANGUAGES.map((lang) => textsOf(SHARED, lang)) as [TextTree, TextTree];
  return {
    fonts: embeddedFonts(),
    css: each((folder) => shared + readOwnStyle(root, folder)),
    texts: each((folder) => ({ vi: { ...vi, ...textsOf(folder, 'vi') }, en: { ...en, ...textsOf(folder, 'en') } })),
  };
}

function readOwnStyle(root: string, folder: string): string {
  const file = join(root, folder, 'print.css');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
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
