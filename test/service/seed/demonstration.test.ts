import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demonstrate } from '../../../src/adapters/node/demonstration/demonstration.ts';
import { originOf } from '../../../src/features/attestations/index.ts';
import { publishedKeys, publishKey, sequenceEvents, verifyLog } from '../../../src/features/log/index.ts';
import { startAccounts } from '../../support/people.ts';

const [interrupted, whole] = [startAccounts(), startAccounts()];
const folders: string[] = [];
const folder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'luongtri-demonstration-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const place of folders) rmSync(place, { recursive: true, force: true });
});

describe('the demonstration', () => {
  it('that was cut off is told with the people there are, and that it is not complete', async () => {
    const place = folder();
    let calls = 0;
    const dying = {
      fetch: (request: Request) => {
        calls += 1;
        if (calls > 9) throw new Error('killed');
        return interrupted.app.fetch(request);
      },
    };
    await expect(demonstrate(interrupted.ctx, dying, place)).rejects.toThrow('killed');
    const lines = await demonstrate(interrupted.ctx, interrupted.app, place);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/interrupted while it was made and is not complete/);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^\S+@\S+\.example +\S{16} {2}/);
    expect(readdirSync(place)).toEqual(['demonstration.json']);
    expect(statSync(join(place, 'demonstration.json')).mode & 0o077).toBe(0);
  }, 60_000);

  it('that was made shows every state of an assessment, tells the same again, and its log verifies', async () => {
    const place = folder();
    await publishKey(whole.ctx);
    const lines = await demonstrate(whole.ctx, whole.app, place);
    expect(lines.join('\n')).not.toContain('interrupted');
    expect(await demonstrate(whole.ctx, whole.app, place)).toEqual(lines);
    // Somebody else's database stays as it is.
    expect(await demonstrate(whole.ctx, whole.app, folder())).toEqual([]);
    const states = await whole.asOwner('select distinct status from assessment order by 1');
    expect(states.map(({ status }) => status)).toEqual([
      'changes_requested',
      'concluded',
      'draft',
      'in_review',
      'submitted',
      'superseded',
      'withdrawn',
    ]);
    await sequenceEvents(whole.ctx);
    const issuer = whole.ctx.baseUrl;
    const report = await whole.db.asOwner(async (trx) => {
      const published = await publishedKeys(trx, issuer, whole.ctx.signer.keyId);
      return verifyLog(trx, { ...published, origin: originOf(issuer), kept: [] });
    });
    expect(report).toMatchObject({ pending: 0, faults: [] });
  }, 120_000);
});
