/** @module The findings as rows: what the rules found, and what the reviewer found. */
import type { FindingResult, Result } from '../../engine/index.ts';
import { formatValue, lastDayOfFinding } from '../reports/index.ts';
import type { ReviewFinding } from '../submissions/index.ts';
import { type ExportInput, listQuestions, nameOf } from './export-input.ts';
import { type Column, lines, type Table, tableOf } from './table.ts';
import { EXPORT_WORDS } from './words.ts';

/** One of both, so that the two kinds share their columns. */
type FindingRow =
  | { origin: 'own' | 'reviewed'; ours: FindingResult; theirs: null }
  | { origin: 'review'; ours: null; theirs: ReviewFinding };

/**
 * @returns the findings of the rules on the answers as given; after a review those on the answers as the reviewer left
 *   them, and the reviewer's own
 */
export function findingTable(input: ExportInput): Table {
  const { result, review } = input.subject;
  const rows: FindingRow[] = [
    ...result.findings.map((ours) => ({ origin: 'own' as const, ours, theirs: null })),
    ...(review?.reviewedResult.findings ?? []).map((ours) => ({ origin: 'reviewed' as const, ours, theirs: null })),
    ...(review?.findings ?? []).map((theirs) => ({ origin: 'review' as const, ours: null, theirs })),
  ];
  return tableOf(EXPORT_WORDS[input.lang].sheets.findings, findingColumns(input), rows);
}

function findingColumns(input: ExportInput): Column<FindingRow>[] {
  const { lang } = input;
  const words = EXPORT_WORDS[lang];
  const { result, review } = input.subject;
  const resultOf = ({ origin }: FindingRow): Result => (origin === 'own' ? result : review!.reviewedResult);
  const any = ({ ours, theirs }: FindingRow): FindingResult | ReviewFinding => ours ?? theirs;
  return [
    [words.origin, ({ origin }) => words.origins[origin]],
    [words.findingId, (row) => any(row).id],
    [words.kind, ({ ours }) => words.kinds[ours?.kind ?? 'review']],
    [words.severity, (row) => words.severities[any(row).severity]],
    [words.title, ({ ours, theirs }) => ours?.title[lang] ?? theirs?.title],
    [words.description, ({ ours, theirs }) => ours?.text[lang] ?? theirs?.description],
    [
      words.questions,
      ({ ours, theirs }) => lines(ours?.because.map(({ questionId }) => questionId)) || theirs?.questionId,
    ],
    [words.because, ({ ours }) => ours && becauseText(input, ours)],
    [words.articles, (row) => input.engine.law.citeAll(any(row).basis)[lang]],
    [words.articleIds, (row) => lines(any(row).basis)],
    [words.remedy, ({ ours }) => ours?.remedy[lang]],
    [words.planned, ({ ours }) => ours?.planned],
    [words.ownerDue, ({ ours, theirs }) => ours?.owner?.[lang] ?? theirs?.owner],
    [words.due, (row) => (row.ours ? lastDayOfFinding(resultOf(row), row.ours) : row.theirs.due)],
    [words.document, ({ ours }) => ours?.document?.[lang]],
    [words.effort, ({ ours }) => ours?.effort && words.efforts[ours.effort]],
    [words.state, ({ theirs }) => words.states[theirs?.state ?? 'open']],
    [words.remediation, ({ theirs }) => theirs?.remediation],
    [words.verification, ({ theirs }) => theirs?.verification],
    [words.acceptedBy, ({ theirs }) => theirs?.riskAcceptance && nameOf(input, theirs.riskAcceptance.by)],
    [words.acceptedReason, ({ theirs }) => theirs?.riskAcceptance?.reason],
    [words.acceptedUntil, ({ theirs }) => theirs?.riskAcceptance?.expiresOn],
  ];
}

function becauseText(input: ExportInput, { because }: FindingResult): string {
  const { lang } = input;
  const questions = new Map(listQuestions(input).map(({ question }) => [question.id, question]));
  return lines(
    because.map(({ questionId, value }) => {
      const question = questions.get(questionId);
      const said = value === null ? EXPORT_WORDS[lang].noAnswer : formatValue(value, question, lang);
      return `${question?.text[lang] ?? questionId} → ${said}`;
    }),
  );
}
