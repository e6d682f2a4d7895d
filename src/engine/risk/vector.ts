/**
 * @module The vector string: one line that says what a score was made of (methods 3.2.9). Grammar:
 *
 *     VNAIA:<version>/<dimension>…/C<confidence>/R<residual>/G:<gates>/L:<level>
 *     dimension  <id>:W<weight>S<severity>L<likelihood>M<mitigation>   or   <id>:NA
 *     gates      none, or the ids of the gates that fired, joined by +
 *
 * Example: `VNAIA:1.0/F1:W3S.875L.74M.12/F2:NA/C.8346/R54.9418/G:none/L:high`. Dimensions stand in the order of their ids.
 * Numbers have at most four decimals and no leading zero; the residual score is 0–100, the others but weights 0–1. With
 * the constants of `<version>` the parts give the residual score again, to about ±0.05; the level also depends on floors.
 */
import type { Text } from '../content.ts';

export interface VectorDimension {
  id: string;
  /** `null`: the dimension does not apply. */
  parts: { weight: number; severity: number; likelihood: number; mitigation: number } | null;
}

export interface RiskVector {
  version: string;
  dimensions: VectorDimension[];
  /** `null`, as `residual`: nothing applied, nothing was scored. */
  confidence: number | null;
  residual: number | null;
  gates: string[];
  /** `null` is written `none`. */
  level: string | null;
}

export interface VectorIssue {
  /** Part of the string, counted from 0: `/3`. */
  pointer: string;
  message: Text;
  fix: Text;
}

const DECIMALS = 4;

/** `0.8750` → `.875`, `3.0000` → `3`. */
function format(value: number | null): string {
  if (value === null) return '-';
  const text = value.toFixed(DECIMALS).replace(/\.?0+$/, '');
  return text.startsWith('0.') ? text.slice(1) : text;
}

/** Numbers are rounded here, and only here: no level was decided by a rounded value. */
export function formatVector({ version, dimensions, confidence, residual, gates, level }: RiskVector): string {
  const parts = dimensions.map(({ id, parts: values }) =>
    values
      ? `${id}:W${format(values.weight)}S${format(values.severity)}L${format(values.likelihood)}M${format(values.mitigation)}`
      : `${id}:NA`,
  );
  const fired = gates.length > 0 ? gates.join('+') : 'none';
  return [
    `VNAIA:${version}`,
    ...parts,
    `C${format(confidence)}`,
    `R${format(residual)}`,
    `G:${fired}`,
    `L:${level ?? 'none'}`,
  ].join('/');
}

const NUMBER = String.raw`(?:[1-9]\d*(?:\.\d{0,3}[1-9])?|0|\.\d{0,3}[1-9])`;
const HEAD = /^VNAIA:(\d+\.\d+)$/;
const DIMENSION = new RegExp(`^([FW]\\d{1,2}):(?:NA|W(${NUMBER})S(${NUMBER})L(${NUMBER})M(${NUMBER}))$`);
const CONFIDENCE = new RegExp(`^C(${NUMBER}|-)$`);
const RESIDUAL = new RegExp(`^R(${NUMBER}|-)$`);
const GATES = /^G:(none|G\d{1,2}(?:\+G\d{1,2})*)$/;
const LEVEL = /^L:([a-z0-9_-]+)$/;

const number = (text: string): number | null => (text === '-' ? null : Number(text));

/** @returns the vector, or everything that is wrong with the string */
export function parseVector(text: string): { vector: RiskVector } | { issues: VectorIssue[] } {
  const parts = text.split('/');
  const issues: VectorIssue[] = [];
  const match = (index: number, pattern: RegExp, expected: string, limit = Number.POSITIVE_INFINITY): string[] => {
    const found = parts[index] === undefined ? null : pattern.exec(parts[index]);
    if (found?.slice(1).every((group) => !(Number(group) > limit))) return [...found];
    issues.push(issue(index, parts[index] ?? '', expected));
    return [];
  };
  const tail = Math.max(parts.length - 4, 1);
  const [, version = ''] = match(0, HEAD, 'VNAIA:1.0');
  const dimensions = parts.slice(1, tail).map((_, offset): VectorDimension => {
    const [, id = '', weight, ...rest] = match(offset + 1, DIMENSION, 'F1:W1S.5L.5M.5');
    if (rest.some((value) => Number(value) > 1)) issues.push(issue(offset + 1, parts[offset + 1]!, 'S, L, M ≤ 1'));
    const [severity, likelihood, mitigation] = rest.map(Number);
    const known = weight !== undefined;
    return {
      id,
      parts: known
        ? { weight: Number(weight), severity: severity!, likelihood: likelihood!, mitigation: mitigation! }
        : null,
    };
  });
  const [, confidence = '-'] = match(tail, CONFIDENCE, 'C.5', 1);
  const [, residual = '-'] = match(tail + 1, RESIDUAL, 'R50', 100);
  const [, gates = 'none'] = match(tail + 2, GATES, 'G:none');
  const [, level = 'none'] = match(tail + 3, LEVEL, 'L:high');
  if (issues.length > 0) return { issues };
  return {
    vector: {
      version,
      dimensions,
      confidence: number(confidence),
      residual: number(residual),
      gates: gates === 'none' ? [] : gates.split('+'),
      level: level === 'none' ? null : level,
    },
  };
}

const issue = (index: number, found: string, expected: string): VectorIssue => ({
  pointer: `/${index}`,
  message: {
    vi: `Phần thứ ${index + 1} của chuỗi ("${found}") không đúng dạng`,
    en: `Part ${index + 1} of the string ("${found}") is not of the right form`,
  },
  fix: { vi: `Ghi theo mẫu ${expected}`, en: `Write it like ${expected}` },
});
