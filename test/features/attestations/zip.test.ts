import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type BundleFile,
  isSafePath,
  readZip,
  writeZip,
  ZIP_LIMITS,
  ZipError,
} from '../../../src/features/attestations/bundle/index.ts';

const file = (path: string, text = 'text'): BundleFile => ({ path, bytes: strToU8(text) });

/** Why a zip is refused, with the file to blame. */
function faultOf(zip: Uint8Array): [string, string | null] | 'read' {
  try {
    readZip(zip);
    return 'read';
  } catch (error) {
    if (error instanceof ZipError) return [error.fault, error.path];
    throw error;
  }
}

/** A zip with one text replaced wherever it stands, as its bytes. */
function replaced(zip: Uint8Array, from: string, to: string, where: 'all' | 'first' | 'last' = 'all'): Uint8Array {
  const text = Buffer.from(zip).toString('latin1');
  const at = where === 'first' ? text.indexOf(from) : text.lastIndexOf(from);
  const changed = where === 'all' ? text.replaceAll(from, to) : text.slice(0, at) + to + text.slice(at + from.length);
  return new Uint8Array(Buffer.from(changed, 'latin1'));
}

describe('a zip of our own', () => {
  it('comes back as it was, with the same bytes each time', () => {
    const files = [file('a.json', '{}'), file('b/c.txt', 'Lương Tri'), { path: 'd.bin', bytes: new Uint8Array(0) }];
    const zip = writeZip(files);
    expect([...readZip(zip)].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['a.json', '{}'],
      ['b/c.txt', 'Lương Tri'],
      ['d.bin', ''],
    ]);
    expect(writeZip(files)).toEqual(zip);
  });

  it('is not written with a name that would be refused', () => {
    expect(() => writeZip([file('../a')])).toThrow(TypeError);
    expect(() => writeZip([file('a'), file('a')])).toThrow(TypeError);
  });

  it('read from zips of other programs: stored, with folders and with extra fields', () => {
    const zip = zipSync({
      'a/': new Uint8Array(),
      'a/b.txt': [strToU8('x'), { level: 0, extra: { 9: strToU8('zz') } }],
    });
    expect([...readZip(zip).keys()]).toEqual(['a/b.txt']);
  });
});

describe('names', () => {
  it('that climb, hide or mean something elsewhere are refused', () => {
    const bad = [
      '../x',
      '/x',
      'a//b',
      'a/../b',
      'a\\b',
      'C:x',
      '.x',
      'a/.x',
      'x.',
      'nul\0',
      'a b',
      '',
      'é',
      'x'.repeat(201),
      '~x',
    ];
    expect(bad.map(isSafePath)).toEqual(bad.map(() => false));
    for (const name of ['../x', '/etc/x', 'a\\..\\b', '.bashrc', 'a/../../x']) {
      expect([name, faultOf(zipSync({ [name]: strToU8('x') }))]).toEqual([name, ['unsafe_name', name]]);
    }
  });

  it('that are there twice are refused, also in other letters', () => {
    expect(faultOf(replaced(zipSync({ 'aa.txt': strToU8('1'), 'ab.txt': strToU8('2') }), 'ab.txt', 'aa.txt'))).toEqual([
      'duplicate_name',
      'aa.txt',
    ]);
    expect(faultOf(zipSync({ 'a.txt': strToU8('1'), 'A.txt': strToU8('2') }))).toEqual(['duplicate_name', 'A.txt']);
  });

  it('that differ between the file and the directory are refused', () => {
    const zip = zipSync({ 'aa.txt': strToU8('1') });
    expect(faultOf(replaced(zip, 'aa.txt', 'bb.txt', 'first'))).toEqual(['damaged', 'aa.txt']);
    expect(faultOf(replaced(zip, 'aa.txt', 'bb.txt', 'last'))).toEqual(['damaged', 'bb.txt']);
  });
});

/** A zip of one file, with a number of the header before the file written anew. */
function saidBefore(at: number, bytes: readonly number[]): Uint8Array {
  const zip = zipSync({ 'a.txt': strToU8('text '.repeat(50)) });
  zip.set(bytes, at);
  return zip;
}

describe('what stands before a file and what the directory says of it', () => {
  // `unzip` believes the checksum before the file: without this it would unpack what was never checked here.
  it.each([
    ['way of packing', 8, [0, 0]],
    ['checksum', 14, [1, 2, 3, 4]],
    ['packed size', 18, [1, 0, 0, 0]],
    ['size', 22, [1, 0, 0, 0]],
  ])('must be the same: %s', (_, at, bytes) => {
    expect(faultOf(saidBefore(at, []))).toBe('read');
    expect(faultOf(saidBefore(at, bytes))).toEqual(['damaged', 'a.txt']);
  });

  it('a file that goes on after its size is refused, although its beginning has the right checksum', () => {
    const [long, short] = [strToU8('good, and then something else'), strToU8('good')];
    const [zip, wanted] = [zipSync({ 'a.txt': long }), zipSync({ 'a.txt': short })];
    const directory = Buffer.from(zip).toString('latin1').indexOf('PK\x01\x02');
    for (const at of [14, directory + 16]) {
      zip.set(wanted.subarray(14, 18), at);
      zip.set(wanted.subarray(22, 26), at + 8);
    }
    expect(faultOf(zip)).toEqual(['damaged', 'a.txt']);
  });
});

