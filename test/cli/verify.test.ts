import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Made, makeBundle, STATUS_INDEX } from '../features/attestations/fixture.ts';
import { changed, readZip, withFile, zipOf } from '../features/attestations/tamper.ts';
import { luongtri } from '../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'luongtri-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made: Made;
const path = (name: string): string => join(folder, name);
const write = (name: string, data: Uint8Array | string): string => {
  writeFileSync(path(name), data);
  return path(name);
};
beforeAll(async () => {
  made = await makeBundle({ example: 'garment-factory-robots' });
  write('bundle.zip', made.zip);
  write('jwks.json', JSON.stringify(made.keys));
}, 120_000);

describe.concurrent('luongtri verify', () => {
  it('a genuine bundle: exit code 0, every check in words', async () => {
    const { code, out, err } = await luongtri([
      'verify',
      path('bundle.zip'),
      '--trust',
      path('jwks.json'),
      '--lang',
      'en',
    ]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Genuine: unchanged, and signed by an issuer that you trust\.\n/);
    expect(out).toContain('Issuer: https://luongtri.example.vn (a key that you trust)');
    expect(out).toContain('Review: Kiểm toán Bến Nghé: Findings are still open');
    expect(out).toContain('A second program (json-logic-js) gives the same value, rule by rule.');
    expect(out).toContain('The tables of occupations are the ones that were used.');
    expect(out).not.toMatch(/undefined|\[object|WRONG/);
  });

  it('without trusted keys: unchanged, issuer unknown, exit code 1', async () => {
    const { code, out } = await luongtri(['verify', path('bundle.zip')]);
    expect(code).toBe(1);
    expect(out).toMatch(/^Nguyên vẹn, nhưng chưa biết ai phát hành/);
    expect(out).toContain('không nằm trong các khóa mà bạn tin');
  });

  it('a changed answer: named with file and place, as text and as JSON', async () => {
    const files = readZip(made.zip);
    const answer = Object.keys(made.input.submission.answerFile.answers)[0]!;
    const pointer = `/answerFile/answers/${answer}`;
    const bytes = changed('records/submission.json', files.get('records/submission.json')!, pointer, 'khác');
    const file = write('altered.zip', zipOf(withFile(files, 'records/submission.json', bytes)));
    const text = await luongtri(['verify', file, '--trust', path('jwks.json')]);
    expect([text.code, text.err]).toEqual([1, '']);
    expect(text.out).toMatch(/^Đã bị sửa/);
    expect(text.out).toContain(`records/submission.json  ${pointer}`);
    const json = await luongtri(['verify', file, '--trust', path('jwks.json'), '--format', 'json', '--lang', 'en']);
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'luongtri.verification/1',
      verdict: 'altered',
      first: { id: 'files', place: { file: 'records/submission.json', pointer } },
    });
  });

  it('withdrawn: exit code 1', async () => {
    const { zip } = await makeBundle({ withdrawn: [STATUS_INDEX], reviewed: false, example: 'demand-forecasting' });
    const { code, out } = await luongtri([
      'verify',
      write('withdrawn.zip', zip),
      '--trust',
      path('jwks.json'),
      '--lang',
      'en',
    ]);
    expect([code, out.split('\n')[0]]).toEqual([1, 'Withdrawn.']);
  });

  it('what is no bundle, no key file, or not there: exit code 1, with the remedy; wrong words: 2', async () => {
    const text = write('text.zip', 'not a zip');
    const noKeys = write('empty.json', '{"keys": []}');
    const [unreadable, keys, missing, words] = await Promise.all([
      luongtri(['verify', text, '--lang', 'en']),
      luongtri(['verify', path('bundle.zip'), '--trust', noKeys]),
      luongtri(['verify', path('nothing.zip')]),
      luongtri(['verify']),
    ]);
    expect([unreadable.code, unreadable.out]).toEqual([1, 'Cannot be read. This is not a whole zip file.\n\n']);
    expect([keys.code, keys.err]).toEqual([1, expect.stringContaining('/.well-known/jwks.json')]);
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('ENOENT')]);
    expect([words.code, words.err]).toEqual([2, expect.stringContaining('luongtri verify BUNDLE')]);
  });
});
