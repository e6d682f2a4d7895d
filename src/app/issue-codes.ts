/** @module The closed list of codes that entries of `errors` can carry. */
import { ANSWER_ISSUE_CODES } from '../engine/index.ts';
import { TABLE_ISSUE_CODES } from '../measure/fairness/index.ts';

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
  'missing_parameter',
  'invalid_value',
  'invalid_date',
  'broken_character',
] as const;

/** Data to be measured: rows, and counts by group. */
export const MEASURE_ISSUE_CODES = [...TABLE_ISSUE_CODES, 'invalid_counts'] as const;

/** A workforce plan to be measured. */
export const PLAN_ISSUE_CODES = ['invalid_plan'] as const;

/** The fields of a body that is not an answer file. */
export const BODY_ISSUE_CODES = [
  'missing',
  'unknown_key',
  'wrong_type',
  'invalid_value',
  'invalid_format',
  'invalid_date',
  'too_short',
  'too_long',
  'out_of_range',
  'broken_character',
  'refused',
] as const;

/** A file that is not kept. */
export const FILE_ISSUE_CODES = [
  'file_empty',
  'file_type_refused',
  'file_type_differs',
  'file_has_macros',
  'file_ambiguous',
] as const;

/** What went wrong with signing in, or with an account. */
export const ACCOUNT_ISSUE_CODES = [
  'invalid_email_or_password',
  'email_not_verified',
  'invalid_password',
  'password_too_short',
  'password_too_long',
  'invalid_token',
  'token_expired',
  'invalid_code',
  'invalid_backup_code',
  'invalid_two_factor_cookie',
  'too_many_attempts',
  'account_temporarily_locked',
  'totp_already_enabled',
  'totp_not_enabled',
  'two_factor_not_enabled',
  'backup_codes_not_enabled',
  'credential_account_not_found',
  'provider_not_found',
  'mail_not_configured',
] as const;

export const ISSUE_CODES = [
  ...new Set([
    ...TEXT_ISSUE_CODES,
    ...PARAMETER_ISSUE_CODES,
    ...BODY_ISSUE_CODES,
    ...ANSWER_ISSUE_CODES,
    ...MEASURE_ISSUE_CODES,
    ...PLAN_ISSUE_CODES,
    ...ACCOUNT_ISSUE_CODES,
    ...FILE_ISSUE_CODES,
  ]),
];

export type TextIssueCode = (typeof TEXT_ISSUE_CODES)[number];
export type IssueCode = (typeof ISSUE_CODES)[number];
