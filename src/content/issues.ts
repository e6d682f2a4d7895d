/** @module One mistake in content: where it is, what it is, how to fix it. */

export const CONTENT_ISSUE_CODES = [
  'yaml_syntax',
  'duplicate_key',
  'unknown_file',
  'unknown_key',
  'missing',
  'missing_translation',
  'wrong_type',
  'invalid_date',
  'duplicate_id',
  'id_prefix',
  'unknown_article',
  'unknown_variable',
  'unknown_operator',
  'unknown_option',
  'unknown_question',
  'unknown_obligation',
  'unknown_reference',
  'malformed',
  'type_mismatch',
  'division',
  'cycle',
  'date_overlap',
  'date_gap',
  'unreachable_question',
  'missing_rule',
  'missing_case',
  'text_keys',
  'template',
  'forbidden_claim',
  'published_changed',
  'published_missing',
  'unknown_dataset',
  'unused_dataset',
  'duplicate_dataset',
  'invalid_dataset',
] as const;

export type ContentIssueCode = (typeof CONTENT_ISSUE_CODES)[number];

/** Mistakes that leave every rule readable: the checks that follow can still be made. */
export const COSMETIC: ReadonlySet<ContentIssueCode> = new Set([
  'unknown_key',
  'missing_translation',
  'unknown_article',
  'forbidden_claim',
  'date_gap',
  'published_changed',
  'published_missing',
]);

export interface ContentIssue {
  /** Path from the content root, e.g. `rules/facts/scope.yaml`. */
  file: string;
  /** First line is 1. */
  line: number;
  code: ContentIssueCode;
  message: string;
  fix: string;
}

/** `file:line  message  → fix`, the way editors and terminals link it. */
export const formatIssue = ({ file, line, code, message, fix }: ContentIssue): string =>
  `${file}:${line}  [${code}] ${message}\n    → ${fix}`;

/** Stable order: by file, then line, then code. */
export const byPlace = (a: ContentIssue, b: ContentIssue): number =>
  a.file.localeCompare(b.file, 'en') || a.line - b.line || a.code.localeCompare(b.code, 'en');
