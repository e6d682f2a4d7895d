import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { luongtri } from '../support/run.ts';

const ROBOTS = 'questionnaires/examples/data/garment-robots.workforce.yaml';
const BANK = 'questionnaires/examples/data/bank-chatbot.workforce.yaml';
const folder = mkdtempSync(join(tmpdir(), 'luongtri-workforce-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string | Uint8Array): string {
  files += 1;
  const path = join(folder, `workforce-${files}.yaml`);
  writeFileSync(path, text);
  return path;
}
const json = async (...args: string[]) => JSON.parse((await luongtri(['workforce', ...args, '--format', 'json'])).out);

describe.concurrent('luongtri workforce', () => {
  it('the sewing robots stay open, with the reason and without the class of the generative index', async () => {
    const { code, out } = await luongtri(['workforce', ROBOTS]);
    expect(code).toBe(0);
    expect(out).toContain('CHƯA ĐO ĐƯỢC ĐẦY ĐỦ');
    expect(out).toContain('không áp dụng cho rô-bốt');
    expect(out).toContain('86%');
    expect(out).not.toMatch(/không phơi nhiễm|an toàn lao động|undefined|null|NaN|\[object/);
    expect(out).toMatch(/Phương án còn thiếu: đ\)/);
    expect(out).toContain('chậm nhất 16/12/2026');
  });

  it('the bank is measured; the figure is never called a number of lost jobs', async () => {
    const { out } = await luongtri(['workforce', BANK, '--lang', 'en']);
    expect(out).toContain('DISPLACED WORK MEASURED');
    expect(out).toContain('Exposure is not job loss');
    expect(out).toContain('not a number of people who lose their jobs');
    expect(out).toContain('endorsed by the ILO');
    const { displaced, values, state } = await json(BANK);
    expect(state).toBe('measured');
    // 140·0.6·1·0.58 + 60·0.4·0.5·0.61 + 220·0.15·0.2·0.58 + 12·0.3·0.2·0.43
    expect(displaced.fte.point).toBeCloseTo(60.1776, 9);
    expect(values).toMatchObject({
      'measured.workforce.dismissals-planned': 4,
      'measured.workforce.consultation-posted': false,
      'measured.workforce.plan-complete': true,
      'measured.workforce.gate-g4': false,
      'measured.workforce.allowance-total': 76_000_000,
    });
  });

  it('prints the same bytes each time, and what day it was judged on', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => luongtri(['workforce', BANK, '--format', 'json'])));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(second!.out).toBe(first!.out);
    expect(JSON.parse(first!.out)).toMatchObject({ format: 'luongtri.workforce/1', asOf: '2026-11-22' });
    const later = await json(ROBOTS, '--as-of', '2026-12-17');
    const step = later.process.steps.find(({ step: name }: { step: string }) => name === 'notice_workers');
    expect(step).toMatchObject({ status: 'overdue', due: { dates: ['2026-12-16'] } });
  });

  it('names file, line, place and remedy of every mistake', async () => {
    const path = file(
      'technology: generative\noccupations:\n  - code: "8135"\n    headcount: 0\n    coverage: 60\n    intent: replace\nplan: yes\n',
    );
    const { code, err, out } = await luongtri(['workforce', path, '--lang', 'en']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const line of [3, 4, 5, 7]) expect(err).toContain(`${path}:${line} /`);
    expect(err).toContain('8153 Sewing machine operators');
  });

  it('refuses what is no file, no UTF-8, no YAML, and unknown options', async () => {
    const runs = await Promise.all([
      luongtri(['workforce', join(folder, 'absent.yaml')]),
      luongtri(['workforce', file(new Uint8Array([0xff, 0xfe, 0x00]))]),
      luongtri(['workforce', file('a: [')]),
      luongtri(['workforce', file(`a: ${'['.repeat(20_000)}`)]),
      luongtri(['workforce']),
      luongtri(['workforce', BANK, '--as-of', '2026-02-30']),
      luongtri(['workforce', BANK, '--find', 'may']),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 1, 2, 2, 2]);
    for (const { err } of runs) expect(err).toMatch(/→|Usage/);
  });

  it('finds occupations by name', async () => {
    const { out } = await luongtri(['workforce', '--find', 'cong nhan may']);
    expect(out.split('\n')[0]).toContain('8153  Thợ vận hành máy may / Sewing machine operators');
    expect(out).toContain('bản dịch của chúng tôi');
    const none = await luongtri(['workforce', '--find', 'zzzzqqq', '--lang', 'en']);
    expect(none).toMatchObject({ code: 0 });
    expect(none.out).toContain('No occupation is alike');
  });

  it('reads standard input, and lets no name steer the terminal', async () => {
    const text = JSON.stringify({
      technology: 'generative',
      occupations: [{ code: '4222', title: 'a\u001b[31m\u202e', headcount: 5, coverage: 1, intent: 'replace' }],
    });
    const { code, out } = await luongtri(['workforce', '-'], text);
    expect(code).toBe(0);
    for (const sign of ['\u001b', '\u202e']) expect(out).not.toContain(sign);
  });
});
