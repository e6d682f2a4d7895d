/**
 * @module Cells that a spreadsheet would take for a formula.
 *
 * A cell that begins with `=`, `+`, `-`, `@` (also in full width), with a tab or with a line break gets an apostrophe in front:
 * the sign by which spreadsheets mark plain text, so it stays readable. Blanks and invisible characters before the sign
 * count as nothing, because some programs drop them. A cell that already has apostrophes before such a sign gets one more;
 * so `restoreCell` gives back every text exactly.
 */

const DANGEROUS = /^'*(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u;
const NEUTRALISED = /^'+(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u;

/** @returns the text as it is safe to open in a spreadsheet */
export const neutraliseCell = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** The inverse of `neutraliseCell`, for programs that read an export. */
export const restoreCell = (cell: string): string => (NEUTRALISED.test(cell) ? cell.slice(1) : cell);
