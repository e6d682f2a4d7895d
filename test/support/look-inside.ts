/** @module Everything that can be read in a file, wherever it stands in it: to be sure that something is nowhere. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { contentsOf } from './pdf.ts';
import { missingTools } from './pdf-tools.ts';

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Character references as what they stand for. */
const decoded = (markup: string): string =>
  markup.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
    name ? (NAMED[name] ?? whole) : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );

/** Source, what its references stand for, the text without tags, so that no tag inside a word hides it, and base64 inside. */
export function insideMarkup(markup: string): string {
  const packed = [...markup.matchAll(/[\w+/-]{24,}/g)].map(([text]) => Buffer.from(text, 'base64').toString('utf8'));
  return [markup, decoded(markup), decoded(markup.replace(/<[^>]*>/g, '')), ...packed].join('\n');
}

/** Every part of a packed file with its name, XML or not. */
export function insideZip(bytes: Uint8Array): string {
  return Object.entries(unzipSync(bytes))
    .map(([name, part]) => `${name}\n${insideMarkup(strFromU8(part))}\n${latin1(part)}`)
    .join('\n');
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/**
 * Plain objects and inflated streams of a PDF, strings in UTF-16 and in hex (title, outline, alternative texts), and what public
 * tools read: its pages, properties, XMP and outline.
 */
export function insidePdf(bytes: Uint8Array): string {
  const raw = contentsOf(bytes);
  const hex = [...raw.matchAll(/<([0-9a-f]{4,})>/gi)].map(([, digits]) => Buffer.from(digits!, 'hex'));
  const strings = [...hex, Buffer.from(raw, 'latin1')].flatMap((buffer) => [
    utf16be(buffer),
    utf16be(buffer.subarray(1)),
    buffer.toString('utf8'),
  ]);
  return [raw, ...strings, ...toolsOn(bytes)].join('\n');
}

function utf16be(buffer: Buffer): string {
  const even = Buffer.from(buffer.subarray(0, buffer.length - (buffer.length % 2)));
  return even.swap16().toString('utf16le');
}

function toolsOn(bytes: Uint8Array): string[] {
  if (missingTools.length > 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-inside-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, bytes);
    const run = (tool: string, ...args: string[]): string =>
      execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 27, stdio: ['ignore', 'pipe', 'ignore'] });
    return [
      // Once as it stands on the page, once in one line: a word may be broken.
      run('pdftotext', '-layout', file, '-'),
      run('pdftotext', '-raw', file, '-').replaceAll(/\s+/g, ' '),
      run('pdfinfo', file),
      run('pdfinfo', '-meta', file),
      run('pdfinfo', '-struct-text', file),
      run('qpdf', '--json', '--json-key=outlines', file),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Those of `words` that can be read in `text`, in any case and composition. */
export function seenIn(text: string, words: Iterable<string>): string[] {
  const small = text.normalize('NFC').toLowerCase();
  return [...words].filter((word) => small.includes(word.normalize('NFC').toLowerCase()));
}
