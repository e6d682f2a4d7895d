/** @module Hands a file out: as an attachment, in a sandbox, chunk by chunk. */
import type { Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Trx } from '../../db/scope.ts';
import { attachmentOf } from './filename.ts';
import type { VersionRow } from './store.ts';
import { readChunk } from './store-blobs.ts';

/**
 * @param read a transaction that may read the bytes; each chunk is read in one of its own, when the receiver is ready
 * @throws Problem 409 for a link, 404 for bytes that the retention rule removed
 */
export function sendFile(row: VersionRow, read: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>): Reply {
  if (row.href !== null) {
    throw new Problem('conflict', {
      vi: 'Minh chứng này là một liên kết; máy chủ không giữ và không tải nội dung của nó.',
      en: 'This item is a link; the server neither keeps nor fetches what it points to.',
    });
  }
  if (row.blob_id === null) {
    throw new Problem('not-found', {
      vi: 'Nội dung tệp đã được xóa theo quy tắc lưu giữ của tổ chức; mã băm vẫn còn.',
      en: 'The bytes were removed by the organisation’s retention rule; their hash is still here.',
    });
  }
  return {
    status: 200,
    body: chunksOf({ organisation_id: row.organisation_id, id: row.blob_id }, row.bytes!, read),
    headers: {
      'Content-Type': row.media_type!,
      'Content-Length': String(row.bytes),
      'Content-Disposition': attachmentOf(row.filename!),
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      ETag: `"${row.sha256}"`,
      // Weakly kept copies of a company's papers are nobody's business.
      'Cache-Control': 'private, no-store',
    },
  };
}

function chunksOf(
  blob: { organisation_id: string; id: string },
  bytes: number,
  read: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
): ReadableStream<Uint8Array> {
  let number = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await read((trx) => readChunk(trx, blob, number));
      // Removed meanwhile: the receiver must see that this is not the whole file.
      if (!chunk) throw new Error(`evidence ${blob.id}: ${sent} of ${bytes} bytes are there`);
      number += 1;
      sent += chunk.length;
      controller.enqueue(chunk);
      if (sent >= bytes) controller.close();
    },
  });
}
