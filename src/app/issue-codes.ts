/** @module The closed list of codes that entries of `errors` can carry. */
import { ANSWER_ISSUE_CODES } from '../engine/index.ts';

/** The text of the body, before anyone looks at the answers in it. */
export const TEXT_ISSUE_CODES = [
  'invalid_utf8',
  'syntax',
  'duplicate_key',
  'too_deep',
  'too_many',
  'unsupported_yaml',
  'broken_character',
] as const;

/** The query. */
export const PARAMETER_ISSUE_CODES = [
  'unknown_parameter',
  'duplicate_parameter',
  'invalid_value',
  'invalid_date',
] as const;

export const ISSUE_CODES = [...new Set([...TEXT_ISSUE_CODES, ...PARAMETER_ISSUE_CODES, ...ANSWER_ISSUE_CODES])];

export type TextIssueCode = (typeof TEXT_ISSUE_CODES)[number];
export type IssueCode = (typeof ISSUE_CODES)[number];
