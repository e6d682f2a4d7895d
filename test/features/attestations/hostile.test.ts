import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashJson } from '../../../src/content/hash.ts';
import {
  jsonBytes,
  listFiles,
  MANIFEST_TYPE,
  PATHS,
  readZip,
} from '../../../src/features/attestations/bundle/index.ts';
import { originOf, signCheckpoint } from '../../../src/features/attestations/checkpoint/index.ts';
import { issueCredential, readCredential, signJws } from '../../../src/features/attestations/credential/index.ts';
import { leafHash } from '../../../src/features/attestations/merkle/index.ts';
import {
  readTrust,
  verifyAttestation,
  verifyBundle,
  verifyFiles,
} from '../../../src/features/attestations/verify/index.ts';
import { ISSUER, type Made, makeBundle, STATUS_INDEX } from './fixture.ts';
import type { Files } from './tamper.ts';

let made: Made;
let files: Files;
beforeAll(async () => {
  made = await makeBundle({ example: 'demand-forecasting', reviewed: false });
  files = readZip(made.zip);
}, 120_000);

/** A bundle whose files are anything, with every hash and signature right: what an issuer of bad faith can make. */
async function signed(changes: Record<string, unknown>): Promise<Files> {
  const { signer, input } = made;
  const all: Files = new Map(files);
  for (const [path, value] of Object.entries(changes)) all.set(path, jsonBytes(value));
  const record = JSON.parse(new TextDecoder().decode(all.get(PATHS.submission)!));
  const event = canonicalize({ kind: 'assessment.submitted', details: { recordHash: hashJson(record) } })!;
  const leaf = leafHash(utf8ToBytes(event));
  const { credentialSubject: subject } = readCredential(input.credential)!.credential;
  const rules = JSON.parse(new TextDecoder().decode(all.get(PATHS.rules)!));
  const credential = await issueCredential(
    {
      issuer: ISSUER,
      id: 'att_01',
      issuedAt: '2026-11-21T03:00:05.000Z',
      statusIndex: STATUS_INDEX,
      subject: {
        ...subject,
        submission: { ...subject.submission, hash: hashJson(record) },
        content: { ...subject.content, rules: { hash: hashJson(rules) } },
        log: { ...subject.log, index: 0, leafHash: leaf },
      },
    },
    signer,
  );
  all.set(PATHS.credential, utf8ToBytes(credential));
  all.set(PATHS.event, utf8ToBytes(event));
  all.set(PATHS.inclusion, jsonBytes({ schema: 'luongtri.inclusion/1', index: 0, size: 1, leafHash: leaf, proof: [] }));
  const checkpoint = await signCheckpoint({ origin: originOf(ISSUER), size: 1, root: leaf }, signer);
  all.set(PATHS.checkpoint, utf8ToBytes(checkpoint));
  const manifest = {
    schema: 'luongtri.bundle/1',
    kind: 'full',
    attestation: `${ISSUER}/v1/attestations/att_01`,
    issuer: ISSUER,
    files: listFiles([...all].map(([path, bytes]) => ({ path, bytes }))),
  };
  const [header, , signature] = (await signJws(manifest, { typ: MANIFEST_TYPE }, signer)).split('.');
  all.set(PATHS.manifest, jsonBytes(manifest));
  all.set(PATHS.manifestSignature, utf8ToBytes(`${header}..${signature}`));
  return all;
}

describe('whoever signs, the verifier neither breaks nor believes', () => {
  it('a bundle with nothing changed is genuine, so that the rest of this file means something', async () => {
    expect((await verifyFiles(await signed({}), { trust: readTrust(made.keys)! })).verdict).toBe('genuine');
  });

  it('records that are no records', async () => {
    const { submission } = made.input;
    const { answerFile, result } = submission;
    const records: unknown[] = [
      null,
      [],
      'x',
      {},
      { answerFile: null },
      { ...submission, answerFile: {} },
      { ...submission, answerFile: { ...answerFile, answers: { 'no.such': true } } },
      { ...submission, answerFile: { ...answerFile, datasets: 7 } },
      { ...submission, result: null },
      { ...submission, result: { ...result, risks: null } },
      { ...submission, result: { ...result, engine: null } },
      { ...submission, content: { questionnaires: null, rules: {} } },
      { ...submission, evidence: null },
    ];
    for (const record of records) {
      const parts = (record ?? {}) as typeof submission;
      const found = await verifyFiles(
        await signed({
          [PATHS.submission]: record,
          [PATHS.answers]: parts.answerFile ?? null,
          [PATHS.result]: parts.result ?? null,
          [PATHS.evidence]: parts.evidence ?? null,
        }),
        { trust: readTrust(made.keys)! },
      );
      expect([JSON.stringify(record)?.slice(0, 60), found.verdict, found.first?.place === null]).toEqual([
        JSON.stringify(record)?.slice(0, 60),
        'altered',
        false,
      ]);
    }
  });

  it('rules that are no rules, or that use what rules must not', async () => {
    const rules = JSON.parse(new TextDecoder().decode(files.get(PATHS.rules)!));
    const [fact, ...facts] = rules.facts;
    const withLogic = (logic: unknown) => ({
      ...rules,
      facts: [{ ...fact, versions: [{ ...fact.versions[0], logic }] }, ...facts],
    });
    const wrong = [{}, { ...rules, facts: null }, withLogic({ method: ['x', 'constructor'] }), withLogic({ log: 'x' })];
    for (const [at, changed] of wrong.entries()) {
      const found = await verifyFiles(await signed({ [PATHS.rules]: changed }), {});
      expect([at, found.verdict]).toEqual([at, 'altered']);
    }
  });

  it('files that go deeper than a program can follow', async () => {
    for (const depth of [1_000, 8_000, 60_000]) {
      const deep = utf8ToBytes('['.repeat(depth) + ']'.repeat(depth));
      for (const path of [PATHS.manifest, PATHS.places, PATHS.keys, PATHS.event, PATHS.rules, PATHS.submission]) {
        const found = await verifyFiles(new Map([...files, [path, deep]]));
        expect([path, depth, found.verdict]).toEqual([path, depth, 'altered']);
      }
    }
  });

  it('bytes that are anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files.keys()), fc.uint8Array({ maxLength: 40 }), async (path, bytes) => {
        const found = await verifyFiles(new Map([...files, [path, bytes]]));
        return found.verdict === 'altered';
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        return (await verifyBundle(bytes)).verdict === 'unreadable';
      }),
    );
  });

  it('answers of a server that are anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (view, keys) => {
        return (await verifyAttestation(view, keys)).verdict === 'unreadable';
      }),
    );
    const { input, keys } = made;
    const view = { id: 'att_01', credential: input.credential, statusLists: input.status, log: input.log };
    const trust = readTrust(keys)!;
    expect((await verifyAttestation(view, keys, { trust })).verdict).toBe('genuine');
    expect((await verifyAttestation(view, keys)).verdict).toBe('genuine_unknown_issuer');
    expect((await verifyAttestation({ ...view, id: 'att_02' }, keys, { trust })).verdict).toBe('altered');
    expect((await verifyAttestation(view, {}, { trust })).verdict).toBe('altered');
    const swapped = { withdrawal: input.status.supersession, supersession: input.status.withdrawal };
    expect((await verifyAttestation({ ...view, statusLists: swapped }, keys, { trust })).verdict).toBe('altered');
  });
});