describe('what no directory names', () => {
  const [own, hidden] = ['own', 'hidden'].map((text) => zipSync({ 'a.txt': strToU8(text) }));
  const directoryAt = (zip: Uint8Array): number => Buffer.from(zip).toString('latin1').indexOf('PK\x01\x02');

  /** `own` with other bytes at a place before its directory, which is told of its new place. */
  function withBytes(at: number, bytes: Uint8Array): Uint8Array {
    const zip = Buffer.concat([own!.subarray(0, at), bytes, own!.subarray(at)]);
    const [directory, end] = [directoryAt(own!) + bytes.length, zip.length - 22];
    zip.writeUInt32LE(directory, end + 16);
    if (at === 0) zip.writeUInt32LE(bytes.length, directory + 42);
    return new Uint8Array(zip);
  }

  it('is refused before, between and behind the files: programs that read from the front would find it', () => {
    const file = hidden!.subarray(0, directoryAt(hidden!));
    expect(faultOf(withBytes(0, new Uint8Array()))).toBe('read');
    expect(faultOf(withBytes(0, file))).toEqual(['damaged', 'a.txt']);
    expect(faultOf(withBytes(0, strToU8('#!/bin/sh')))).toEqual(['damaged', 'a.txt']);
    expect(faultOf(withBytes(directoryAt(own!), file))).toEqual(['damaged', null]);
  });

  it('files whose sizes stand behind them are read, with and without a mark, and only if that is so', () => {
    for (const mark of [[], [0x50, 0x4b, 0x07, 0x08]]) {
      const sizes = own!.subarray(14, 26);
      const zip = withBytes(directoryAt(own!), Uint8Array.from([...mark, ...sizes]));
      const directory = directoryAt(own!) + mark.length + 12;
      for (const flags of [6, directory + 8]) zip[flags]! |= 8;
      zip.fill(0, 14, 26);
      expect(faultOf(zip)).toBe('read');
      zip[directory - 1] = 1;
      expect(faultOf(zip)).toEqual(['damaged', 'a.txt']);
    }
  });
});

describe('bombs and damage', () => {
  it('a file that unpacks to more than allowed is refused before it is unpacked', () => {
    const zip = zipSync({ 'bomb.txt': new Uint8Array(ZIP_LIMITS.file + 1) });
    expect(zip.length).toBeLessThan(200_000);
    expect(faultOf(zip)).toEqual(['too_large', 'bomb.txt']);
  });

  it('a file that says it is small and is not is cut and refused', () => {
    const zip = zipSync({ 'bomb.txt': new Uint8Array(1_000_000) });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    const small = Buffer.alloc(4);
    small.writeUInt32LE(10);
    expect(faultOf(replaced(zip, size.toString('latin1'), small.toString('latin1')))).toEqual(['damaged', 'bomb.txt']);
  });

  it('many files, or together too much, are refused', () => {
    const many = Object.fromEntries(
      Array.from({ length: ZIP_LIMITS.files + 1 }, (_, at) => [`f${at}`, new Uint8Array()]),
    );
    expect(faultOf(zipSync(many))).toEqual(['too_many_files', null]);
    const four = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, new Uint8Array(45 * 2 ** 20)]));
    expect(faultOf(zipSync(four, { level: 1 }))).toEqual(['too_large', 'd']);
  });

  it('encrypted files, comments and cut ends are refused', () => {
    const zip = zipSync({ 'a.txt': strToU8('text') });
    const directory = Buffer.from(zip).toString('latin1').indexOf('PK\x01\x02');
    expect(faultOf(zip.map((byte, at) => (at === directory + 8 ? byte | 1 : byte)))).toEqual(['unsupported', 'a.txt']);
    expect(faultOf(Uint8Array.from([...zip, 0]))).toEqual(['not_a_zip', null]);
    expect(faultOf(zip.subarray(0, -1))).toEqual(['not_a_zip', null]);
    expect(faultOf(new Uint8Array())).toEqual(['not_a_zip', null]);
  });

  it('whatever the bytes, it is read or refused, and never reads as something else', () => {
    const files = [file('a.json', '{"a":1}'), file('b.txt', 'text '.repeat(100))];
    const zip = writeZip(files);
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = zip.map((byte, position) => (position === at ? byte ^ mask : byte));
        try {
          for (const [path, bytes] of readZip(changed)) {
            const own = files.find((entry) => entry.path === path);
            if (own && Buffer.compare(bytes, own.bytes) !== 0) return false;
          }
          return true;
        } catch (error) {
          return error instanceof ZipError;
        }
      }),
      { numRuns: 1_000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => Array.isArray(faultOf(bytes))));
  });
});
