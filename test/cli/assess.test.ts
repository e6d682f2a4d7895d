import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { closesEarly, luongtri } from '../support/run.ts';

const EXAMPLE = 'questionnaires/examples/exam-grading.yaml';
const folder = mkdtempSync(join(tmpdir(), 'luongtri-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string | Uint8Array, ending = 'yaml'): string {
  files += 1;
  const path = join(folder, `answers-${files}.${ending}`);
  writeFileSync(path, text);
  return path;
}

describe.concurrent('luongtri assess', () => {
  it('prints the result contract, the same bytes each time', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => luongtri(['assess', EXAMPLE, '--format', 'json'])));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(second!.out).toBe(first!.out);
    const result = JSON.parse(first!.out);
    expect(result).toMatchObject({
      schema: 'luongtri.result/1',
      asOf: '2026-11-22',
      classification: { tier: 'high', highRiskRow: 'I.2' },
    });
    expect(result.trace).toBeUndefined();
  });

  it('gives the law of the day that is asked for', async () => {
    const [before, after] = await Promise.all(
      ['2026-08-14', '2026-08-15'].map((day) => luongtri(['assess', EXAMPLE, '--format', 'json', '--as-of', day])),
    );
    expect(JSON.parse(before!.out).classification.tier).toBe('low');
    expect(JSON.parse(after!.out).classification.tier).toBe('high');
  });

  it('adds the evaluation on request', async () => {
    const { out } = await luongtri(['assess', EXAMPLE, '--format', 'json', '--trace']);
    expect(JSON.parse(out).trace.find((node: { rule: string }) => node.rule === 'row.I-2')).toMatchObject({
      kind: 'row',
      value: true,
    });
  });

  it('writes text in both languages', async () => {
    const [vi, en] = await Promise.all(['vi', 'en'].map((lang) => luongtri(['assess', EXAMPLE, '--lang', lang])));
    expect(vi!.out).toContain('Kết quả phân loại: Rủi ro cao');
    expect(en!.out).toContain('Classification: High risk');
    expect(vi!.out).toContain('khoản 1 Điều 13');
    expect(en!.out).toContain('Article 13(1)');
  });

  it('an empty answer file is undetermined, with the deciding questions in order, never low', async () => {
    const path = file('system: {name: x}\nas_of: 2026-11-22\n');
    const { classification } = JSON.parse((await luongtri(['assess', path, '--format', 'json'])).out);
    expect(classification.tier).toBe('undetermined');
    expect(classification.possibleTiers).toEqual(['prohibited', 'high', 'medium', 'low', 'out_of_scope']);
    expect(classification.deciders.slice(0, 2)).toEqual(['scope.kind', 'scope.viet-nam']);
    const [vi, en] = await Promise.all(['vi', 'en'].map((lang) => luongtri(['assess', path, '--lang', lang])));
    expect(vi!.out).toContain('Kết quả phân loại: Chưa xác định được\nCòn có thể: ');
    expect(en!.out).toContain('Classification: Undetermined\nStill possible: ');
  });

  it('ends quietly when whoever reads it has read enough', async () => {
    // The whole of each is larger than a pipe holds.
    const runs = await Promise.all(
      ['json', 'html'].map((format) => closesEarly(['assess', EXAMPLE, '--format', format])),
    );
    expect(runs).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
  });

  it('reads standard input', async () => {
    const { code, out } = await luongtri(['assess', '-', '--lang', 'en'], readFileSync(EXAMPLE));
    expect(code).toBe(0);
    expect(out).toContain('High risk');
  });

  it('writes HTML and PDF files, whole', async () => {
    const [html, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    const runs = await Promise.all([
      luongtri(['assess', EXAMPLE, '--format', 'html', '--out', html]),
      luongtri(['assess', EXAMPLE, '--format', 'pdf', '--out', pdf]),
    ]);
    expect(runs.map(({ code, err }) => [code, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

const head = 'as_of: 2026-11-22\nsystem: {name: x}\n';
const WRONG: [string, string | Uint8Array, RegExp[]][] = [
  ['malformed YAML', 'system: {name: x\nanswers: [', [/:\d+ /, /→ correct the YAML/]],
  [
    'a key given twice',
    `${head}answers:\n  scope.kind: system\n  scope.kind: not_ai\n`,
    [/:5 .*scope\.kind/, /→ keep one/],
  ],
  [
    'an unknown question, with the one that was meant',
    `${head}answers: {scope.kin: system}`,
    [/\/answers\/scope\.kin /, /Có phải ý là scope\.kind/],
  ],
  [
    'a wrong type',
    `${head}answers: {scope.viet-nam: "yes"}`,
    [/\/answers\/scope\.viet-nam Cần true hoặc false/, /→ Ghi/],
  ],
  [
    'an option that does not exist',
    `${head}answers: {scope.kind: sytem}`,
    [/không có lựa chọn "sytem"/, /system, model_only, not_ai/],
  ],
  ['names of prototypes', `${head}answers: {__proto__: 1, constructor: 2}`, [/__proto__/, /constructor/]],
  [
    'a date that does not exist',
    `${head}answers: {operation.go-live: 2026-02-30}`,
    [/2026-02-30.*không phải là một ngày có thật/],
  ],
  ['a day of law that does not exist', 'as_of: 2026-13-01\nsystem: {name: x}', [/:1 \/as_of/]],
  [
    'a questionnaire version that does not exist',
    `${head}questionnaires: [vn-ai-triage@1999.1]`,
    [/vn-ai-triage@1999\.1/, /Có: .*vn-ai-triage@2026\.1/],
  ],
  ['a day before the law', 'as_of: 2020-01-01\nsystem: {name: x}', [/chưa có bộ câu hỏi nào áp dụng/]],
  ['"not applicable" without a reason', `${head}answers: {scope.viet-nam: not_applicable}`, [/phải kèm lý do/]],
  ['a system without a name', 'as_of: 2026-11-22', [/\/system /]],
  ['keys nobody knows', `${head}anwsers: {}\n`, [/:3 \/anwsers/]],
  ['YAML aliases', `${head}answers: {scope.kind: &a system, scope.regime: *a}`, [/alias/i]],
  ['bytes that are not UTF-8', new Uint8Array([0x73, 0xff, 0xfe, 0x0a]), [/not UTF-8/]],
  ['nesting without end', `${head}answers: ${'['.repeat(10_000)}`, [/→/]],
  ['deep nesting', `${head}answers: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, [/:3 nested more than/, /→/]],
  [
    'deep nesting in JSON',
    `{"system": {"name": "x"}, "answers": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_001)}`,
    [/:1 nested more than/, /→/],
  ],
  ['nothing at all', '', [/→/]],
];

describe.concurrent('luongtri assess refuses, naming place and remedy,', () => {
  it.each(WRONG)('%s', async (_name, text, expected) => {
    const out = join(folder, `refused-${Math.random()}.json`);
    const run = await luongtri(['assess', file(text), '--format', 'json', '--out', out]);
    expect(run.code).toBe(1);
    expect(run.out).toBe('');
    for (const pattern of expected) expect(run.err).toMatch(pattern);
    expect(run.err).not.toMatch(/\bat .*\.ts:\d+/);
    expect(readdirSync(folder)).not.toContain(out.split('/').at(-1));
  });

  it('every problem at once', async () => {
    const path = file(
      'as_of: 2026-99-99\nsystem: {}\nanswers: {scope.kind: 7, foo: 1, high-risk.area: [education, education, sea]}\n',
    );
    const { code, err } = await luongtri(['assess', path, '--lang', 'en']);
    expect(code).toBe(1);
    for (const place of [
      '/as_of',
      '/system/name',
      '/answers/scope.kind',
      '/answers/foo',
      '/answers/high-risk.area/1',
      '/answers/high-risk.area/2',
    ]) {
      expect(err).toContain(place);
    }
  });

  it.each([
    ['a folder that does not exist', join(folder, 'nowhere', 'x.json')],
    ['a folder in place of a file', folder],
  ])('to write into %s', async (_name, out) => {
    const run = await luongtri(['assess', EXAMPLE, '--format', 'json', '--out', out]);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('cannot be written');
  });

  it.each([
    ['a file that is not there', join(folder, 'missing.yaml'), 'ENOENT'],
    ['a folder', folder, 'EISDIR'],
  ])('%s', async (_name, path, code) => {
    const run = await luongtri(['assess', path]);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toBe(`${path}: cannot be read (${code})\n    → check the path and its permissions\n`);
  });

  it('and leaves what an earlier run wrote', async () => {
    const out = join(folder, 'kept.json');
    writeFileSync(out, 'earlier');
    const run = await luongtri(['assess', file('system: 7'), '--format', 'json', '--out', out]);
    expect([run.code, readFileSync(out, 'utf8')]).toEqual([1, 'earlier']);
  });
});

describe.concurrent('wrong usage ends with 2 and the usage', () => {
  it.each([
    [['asess']],
    [['constructor']],
    [['__proto__', '--help']],
    [['questions', EXAMPLE, '--format', 'html']],
    [['assess']],
    [['assess', EXAMPLE, '--format', 'docx']],
    [['assess', EXAMPLE, '--lang', 'fr']],
    [['assess', EXAMPLE, '--as-of', '2026-02-30']],
    [['assess', EXAMPLE, '--colour']],
    [['assess', EXAMPLE, EXAMPLE]],
    [['content', 'chek']],
    [[]],
  ])('%j', async (args) => {
    const { code, out, err } = await luongtri(args);
    expect(code).toBe(2);
    expect(out + err).toContain('Usage:');
  });
});

describe.concurrent('luongtri questions', () => {
  const path = file('as_of: 2026-11-22\nsystem: {name: x}\nanswers: {scope.kind: system, scope.viet-nam: unknown}\n');

  it('lists the same first question in both languages and as JSON', async () => {
    const [json, vi, en] = await Promise.all(
      [
        ['--format', 'json'],
        ['--lang', 'vi'],
        ['--lang', 'en'],
      ].map((options) => luongtri(['questions', 'questionnaires/examples/incomplete-startup.yaml', ...options])),
    );
    const [first] = JSON.parse(json!.out);
    expect(first.wouldChange).toContain('tier');
    for (const [run, lang] of [[vi!, 'vi'] as const, [en!, 'en'] as const]) {
      expect(run.out).toContain(`\n\n1. ${first.question.text[lang]}\n   ${first.questionId}`);
    }
  });

  it('asks the most decisive question first, and says why', async () => {
    const [vi, en] = await Promise.all(['vi', 'en'].map((lang) => luongtri(['questions', path, '--lang', lang])));
    expect(vi!.out).toContain('1. Hệ thống');
    expect(vi!.out).toContain('đã trả lời "chưa biết"');
    expect(en!.out).toContain('could change the risk tier');
    expect(en!.out).toContain('Basis: AI Law, Article');
  });

  it('as JSON', async () => {
    const { out } = await luongtri(['questions', path, '--format', 'json']);
    expect(JSON.parse(out)[0]).toMatchObject({
      questionId: 'scope.viet-nam',
      state: 'unknown',
      question: { type: 'boolean' },
    });
  });
});
