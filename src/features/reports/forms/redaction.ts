/**
 * @module What is withheld from the copy for the public (Decree 142/2026/NĐ-CP article 20.5): whole lines of the form, each with
 * its reason and one of the three grounds of the Decree. The words withheld are taken out wherever else the organisation wrote
 * them (`mask-words.ts`), before anything is printed, so that no trace is left in any format.
 */
import type { Text } from '../../../engine/index.ts';
import type { Block, Field, Part } from './form-model.ts';
import type { FormWriter } from './form-writer.ts';

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

/** What the organisation wrote in a line, for `maskOf`. That something does not apply is said in our words, which are no secret. */
export const textsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ kind, text, note }) => {
    if (kind === 'text') return note === null ? [text] : [text, note];
    return kind === 'not_applicable' && note !== null ? [note] : [];
  });

/**
 * What stands where a withheld line was: the marked block for what the organisation said, and what it did not say as the gap
 * that it is, because nothing of that is a secret.
 */
export function withheldParts(writer: FormWriter, redaction: Redaction, parts: readonly Part[]): Part[] {
  const open = parts.flatMap((part): Part[] => {
    if (part.kind === 'gap' || part.note === writer.words.dontKnowNote) return [part];
    // What is still possible, and what would decide it, says too much of a line that is withheld.
    return part.kind === 'unknown' ? [{ ...part, note: null, asks: [] }] : [];
  });
  return open.length === parts.length && open.length > 0 ? open : [redactedPart(writer, redaction), ...open];
}

/** The marked block that stands where a line was. */
function redactedPart(writer: FormWriter, { reason, basis }: Redaction): Part {
  const { redacted } = writer.words;
  const why = `${writer.t('lead', 'reason')}: ${writer.own(reason).replace(/\.$/, '')}`;
  const ground = `${writer.t('lead', 'basis')}: ${writer.t('ground', basis)} (${writer.t('groundOf')})`;
  return { kind: 'redacted', lead: null, text: redacted, note: `${why}. ${ground}`, asks: [], refs: [] };
}

/** Every line of a form by its place. */
export const fieldsOf = (blocks: readonly Block[]): Field[] =>
  blocks.flatMap((block) => ('field' in block ? [block.field] : 'choice' in block ? [block.choice] : []));
