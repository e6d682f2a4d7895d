import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../src/features/attestations/checkpoint/index.ts';
import { LIST_LENGTH } from '../../../src/features/attestations/credential/index.ts';
import {
  decodeBits,
  encodeBits,
  hasBit,
  issueStatusList,
  readStatusList,
  statusAt,
} from '../../../src/features/attestations/status-list/index.ts';
import { testSigner } from './support.ts';

describe('bit strings', () => {
  it('hold exactly the positions that are set', () => {
    const position = fc.integer({ min: 0, max: LIST_LENGTH - 1 });
    fc.assert(
      fc.property(fc.uniqueArray(position, { maxLength: 40 }), position, (set, asked) => {
        const bits = decodeBits(encodeBits(set))!;
        return set.every((at) => hasBit(bits, at)) && hasBit(bits, asked) === set.includes(asked);
      }),
      { numRuns: 50 },
    );
  });

  it('are 16 KiB with the first bit on the left, as the standard says', () => {
    const bits = decodeBits(encodeBits([0, 9, LIST_LENGTH - 1]))!;
    expect([bits.length, bits[0], bits[1], bits.at(-1)]).toEqual([16_384, 128, 64, 1]);
    expect(encodeBits([3, 1, 2])).toBe(encodeBits([1, 2, 3]));
    expect(encodeBits([]).startsWith('uH4sI')).toBe(true);
  });

  it('refuses what is too short, too long, a bomb, or no list', () => {
    const packed = (length: number) => `u${toBase64Url(gzipSync(new Uint8Array(length), { level: 9 }))}`;
    const wrong = [
      packed(16_383),
      packed(16_385),
      packed(50_000_000),
      'u',
      '',
      'zAAAA',
      `${encodeBits([])}=`,
      'uH4sIAAAA',
    ];
    expect(wrong.map(decodeBits)).toEqual(wrong.map(() => undefined));
    expect(() => encodeBits([LIST_LENGTH])).toThrow(RangeError);
    expect(() => encodeBits([-1])).toThrow(RangeError);
  });
});

describe('status lists', () => {
  it('say of each position whether it is set', async () => {
    const input = {
      issuer: 'https://a.example',
      purpose: 'revocation',
      list: 3,
      set: [7],
      at: '2026-11-22T00:00:00Z',
    } as const;
    const { credential } = readStatusList(await issueStatusList(input, await testSigner(1)))!;
    expect(credential.id).toBe('https://a.example/v1/attestations/status/revocation/3');
    expect([6, 7, 8].map((at) => statusAt(credential, at))).toEqual([false, true, false]);
    expect(statusAt(credential, LIST_LENGTH)).toBeUndefined();
  });
});
