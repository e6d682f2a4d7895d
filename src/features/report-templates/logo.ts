/**
 * @module The logo of an organisation: a raster image, told by its bytes and not by what it is called. SVG is not taken: it
 * can carry script and load from elsewhere.
 */
import { fileTypeFromBuffer } from 'file-type';
import type { Text } from '../../engine/index.ts';

export const LOGO_LIMITS = {
  bytes: 512 * 1024,
  /** Pixels a side: a small file can unfold to an image that fills the memory. */
  side: 4_096,
} as const;

/** Base64 of the largest logo. */
export const LOGO_TEXT_LENGTH = Math.ceil(LOGO_LIMITS.bytes / 3) * 4;

export type CheckedLogo = { dataUri: string; width: number; height: number } | { message: Text; fix: Text };

const MEDIA_TYPES = ['image/png', 'image/jpeg'];

/** @param base64 the image, in base64 without line breaks */
export async function checkLogo(base64: string): Promise<CheckedLogo> {
  const bytes = decode(base64);
  if (!bytes)
    return refusal('Không phải là base64', 'It is not base64', 'Gửi ảnh ở dạng base64', 'Send the image as base64');
  if (bytes.length > LOGO_LIMITS.bytes) {
    return refusal(
      `Biểu trưng có ${bytes.length} byte, tối đa ${LOGO_LIMITS.bytes}`,
      `The logo has ${bytes.length} bytes, at most ${LOGO_LIMITS.bytes} are taken`,
      'Thu nhỏ ảnh',
      'Make the image smaller',
    );
  }
  // A broken file can make the sniffer fail; it is no image then.
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!type || !MEDIA_TYPES.includes(type.mime)) {
    return refusal(
      `Nội dung tệp là ${type?.mime ?? 'không rõ'}, không phải ảnh PNG hoặc JPEG`,
      `The bytes are ${type?.mime ?? 'of no known kind'}, not a PNG or JPEG image`,
      'Gửi ảnh PNG hoặc JPEG; SVG không được nhận vì có thể chứa mã',
      'Send PNG or JPEG; SVG is not taken, because it can carry code',
    );
  }
  const size = type.mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
  if (!size || Math.min(size.width, size.height) < 1 || Math.max(size.width, size.height) > LOGO_LIMITS.side) {
    return refusal(
      size ? `Ảnh ${size.width} × ${size.height} điểm` : 'Không đọc được kích thước ảnh',
      size ? `The image has ${size.width} × ${size.height} pixels` : 'The size of the image cannot be read',
      `Mỗi cạnh từ 1 đến ${LOGO_LIMITS.side} điểm`,
      `Each side has 1 to ${LOGO_LIMITS.side} pixels`,
    );
  }
  return { dataUri: `data:${type.mime};base64,${base64}`, ...size };
}

const refusal = (vi: string, en: string, fixVi: string, fixEn: string): CheckedLogo => ({
  message: { vi, en },
  fix: { vi: fixVi, en: fixEn },
});

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decode(base64: string): Uint8Array | undefined {
  // Twice the limit is still read, so that the refusal can name the size.
  if (base64 === '' || base64.length > LOGO_TEXT_LENGTH * 2 || !BASE64.test(base64)) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Width and height stand in the header chunk, which is the first. */
function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  if (bytes.length < 24) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Width and height stand in the first frame header (ITU T.81, B.2.2); segments before it are skipped. */
function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}
