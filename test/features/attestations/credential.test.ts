import { createPublicKey } from 'node:crypto';
import { createVerifier } from 'fast-jwt';
import { decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Signer } from '../../../src/app/context.ts';
import { buildBundle } from '../../../src/features/attestations/bundle/index.ts';
import { fromBase64Url, toBase64Url } from '../../../src/features/attestations/checkpoint/index.ts';
import {
  buildKeySet,
  issueCredential,
  isValidAt,
  readCredential,
  verifyJws,
} from '../../../src/features/attestations/credential/index.ts';
import { issueStatusList, readStatusList } from '../../../src/features/attestations/status-list/index.ts';
import { readTrust, verifyBundle } from '../../../src/features/attestations/verify/index.ts';
import { type Made, makeBundle, STATUS_INDEX } from './fixture.ts';
import { testSigner } from './support.ts';

let made: Made;
beforeAll(async () => {
  made = await makeBundle();
}, 120_000);

const pemOf = ({ publicJwk }: Signer): string =>
  createPublicKey({ key: publicJwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string;

describe('an independent library (fast-jwt)', () => {
  it('verifies the credential and the status lists with the published key', () => {
    const verify = createVerifier({ key: pemOf(made.signer), algorithms: ['EdDSA'] });
    const { credential, status } = made.input;
    expect(verify(credential)).toMatchObject({
      issuer: 'https://luongtri.example.vn',
      type: ['VerifiableCredential', 'AiSystemAssessmentCredential'],
    });
    expect(verify(status.withdrawal)).toMatchObject({ credentialSubject: { statusPurpose: 'revocation' } });
    expect(verify(status.supersession)).toMatchObject({ credentialSubject: { statusPurpose: 'message' } });
  });

  it('refuses them under another key, and changed', async () => {
    const { credential } = made.input;
    expect(() => createVerifier({ key: pemOf(made.signer), algorithms: ['EdDSA'] })(tampered(credential))).toThrow();
    expect(() =>
      createVerifier({ key: pemOf({ publicJwk: made.keys.keys[1] } as never), algorithms: ['EdDSA'] })(credential),
    ).toThrow();
  });
});

/** The same credential, naming another organisation. */
function tampered(jwt: string): string {
  const [header, payload, signature] = jwt.split('.');
  const text = new TextDecoder().decode(fromBase64Url(payload!)!).replace('org_01', 'org_02');
  return [header, toBase64Url(new TextEncoder().encode(text)), signature].join('.');
}

describe('the credential', () => {
  it('is a vc+jwt that names its key, and holds no answer and no title of evidence', () => {
    const { credential, submission } = made.input;
    expect(decodeProtectedHeader(credential)).toEqual({
      alg: 'EdDSA',
      cty: 'vc',
      kid: made.signer.keyId,
      typ: 'vc+jwt',
    });
    const text = JSON.stringify(readCredential(credential)!.credential);
    for (const { title } of submission.evidence) expect(text).not.toContain(title);
    for (const id of Object.keys(submission.answerFile.answers)) expect(text).not.toContain(`"${id}"`);
    expect(text).toContain(submission.evidence[0]!.sha256);
  });

  it('has one spelling: the same bytes written otherwise are refused', () => {
    const { credential } = made.input;
    const last = credential.at(-1)!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(last) ^ 1]!;
    for (const other of [credential.slice(0, -1) + twin, `${credential}=`, `${credential}.`, ` ${credential}`]) {
      expect(readCredential(other)).toBeUndefined();
    }
  });

  it.each(['none', 'HS256', 'ES256'])('with algorithm %s is refused', (alg) => {
    const [, payload, signature] = made.input.credential.split('.');
    const header = toBase64Url(
      new TextEncoder().encode(JSON.stringify({ alg, kid: made.signer.keyId, typ: 'vc+jwt' })),
    );
    expect(readCredential([header, payload, signature].join('.'))).toBeUndefined();
  });

  it('is not accepted as a status list, nor the other way round', () => {
    expect(readStatusList(made.input.credential)).toBeUndefined();
    expect(readCredential(made.input.status.withdrawal)).toBeUndefined();
  });

  it('the same input gives the same bytes', async () => {
    const again = await makeBundle();
    expect(again.input.credential).toBe(made.input.credential);
    expect(Buffer.from(again.zip).equals(Buffer.from(made.zip))).toBe(true);
  });
});

describe('keys', () => {
  it('old ones stay published, and what they signed in their time stays genuine', async () => {
    const old = await testSigner(107);
    const { keys, input, signer } = made;
    expect(keys.keys.map(({ kid }) => kid)).toEqual([signer.keyId, old.keyId]);
    const { credentialSubject: subject, ...rest } = readCredential(input.credential)!.credential;
    const issue = (issuedAt: string) =>
      issueCredential({ issuer: rest.issuer, id: 'att_01', issuedAt, statusIndex: STATUS_INDEX, subject }, old);
    const bundleOf = async (credential: string) => buildBundle({ ...input, credential }, signer);
    const trust = readTrust(keys)!;
    const inTime = await verifyBundle(await bundleOf(await issue('2025-06-01T00:00:00Z')), { trust });
    expect(inTime.verdict).toBe('genuine');
    const late = await verifyBundle(await bundleOf(await issue('2026-06-01T00:00:00Z')), { trust });
    expect([late.verdict, late.first?.id, late.first?.found]).toEqual([
      'altered',
      'credential_key',
      '2026-06-01T00:00:00Z',
    ]);
  });

  it('a key that was given up signs no bundle and no status list of a later day', async () => {
    const old = await testSigner(107);
    const trust = readTrust(made.keys)!;
    const bundle = await verifyBundle(await buildBundle(made.input, old), { trust });
    expect([bundle.verdict, bundle.first?.id, bundle.first?.place?.pointer]).toEqual([
      'altered',
      'bundle_signature',
      '/header/kid',
    ]);
    const list = { issuer: 'https://luongtri.example.vn', purpose: 'revocation', list: 0, set: [] } as const;
    const withdrawal = await issueStatusList({ ...list, at: '2026-11-22T00:00:00Z' }, old);
    const status = { ...made.input.status, withdrawal };
    const forged = await verifyBundle(await buildBundle({ ...made.input, status }, made.signer), { trust });
    expect([forged.verdict, forged.first?.id]).toEqual(['altered', 'status_lists']);
  });

  it('the trusted file decides how long a key counts, not the bundle', async () => {
    const trust = readTrust(made.keys)!.map((key) => ({ ...key, validUntil: '2026-02-01T00:00:00Z' }));
    const found = await verifyBundle(made.zip, { trust });
    expect([found.verdict, found.first?.id]).toEqual(['altered', 'credential_key']);
  });

  it('are valid on their first and last instant and not beyond', () => {
    const key = { ...made.keys.keys[0]!, valid_from: '2026-01-01T00:00:00Z', valid_until: '2026-12-31T23:59:59Z' };
    const at = ['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'];
    expect(at.map((instant) => isValidAt(key, instant))).toEqual([false, true, true, false]);
  });

  it('a key under a name that is not its own is not published', async () => {
    const { signer } = made;
    const entry = {
      jwk: { ...signer.publicJwk, kid: 'A'.repeat(43) },
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: null,
    };
    await expect(buildKeySet('https://x.example', [entry])).rejects.toThrow('thumbprint');
  });

  it('of small order or of other kinds sign nothing', async () => {
    const { jws } = readCredential(made.input.credential)!;
    expect(await verifyJws(jws, { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(new Uint8Array(32)) })).toBe(false);
    expect(await verifyJws(jws, { kty: 'OKP', crv: 'X25519', x: made.keys.keys[0]!.x })).toBe(false);
  });
});
