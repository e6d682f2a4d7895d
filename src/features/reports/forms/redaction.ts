/**
 * @module What is withheld from the copy for the public (Decree 142/2026/NĐ-CP article 20.5): whole lines of the form, each with
 * its reason and one of the three grounds of the Decree. The words withheld are taken out wherever else the organisation wrote
 * them, before anything is printed, so that no trace is left in any format.
 */
import type { Text } from '../../../engine/index.ts';
import type { Block, Field, Part } from './form-model.ts';
import { cleanText } from './form-text.ts';
import type { FormWriter, Mask } from './form-writer.ts';

/** The only grounds that article 20.5 allows. */
export const REDACTION_GROUNDS = ['state_secret', 'trade_secret', 'personal_data'] as const;
export type RedactionGround = (typeof REDACTION_GROUNDS)[number];

export interface Redaction {
  /** Line of form AI02, e.g. `II.2`; `VII.signatory` for who signs. */
  field: string;
  /** Printed in place of the line; must not repeat what is withheld. */
  reason: string;
  basis: RedactionGround;
}

export interface RedactionIssue {
  /** JSON pointer into the list. */
  pointer: string;
  message: Text;
  fix: Text;
}

/** Shorter words are too common to be taken out everywhere; their own line is still withheld. */
const SHORTEST = 4;

/** @param fields lines that can be withheld */
export function redactionIssues(redactions: readonly Redaction[], fields: readonly string[]): RedactionIssue[] {
  const seen = new Set<string>();
  return redactions.flatMap(({ field, reason, basis }, index) => {
    const issues: RedactionIssue[] = [];
    const report = (key: string, message: Text, fix: Text): number =>
      issues.push({ pointer: `/${index}/${key}`, message, fix });
    if (!fields.includes(field)) {
      report(
        'field',
        { vi: `Mẫu AI02 không có mục "${field}" để lược bỏ`, en: `Form AI02 has no line "${field}" to withhold` },
        { vi: `Chọn một trong: ${fields.join(', ')}`, en: `Use one of: ${fields.join(', ')}` },
      );
    }
    if (seen.has(field)) {
      report(
        'field',
        { vi: `Mục "${field}" được lược bỏ hai lần`, en: `Line "${field}" is withheld twice` },
        { vi: 'Giữ lại một lần', en: 'Keep one entry' },
      );
    }
    seen.add(field);
    if (reason.trim() === '') {
      report(
        'reason',
        { vi: 'Lược bỏ phải có lý do', en: 'What is withheld needs a reason' },
        { vi: 'Ghi lý do', en: 'Write it' },
      );
    }
    if (!REDACTION_GROUNDS.includes(basis)) {
      report(
        'basis',
        { vi: 'Nghị định chỉ cho lược bỏ ba loại nội dung', en: 'The Decree allows three kinds only' },
        { vi: `Chọn một trong: ${REDACTION_GROUNDS.join(', ')}`, en: `Use one of: ${REDACTION_GROUNDS.join(', ')}` },
      );
    }
    return issues;
  });
}

/** Finds every place of the withheld texts, whatever the case, the composition of the diacritics or the spaces between words. */
export function maskOf(withheld: readonly string[], masked: string): Mask {
  const words = [...new Set(withheld.flatMap(pieces))].sort((a, b) => b.length - a.length);
  if (words.length === 0) return (text) => text;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/gu, '\\s+'));
  const pattern = new RegExp(escaped.join('|'), 'giu');
  return (text) => text.normalize('NFC').replace(pattern, masked);
}

/** The text itself and each of its lines. */
function pieces(text: string): string[] {
  const whole = cleanText(text).normalize('NFC');
  return [whole, ...whole.split('\n')].map((piece) => piece.trim()).filter((piece) => [...piece].length >= SHORTEST);
}

/** What the organisation wrote in a line, for `maskOf`. Words of ours, such as the name of an option, are no secret. */
export const textsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ text, note }) => [text, ...(note === null ? [] : [note])]);

/** The marked block that stands where a line was. */
export function redactedPart(writer: FormWriter, { reason, basis }: Redaction): Part {
  const { redacted } = writer.words;
  const why = `${writer.t('lead', 'reason')}: ${writer.own(reason)}`;
  const ground = `${writer.t('lead', 'basis')}: ${writer.t('ground', basis)} (${writer.t('groundOf')})`;
  return { kind: 'redacted', lead: null, text: redacted, note: `${why}. ${ground}.`, asks: [], refs: [] };
}

/** Every line of a form by its place. */
export const fieldsOf = (blocks: readonly Block[]): Field[] =>
  blocks.flatMap((block) => ('field' in block ? [block.field] : 'choice' in block ? [block.choice] : []));
