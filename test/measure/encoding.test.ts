import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenText, createDecoder, type Encoding, recognise } from '../../src/measure/encoding/index.ts';
import { BYTE_TABLES } from '../../src/measure/encoding/tables.ts';

/** Bytes of a text as a Western program shows them. */
const western = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.codePointAt(0)!);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i += 1)
    new DataView(bytes.buffer).setUint16(2 * i, text.charCodeAt(i), order === 'le');
  return bytes;
};

/** Windows-1258 by the platform's own table, not ours: letters whole, tones as marks after them. */
const to1258 = (text: string): Uint8Array => {
  const decoder = new TextDecoder('windows-1258');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const apart = [...text].flatMap((character) => {
    if (bytes.has(character)) return [character];
    const marks = [...character.normalize('NFD')];
    const tone = marks.findIndex((mark) => /[\u0300\u0301\u0303\u0309\u0323]/.test(mark));
    return [marks.toSpliced(tone, 1).join('').normalize('NFC'), marks[tone]!];
  });
  return Uint8Array.from(apart, (character) => bytes.get(character)!);
};

const TEXT = 'Giới tính;Dân tộc;Nơi ở\nNữ;Kinh;Hà Nội\nNam;Tày;Đà Nẵng\n';
const TCVN3 = western('Giíi tÝnh;D©n téc;N¬i ë\nN÷;Kinh;Hµ Néi\nNam;Tµy;§µ N½ng\n');
const VNI = western('Giôùi tính;Daân toäc;Nôi ôû\nNöõ;Kinh;Haø Noäi\nNam;Taøy;Ñaø Naüng\n');

function decodeAll(encoding: Encoding, bytes: Uint8Array, cuts: number[] = []): string {
  const decoder = createDecoder(encoding, 0);
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  const pieces = edges.slice(1).map((edge, index) => decoder.decode(bytes.subarray(edges[index], edge)));
  return pieces.join('') + decoder.end();
}

describe('recognising an encoding', () => {
  it.each<[string, Uint8Array, Encoding, string]>([
    ['plain ASCII', utf8('a,b\n1,2\n'), 'utf-8', 'text'],
    ['nothing', new Uint8Array(), 'utf-8', 'text'],
    ['UTF-8', utf8(TEXT), 'utf-8', 'text'],
    ['UTF-8 with a mark', utf8(`\ufeff${TEXT}`), 'utf-8', 'mark'],
    ['UTF-16 LE with a mark', utf16(`\ufeff${TEXT}`, 'le'), 'utf-16le', 'mark'],
    ['UTF-16 BE with a mark', utf16(`\ufeff${TEXT}`, 'be'), 'utf-16be', 'mark'],
    ['UTF-16 LE', utf16(TEXT, 'le'), 'utf-16le', 'text'],
    ['UTF-16 BE', utf16(TEXT, 'be'), 'utf-16be', 'text'],
    ['Windows-1258', to1258(TEXT), 'windows-1258', 'text'],
    ['TCVN3', TCVN3, 'tcvn3', 'text'],
    ['VNI', VNI, 'vni', 'text'],
    ['TCVN3 with one accented word', western('id,sex\n1,N÷\n2,nam\n'), 'tcvn3', 'text'],
    ['VNI with one accented word', western('id,sex\n1,Nöõ\n2,nam\n'), 'vni', 'text'],
    ['Windows-1258 with one accented word', to1258('id,sex\n1,Nữ\n2,nam\n'), 'windows-1258', 'text'],
    ['VNI in capitals', western('GIÔÙI TÍNH;DAÂN TOÄC\nNÖÕ;KINH\n'), 'vni', 'text'],
  ])('%s', (_, bytes, encoding, from) => {
    expect(recognise(bytes, true)).toMatchObject({ encoding, from });
    const { mark } = recognise(bytes, true)!;
    const text = decodeAll(encoding, bytes.subarray(mark)).normalize('NFC');
    if (bytes.length > 40 && !text.startsWith('GI')) expect(text).toBe(TEXT);
  });

  it.each([
    ['French in Windows-1252', western('prénom,été\nfrançois,garçon\nhélène,forêt\n')],
    ['Russian in Windows-1251', Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0xec, 0xe8, 0xf0])],
    ['random bytes', Uint8Array.from({ length: 400 }, (_, i) => 0x80 + ((i * 37) % 128))],
  ])('is not sure of %s', (_, bytes) => {
    expect(recognise(bytes, true)).toBeNull();
  });

  it('takes the word of the caller', () => {
    expect(recognise(TCVN3, true, 'vni')).toEqual({ encoding: 'vni', from: 'given', mark: 0 });
    expect(recognise(utf8('\ufeffa'), true, 'utf-8')).toEqual({ encoding: 'utf-8', from: 'given', mark: 3 });
  });

  it('does not mind a character that the first bytes cut in two', () => {
    const bytes = utf8('Nữ');
    expect(recognise(bytes.subarray(0, 3), false)!.encoding).toBe('utf-8');
    expect(recognise(bytes.subarray(0, 3), true)?.encoding).not.toBe('utf-8');
  });
});

