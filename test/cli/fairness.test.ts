import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FairnessOutput } from '../../src/measure/csv/index.ts';
import { luongtri } from '../support/run.ts';

const COLUMNS = ['--label', 'y', '--prediction', 'd', '--attribute', 'sex'];
const GOOD = `y,d,sex\n${'1,1,nam\n0,0,nam\n1,0,nữ\n0,1,nữ\n0,0,nữ\n'.repeat(60)}`;

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'luongtri-fairness-'));
  file = join(folder, 'rows.csv');
  writeFileSync(file, GOOD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, data: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
}

describe('luongtri fairness', () => {
  it('measures a file and standard input alike, as JSON', async () => {
    const [fromFile, fromInput] = await Promise.all([
      luongtri(['fairness', file, ...COLUMNS, '--format', 'json']),
      luongtri(['fairness', '-', ...COLUMNS, '--format', 'json'], GOOD),
    ]);
    expect([fromFile!.code, fromFile!.err]).toEqual([0, '']);
    expect(fromInput).toEqual(fromFile);
    const output = JSON.parse(fromFile!.out) as FairnessOutput;
    expect(output).toMatchObject({ verdict: 'adverse', directionAssumed: true });
    expect(output.source).toMatchObject({
      kind: 'csv',
      sha256: createHash('sha256').update(GOOD).digest('hex'),
      parse: { rows: 300, counted: 300 },
    });
  });

  it('says in words what it measured, in both languages, and writes it whole', async () => {
    const out = join(folder, 'report.txt');
    const [vi, en] = await Promise.all([
      luongtri(['fairness', file, ...COLUMNS]),
      luongtri(['fairness', file, ...COLUMNS, '--lang', 'en', '--outcome', 'punitive', '--out', out]),
    ]);
    expect([vi!.code, en!.code, en!.out]).toEqual([0, 0, '']);
    expect(vi!.out).toContain('300 dòng, đếm được 300');
    expect(vi!.out).toContain('thuộc tính: sex');
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('300 rows, 300 of them counted');
    expect(text).toContain('Being selected harms');
    expect(text).not.toContain('no --outcome was given');
  });

  it('still measures counts', async () => {
    const counts = put('counts.json', '{"groups":{"a":{"selected":90,"total":100},"b":{"selected":40,"total":100}}}');
    const { code, out } = await luongtri(['fairness', counts, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'adverse', source: { kind: 'counts' } });
  });

  it('prints formulas so that no spreadsheet computes them, and numbers as they are', async () => {
    const rows = GOOD.replaceAll('nam', '=HYPERLINK(9)').replaceAll('nữ', '-1');
    const { code, out } = await luongtri(['fairness', put('formula.csv', rows), ...COLUMNS, '--lang', 'en']);
    expect(code).toBe(0);
    expect(out).toContain("  '=HYPERLINK(9): 120 people");
    expect(out).toContain('  -1: 180 people');
  });

  it('lists what it left out', async () => {
    const { out } = await luongtri(['fairness', put('bad.csv', `${GOOD}1,1\n,1,nam\n`), ...COLUMNS, '--lang', 'en']);
    expect(out).toContain('1 rows left out: more or fewer cells than the header');
    expect(out).toContain('Lines left out: 302, 303');
  });

  it.each<[string, string | Uint8Array, string[], RegExp[]]>([
    [
      'a missing column',
      GOOD,
      ['--prediction', 'd', '--attribute', 'gender'],
      [/There is no column "gender"\.\n {4}→ Use one of the columns: "y", "d", "sex"/],
    ],
    ['a NUL, with its line', 'y,d,sex\n1,1,\u0000\n', COLUMNS, [/:2 Line 2 holds a NUL/]],
    [
      'broken UTF-8, with its byte',
      Uint8Array.from([0x79, 0x2c, 0xff]),
      [...COLUMNS, '--encoding', 'utf-8'],
      [/\(byte 3\) Byte 3 of the file is not UTF-8/],
    ],
    [
      'an unknown encoding',
      Uint8Array.from([0x79, 0x2c, 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      COLUMNS,
      [/was not recognised/, /→ Save the file as UTF-8/],
    ],
    [
      'rows of which none can be used',
      'y,d,sex\n1,,nam\n',
      COLUMNS,
      [/No row can be used/, /refused\.csv:2 the decision is missing/],
    ],
  ])('refuses %s', async (_, data, columns, texts) => {
    const path = put('refused.csv', data);
    const out = join(folder, 'never.json');
    const { code, out: printed, err } = await luongtri(['fairness', path, ...columns, '--lang', 'en', '--out', out]);
    expect([code, printed, existsSync(out)]).toEqual([1, '', false]);
    for (const text of texts) expect(err).toMatch(text);
  });

  it.each<[string, string[], string]>([
    ['a table without columns', [], 'needs at least one --attribute'],
    ['no decision', ['--attribute', 'sex'], 'either --prediction COLUMN, or --score'],
    ['both', [...COLUMNS, '--score', 's', '--threshold', '1'], 'either --prediction COLUMN, or --score'],
    ['a score without threshold', ['--attribute', 'sex', '--score', 's'], 'belong together'],
    ['a threshold in words', ['--attribute', 'sex', '--score', 's', '--threshold', '0,5'], 'decimal point'],
    ['an unknown delimiter', [...COLUMNS, '--delimiter', '|'], 'a comma, a semicolon or the word tab'],
    ['an unknown encoding', [...COLUMNS, '--encoding', 'viscii'], 'use one of utf-8'],
    ['four attributes crossed', [...COLUMNS, '--intersections', '4'], 'use one of 1, 2, 3'],
  ])('wrong usage: %s', async (_, options, text) => {
    const { code, err } = await luongtri(['fairness', file, ...options]);
    expect(code).toBe(2);
    expect(err).toContain(text);
  });

  it('a file that is not there', async () => {
    const { code, err } = await luongtri(['fairness', join(folder, 'none.csv'), ...COLUMNS]);
    expect(code).toBe(1);
    expect(err).toContain('cannot be read (ENOENT)');
  });
});
