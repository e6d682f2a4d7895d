/**
 * @module `npm run build:content`: the content as modules, for runtimes that have no file system and must not compile
 * anything. Content with a mistake is not built.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildVerifyScript } from '../adapters/node/verify-script.ts';
import { loadReportAssets, precompileTemplates } from '../content/compile-report.ts';
import { buildCoverage } from '../content/coverage.ts';
import { CONTENT_ROOT, requireContent } from '../content/load.ts';
import { requireOccupations } from '../content/occupations.ts';

/** As text that is parsed, not as code: a literal of this size starts several times slower. */
const jsonModule = (value: unknown): string =>
  `// Written by npm run build:content; never edited.\nexport default JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;

/** Writes `content.js`, `occupations.js`, `templates.js`, `report-assets.js` and `verify-script.js` below `folder`. */
export function buildContent(root: string, folder: string): void {
  const { content, cases, examples } = requireContent(root);
  const built = {
    content,
    coverage: buildCoverage(content, cases),
    examples: examples.map(({ id, data, answerSet }) => ({ id, data, asOf: answerSet.asOf })),
  };
  const files = {
    'content.js': jsonModule(built),
    'occupations.js': jsonModule(requireOccupations(root)),
    'templates.js': precompileTemplates(root),
    'report-assets.js': jsonModule(loadReportAssets(root)),
    'verify-script.js': jsonModule(buildVerifyScript()),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

if (import.meta.filename === process.argv[1]) {
  try {
    buildContent(CONTENT_ROOT, join(CONTENT_ROOT, 'dist', 'content'));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
