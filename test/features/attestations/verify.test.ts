import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundle, readZip } from '../../../src/features/attestations/bundle/index.ts';
import { issueStatusList } from '../../../src/features/attestations/status-list/index.ts';
import {
  readTrust,
  type TrustedKey,
  verifyBundle,
  verifyFiles,
} from '../../../src/features/attestations/verify/index.ts';
import { type Made, makeBundle, STATUS_INDEX } from './fixture.ts';

let made: Made;
let trust: TrustedKey[];
beforeAll(async () => {
  made = await makeBundle();
  trust = readTrust(made.keys)!;
}, 120_000);

const failures = (checks: { id: string; status: string; place: unknown; found: unknown }[]) =>
  checks.filter(({ status }) => status === 'failed').map(({ id, place, found }) => ({ id, place, found }));

describe('a bundle as it was made', () => {
  it('is genuine for who trusts the issuer, and everything was checked', async () => {
    const found = await verifyBundle(made.zip, { trust });
    expect(failures(found.checks)).toEqual([]);
    expect(found.verdict).toBe('genuine');
    expect(found.checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)).toEqual(['occupations']);
    expect(found.statusAsOf).toBe('2026-11-22T00:00:00.000Z');
    expect(found.subject?.review?.conclusion).toBe('open_findings');
  });

  it('is of an unknown issuer for everybody else', async () => {
    for (const keys of [[], readTrust((await makeBundle({}, 9)).keys)!]) {
      const found = await verifyBundle(made.zip, { trust: keys });
      expect([found.verdict, found.issuerTrusted]).toEqual(['genuine_unknown_issuer', false]);
    }
  });

  it('trusted keys of another issuer do not vouch for this one', async () => {
    const other = trust.map((key) => ({ ...key, issuer: 'https://other.example' }));
    expect((await verifyBundle(made.zip, { trust: other })).verdict).toBe('genuine_unknown_issuer');
    const anyone = trust.map((key) => ({ ...key, issuer: null }));
    expect((await verifyBundle(made.zip, { trust: anyone })).verdict).toBe('genuine');
  });

  it('made again by another server with its own keys, it is never genuine', async () => {
    const forged = await makeBundle({}, 9);
    const found = await verifyBundle(forged.zip, { trust });
    expect([found.verdict, found.issuer]).toEqual(['genuine_unknown_issuer', 'https://luongtri.example.vn']);
  });

  it('withdrawn and superseded are said', async () => {
    const withdrawn = await makeBundle({ withdrawn: [STATUS_INDEX], superseded: [STATUS_INDEX] });
    expect((await verifyBundle(withdrawn.zip, { trust })).verdict).toBe('withdrawn');
    const superseded = await makeBundle({ superseded: [1, STATUS_INDEX] });
    expect((await verifyBundle(superseded.zip, { trust })).verdict).toBe('superseded');
    const neighbour = await makeBundle({ withdrawn: [STATUS_INDEX - 1, STATUS_INDEX + 1] });
    expect((await verifyBundle(neighbour.zip, { trust })).verdict).toBe('genuine');
  });

  it('a status list of another purpose, number, issuer or of before its time says nothing of this one', async () => {
    const own = { issuer: 'https://luongtri.example.vn', purpose: 'revocation', list: 0, set: [] } as const;
    const at = '2026-11-22T00:00:00.000Z';
    const issued = '2026-11-21T03:00:05.000Z';
    const clocksApart = '2026-11-21T02:55:05.000Z';
    const verdictOf = async (list: Parameters<typeof issueStatusList>[0]) => {
      const status = { ...made.input.status, withdrawal: await issueStatusList(list, made.signer) };
      const found = await verifyBundle(await buildBundle({ ...made.input, status }, made.signer), { trust });
      return [found.verdict, found.first?.id ?? null];
    };
    expect(await verdictOf({ ...own, at })).toEqual(['genuine', null]);
    for (const day of [issued, clocksApart]) expect(await verdictOf({ ...own, at: day })).toEqual(['genuine', null]);
    const foreign = [
      { ...own, at, purpose: 'message' as const },
      { ...own, at, list: 1 },
      { ...own, at, issuer: 'https://other.example' },
      { ...own, at: '2026-11-21T02:55:04.999Z' },
    ];
    for (const list of foreign) expect(await verdictOf(list)).toEqual(['altered', 'status_lists']);
  });

  it('without its review it is neither genuine nor a submission that nobody reviewed', async () => {
    const files = readZip(made.zip);
    for (const path of ['records/review.json', 'records/reviewed-result.json']) files.delete(path);
    const found = await verifyFiles(files, { trust });
    expect(found.verdict).toBe('altered');
    expect(found.checks.find(({ id }) => id === 'review')?.status).not.toBe('passed');
    expect(found.subject?.review?.conclusion).toBe('open_findings');
  });
});
