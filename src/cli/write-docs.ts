/**
 * @module `npm run build:docs`: runs the commands that the documentation shows and writes down what they really print. A block
 * begins with a comment `<!-- luongtri ARGUMENTS | LINES -->` (lines, from 1, are optional: `1-20` or `1,4-20,44-60`).
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENT_ROOT } from '../content/load.ts';

const BLOCK = /<!-- luongtri (.+?)(?: \| ([\d,-]+))? -->\n```console\n[\s\S]*?```/g;
/** Longer lines are cut, so that a page stays readable. Steps of the Labour Code must fit: "done or planned after …" cut at "done" is a lie. */
const WIDTH = 200;

/** The text of a page with every block filled by what its command prints now. */
export function fillPage(text: string, run: (words: string[]) => string): string {
  return text.replace(BLOCK, (_, command: string, lines: string | undefined) => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const shown = select(run(words).trimEnd().split('\n'), lines);
    const comment = `<!-- luongtri ${command}${lines === undefined ? '' : ` | ${lines}`} -->`;
    return `${comment}\n\`\`\`console\n$ luongtri ${command}\n${shown.join('\n')}\n\`\`\``;
  });
}

function select(lines: string[], ranges: string | undefined): string[] {
  const cut = lines.map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line));
  if (ranges === undefined) return cut;
  const parts = ranges.split(',').map((range) => {
    const [from, to = from] = range.split('-').map(Number) as [number, number?];
    return cut.slice(from - 1, to);
  });
  return parts.flatMap((part, index) => (index === 0 ? part : ['[…]', ...part]));
}

/** Runs the command line of this checkout. */
export function runHere(words: string[]): string {
  const main = join(CONTENT_ROOT, 'src', 'cli', 'main.ts');
  return execFileSync(process.execPath, ['--import', 'tsx', main, ...words], {
    cwd: CONTENT_ROOT,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
}

/** Paths of the pages, from the content root. */
export const listPages = (): string[] => [
  'README.md',
  ...readdirSync(join(CONTENT_ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

if (import.meta.filename === process.argv[1]) {
  for (const page of listPages()) {
    const path = join(CONTENT_ROOT, page);
    writeFileSync(path, fillPage(readFileSync(path, 'utf8'), runHere));
  }
}
