/** @module The types of files that are kept. */

export interface FileKind {
  mediaType: string;
  /** Endings a name of it may have; the first is given to a name without one. */
  extensions: readonly [string, ...string[]];
}

const kind = (mediaType: string, ...extensions: [string, ...string[]]): FileKind => ({ mediaType, extensions });

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

export const FILE_KINDS = {
  pdf: kind('application/pdf', 'pdf'),
  docx: kind(`${OFFICE}.wordprocessingml.document`, 'docx'),
  xlsx: kind(`${OFFICE}.spreadsheetml.sheet`, 'xlsx'),
  pptx: kind(`${OFFICE}.presentationml.presentation`, 'pptx'),
  odt: kind(`${OPEN}.text`, 'odt'),
  ods: kind(`${OPEN}.spreadsheet`, 'ods'),
  odp: kind(`${OPEN}.presentation`, 'odp'),
  png: kind('image/png', 'png'),
  jpeg: kind('image/jpeg', 'jpg', 'jpeg'),
  webp: kind('image/webp', 'webp'),
  text: kind('text/plain', 'txt', 'md', 'log'),
  csv: kind('text/csv', 'csv', 'tsv'),
  json: kind('application/json', 'json', 'jsonl'),
} as const;

export type FileKindName = keyof typeof FILE_KINDS;

export const MEDIA_TYPES = Object.values(FILE_KINDS).map(({ mediaType }) => mediaType);

/** What browsers send when they do not know. */
const NO_STATEMENT = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-www-form-urlencoded',
]);
const TEXTS = new Set(['text/plain', 'text/csv', 'application/json', 'text/markdown', 'text/tab-separated-values']);
/** Common names of the same. */
const SAME: Record<string, string> = { 'image/jpg': 'image/jpeg', 'application/x-pdf': 'application/pdf' };

/** Does a Content-Type that somebody sent agree with what the file is? One text is as good as another. */
export function agrees(declared: string | undefined, { mediaType }: FileKind): boolean {
  const type = (declared ?? '').split(';')[0]!.trim().toLowerCase();
  if (NO_STATEMENT.has(type) || (SAME[type] ?? type) === mediaType) return true;
  // Windows calls CSV after its spreadsheet.
  return TEXTS.has(mediaType) && (TEXTS.has(type) || type === 'application/vnd.ms-excel');
}
