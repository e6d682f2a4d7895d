/** @module What a printed file holds, read without any tool: Chromium writes objects in plain text and deflates streams. */
import { inflateSync } from 'node:zlib';

const latin1 = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

/** All streams of a PDF, inflated, beside its plain objects. */
export function contentsOf(pdf: Uint8Array): string {
  const raw = latin1(pdf);
  const streams = [...raw.matchAll(/stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    try {
      return inflateSync(Buffer.from(pdf.subarray(start, raw.indexOf('endstream', start)))).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...streams].join('\n');
}

/** How much text each page of a PDF shows: the drawing commands of its content stream. */
export function textOfPages(pdf: Uint8Array): number[] {
  const raw = latin1(pdf);
  // One pass over the objects: a long report has tens of thousands.
  const starts = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj/g)].map(({ 1: number, index }) => [number!, index]));
  return [...raw.matchAll(/\/Type ?\/Page\b[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, number]) => {
    const start = raw.indexOf('stream', starts.get(number!)!) + 'stream'.length;
    const data = pdf.subarray(raw[start] === '\r' ? start + 2 : start + 1, raw.indexOf('endstream', start));
    return [
      ...inflateSync(Buffer.from(data))
        .toString('latin1')
        .matchAll(/T[jJ]\b/g),
    ].length;
  });
}

/** Code points that the file says its glyphs stand for: what can be found and copied out of it. */
export function charactersOf(contents: string): Set<number> {
  const found = new Set<number>();
  for (const [, lines] of contents.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
    for (const [, code] of lines!.matchAll(/<[0-9A-F]+> <([0-9A-F]{4})>/g)) found.add(Number.parseInt(code!, 16));
  }
  for (const [, lines] of contents.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, code] of lines!.matchAll(/<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>/g)) {
      const count = Number.parseInt(to!, 16) - Number.parseInt(from!, 16);
      for (let step = 0; step <= count; step += 1) found.add(Number.parseInt(code!, 16) + step);
    }
  }
  return found;
}
