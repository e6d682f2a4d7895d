/** @module A verification as text for the terminal. */
import { WORDS as PAGE_WORDS } from '../features/attestations/pages/words.ts';
import type { Verification } from '../features/attestations/verify/index.ts';
import type { Language } from './options.ts';

const WORDS = {
  vi: {
    issuer: 'Nơi phát hành',
    trusted: 'khóa mà bạn tin',
    untrusted: 'không nằm trong các khóa mà bạn tin',
    organisation: 'Đơn vị',
    system: 'Hệ thống',
    submitted: 'Nộp',
    asOf: 'theo pháp luật ngày',
    tier: 'Mức rủi ro theo câu trả lời',
    review: 'Soát xét',
    noReview: 'chưa soát xét',
    status: 'Tình trạng tính đến',
    first: 'Chỗ khác đầu tiên',
    expected: 'đúng ra',
    found: 'thấy',
    checks: 'Đã kiểm',
    signs: { passed: 'đúng', failed: 'SAI', not_checked: '–' },
  },
  en: {
    issuer: 'Issuer',
    trusted: 'a key that you trust',
    untrusted: 'not among the keys that you trust',
    organisation: 'Organisation',
    system: 'System',
    submitted: 'Submitted',
    asOf: 'under the law of',
    tier: 'Tier by the answers',
    review: 'Review',
    noReview: 'not reviewed',
    status: 'Status as of',
    first: 'The first thing that differs',
    expected: 'expected',
    found: 'found',
    checks: 'Checked',
    signs: { passed: 'right', failed: 'WRONG', not_checked: '–' },
  },
} as const;

/** Texts of strangers must not move the cursor or colour the terminal. */
const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, ' ');

/** A value on one line, not too long. */
function shown(value: unknown): string {
  const text = plain(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The word for a value; what this program has no word for is shown as it is. */
const named = (names: Record<string, string>, value: string): string =>
  Object.hasOwn(names, value) ? names[value]! : shown(value);

export function verificationText(found: Verification, lang: Language): string {
  const words = WORDS[lang];
  const lines = [plain(found.text[lang]), ''];
  const { subject, first } = found;
  if (found.issuer !== null) {
    lines.push(`${words.issuer}: ${plain(found.issuer)} (${found.issuerTrusted ? words.trusted : words.untrusted})`);
  }
  if (subject) {
    const { organisation, system, submission, outcome, review } = subject;
    lines.push(`${words.organisation}: ${shown(organisation.name)}`, `${words.system}: ${shown(system.name)}`);
    lines.push(`${words.submitted}: ${plain(submission.submittedAt)}, ${words.asOf} ${plain(submission.asOf)}`);
    lines.push(`${words.tier}: ${named(PAGE_WORDS[lang].tiers, outcome.tier)}`);
    const conclusion = review
      ? `${shown(review.auditBody.name)}: ${named(PAGE_WORDS[lang].conclusions, review.conclusion)} (${plain(review.concludedAt)})`
      : words.noReview;
    lines.push(`${words.review}: ${conclusion}`);
  }
  if (found.statusAsOf !== null) lines.push(`${words.status}: ${plain(found.statusAsOf)}`);
  if (first?.place) {
    const { file, pointer, within } = first.place;
    lines.push('', `${words.first}: ${plain(first.text[lang])}`);
    lines.push(`  ${plain(file)}${pointer ? `  ${plain(pointer)}` : ''}${within ? `  (${plain(within)})` : ''}`);
    if (first.expected !== null) lines.push(`  ${words.expected}: ${shown(first.expected)}`);
    if (first.found !== null) lines.push(`  ${words.found}: ${shown(first.found)}`);
  }
  if (found.checks.length > 0) {
    const width = Math.max(...Object.values(words.signs).map((sign) => sign.length));
    lines.push('', `${words.checks}:`);
    for (const { status, text } of found.checks) lines.push(`  ${words.signs[status].padEnd(width)}  ${text[lang]}`);
  }
  return `${lines.join('\n')}\n`;
}