describe('decoding', () => {
  it('has the table of Windows-1258 that platforms have', () => {
    const decoder = new TextDecoder('windows-1258');
    for (let byte = 0; byte < 256; byte += 1) {
      expect([byte, BYTE_TABLES['windows-1258'][byte]]).toEqual([byte, decoder.decode(Uint8Array.of(byte))]);
    }
  });

  it('knows every accented letter of Vietnamese in TCVN3 and VNI', () => {
    const letters = 'aăâeêioôơuưy';
    const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
    const small = [...letters].flatMap((letter) => tones.map((tone) => (letter + tone).normalize('NFC'))).concat('đ');
    const tcvn = new Set(BYTE_TABLES.tcvn3);
    expect(small.filter((letter) => !tcvn.has(letter))).toEqual([]);
    const vni = new Set<string>(
      [...letters.replaceAll(/[ăâêô]/g, '')].flatMap((base) =>
        BYTE_TABLES.vni.map((mark) => (base + mark).normalize('NFC')),
      ),
    );
    for (const whole of BYTE_TABLES.vni) vni.add(whole);
    // ơ and ư are letters of their own, followed by the byte of their tone.
    for (const letter of 'ơư') for (const mark of BYTE_TABLES.vni) vni.add((letter + mark).normalize('NFC'));
    expect(small.filter((letter) => !vni.has(letter))).toEqual([]);
  });

  it('does not care where the pieces are cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ữ', 'é', '₫', '𝒳', '\n', ';'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(80), { maxLength: 10 }), (value, cuts) => {
        expect(decodeAll('utf-8', utf8(value), cuts)).toBe(value);
        expect(decodeAll('utf-16le', utf16(value, 'le'), cuts)).toBe(value);
        expect(decodeAll('utf-16be', utf16(value, 'be'), cuts)).toBe(value);
        for (const [encoding, bytes] of [
          ['tcvn3', TCVN3],
          ['vni', VNI],
          ['windows-1258', to1258(TEXT)],
        ] as const) {
          expect(decodeAll(encoding, bytes, cuts).normalize('NFC')).toBe(TEXT);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Encoding, number[], number]>([
    ['a stray continuation', 'utf-8', [0x61, 0x62, 0x80, 0x63], 2],
    ['a character that never continues', 'utf-8', [0x61, 0xe1, 0xbb, 0x61], 1],
    ['a character cut by the end', 'utf-8', [0x61, 0x62, 0xe1, 0xbb], 2],
    ['a byte that UTF-8 does not have', 'utf-8', [0x61, 0xff, 0x61], 1],
    ['half a pair', 'utf-16le', [0x61, 0, 0x00, 0xd8, 0x61, 0], 2],
    ['half a character', 'utf-16be', [0, 0x61, 0], 2],
  ])('names the byte of %s', (_, encoding, bytes, place) => {
    for (const cuts of [[], [1], [2], [3], [1, 2, 3]]) {
      let found: unknown;
      try {
        decodeAll(encoding, Uint8Array.from(bytes), cuts);
      } catch (error) {
        found = error;
      }
      expect(found).toBeInstanceOf(BrokenText);
      expect([cuts, (found as BrokenText).byte]).toEqual([cuts, place]);
    }
  });
});
