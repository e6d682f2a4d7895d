import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromBase64,
  noteKeyId,
  originOf,
  parseCheckpoint,
  parseNote,
  signCheckpoint,
  signNote,
  toBase64Url,
  verifyNote,
} from '../../../src/features/attestations/checkpoint/index.ts';
import { countedLog, testSigner } from './support.ts';

/** The example of Go's golang.org/x/mod/sumdb/note, which C2SP's signed-note describes. */
const GO = {
  name: 'PeterNeumann',
  seed: fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz')!.subarray(1),
  key: fromBase64('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!.subarray(1),
  keyId: 'c74f20a3',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  note: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};
const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(GO.key) } as const;

describe('signed notes', () => {
  it('writes and checks the published example to the byte', async () => {
    const signer = await testSigner(GO.seed);
    expect(signer.publicJwk.x).toBe(jwk.x);
    expect(bytesToHex(noteKeyId(GO.name, jwk))).toBe(GO.keyId);
    expect(await signNote(GO.text, GO.name, signer)).toBe(GO.note);
    expect(await verifyNote(parseNote(GO.note)!, GO.name, jwk)).toBe(true);
  });

  it('notices every changed character', async () => {
    const characters = [...GO.note];
    for (const [at, character] of characters.entries()) {
      const changed = characters.with(at, character === 'A' ? 'B' : 'A').join('');
      const note = parseNote(changed);
      expect([at, note ? await verifyNote(note, GO.name, jwk) : false]).toEqual([at, false]);
    }
  });

  it('refuses what is not a note', () => {
    const wrong = [
      '',
      'text\n',
      'text\n\n',
      'a\n\n— x y',
      'a\n\n- x AAAAAAAA\n',
      'a\tb\n\n— x AAAAAAAA\n',
      'a\n\n— x AAAAAAB=\n',
    ];
    expect(wrong.map(parseNote)).toEqual(wrong.map(() => undefined));
    const line = '— x AAAAAAAA\n';
    expect(parseNote(`a\n\n${line.repeat(16)}`)?.signatures.length).toBe(16);
    expect(parseNote(`a\n\n${line.repeat(17)}`)).toBeUndefined();
  });
});

describe('checkpoints', () => {
  it('come back as they were signed, under their own key only', async () => {
    const [signer, other] = [await testSigner(1), await testSigner(2)];
    const origin = originOf('https://luongtri.example.vn/');
    expect(origin).toBe('luongtri.example.vn/log');
    const log = countedLog(9);
    const text = await signCheckpoint({ origin, size: 9, root: log.roots[9]! }, signer);
    expect(text.split('\n').slice(0, 2)).toEqual([origin, '9']);
    const read = parseCheckpoint(text)!;
    expect({ origin: read.origin, size: read.size, root: read.root }).toEqual({ origin, size: 9, root: log.roots[9] });
    expect(await verifyNote(read.note, origin, signer.publicJwk as never)).toBe(true);
    expect(await verifyNote(read.note, origin, other.publicJwk as never)).toBe(false);
    expect(await verifyNote(read.note, 'elsewhere.example/log', signer.publicJwk as never)).toBe(false);
  });

  it('are read in exactly one spelling', async () => {
    const text = await signCheckpoint(
      { origin: 'a.example/log', size: 12, root: countedLog(1).roots[1]! },
      await testSigner(1),
    );
    const respelt = [
      text.replace('\n12\n', '\n012\n'),
      text.replace('\n12\n', '\n1e1\n'),
      text.replace('=\n\n', '\n\n'),
      text.replace('\n\n', '\nextra\n\n'),
    ];
    expect(respelt.map(parseCheckpoint)).toEqual(respelt.map(() => undefined));
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseCheckpoint(text) === undefined));
  });
});
