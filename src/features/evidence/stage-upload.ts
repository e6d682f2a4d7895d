/**
 * @module Takes a file in without holding it: chunks are written as they come, each in a transaction of its own, so that a
 * slow sender keeps no transaction open. Until the last one is there nothing refers to them.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Actor, scopeOf } from '../../app/actor.ts';
import type { ServiceContext } from '../../app/context.ts';
import { Problem } from '../../app/problems.ts';
import type { Scope, Trx } from '../../db/scope.ts';
import { refuseHopeless } from './sniff-file.ts';
import { addChunk, beginBlob, countBytes, dropBlob, lockBlobs } from './store-blobs.ts';

export const FILE_BYTES_MAX = 25 * 1024 * 1024;
const CHUNK_BYTES = 512 * 1024;

/** First and last bytes of a file, enough to tell what it is. */
export interface Ends {
  head: Uint8Array;
  /** The last 512 KB or more; the whole file where it is small. */
  tail: Uint8Array;
  bytes: number;
}

export interface Staged extends Ends {
  blobId: string;
  sha256: string;
  isText: boolean;
}

/**
 * @throws Problem 409 where the organisation has no room left, 413 for more than 25 MB, 415 for compressed bodies, 400 for one that ends early; nothing is left then
 */
export async function stageUpload(ctx: ServiceContext, actor: Actor, request: Request): Promise<Staged> {
  const declared = readLength(request.headers);
  const scope = scopeOf(actor);
  const blobId = ctx.ids.next('blb');
  const place = { organisation_id: actor.tenantId, id: blobId };
  await ctx.db.transaction(scope, (trx) => reserve(ctx, trx, { ...place, bytes: declared ?? FILE_BYTES_MAX }));
  try {
    const staged = await takeIn(request.body, (number, content) =>
      ctx.db.transaction(scope, (trx) =>
        addChunk(trx, { organisation_id: actor.tenantId, blob_id: blobId, number, content }),
      ),
    );
    if (declared !== undefined && declared !== staged.bytes) throw endedEarly();
    return { ...staged, blobId };
  } catch (error) {
    await discard(ctx, scope, place);
    throw error;
  }
}

/** Begins an upload where the organisation has room for it. */
async function reserve(
  ctx: ServiceContext,
  trx: Trx,
  upload: { organisation_id: string; id: string; bytes: number },
): Promise<void> {
  if (ctx.evidenceBytes !== undefined) {
    await lockBlobs(trx, upload.organisation_id);
    const kept = await countBytes(trx, upload.organisation_id);
    if (kept + upload.bytes > ctx.evidenceBytes) throw noRoom(kept, ctx.evidenceBytes);
  }
  await beginBlob(trx, { ...upload, started_at: ctx.clock.now() });
}

/** What cannot be removed now, because the database has gone, `sweepUploads` removes later. */
export async function discard(
  ctx: ServiceContext,
  scope: Scope,
  place: { organisation_id: string; id: string },
): Promise<void> {
  await ctx.db
    .transaction(scope, (trx) => dropBlob(trx, place))
    .catch((error: unknown) => ctx.log.error('upload not discarded', { blob: place.id, error }));
}

/** @returns what Content-Length says; undefined where the body comes in chunks */
function readLength(headers: Headers): number | undefined {
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase();
  if (encoding && encoding !== 'identity') {
    throw new Problem('unsupported-media-type', {
      vi: 'Gửi tệp nguyên dạng, không dùng Content-Encoding.',
      en: 'Send the file as it is, without Content-Encoding.',
    });
  }
  const declared = headers.get('Content-Length');
  if (declared === null || headers.has('Transfer-Encoding')) return undefined;
  if (!(Number(declared) <= FILE_BYTES_MAX)) throw tooLarge();
  return Number(declared);
}

async function takeIn(
  body: ReadableStream<Uint8Array> | null,
  keep: (number: number, content: Uint8Array) => Promise<void>,
): Promise<Omit<Staged, 'blobId'>> {
  const facts = new Facts();
  let buffer = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let number = 0;
  const flush = async (): Promise<void> => {
    const content = buffer.subarray(0, filled);
    facts.see(content);
    if (number === 0) refuseHopeless(content, facts.isText);
    await keep(number, content);
    number += 1;
    // The facts keep the last chunks: the next one needs a buffer of its own.
    buffer = new Uint8Array(CHUNK_BYTES);
    filled = 0;
  };
  for await (const part of partsOf(body)) {
    if (facts.bytes + filled + part.length > FILE_BYTES_MAX) throw tooLarge();
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + CHUNK_BYTES - filled);
      buffer.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled === CHUNK_BYTES) await flush();
    }
  }
  if (filled > 0) await flush();
  return facts.finish();
}

async function* partsOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read().catch(() => {
        throw endedEarly();
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Not awaited: the sender may be slow to notice, the answer need not be.
    reader.cancel().catch(() => undefined);
  }
}

/** Everything that is to be known of a file, learnt while it passes. */
class Facts {
  bytes = 0;
  private head: Uint8Array = new Uint8Array();
  private last: Uint8Array[] = [];
  private readonly hash = sha256.create();
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  isText = true;

  see(chunk: Uint8Array): void {
    if (this.bytes === 0) this.head = chunk;
    this.last = [...this.last.slice(-1), chunk];
    this.bytes += chunk.length;
    this.hash.update(chunk);
    this.isText = this.isText && isPlain(chunk) && this.decodes(chunk);
  }

  finish(): Omit<Staged, 'blobId'> {
    const isText = this.isText && this.decodes();
    const [first, second] = this.last;
    const tail = second ? joined(first!, second) : (first ?? new Uint8Array());
    return { head: this.head, tail, bytes: this.bytes, sha256: bytesToHex(this.hash.digest()), isText };
  }

  private decodes(chunk?: Uint8Array): boolean {
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  }
}

/** Tab, line feed, form feed and carriage return are the only control characters of a text. */
function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false;
  }
  return true;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const tooLarge = (): Problem =>
  new Problem('body-too-large', {
    vi: 'Tệp lớn hơn 25 MB. Chia nhỏ, nén ảnh trong tài liệu, hoặc dùng một liên kết.',
    en: 'The file is larger than 25 MB. Split it, compress the pictures in it, or use a link.',
  });

const megabytes = (bytes: number, lang: string): string =>
  `${(bytes / 1024 / 1024).toLocaleString(lang, { maximumFractionDigits: 0 })} MB`;

const noRoom = (kept: number, limit: number): Problem =>
  new Problem('storage-quota', {
    vi: `Đã dùng ${megabytes(kept, 'vi')} trong ${megabytes(limit, 'vi')}; tệp này không còn vừa.`,
    en: `${megabytes(kept, 'en')} of ${megabytes(limit, 'en')} are used; this file no longer fits.`,
  });

const endedEarly = (): Problem =>
  new Problem('bad-request', {
    vi: 'Tệp gửi lên bị ngắt giữa chừng. Chưa lưu gì; hãy gửi lại.',
    en: 'The file ended early. Nothing was kept; send it again.',
  });
