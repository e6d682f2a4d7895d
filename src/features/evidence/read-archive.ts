/**
 * @module What an office document is, from the directory at its end. Nothing is unpacked but the list of its parts, up to
 * a bound: a document may be a bomb.
 */
import { inflateSync, strFromU8 } from 'fflate';
import type { FileKindName } from './file-types.ts';
import type { Ends } from './stage-upload.ts';

const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** The list of parts is a few kilobytes; more than this is none. */
const PART_LIST_BYTES_MAX = 1_000_000;
const ENTRIES_MAX = 20_000;

interface Entry {
  name: string;
  method: number;
  compressed: number;
  size: number;
  offset: number;
}

/** Where in the tail an archive's end record stands that reaches exactly to the end of the file, or -1. */
export function endRecordAt(tail: Uint8Array): number {
  const view = viewOf(tail);
  for (let at = tail.length - END_RECORD_BYTES; at >= 0 && at >= tail.length - END_RECORD_BYTES - 0xffff; at -= 1) {
    if (
      view.getUint32(at, true) === END_RECORD &&
      at + END_RECORD_BYTES + view.getUint16(at + 20, true) === tail.length
    )
      return at;
  }
  return -1;
}

export type ArchiveReading = FileKindName | 'macros' | 'ambiguous' | 'other';

/** @param ends first and last bytes of a file that begins like an archive */
export function readArchive({ head, tail, bytes }: Ends): ArchiveReading {
  const entries = readDirectory(tail, bytes);
  if (entries === undefined) return 'ambiguous';
  const names = entries.map(({ name }) => name.toLowerCase());
  if (names.some((name) => MACRO_PARTS.test(name))) return 'macros';
  const open = openDocumentKind(head, entries);
  if (open) return open;
  const list = entries.find(({ name }) => name === '[Content_Types].xml');
  if (!list) return 'other';
  const types = readPart({ head, tail, bytes }, list);
  if (types === undefined) return 'other';
  if (/macroenabled/i.test(types)) return 'macros';
  const kinds = OFFICE_PARTS.filter(([part, type]) => names.includes(part) && types.includes(type));
  return kinds.length === 1 ? kinds[0]![2] : kinds.length === 0 ? 'other' : 'ambiguous';
}

/** Visual Basic, macro sheets of old workbooks, Basic and scripts of OpenDocument, programs and pages inside. */
const MACRO_PARTS =
  /(^|\/)(vbaproject|vbadata)[^/]*$|^xl\/macrosheets\/|^(basic|scripts)\/.|\.(exe|dll|scr|msi|bat|cmd|ps1|vbs|jar|apk)$/;

const OFFICE_PARTS: [part: string, type: string, kind: FileKindName][] = [
  ['word/document.xml', 'wordprocessingml.document.main+xml', 'docx'],
  ['xl/workbook.xml', 'spreadsheetml.sheet.main+xml', 'xlsx'],
  ['ppt/presentation.xml', 'presentationml.presentation.main+xml', 'pptx'],
];

const OPEN_KINDS: Record<string, FileKindName> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @returns the entries, or undefined unless the archive fills the whole file and its directory lies in the tail */
function readDirectory(tail: Uint8Array, bytes: number): Entry[] | undefined {
  const end = endRecordAt(tail);
  if (end < 0) return undefined;
  const view = viewOf(tail);
  const [count, length, offset] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  const start = offset - (bytes - tail.length);
  if (start < 0 || start + length !== end || count > ENTRIES_MAX) return undefined;
  const entries: Entry[] = [];
  let at = start;
  while (at < end) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return undefined;
    entries.push({
      name: strFromU8(tail.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength)),
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries.length === count ? entries : undefined;
}

/** OpenDocument says what it is in its first part, which is stored as it is. */
function openDocumentKind(head: Uint8Array, entries: Entry[]): FileKindName | undefined {
  const first = entries.find(({ offset }) => offset === 0);
  if (first?.name !== 'mimetype' || first.method !== STORED || first.size > 200) return undefined;
  const text = readPart({ head, tail: head, bytes: head.length }, first);
  return text !== undefined && Object.hasOwn(OPEN_KINDS, text) ? OPEN_KINDS[text] : undefined;
}

/** A part that lies wholly in the first or the last bytes, as text. */
function readPart({ head, tail, bytes }: Ends, entry: Entry): string | undefined {
  const from = bytes - tail.length;
  const inHead = contentOf(head, entry.offset, entry);
  const content = inHead ?? (entry.offset >= from ? contentOf(tail, entry.offset - from, entry) : undefined);
  if (content === undefined || entry.size > PART_LIST_BYTES_MAX) return undefined;
  if (entry.method === STORED) return strFromU8(content);
  if (entry.method !== DEFLATED) return undefined;
  try {
    // A buffer of its own size: inflating stops there, whatever follows.
    return strFromU8(inflateSync(content, { out: new Uint8Array(entry.size) }));
  } catch {
    return undefined;
  }
}

function contentOf(part: Uint8Array, at: number, { compressed }: Entry): Uint8Array | undefined {
  if (at + LOCAL_HEADER_BYTES > part.length) return undefined;
  const view = viewOf(part);
  if (view.getUint32(at, true) !== LOCAL_HEADER) return undefined;
  const start = at + LOCAL_HEADER_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return start + compressed <= part.length ? part.subarray(start, start + compressed) : undefined;
}
