/** @module From the bytes of a body to data, or to every mistake in its text. */
import { Problem, type ProblemIssue } from '../problems.ts';
import { parseYaml } from './parse-yaml.ts';
import { scanJson } from './scan-json.ts';
import { placeIssues, pointerOf, type TextIssue } from './text-issues.ts';

export type BodyFormat = 'json' | 'yaml';
export type Parsed = { data: unknown } | { issues: ProblemIssue[] };

/** @param bytes UTF-8 text, with or without a byte order mark */
export function parseBody(bytes: ArrayBuffer | Uint8Array, format: BodyFormat): Parsed {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { issues: [notUtf8] };
  }
  const parsed = format === 'json' ? parseJson(text) : parseYaml(text);
  if ('issues' in parsed) return { issues: placeIssues(text, parsed.issues) };
  // Text decoded from UTF-8 is well formed; only an escape can smuggle half a character in.
  const broken = /\\u/i.test(text) ? brokenCharacters(parsed.data) : [];
  return broken.length > 0 ? { issues: broken } : parsed;
}

function parseJson(text: string): { data: unknown } | { issues: TextIssue[] } {
  const issues = scanJson(text);
  return issues.length > 0 ? { issues } : { data: JSON.parse(text) as unknown };
}

const notUtf8: ProblemIssue = {
  pointer: '',
  code: 'invalid_utf8',
  message: { vi: 'Nội dung không phải văn bản UTF-8', en: 'The body is not UTF-8 text' },
  fix: { vi: 'Lưu và gửi tệp với mã hóa UTF-8', en: 'Save and send the file as UTF-8' },
};

/** Half a surrogate pair cannot be hashed, printed or sent back as UTF-8. */
function brokenCharacters(data: unknown, path: readonly (string | number)[] = []): ProblemIssue[] {
  if (typeof data === 'string') return data.isWellFormed() ? [] : [brokenAt(path)];
  if (Array.isArray(data)) return data.flatMap((entry, index) => brokenCharacters(entry, [...path, index]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    key.isWellFormed() ? brokenCharacters(value, [...path, key]) : [brokenAt(path)],
  );
}

const brokenAt = (path: readonly (string | number)[]): ProblemIssue => ({
  pointer: pointerOf(path),
  code: 'broken_character',
  message: {
    vi: 'Có nửa ký tự Unicode (\\uD800–\\uDFFF đứng lẻ)',
    en: 'There is half a Unicode character (a lone \\uD800–\\uDFFF)',
  },
  fix: { vi: 'Ghi đủ cặp, hoặc ghi thẳng ký tự', en: 'Write both halves, or the character itself' },
});

/** The refusal of a body whose text is wrong; its detail names the first mistake. */
export function unreadable(issues: ProblemIssue[]): Problem {
  const { line, column, message } = issues[0]!;
  const [vi, en] =
    line === undefined ? ['', ''] : [`Dòng ${line}, cột ${column}: `, `Line ${line}, column ${column}: `];
  const more = issues.length - 1;
  const detail = {
    vi: `${vi}${message.vi}.${more > 0 ? ` Còn ${more} lỗi khác trong errors.` : ''}`,
    en: `${en}${message.en}.${more > 0 ? ` ${more} more in errors.` : ''}`,
  };
  return new Problem('malformed-body', detail, { issues });
}
