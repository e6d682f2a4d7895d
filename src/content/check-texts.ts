/** @module Checks what the texts of the content say. */
import type { Names } from './names.ts';
import { walk } from './source.ts';

/** Phrases that the law does not support; texts of the product must not use them (ai-law.md 5B, design 1). */
const FORBIDDEN: { pattern: RegExp; why: string }[] = [
  {
    pattern: /\b(certified (as )?(compliant|ethical|safe)|(fully|is|are) compliant|approved by the ministry)\b/i,
    why: 'no Vietnamese body certifies compliance',
  },
  { pattern: /(được chứng nhận tuân thủ|đã chứng nhận tuân thủ)/i, why: 'no Vietnamese body certifies compliance' },
  {
    pattern: /unacceptable[- ]risk|rủi ro không (thể )?chấp nhận/i,
    why: 'the law has three tiers and prohibited acts',
  },
];

export function checkTexts({ collected: { parts }, report }: Names): void {
  for (const part of Object.values(parts).flat() as object[]) {
    walk(part, (value, path) => {
      if (typeof value !== 'string' || (path.at(-1) !== 'vi' && path.at(-1) !== 'en')) return;
      for (const { pattern, why } of FORBIDDEN) {
        const match = pattern.exec(value);
        if (!match) continue;
        const fix = 'say what was assessed, against what, on which date';
        report(part, path, 'forbidden_claim', `'${match[0]}' must not be said: ${why}`, fix);
      }
    });
  }
}
