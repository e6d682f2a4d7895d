/** @module Takes a body in without ever holding more of it than the limit. */
import { Problem } from '../problems.ts';
import type { BodyFormat } from './parse-body.ts';

export const BODY_LIMIT_BYTES: Record<BodyFormat, number> = { json: 1_000_000, yaml: 128_000 };

const FORMATS: Record<string, BodyFormat> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'text/yaml': 'yaml',
};

/** @throws Problem 415 unless the headers announce UTF-8 JSON or YAML, not compressed */
export function bodyFormat(headers: Headers): BodyFormat {
  const [type, ...parameters] = (headers.get('Content-Type') ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase();
  const format = Object.hasOwn(FORMATS, type!) ? FORMATS[type!] : undefined;
  if (
    format &&
    (charset === undefined || charset === 'utf-8' || charset === 'utf8') &&
    (!encoding || encoding === 'identity')
  ) {
    return format;
  }
  throw new Problem('unsupported-media-type', undefined, {
    headers: { Accept: 'application/json, application/yaml' },
  });
}

/** @throws Problem 413 as soon as the body is known to be larger than `limitBytes` */
export async function readBody(request: Request, limitBytes: number): Promise<ArrayBuffer | Uint8Array> {
  const { headers } = request;
  const declared = headers.get('Content-Length');
  // The HTTP parser cuts a body at its declared length; only one that comes in chunks has to be counted.
  if (declared !== null && !headers.has('Transfer-Encoding')) {
    if (!(Number(declared) <= limitBytes)) throw tooLarge(limitBytes);
    const bytes = await request.arrayBuffer().catch(endedEarly);
    if (bytes.byteLength > limitBytes) throw tooLarge(limitBytes);
    return bytes;
  }
  return request.body ? readChunks(request.body, limitBytes) : new Uint8Array();
}

async function readChunks(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (true) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) break;
    length += value.byteLength;
    if (length > limitBytes) {
      // Not awaited: the sender may be slow to notice, the answer need not be.
      reader.cancel().catch(() => undefined);
      throw tooLarge(limitBytes);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

const tooLarge = (limitBytes: number): Problem =>
  new Problem('body-too-large', {
    vi: `Nội dung lớn hơn ${limitBytes / 1_000} KB. Tệp trả lời chỉ chứa câu trả lời; tài liệu chứng minh chỉ ghi tên.`,
    en: `The body is larger than ${limitBytes / 1_000} KB. An answer file holds answers only; name evidence in it, do not attach it.`,
  });

function endedEarly(): never {
  throw new Problem('bad-request', { vi: 'Nội dung gửi lên bị ngắt giữa chừng.', en: 'The body ended early.' });
}
