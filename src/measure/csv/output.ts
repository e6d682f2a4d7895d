/** @module What is handed out after a measurement: the report, what it was made from, and what the words in it mean. */
import type { Columns, ParseReport } from '../fairness/columns.ts';
import {
  type Bilingual,
  type Direction,
  type FairnessReport,
  LIMITS,
  REJECTIONS,
  type Rejection,
  type RowIssue,
  VERDICT_TEXTS,
  VERDICT_TITLES,
} from '../fairness/index.ts';
import type { CountedCsv, CsvFile } from './count-csv.ts';

/** Where the counts came from. The data themselves are not kept: the hash says which they were. */
export type FairnessSource =
  | { kind: 'counts'; sha256: string }
  | ({ kind: 'csv'; sha256: string; columns: ColumnsUsed; parse: ParseReport } & CsvFile);

/** Which column was read as what; `null` where none was. */
export interface ColumnsUsed {
  label: string | null;
  prediction: string | null;
  score: string | null;
  threshold: number | null;
  attributes: string[];
  favourable: string | null;
  stratum: string | null;
  weight: string | null;
  intersections: 1 | 2 | 3;
}

export interface FairnessOutput extends FairnessReport {
  /** Nobody said what being selected means, so it was read as helping. */
  directionAssumed: boolean;
  source: FairnessSource;
  /** What was left out of the measurement although the rest is fine. */
  warnings: RowIssue[];
  words: {
    title: Bilingual;
    text: Bilingual;
    limits: readonly Bilingual[];
    rejections: Partial<Record<Rejection, Bilingual>>;
  };
}

/** @param sha256 of the bytes of the whole file, lower-case hex */
export const csvSource = (columns: Columns, { file, parse }: CountedCsv, sha256: string): FairnessSource => ({
  kind: 'csv',
  sha256,
  ...file,
  columns: {
    label: columns.label ?? null,
    prediction: columns.prediction ?? null,
    score: columns.score?.column ?? null,
    threshold: columns.score?.threshold ?? null,
    attributes: columns.attributes,
    favourable: columns.favourable ?? null,
    stratum: columns.stratum ?? null,
    weight: columns.weight ?? null,
    intersections: columns.crossed ?? 2,
  },
  parse,
});

export function fairnessOutput(
  report: FairnessReport,
  outcome: Direction | undefined,
  source: FairnessSource,
  warnings: RowIssue[] = [],
): FairnessOutput {
  const reasons = source.kind === 'csv' ? (Object.keys(source.parse.rejected.byReason) as Rejection[]) : [];
  return {
    ...report,
    directionAssumed: outcome === undefined,
    source,
    warnings,
    words: {
      title: VERDICT_TITLES[report.verdict],
      text: VERDICT_TEXTS[report.verdict],
      limits: LIMITS,
      rejections: Object.fromEntries(reasons.sort().map((reason) => [reason, REJECTIONS[reason]])),
    },
  };
}
