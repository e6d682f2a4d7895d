/** @module Counts of a whole data set, however they came in. */
import type { Group } from './counts.ts';

/** Counts by the values of one attribute, or of several crossed. */
export interface AttributeData {
  /** Attribute names; more than one for an intersection. */
  parts: string[];
  /** Without the unknown bucket. */
  groups: Group[];
  /** People whose value is not known: counted and shown, never in a ratio. */
  unknownRows: number;
  /** Groups of which only the size may be told, although it may lie above the floor. */
  closed?: readonly string[];
  /** The same groups inside each stratum. */
  strata?: { name: string; groups: Group[] }[];
}

export interface Dataset {
  /** Whether the data say what was deserved; otherwise only selection can be compared. */
  labelled: boolean;
  attributes: AttributeData[];
  /** Rows of the file that could not be read, and rows in all; absent where none was left out. */
  rejected?: { rows: number; of: number };
  /** People of groups under the floor are counted in their own attribute only, so that no other gives them away. */
  separated?: boolean;
}

const UNKNOWN = new Set([
  '',
  '?',
  '-',
  'n/a',
  '#n/a',
  'nan',
  'null',
  'undefined',
  'unknown',
  'not known',
  'không rõ',
  'không biết',
  'chưa rõ',
  'chưa biết',
  'không xác định',
  'không có thông tin',
]);

/**
 * Whether a cell means "not known". "none" and "không" do not: no disability and no religion are answers.
 * "NA" counts only in capitals, as statistics programs write it.
 */
export function isUnknown(value: string): boolean {
  const word = value.trim();
  return word === 'NA' || UNKNOWN.has(word.toLowerCase().normalize('NFC'));
}

/** Name of an intersection, and of its groups. */
export const crossName = (parts: readonly string[]): string => parts.join(' × ');
