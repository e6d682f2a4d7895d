/** @module Base64 in its one canonical form: text that decodes to the same bytes but is written otherwise is refused. */

/** Standard alphabet with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** URL alphabet without padding (RFC 4648, section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** @returns `undefined` unless `text` is exactly what `toBase64` writes */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** @returns `undefined` unless `text` is exactly what `toBase64Url` writes */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const bytes = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4));
  return bytes && toBase64Url(bytes) === text ? bytes : undefined;
}
