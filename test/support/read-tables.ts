/** @module Reads exported tables the way a stranger would: CSV with our parser of other people's files, XLSX from its XML. */
import { strFromU8, unzipSync } from 'fflate';
import { CsvParser } from '../../src/measure/csv/index.ts';

export function readCsv(bytes: Uint8Array): string[][] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.startsWith('\uFEFF')) throw new Error('no byte order mark');
  const rows: string[][] = [];
  const parser = new CsvParser(',', (record) => {
    if (record.broken) throw new Error(`line ${record.line} is broken`);
    rows.push(record.cells.slice(0, record.width));
  });
  // In pieces, as files arrive.
  for (let at = 1; at < text.length; at += 60_000) parser.push(text.slice(at, at + 60_000));
  parser.end();
  return rows;
}

const XML: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** What Office makes of the text between the tags. */
const readText = (xml: string): string =>
  xml
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&(\w+);/g, (_, name: string) => XML[name]!)
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** @returns rows of each sheet by its name; empty cells are empty texts */
export function readXlsx(bytes: Uint8Array): Record<string, string[][]> {
  const files = unzipSync(bytes);
  const file = (name: string): string => strFromU8(files[name]!);
  const names = [...file('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => readText(name!));
  return Object.fromEntries(names.map((name, index) => [name, readSheet(file(`xl/worksheets/sheet${index + 1}.xml`))]));
}

function readSheet(xml: string): string[][] {
  if (xml.includes('<f>') || / t="(?!inlineStr")/.test(xml)) throw new Error('a cell that is not text');
  return [...xml.matchAll(/<row [^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, row]) => {
    const cells: string[] = [];
    for (const [, column, inner] of (row ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const at = [...column!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      cells[at] = readText(/<t[^>]*>([\s\S]*?)<\/t>/.exec(inner ?? '')?.[1] ?? '');
    }
    return Array.from(cells, (cell) => cell ?? '');
  });
}
