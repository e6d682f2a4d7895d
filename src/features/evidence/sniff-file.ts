/** @module What a file is, from its bytes; its name and what the sender says of it decide nothing. */
import { fileTypeFromBuffer } from 'file-type';
import { Problem } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { agrees, FILE_KINDS, type FileKind, type FileKindName } from './file-types.ts';
import { endRecordAt, readArchive } from './read-archive.ts';
import type { Ends } from './stage-upload.ts';

const SNIFFED: Record<string, FileKindName> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
};

type Refusal = 'file_empty' | 'file_type_refused' | 'file_type_differs' | 'file_has_macros' | 'file_ambiguous';

const MESSAGES: Record<Refusal, [message: Text, fix: Text]> = {
  file_empty: [
    { vi: 'Tệp trống', en: 'The file is empty' },
    { vi: 'Chọn lại tệp rồi gửi', en: 'Choose the file again and send it' },
  ],
  file_type_refused: [
    { vi: 'Loại tệp này không được nhận', en: 'Files of this type are not kept' },
    {
      vi: 'Lưu thành PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, hoặc văn bản UTF-8 (TXT, CSV, JSON)',
      en: 'Save it as PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, or text in UTF-8 (TXT, CSV, JSON)',
    },
  ],
  file_type_differs: [
    { vi: 'Content-Type không khớp với nội dung tệp', en: 'The Content-Type is not what the file is' },
    {
      vi: 'Gửi đúng Content-Type, hoặc application/octet-stream',
      en: 'Send the right Content-Type, or application/octet-stream',
    },
  ],
  file_has_macros: [
    { vi: 'Tài liệu chứa macro hoặc chương trình', en: 'The document holds macros or programs' },
    { vi: 'Lưu bản không có macro, hoặc xuất ra PDF', en: 'Save it without macros, or export it as PDF' },
  ],
  file_ambiguous: [
    {
      vi: 'Tệp hỏng, hoặc có thể đọc thành hai loại tệp khác nhau',
      en: 'The file is damaged, or can be read as two kinds of file',
    },
    { vi: 'Mở tệp rồi lưu lại, hoặc xuất ra PDF', en: 'Open it and save it again, or export it as PDF' },
  ],
};

export interface Sniffable extends Ends {
  /** Is it UTF-8 throughout, without control characters? */
  isText: boolean;
}

/** @throws Problem 422 that says why the file is not kept */
export async function sniffFile(file: Sniffable, filename: string, declared: string | undefined): Promise<FileKind> {
  const found = await readKind(file, filename);
  if (found in MESSAGES) throw refusal(found as Refusal);
  const kind = FILE_KINDS[found as FileKindName];
  if (!agrees(declared, kind)) throw refusal('file_type_differs');
  return kind;
}

/** First bytes of every binary file that may be kept. */
const BEGINNINGS = ['%PDF-', 'PK\u0003\u0004', '\u0089PNG', '\u00ff\u00d8\u00ff', 'RIFF'];

/**
 * Called with the first chunk of a large file: what cannot become one that is kept need not be sent to its end.
 * @throws Problem 422
 */
export function refuseHopeless(head: Uint8Array, isText: boolean): void {
  if (!isText && !BEGINNINGS.some((text) => startsWith(head, text))) throw refusal('file_type_refused');
}

async function readKind(file: Sniffable, filename: string): Promise<FileKindName | Refusal> {
  const { head, tail, bytes, isText } = file;
  if (bytes === 0) return 'file_empty';
  const isPdf = startsWith(head, '%PDF-');
  if (isText && !isPdf) return textKind(head, filename);
  if (startsWith(head, 'PK\u0003\u0004')) {
    const reading = readArchive(file);
    if (reading === 'macros') return 'file_has_macros';
    if (reading === 'ambiguous') return 'file_ambiguous';
    return reading === 'other' ? 'file_type_refused' : reading;
  }
  const sniffed = await fileTypeFromBuffer(head).catch(() => undefined);
  const kind = sniffed && Object.hasOwn(SNIFFED, sniffed.mime) ? SNIFFED[sniffed.mime] : undefined;
  if (kind === undefined) return 'file_type_refused';
  // An archive is read from its end: what is a picture from the front may be a program from the back.
  return endRecordAt(tail) >= 0 || !endsWell(kind, file) ? 'file_ambiguous' : kind;
}

/** Markup and scripts say so at once; what is left is read by people. */
function textKind(head: Uint8Array, filename: string): FileKindName | Refusal {
  const start = new TextDecoder().decode(head.subarray(0, 1_000)).trimStart();
  if (start === '') return 'file_empty';
  if (/^(<[a-z!?/]|#!|\{\\rtf|%!PS|MZ|BEGIN:V)/i.test(start)) return 'file_type_refused';
  const extension = filename.toLowerCase().split('.').at(-1)!;
  if (FILE_KINDS.csv.extensions.some((ending) => ending === extension)) return 'csv';
  return FILE_KINDS.json.extensions.some((ending) => ending === extension) && /^[[{]/.test(start) ? 'json' : 'text';
}

function endsWell(kind: FileKindName, { head, tail, bytes }: Ends): boolean {
  if (kind === 'pdf') return startsWith(head, '%PDF-') && latin(tail.subarray(-2_000)).includes('%%EOF');
  if (kind === 'png') return latin(tail.subarray(-8, -4)) === 'IEND';
  if (kind === 'webp') {
    const declared = new DataView(head.buffer, head.byteOffset).getUint32(4, true) + 8;
    return bytes === declared || bytes === declared + 1;
  }
  // Cameras write notes of their own behind a JPEG.
  return true;
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const startsWith = (bytes: Uint8Array, text: string): boolean => latin(bytes.subarray(0, text.length)) === text;

const refusal = (code: Refusal): Problem => {
  const [message, fix] = MESSAGES[code];
  const end = { vi: '.', en: '.' };
  return new Problem(
    'file-refused',
    { vi: `${message.vi}${end.vi} ${fix.vi}.`, en: `${message.en}${end.en} ${fix.en}.` },
    { issues: [{ pointer: '', code, message, fix }] },
  );
};
