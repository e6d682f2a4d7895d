/** @module Small files of every kind, and ways to send them. */
import { strToU8, zipSync } from 'fflate';
import { BASE_URL, type TestService } from '../../support/service.ts';

export const PDF = strToU8('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

const types = (main: string): string =>
  `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}"/></Types>`;

export const office = (part: string, main: string, more: Record<string, Uint8Array> = {}): Uint8Array =>
  zipSync({ '[Content_Types].xml': strToU8(types(main)), [part]: strToU8('<x/>'), ...more });

export const DOCX = office('word/document.xml', 'wordprocessingml.document.main+xml');
export const XLSX = office('xl/workbook.xml', 'spreadsheetml.sheet.main+xml');
export const PPTX = office('ppt/presentation.xml', 'presentationml.presentation.main+xml');
export const ODT = zipSync({
  mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
  'content.xml': strToU8('<x/>'),
});
export const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
export const JPEG = Uint8Array.of(
  0xff,
  0xd8,
  0xff,
  0xe0,
  0,
  16,
  0x4a,
  0x46,
  0x49,
  0x46,
  0,
  1,
  1,
  0,
  0,
  1,
  0,
  1,
  0,
  0,
  0xff,
  0xd9,
);

export function together(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** Sends a file; the answer as it is. */
export const send = async (
  service: TestService,
  headers: Record<string, string>,
  file: Uint8Array | ReadableStream<Uint8Array>,
  query: Record<string, string> = {},
  target: { method?: string; path?: string; type?: string; more?: Record<string, string> } = {},
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
): Promise<{ status: number; headers: Headers; body: any }> => {
  const { method = 'POST', path = '/v1/evidence/files', type = 'application/octet-stream', more = {} } = target;
  const response = await service.app.request(
    new Request(`${BASE_URL}${path}?${new URLSearchParams({ filename: 'a.bin', ...query })}`, {
      method,
      headers: { ...headers, 'Content-Type': type, ...more },
      body: file as BodyInit,
      // @ts-expect-error Node asks for it where the body is a stream
      duplex: 'half',
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
};

export async function download(
  service: TestService,
  headers: Record<string, string>,
  path: string,
): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
  const response = await service.app.request(`${BASE_URL}${path}`, { headers });
  return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}
