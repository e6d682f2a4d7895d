/** @module Which characters the fonts inside of a report can draw: read from the fonts themselves, not from what their CSS promises. */
import { brotliDecompressSync } from 'node:zlib';

const FONT =
  /font-weight:\s*(\d+)[^}]*?url\("?data:font\/woff2;base64,([A-Za-z0-9+/=]+)[^}]*?unicode-range:\s*([^;}]+)/g;

/** @param css `@font-face` rules with fonts inside; @returns the code points of each weight: drawn by a font that is used for them */
export function glyphsOf(css: string): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const [, weight, data, ranges] of css.matchAll(FONT)) {
    const points = found.get(weight!) ?? new Set<number>();
    const isUsed = withinOf(ranges!);
    for (const point of charactersOf(Buffer.from(data!, 'base64'))) if (isUsed(point)) points.add(point);
    found.set(weight!, points);
  }
  return found;
}

/** `U+0102-0103,U+20AB` as a test; a browser asks a font for nothing else. */
function withinOf(ranges: string): (point: number) => boolean {
  const parts = ranges.split(',').map((range) => {
    const [start, end] = range.trim().replace('U+', '').split('-');
    return [Number.parseInt(start!, 16), Number.parseInt(end ?? start!, 16)] as const;
  });
  return (point) => parts.some(([start, end]) => point >= start && point <= end);
}

/** Tags of WOFF2 in their order; only their place matters here. */
const CMAP = 0;
const [GLYF, LOCA] = [10, 11];

/** WOFF2: a directory of tables, then all of them as one Brotli stream. */
function charactersOf(font: Buffer): number[] {
  let at = 48;
  const number = (): number => {
    let value = 0;
    for (;;) {
      const byte = font[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let cmap: [number, number] | null = null;
  for (let left = font.readUInt16BE(12); left > 0; left -= 1) {
    const flags = font[at++]!;
    const tag = flags & 63;
    if (tag === 63) at += 4;
    const original = number();
    const isPlain = tag === GLYF || tag === LOCA ? flags >> 6 === 3 : flags >> 6 === 0;
    const length = isPlain ? original : number();
    if (tag === CMAP) cmap = [offset, length];
    offset += length;
  }
  if (!cmap) throw new Error('the font has no cmap');
  const tables = brotliDecompressSync(font.subarray(at, at + font.readUInt32BE(20)));
  return pointsOf(tables.subarray(cmap[0], cmap[0] + cmap[1]));
}

/** Code points of every subtable of format 4 or 12. */
function pointsOf(cmap: Buffer): number[] {
  const points: number[] = [];
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) {
      const count = table.readUInt16BE(6) / 2;
      for (let segment = 0; segment < count; segment += 1) {
        const end = table.readUInt16BE(14 + segment * 2);
        const start = table.readUInt16BE(16 + count * 2 + segment * 2);
        for (let point = start; point <= end && point !== 0xffff; point += 1) points.push(point);
      }
    }
    if (format === 12) {
      for (let group = 0; group < table.readUInt32BE(12); group += 1) {
        const [start, end] = [table.readUInt32BE(16 + group * 12), table.readUInt32BE(20 + group * 12)];
        for (let point = start; point <= end; point += 1) points.push(point);
      }
    }
  }
  return points;
}
