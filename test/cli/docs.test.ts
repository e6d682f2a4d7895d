import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fillPage, listPages, runHere } from '../../src/cli/write-docs.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import { contentMeasurer } from '../../src/content/measure.ts';
import { requireOccupations } from '../../src/content/occupations.ts';
import { readAnswerSet } from '../../src/engine/index.ts';
import { loaded } from '../support/content.ts';
import { luongtri } from '../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'luongtri-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const page = (path: string): string => readFileSync(join(CONTENT_ROOT, path), 'utf8');

const block = (head: string, ...body: string[]): string =>
  [`<!-- luongtri ${head} -->`, '```console', ...body, '```'].join('\n');
/** What stands between the fences after filling, without the command line. */
function shown(text: string, run: (words: string[]) => string): string[] {
  const lines = fillPage(text, run).split('\n');
  expect(lines[1]).toBe('```console');
  expect(lines[2]).toMatch(/^\$ luongtri /);
  expect(lines.at(-1)).toBe('```');
  return lines.slice(3, -1);
}
const numbers = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

describe('filling a page', () => {
  it('writes the command and what it printed, in place of what stood there', () => {
    const page = `# A\n\n${block('assess x.yaml', 'old', 'older')}\n\nB`;
    expect(fillPage(page, () => 'new\n')).toBe(
      `# A\n\n${block('assess x.yaml', '$ luongtri assess x.yaml', 'new')}\n\nB`,
    );
  });

  it('filling twice changes nothing', () => {
    const page = `${block('a | 2-3,5')}\n\n${block('b')}\n`;
    const once = fillPage(page, () => numbers(9));
    expect(fillPage(once, () => numbers(9))).toBe(once);
  });

  it('a page without blocks, and code that no comment announces, stay as they are', () => {
    const page = '# A\n\n```console\n$ luongtri x\n```\n\n<!-- luongtri y -->\n\n```yaml\na: 1\n```\n';
    const run = () => {
      throw new Error('nothing is to be run');
    };
    expect(fillPage(page, run)).toBe(page);
  });

  it('fills each block with its own command', () => {
    const seen: string[][] = [];
    const run = (words: string[]): string => {
      seen.push(words);
      return words.join('+');
    };
    const filled = fillPage(`${block('a --b c', 'x')}\n${block('d', 'y')}`, run);
    expect(seen).toEqual([['a', '--b', 'c'], ['d']]);
    expect(filled).toContain('\na+--b+c\n');
    expect(filled).toContain('\nd\n');
  });

  it.each<[string, string, string[]]>([
    [
      'words in quotes are one',
      'workforce --find "công nhân may" --lang vi',
      ['workforce', '--find', 'công nhân may', '--lang', 'vi'],
    ],
    ['an empty word', 'a "" b', ['a', '', 'b']],
    ['a bar inside quotes', 'a "b | c"', ['a', 'b | c']],
    ['ranges are no words', 'a b | 1-2', ['a', 'b']],
  ])('%s', (_, head, words) => {
    const run = (given: string[]): string => {
      expect(given).toEqual(words);
      return 'x';
    };
    expect(shown(block(head), run)).toEqual(['x']);
    expect(fillPage(block(head), run).split('\n')[0]).toBe(`<!-- luongtri ${head} -->`);
  });

  it.each<[string, string[]]>([
    ['2-3', ['line 2', 'line 3']],
    ['1-2,4-5', ['line 1', 'line 2', '[…]', 'line 4', 'line 5']],
    ['1,3', ['line 1', '[…]', 'line 3']],
    ['8-20', ['line 8', 'line 9']],
  ])('shows the lines %s', (ranges, lines) => {
    expect(shown(block(`a | ${ranges}`), () => numbers(9))).toEqual(lines);
  });

  it('cuts long lines and says so; the last line break adds no line', () => {
    const [short, long] = ['x'.repeat(200), 'ố'.repeat(201)];
    expect(shown(block('a'), () => `${short}\n${long}\n\n`)).toEqual([short, `${'ố'.repeat(199)}…`]);
  });

  it('signs that a replacement would read are printed as they are', () => {
    expect(shown(block('a'), () => "$& $1 $$ $'")).toEqual(["$& $1 $$ $'"]);
  });
});

describe('the pages of docs/', () => {
  it('there are some, with blocks that show something', () => {
    expect(listPages()).toContain(join('docs', 'measuring.md'));
    for (const path of listPages()) {
      for (const [shown] of page(path).matchAll(/^<!-- luongtri [\s\S]*?^```$/gm)) {
        expect(shown.split('\n').length, shown).toBeGreaterThan(5);
        expect(shown, 'a range beyond what is printed').not.toMatch(/\[…\]\n+(\[…\]|```)/);
      }
    }
  });

  it.each(listPages())('%s shows what the commands print now (npm run build:docs)', (path) => {
    const text = page(path);
    expect(fillPage(text, runHere)).toBe(text);
  });
});

describe('docs/measuring.md', () => {
  const text = page('docs/measuring.md');
  const sections = new Map(text.split(/^## /m).map((part) => [part.slice(0, part.indexOf('\n')), part]));

  it('the examples show what the prose says', () => {
    const hiring = sections.get('A hiring screener')!;
    expect(hiring).toMatch(/- Nữ × từ 35 \(24\.3%\): Adverse disparity\n {4}ratio 0\.519/);
    const credit = sections.get('A credit model')!;
    expect(credit).toMatch(
      /Vùng sâu vùng xa: 72 people, .*under 2% of the people: compared, but left out of the headline ratio/,
    );
    expect(credit).toMatch(/- Vùng sâu vùng xa \(56\.9%\): Adverse disparity/);
    expect(credit).toMatch(/- Vùng sâu vùng xa \(45\.2%\): Not enough data to judge/);
    const garment = sections.get('A garment factory and vision-guided sewing robots')!;
    expect(garment).toMatch(/Result: NOT FULLY MEASURED[\s\S]*Gate G4: two or more/);
    expect(sections.get('A bank call centre and a chatbot')).toMatch(
      /Main points .*done or planned after the last day/,
    );
  });

  it('the answer file is one that --dataset writes and an assessment measures', async () => {
    const section = sections.get('In an assessment')!;
    const yaml = /```yaml\n([\s\S]*?)```/.exec(section)![1]!;
    const command = /^\$ luongtri (.+)$/m.exec(section)![1]!.split(' ');
    const file = join(folder, 'credit.yaml');
    expect((await luongtri([...command.slice(0, -1), file])).code).toBe(0);
    expect(yaml).toContain(readFileSync(file, 'utf8'));
    const measure = contentMeasurer(loaded.content, () => requireOccupations());
    const read = readAnswerSet(loaded.content, parse(yaml), { asOf: '2026-11-22', measure });
    if ('issues' in read) throw new Error(JSON.stringify(read.issues));
    expect(read.answerSet.measurements).toMatchObject([
      { questionId: 'fairness.data', datasetId: 'fairness', values: { 'measured.fairness.verdict': 'adverse' } },
    ]);
  });

  it('the question for a plan that the page names exists', () => {
    const questions = loaded.content.questionnaires.flatMap(({ sections }) => sections.flatMap((s) => s.questions));
    expect(questions.find(({ id }) => id === 'workforce.plan-data')).toMatchObject({ type: 'dataset' });
  });
});
