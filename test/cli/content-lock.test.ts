import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changed, contentRoot, removeRoots } from '../content/fixture/open.ts';
import { luongtri } from '../support/run.ts';

afterAll(removeRoots);

const LOCK = 'questionnaires/lock.json';

describe.concurrent('luongtri content lock', () => {
  it('publishes what is not published, once', async () => {
    const root = contentRoot();
    const first = await luongtri(['content', 'lock', root]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toBe(
      'Locked label@2020.1, pot@2020.1, pot@2022.1, tea@2020.1. From now on a change is a new version.\n',
    );
    const lock = readFileSync(join(root, LOCK), 'utf8');
    expect(lock.endsWith('}\n')).toBe(true);
    const second = await luongtri(['content', 'lock', root]);
    expect(second).toMatchObject({ code: 0, out: 'Every version is locked already.\n' });
    expect(readFileSync(join(root, LOCK), 'utf8')).toBe(lock);
    expect(await luongtri(['content', 'check', root, '--quiet'])).toMatchObject({ code: 0, err: '' });
  });

  it('from then on content check names a changed version, with the remedy', async () => {
    const root = contentRoot();
    await luongtri(['content', 'lock', root]);
    const { target, text } = changed('questionnaires/pot/2022.1.yaml', 'Is the tea hot?', 'Is the tea warm?');
    writeFileSync(join(root, target), text);
    const { code, out, err } = await luongtri(['content', 'check', root]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^questionnaires\/pot\/2022\.1\.yaml:3 {2}\[published_changed\] pot@2022\.1 was published on /);
    expect(err).toContain('→ undo the change; to change what is asked, write questionnaires/pot/2022.2.yaml');
    const again = await luongtri(['content', 'lock', root]);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('Nothing was locked');
  });

  it('locks nothing while the content has mistakes', async () => {
    const root = contentRoot([changed('rules/items.yaml', 'id: TE-02', 'id: TE-01')]);
    expect(await luongtri(['content', 'lock', root])).toMatchObject({ code: 1, out: '' });
    expect(existsSync(join(root, LOCK))).toBe(false);
  });

  it('takes one folder at most', async () => {
    const { code, err } = await luongtri(['content', 'lock', 'a', 'b']);
    expect([code, err.includes("write 'content check', 'content lock' or 'content diff A B'")]).toEqual([2, true]);
  });
});
