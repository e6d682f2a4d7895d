/** @module Takes a JSON body in: bounded, UTF-8, well-formed, each key once. */
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { endedEarly, refuseDeclared, tooLarge } from './body-limits.ts';
import { DEPTH_MAX, scanKeys, VALUES_MAX } from './scan-keys.ts';

/** Twenty thousand groups, or a plan of ten thousand people by name, fit several times over. */
export const JSON_LIMIT_BYTES = 5_000_000;

/** What one route says about the bodies it takes. */
export interface JsonForm {
  /** What to send, shown beside a body that cannot be read. */
  send: Text;
  /** What to do with a body that is too large. */
  advice: Text;
}

/** @returns the parsed body @throws Problem 413 beyond the limit, 400 for a body that cannot be read or would lose something */
export async function readJson(request: Request, form: JsonForm): Promise<unknown> {
  refuseDeclared(request.headers, JSON_LIMIT_BYTES, form.advice);
  const bytes = await takeIn(request, form);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(form, 'invalid_utf8', 'Nội dung không phải văn bản UTF-8', 'The body is not UTF-8 text');
  }
  return parse(text, form);
}

async function takeIn(request: Request, form: JsonForm): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) break;
    length += value.byteLength;
    if (length > JSON_LIMIT_BYTES) {
      // Not awaited: the sender may be slow to notice, the answer need not be.
      reader.cancel().catch(() => undefined);
      throw tooLarge(JSON_LIMIT_BYTES, form.advice);
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

function parse(text: string, form: JsonForm): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw unreadable(form, 'syntax', 'Nội dung không phải JSON đúng cú pháp', 'The body is not well-formed JSON');
  }
  const trouble = scanKeys(text);
  if (trouble?.code === 'duplicate_key') {
    const shown = JSON.stringify(trouble.key).slice(0, 80);
    throw unreadable(form, 'duplicate_key', `Khóa ${shown} được ghi hai lần`, `The key ${shown} is given twice`);
  }
  if (trouble?.code === 'too_deep') {
    const [vi, en] = [`Lồng nhau quá ${DEPTH_MAX} tầng`, `Nested more than ${DEPTH_MAX} levels deep`];
    throw unreadable(form, 'too_deep', vi, en);
  }
  if (trouble) {
    const [vi, en] = [`Có hơn ${VALUES_MAX} giá trị`, `There are more than ${VALUES_MAX} values`];
    throw unreadable(form, 'too_many', vi, en);
  }
  if (holdsHalfCharacter(text, data)) {
    throw unreadable(form, 'broken_character', 'Có nửa ký tự Unicode', 'There is half a Unicode character');
  }
  return data;
}

/**
 * Half a surrogate pair cannot be hashed or sent back as UTF-8. Text decoded from UTF-8 is well formed, so only an escape can
 * bring one in; written out again, it alone stays an escape.
 */
const holdsHalfCharacter = (text: string, data: unknown): boolean =>
  /\\ud[89a-f]/i.test(text) && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(data));

function unreadable({ send }: JsonForm, code: ProblemIssue['code'], vi: string, en: string): Problem {
  const issues: ProblemIssue[] = [{ pointer: '', code, message: { vi, en }, fix: send }];
  return new Problem('malformed-body', { vi: `${vi}.`, en: `${en}.` }, { issues });
}
