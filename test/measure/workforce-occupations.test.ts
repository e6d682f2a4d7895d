import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import { loadOccupations, requireOccupations } from '../../src/content/occupations.ts';
import { nearestCodes, OccupationTable, searchOccupations } from '../../src/measure/workforce/index.ts';

const table = new OccupationTable(requireOccupations());
const first = (text: string): string | undefined => searchOccupations(table, text)[0]?.code;

describe('tables of occupations', () => {
  it('hold every unit group with a Vietnamese title, and credit the ILO', () => {
    expect(table.unitGroups).toHaveLength(436);
    expect(table.unitGroups.filter(({ title }) => title.vi === null)).toEqual([]);
    expect(table.unitGroups.filter(({ index }) => index)).toHaveLength(427);
    expect(table.unitGroups.every(({ viFrom }) => viFrom === 'ours')).toBe(true);
    expect(table.data.source).toMatchObject({ licence: 'CC-BY-4.0', href: 'https://doi.org/10.54394/HETP0387' });
    expect(table.data.source.disclaimer).toContain('endorsed by the ILO');
  });

  it('a group without a score takes the mean of its siblings, marked, with the widest band and no class', () => {
    expect(table.index('1439')).toEqual({
      kind: 'imputed',
      band: { low: 0.22, point: 0.32, high: 0.32 + 0.1 },
      siblings: ['1431'],
    });
    const imputed = table.index('8189');
    expect(imputed).toMatchObject({ kind: 'imputed', siblings: ['8181', '8182', '8183'] });
    for (const code of ['0110', '0210', '0310']) expect(table.index(code)).toBeNull();
    // No such unit group, although its minor group exists.
    for (const code of ['9999', '8158', '815']) expect(table.index(code)).toBeNull();
  });
});

describe('occupation search', () => {
  it.each([
    ['công nhân may', '8153'],
    ['cong nhan may', '8153'],
    ['Sewing machine operators', '8153'],
    ['tổng đài viên', '4222'],
    ['tong dai vien', '4222'],
    ['giao dịch viên', '4211'],
    ['nhân viên nhập liệu', '4132'],
    ['công nhân lắp ráp điện tử', '8212'],
    ['thu ngân', '5230'],
    ['nhân viên bán hàng', '5223'],
    ['điều dưỡng', '2221'],
    ['giáo viên tiểu học', '2341'],
    ['tài xế xe tải', '8332'],
    ['chuyên viên tuyển dụng', '2423'],
    ['nhân viên văn phòng', '4110'],
    ['Accountants', '2411'],
  ])('%s → %s', (text, code) => expect(first(text)).toBe(code));

  it('offers several where the title fits several, and nothing where it fits none', () => {
    expect(searchOccupations(table, 'kế toán').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['2411', '3313', '4311']),
    );
    for (const text of ['zzzzqqq', '', '   ', '!!!', '\u0000']) expect(searchOccupations(table, text)).toEqual([]);
  });

  it('bears hostile lengths', () => {
    expect(searchOccupations(table, 'công nhân may '.repeat(100_000)).length).toBeLessThanOrEqual(5);
  });

  it('finds what a wrong code may have meant', () => {
    expect(nearestCodes(table, '8135')).toContain('8153');
    expect(nearestCodes(table, '8150')).toEqual(['8151', '8152', '8153', '8154', '8155']);
    expect(nearestCodes(table, 'abcd')).toEqual([]);
  });
});

describe('loader of the tables', () => {
  const roots: string[] = [];
  afterEach(() => {
    for (const root of roots.splice(0)) rmSync(root, { recursive: true });
  });

  /** The tables with one change; what the loader says about it. */
  function broken(file: string, from: string | RegExp, to: string) {
    const root = mkdtempSync(join(tmpdir(), 'luongtri-occupations-'));
    roots.push(root);
    cpSync(join(CONTENT_ROOT, 'rules/data/occupations'), join(root, 'rules/data/occupations'), { recursive: true });
    const path = join(root, 'rules/data/occupations', file);
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    const { data, issues } = loadOccupations(root);
    expect(data).toBeNull();
    return { root, issues };
  }

  const EXPOSURE = 'genai-exposure.yaml';
  const lineOf = (file: string, text: string): number =>
    readFileSync(join(CONTENT_ROOT, 'rules/data/occupations', file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it.each([
    ['wrong_type', EXPOSURE, "{code: '8153', mean: 0.15", "{code: '8153', mean: 1.5", 'mean'],
    ['wrong_type', EXPOSURE, /('8153'.*)gradient: not_exposed/, '$1gradient: safe', 'gradient'],
    ['unknown_key', EXPOSURE, "{code: '8153', ", "{code: '8153', note: x, ", "no key 'note'"],
    ['unknown_reference', EXPOSURE, "code: '8153'", "code: '8158'", 'no code 8158'],
    ['duplicate_id', EXPOSURE, "code: '8153'", "code: '8152'", '8152 stands twice'],
    ['wrong_type', EXPOSURE, 'licence: CC-BY-4.0', 'licence: MIT', 'licence'],
    ['unknown_reference', 'titles-vi.yaml', "code: '8153'", "code: '8158'", 'no code 8158'],
    [
      'duplicate_id',
      'titles-vi.yaml',
      "vi: 'Thợ vận hành máy may'",
      "vi: 'Thợ may đo, thợ may quần áo'",
      '7531 and of 8153',
    ],
    ['yaml_syntax', 'isco08.yaml', "{code: '8153'", "{code: ['8153'", ''],
  ])('%s in %s', (code, file, from, to, message) => {
    const { issues } = broken(file, from, to);
    const found = issues.find((issue) => issue.code === code);
    expect(found, JSON.stringify(issues.slice(0, 3))).toMatchObject({ file: `rules/data/occupations/${file}` });
    expect(found!.message).toContain(message);
    expect(found!.fix).not.toBe('');
    if (message !== '' && !message.startsWith('licence')) {
      expect(
        Math.abs(found!.line - lineOf(file, file === 'titles-vi.yaml' || file === EXPOSURE ? "code: '8153'" : '')),
      ).toBeLessThan(2);
    }
  });

  it('a unit group without a Vietnamese title, or without the group above it, is named', () => {
    const { issues } = broken('titles-vi.yaml', /^.*'8153'.*\n/m, '');
    expect(issues).toMatchObject([{ code: 'missing_translation', file: 'rules/data/occupations/isco08.yaml' }]);
    const { issues: orphans } = broken('isco08.yaml', /^.*code: '815'.*\n/m, '');
    expect(orphans.some(({ code, message }) => code === 'unknown_reference' && message.includes('group 815'))).toBe(
      true,
    );
  });

  it('a missing table and a strange file are named', () => {
    const root = mkdtempSync(join(tmpdir(), 'luongtri-occupations-'));
    roots.push(root);
    cpSync(join(CONTENT_ROOT, 'rules/data/occupations'), join(root, 'rules/data/occupations'), { recursive: true });
    rmSync(join(root, 'rules/data/occupations/isco08.yaml'));
    writeFileSync(join(root, 'rules/data/occupations/more.csv'), 'x');
    expect(loadOccupations(root).issues.map(({ code }) => code)).toEqual(['missing', 'unknown_file']);
    expect(() => requireOccupations(root)).toThrow(/2 mistake/);
  });
});
