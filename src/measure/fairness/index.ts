/** @module The door of the fairness measurement. */
export { assessFairness, type FairnessReport } from './assess.ts';
export type { AttributeReport, GroupReport, RateReport } from './attribute.ts';
export type { Columns, Counted, ParseReport } from './columns.ts';
export type { Comparison, MetricReport } from './comparison.ts';
export type { CountIssue } from './count-issues.ts';
export { countRows, RowCounter } from './count-rows.ts';
export { CELLS, type Confusion, type Group, type Tally } from './counts.ts';
export type { AttributeData, Dataset } from './dataset.ts';
export { DIRECTIONS, type Direction } from './direction.ts';
export { type Likelihood, likelihoodOf, likelihoodOfGap, likelihoodOfRatio } from './likelihood.ts';
export type { Measured, Reason } from './measured.ts';
export { RATE_WORDS } from './rate-words.ts';
export { RATE_NAMES, type RateName } from './rates.ts';
export { readCounts } from './read-counts.ts';
export {
  type Bilingual,
  ISSUES,
  REJECTIONS,
  type Rejection,
  type RowIssue,
  TABLE_ISSUE_CODES,
  type TableIssueCode,
} from './row-issues.ts';
export type { StratifiedComparison } from './stratified.ts';
export { SUMMARY, type Summary, type SummaryName } from './summary.ts';
export { fairnessValues } from './values.ts';
export { VERDICTS, type Verdict } from './verdict.ts';
export * from './words.ts';
export { countsOf } from './write-counts.ts';
