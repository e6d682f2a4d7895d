/** @module How far the answers can be relied on (methods 3.2.8). */
import type { Proof } from './prepare.ts';
import type { Band, Scheme } from './scheme.ts';

export interface Confidence {
  /** Answered weight ÷ applicable weight, 0–1. */
  completeness: number;
  /** Weighted mean of the evidence grades of what was answered, 0–1; 0 while nothing is. */
  evidence: number;
  /** completeness · (base + share · evidence), 0–1. */
  confidence: number;
}

export function confidenceOf(proofs: readonly Proof[], { confidence }: Scheme): Confidence {
  let [applicable, answered, graded] = [0, 0, 0];
  for (const proof of proofs) {
    applicable += proof.applicable;
    answered += proof.answered;
    graded += proof.evidence;
  }
  const completeness = applicable === 0 ? 0 : answered / applicable;
  const evidence = answered === 0 ? 0 : graded / answered;
  return { completeness, evidence, confidence: completeness * (confidence.base + confidence.evidence * evidence) };
}

/** The band a value falls in: the one with the highest start that the value reaches. */
export function bandOf(value: number, bands: readonly Band[]): Band {
  let found: Band | undefined;
  for (const band of bands) if (value >= band.from && (!found || band.from > found.from)) found = band;
  return found ?? bands.reduce((least, band) => (band.from < least.from ? band : least));
}
