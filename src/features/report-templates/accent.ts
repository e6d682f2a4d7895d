/** @module The accent colour of an organisation: readable on the paper of the report, or refused with the reason. */
import type { Text } from '../../engine/index.ts';

/** Contrast that small text needs (WCAG 2.2, success criterion 1.4.3). */
export const LEAST_CONTRAST = 4.5;
/** White, as printed, and the paper tone of the report on a screen. */
const GROUNDS = ['#ffffff', '#fbfaf7'];

export const ACCENT_PATTERN = /^#[0-9a-fA-F]{6}$/;

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns the contrast of two colours `#rrggbb`, 1 to 21 */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** @returns why the colour cannot be read on paper, or `null` where it can */
export function accentProblem(colour: string): { message: Text; fix: Text } | null {
  const least = Math.min(...GROUNDS.map((ground) => contrast(colour, ground)));
  if (least >= LEAST_CONTRAST) return null;
  // Rounded down: 4.49 must not read as 4.5.
  const shown = (Math.floor(least * 100) / 100).toString();
  return {
    message: {
      vi: `Độ tương phản của ${colour} với nền báo cáo chỉ ${shown.replace('.', ',')}, chữ sẽ khó đọc`,
      en: `The contrast of ${colour} with the paper of the report is only ${shown}, so that text is hard to read`,
    },
    fix: {
      vi: `Chọn màu đậm hơn, độ tương phản từ ${String(LEAST_CONTRAST).replace('.', ',')}`,
      en: `Choose a darker colour, with a contrast of ${LEAST_CONTRAST} or more`,
    },
  };
}
