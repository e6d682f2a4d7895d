/** @module Changes one field of one file of a bundle. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import {
  fieldsOf,
  fileHash,
  jsonBytes,
  leavesOf,
  listFiles,
  type Manifest,
  PATHS,
  readZip,
  writeZip,
} from '../../../src/features/attestations/bundle/index.ts';
import { toBase64Url } from '../../../src/features/attestations/checkpoint/index.ts';

export type Files = Map<string, Uint8Array>;

export interface Field {
  file: string;
  pointer: string;
  value: unknown;
}

/** Every field of every file that has fields. */
export const fieldsOfBundle = (files: Files): Field[] =>
  [...files].flatMap(([file, bytes]) => {
    const fields = fieldsOf(file, bytes);
    return fields === undefined ? [] : [...leavesOf(fields)].map((leaf) => ({ file, ...leaf }));
  });

/** Another value of the same kind. */
export function otherValue(value: unknown): unknown {
  if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? flipped(value) : `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return ['x'];
  return value === null ? 'x' : { x: 1 };
}
const flipped = (hash: string): string => (hash[0] === '0' ? '1' : '0') + hash.slice(1);

export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The file with the value at the pointer replaced; `undefined` as value takes it away. */
export function changed(file: string, bytes: Uint8Array, pointer: string, value: unknown): Uint8Array {
  const root = { fields: fieldsOf(file, bytes) };
  const steps = ['fields', ...stepsOf(pointer)];
  let at = root as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) at = at[step] as Record<string, unknown>;
  const last = steps.at(-1)!;
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return encode(file, root.fields);
}

function encode(file: string, fields: unknown): Uint8Array {
  if (file.endsWith('.json')) return jsonBytes(fields);
  if (Array.isArray(fields)) return utf8ToBytes(fields.join('\n'));
  const { header, payload, signature } = fields as Record<string, unknown>;
  const part = (value: unknown): string => (value === '' ? '' : toBase64Url(utf8ToBytes(canonicalize(value)!)));
  return utf8ToBytes(`${part(header)}.${part(payload)}.${signature}`);
}

export const zipOf = (files: Files): Uint8Array => writeZip([...files].map(([path, bytes]) => ({ path, bytes })));

export const withFile = (files: Files, file: string, bytes: Uint8Array): Files => new Map([...files, [file, bytes]]);

/** The manifest made to fit the files again, as far as that goes without the key. */
export function relisted(files: Files): Files {
  const manifest = fieldsOf(PATHS.manifest, files.get(PATHS.manifest)!) as Manifest;
  const listed = listFiles([...files].map(([path, bytes]) => ({ path, bytes })));
  return withFile(files, PATHS.manifest, jsonBytes({ ...manifest, files: listed }));
}

export { fileHash, readZip };
