/** @module From the query to what is read from a CSV body, or to every mistake in it. */
import { parameterIssues, singleValues } from '../../app/parameters.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import type { CsvOptions } from '../../measure/csv/index.ts';
import type { Direction } from '../../measure/fairness/index.ts';
import { type CsvParameters, CsvQuery, DELIMITER_WORDS } from './schema.ts';

export interface CsvRequest extends CsvOptions {
  outcome: Direction | undefined;
}

/** @throws Problem 422 with every mistake of the query */
export function readCsvQuery(queries: Record<string, string[]>): CsvRequest {
  const parsed = CsvQuery.safeParse(singleValues(queries));
  const found = parsed.success ? parsed.data : {};
  const issues = [...(parsed.success ? needs(parsed.data) : parameterIssues(parsed.error))];
  if (issues.length > 0) throw new Problem('invalid-parameters', undefined, { issues });
  const { attribute, score, threshold, prediction, label, favourable, stratum, weight } = found as CsvParameters;
  const { intersections, delimiter, encoding, outcome } = found as CsvParameters;
  return {
    columns: {
      attributes: [attribute!].flat(),
      crossed: Number(intersections ?? 2) as 1 | 2 | 3,
      ...(prediction === undefined ? {} : { prediction }),
      ...(score === undefined ? {} : { score: { column: score, threshold: Number(threshold) } }),
      ...(label === undefined ? {} : { label }),
      ...(favourable === undefined ? {} : { favourable }),
      ...(stratum === undefined ? {} : { stratum }),
      ...(weight === undefined ? {} : { weight }),
    },
    ...(delimiter === undefined ? {} : { delimiter: DELIMITER_WORDS[delimiter] }),
    ...(encoding === undefined ? {} : { encoding }),
    outcome,
  };
}

/** What the shape of the query alone does not say. */
function needs({ attribute, prediction, score, threshold }: CsvParameters): ProblemIssue[] {
  const issue = (
    name: string,
    code: ProblemIssue['code'],
    vi: string,
    en: string,
    fix: [string, string],
  ): ProblemIssue => ({
    in: 'query',
    pointer: `/${name}`,
    code,
    message: { vi, en },
    fix: { vi: fix[0], en: fix[1] },
  });
  const issues: ProblemIssue[] = [];
  if (attribute === undefined) {
    issues.push(
      issue('attribute', 'missing_parameter', 'Thiếu tham số attribute', 'The parameter attribute is missing', [
        'Nêu ít nhất một cột, ví dụ attribute=gioi_tinh',
        'Name at least one column, for example attribute=sex',
      ]),
    );
  }
  if ((prediction === undefined) === (score === undefined)) {
    issues.push(
      issue(
        'prediction',
        prediction === undefined ? 'missing_parameter' : 'invalid_value',
        'Cần đúng một trong hai tham số prediction và score',
        'Exactly one of prediction and score is needed',
        [
          'Nêu cột quyết định bằng prediction, hoặc cột điểm bằng score và threshold',
          'Name the column of the decision with prediction, or that of the score with score and threshold',
        ],
      ),
    );
  }
  if ((score === undefined) !== (threshold === undefined)) {
    const missing = score === undefined ? 'score' : 'threshold';
    issues.push(
      issue(
        missing,
        'missing_parameter',
        'score và threshold phải đi cùng nhau',
        'score and threshold belong together',
        ['Thêm tham số còn thiếu', 'Add the one that is missing'],
      ),
    );
  }
  if (threshold !== undefined && (threshold.trim() === '' || !Number.isFinite(Number(threshold)))) {
    issues.push(
      issue('threshold', 'invalid_value', 'threshold không phải là số', 'threshold is not a number', [
        'Viết số với dấu chấm thập phân, ví dụ 0.5',
        'Write a number with a decimal point, for example 0.5',
      ]),
    );
  }
  return issues;
}
