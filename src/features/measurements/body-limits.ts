/** @module What is refused about a body before any of it is understood: its type, its size, its early end. */
import { Problem } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';

/**
 * @param kinds what each accepted media type stands for
 * @param shown the types that a refusal names
 * @throws Problem 415 for any other type, and for a compressed body
 */
export function bodyKind<K>(headers: Headers, kinds: Record<string, K>, shown: readonly string[]): K {
  const type = (headers.get('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = headers.get('Content-Encoding')?.trim().toLowerCase();
  if ((!encoding || encoding === 'identity') && Object.hasOwn(kinds, type)) return kinds[type]!;
  const detail = { vi: `Gửi ${shown.join(' hoặc ')}, không nén.`, en: `Send ${shown.join(' or ')}, not compressed.` };
  throw new Problem('unsupported-media-type', detail, { headers: { Accept: shown.join(', ') } });
}

/** @param advice what to do instead @throws Problem 413 when the announced length is over the limit */
export function refuseDeclared(headers: Headers, limitBytes: number, advice: Text): void {
  const declared = headers.get('Content-Length');
  if (declared !== null && !(Number(declared) <= limitBytes)) throw tooLarge(limitBytes, advice);
}

export const tooLarge = (limitBytes: number, advice: Text): Problem =>
  new Problem('body-too-large', {
    vi: `Nội dung lớn hơn ${limitBytes / 1_000_000} MB. ${advice.vi}`,
    en: `The body is larger than ${limitBytes / 1_000_000} MB. ${advice.en}`,
  });

export function endedEarly(): never {
  throw new Problem('bad-request', { vi: 'Nội dung gửi lên bị ngắt giữa chừng.', en: 'The body ended early.' });
}
