import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import { DOCX, download, JPEG, ODT, office, PDF, PNG, PPTX, send, together, XLSX } from './files.ts';

const service = startService();
const MB = 1024 * 1024;

const rowsOf = async (organisationId: string) => {
  const [row] = await service.asOwner(`select
    (select count(*)::int from evidence where organisation_id = '${organisationId}') as items,
    (select count(*)::int from evidence_blob where organisation_id = '${organisationId}') as blobs,
    (select count(*)::int from evidence_chunk where organisation_id = '${organisationId}') as chunks`);
  return row;
};

/** A text of some size that comes in uneven parts. */
function streamOf(bytes: number, { endsWith }: { endsWith?: Error } = {}): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const length = Math.min(70_001, bytes - sent);
      if (length > 0) controller.enqueue(new Uint8Array(length).fill(0x61 + (sent % 26)));
      sent += length;
      if (sent < bytes) return;
      if (endsWith) controller.error(endsWith);
      else controller.close();
    },
  });
}

async function hashOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of stream) hash.update(part);
  return hash.digest('hex');
}

describe('what is kept', () => {
  it.each([
    ['pdf', PDF, 'application/pdf'],
    ['docx', DOCX, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['xlsx', XLSX, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['pptx', PPTX, 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    ['odt', ODT, 'application/vnd.oasis.opendocument.text'],
    ['png', PNG, 'image/png'],
    ['jpg', JPEG, 'image/jpeg'],
    ['txt', strToU8('Biên bản kiểm thử\n'), 'text/plain'],
    ['csv', strToU8('nhóm,số\nnữ,12\n'), 'text/csv'],
    ['json', strToU8('{"a": 1}'), 'application/json'],
  ])('%s, and comes back as it was', async (extension, bytes, mediaType) => {
    const owner = await (await service.organisation('company')).as('owner');
    const made = await send(service, owner, bytes, { filename: `minh chứng.${extension}` }, { type: mediaType });
    expect([made.status, made.body.mediaType]).toEqual([201, mediaType]);
    expect(made.body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const back = await download(service, owner, `/v1/evidence/${made.body.id}/content`);
    expect(back.bytes).toEqual(new Uint8Array(bytes));
    expect(back.headers.get('Content-Type')).toBe(mediaType);
    expect(back.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(back.headers.get('Content-Security-Policy')).toMatch(/^sandbox;/);
    expect(back.headers.get('Content-Disposition')).toMatch(/^attachment; filename="minh chung\./);
  });

  it.each([
    ['a page', strToU8('<!DOCTYPE html><script>alert(1)</script>'), 'file_type_refused'],
    ['a page behind blanks', strToU8('\ufeff \n <html>'), 'file_type_refused'],
    ['SVG', strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'file_type_refused'],
    ['a script', strToU8('#!/bin/sh\nrm -rf /\n'), 'file_type_refused'],
    ['a program', together(strToU8('MZ'), new Uint8Array(200)), 'file_type_refused'],
    [
      'an ELF program',
      together(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), new Uint8Array(200)),
      'file_type_refused',
    ],
    ['an archive', zipSync({ 'a.txt': strToU8('a') }), 'file_type_refused'],
    ['text in another encoding', Uint8Array.of(0x42, 0x69, 0xea, 0x6e, 0x20, 0x62), 'file_type_refused'],
    ['text with NUL', strToU8('a\u0000b'), 'file_type_refused'],
    ['nothing', new Uint8Array(), 'file_empty'],
    [
      'macros by their part',
      office('word/document.xml', 'wordprocessingml.document.main+xml', { 'word/vbaProject.bin': PNG }),
      'file_has_macros',
    ],
    ['macros by their type', office('word/document.xml', 'ms-word.document.macroEnabled.main+xml'), 'file_has_macros'],
    [
      'a program inside a document',
      office('xl/workbook.xml', 'spreadsheetml.sheet.main+xml', { 'xl/embeddings/a.exe': PNG }),
      'file_has_macros',
    ],
    ['a picture that is an archive from its end', together(PNG, zipSync({ 'a.class': PNG })), 'file_ambiguous'],
    ['a PDF that is an archive from its end', together(PDF, zipSync({ 'a.class': PNG })), 'file_ambiguous'],
    ['a document with something behind it', together(DOCX, PDF), 'file_ambiguous'],
    ['a document cut off', DOCX.slice(0, -10), 'file_ambiguous'],
    ['a PDF cut off', PDF.slice(0, -8), 'file_ambiguous'],
    ['a picture with something behind it', together(PNG, strToU8('<script>')), 'file_ambiguous'],
  ])('not %s', async (_, bytes, code) => {
    const company = await service.organisation('company');
    const refused = await send(service, await company.as('owner'), bytes, { filename: 'a.pdf' });
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([422, code]);
    expect(await rowsOf(company.id)).toEqual({ items: 0, blobs: 0, chunks: 0 });
  });

  it('not what is said to be something else', async () => {
    const owner = await (await service.organisation('company')).as('owner');
    for (const [bytes, type] of [
      [PDF, 'image/png'],
      [PNG, 'text/html'],
      [DOCX, 'application/pdf'],
      [strToU8('a'), 'text/html'],
    ] as const) {
      const refused = await send(service, owner, bytes, {}, { type });
      expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'file_type_differs']);
    }
    const zipped = await send(service, owner, PDF, {}, { more: { 'Content-Encoding': 'gzip' } });
    expect(zipped.status).toBe(415);
  });
});

describe('how large, how often', () => {
  it('25 MB are taken in chunks without being held; one byte more leaves nothing', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const made = await send(service, owner, streamOf(25 * MB), { filename: 'nhật ký.txt' });
    expect([made.status, made.body.bytes]).toEqual([201, 25 * MB]);
    expect(made.body.sha256).toBe(await hashOf(streamOf(25 * MB)));
    const before = await rowsOf(company.id);
    expect(before).toEqual({ items: 1, blobs: 1, chunks: 50 });
    const response = await service.app.request(`http://localhost/v1/evidence/${made.body.id}/content`, {
      headers: owner,
    });
    expect(await hashOf(response.body!)).toBe(made.body.sha256);
    const declared = { more: { 'Content-Length': String(25 * MB + 1) } };
    expect((await send(service, owner, streamOf(25 * MB + 1), {})).status).toBe(413);
    expect((await send(service, owner, PDF, {}, declared)).status).toBe(413);
    expect(await rowsOf(company.id)).toEqual(before);
  }, 180_000);

  it('no more is taken than two chunks ahead of what is stored', async () => {
    const company = await service.organisation('company');
    let sent = 0;
    let ahead = 0;
    const watched = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const part = new Uint8Array(64 * 1024).fill(0x61);
        sent += part.length;
        controller.enqueue(part);
        if (sent >= 6 * MB) return controller.close();
        if (sent % (512 * 1024) !== 0) return;
        const [row] = await service.asOwner(
          `select coalesce(sum(octet_length(content)), 0)::int as stored from evidence_chunk where organisation_id = '${company.id}'`,
        );
        ahead = Math.max(ahead, sent - (row!.stored as number));
      },
    });
    expect((await send(service, await company.as('owner'), watched, {})).status).toBe(201);
    expect(ahead).toBeLessThanOrEqual(MB + 64 * 1024);
  });

  it('a large file that cannot be kept is refused at its beginning', async () => {
    const company = await service.organisation('company');
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const refused = await send(service, await company.as('owner'), endless, {});
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'file_type_refused']);
    expect(sent).toBeLessThan(20);
    expect(await rowsOf(company.id)).toEqual({ items: 0, blobs: 0, chunks: 0 });
  });

  it('what ends early leaves nothing', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const cut = await send(service, owner, streamOf(2 * MB, { endsWith: new Error('gone') }), {});
    expect(cut.status).toBe(400);
    const short = await send(service, owner, streamOf(MB), {}, { more: { 'Content-Length': String(2 * MB) } });
    expect(short.status).toBe(400);
    expect(await rowsOf(company.id)).toEqual({ items: 0, blobs: 0, chunks: 0 });
  });

  it('the same bytes are kept once for an organisation, and the items stay apart', async () => {
    const [ours, theirs] = [await service.organisation('company'), await service.organisation('company')];
    const owner = await ours.as('owner');
    const [first, second] = await Promise.all([
      send(service, owner, PDF, { filename: 'a.pdf' }),
      send(service, owner, PDF, { filename: 'b.pdf' }),
    ]);
    expect(first.body.id).not.toBe(second.body.id);
    expect(await rowsOf(ours.id)).toEqual({ items: 2, blobs: 1, chunks: 1 });
    await send(service, await theirs.as('owner'), PDF, {});
    expect(await rowsOf(theirs.id)).toEqual({ items: 1, blobs: 1, chunks: 1 });
    const remove = (id: string) => call(service, 'DELETE', `/v1/evidence/${id}`, { ...owner, 'If-Match': '*' });
    expect((await remove(first.body.id)).status).toBe(204);
    expect(await rowsOf(ours.id)).toEqual({ items: 1, blobs: 1, chunks: 1 });
    expect((await download(service, owner, `/v1/evidence/${second.body.id}/content`)).bytes).toEqual(PDF);
    expect((await remove(second.body.id)).status).toBe(204);
    expect(await rowsOf(ours.id)).toEqual({ items: 0, blobs: 0, chunks: 0 });
  });

  it('a repeated key makes one item, and belongs to its bytes', async () => {
    const company = await service.organisation('company');
    const once = { ...(await company.as('owner')), 'Idempotency-Key': 'k' };
    const first = await send(service, once, PDF, {});
    const again = await send(service, once, PDF, {});
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await send(service, once, PNG, {})).status).toBe(422);
    expect(await rowsOf(company.id)).toEqual({ items: 1, blobs: 1, chunks: 1 });
  });
});

describe('names of files', () => {
  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\x\\Báo cáo.pdf', 'Báo cáo.pdf'],
    ['hóa đơn\u202efdp.exe', 'hóa đơnfdp.exe.pdf'],
    ['a"; filename="evil.html', 'a_; filename=_evil.html.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['con.pdf', '_con.pdf'],
    ['\u200b', 'minh-chung.pdf'],
    [`${'ế'.repeat(300)}`, `${'ế'.repeat(146)}.pdf`],
  ])('%j is kept as %j', async (sent, kept) => {
    const owner = await (await service.organisation('company')).as('owner');
    const made = await send(service, owner, PDF, { filename: sent });
    expect([made.status, made.body.filename]).toEqual([201, kept]);
    const { headers } = await download(service, owner, `/v1/evidence/${made.body.id}/content`);
    const disposition = headers.get('Content-Disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[A-Za-z0-9 ._-]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe(kept);
  });
});
