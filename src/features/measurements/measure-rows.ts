/** @module Measures a CSV body while it comes in; nothing of it is kept but counts and a hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { CsvCounter, csvSource, type FairnessOutput, fairnessOutput } from '../../measure/csv/index.ts';
import { assessFairness, type Columns, DIRECTIONS, type RowIssue } from '../../measure/fairness/index.ts';
import { endedEarly, tooLarge } from './body-limits.ts';
import type { CsvRequest } from './read-csv-query.ts';

/** A body is read in pieces and never held, so that the limit bounds time, not memory. */
export const CSV_LIMIT_BYTES = 200_000_000;

/** @throws Problem 413 beyond the limit, 422 with every problem of the table */
export async function measureRows(
  body: ReadableStream<Uint8Array> | null,
  request: CsvRequest,
  limitBytes = CSV_LIMIT_BYTES,
): Promise<FairnessOutput> {
  const counter = new CsvCounter(request);
  const hash = sha256.create();
  let bytes = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(endedEarly);
    if (done) break;
    bytes += value.byteLength;
    if (bytes > limitBytes) {
      reader.cancel().catch(() => undefined);
      throw tooLarge(limitBytes, CSV_ADVICE);
    }
    hash.update(value);
    if (!counter.push(value)) {
      // Not awaited: the sender may be slow to notice, the answer need not be.
      reader.cancel().catch(() => undefined);
      break;
    }
  }
  const counted = counter.end();
  if (!counted.dataset) throw refusal(counted.issues, request.columns);
  const report = assessFairness(counted.dataset, request.outcome ?? DIRECTIONS[0]);
  const source = csvSource(request.columns, counted, bytesToHex(hash.digest()));
  return fairnessOutput(report, request.outcome, source, counted.warnings);
}

export const CSV_ADVICE = {
  vi: 'Tệp lớn hơn có thể đo bằng lệnh luongtri fairness, hoặc gửi số đếm theo nhóm.',
  en: 'Measure larger files with the command luongtri fairness, or send counts by group.',
};

function refusal(found: readonly RowIssue[], columns: Columns): Problem {
  const issues = found.map((issue) => placed(issue, columns));
  const [first] = found;
  const more = found.length - 1;
  const detail = {
    vi: `${first!.message.vi}${more > 0 ? ` Còn ${more} lỗi khác trong errors.` : ''} Chưa đo gì.`,
    en: `${first!.message.en}${more > 0 ? ` ${more} more in errors.` : ''} Nothing was measured.`,
  };
  return new Problem('invalid-table', detail, { issues });
}

/** A column that was asked for is a parameter of the query; anything else is a place in the table. */
function placed({ code, column, line, message, fix }: RowIssue, columns: Columns): ProblemIssue {
  const { score, attributes, crossed: _, ...rest } = columns;
  const named = { ...rest, score: score?.column };
  const single = Object.entries(named).find(([, name]) => name === column)?.[0];
  const parameter = column === null ? undefined : (single ?? (attributes.includes(column) ? 'attribute' : undefined));
  return {
    ...(parameter === undefined ? { pointer: '' } : { in: 'query' as const, pointer: `/${parameter}` }),
    code,
    message,
    fix,
    ...(line === undefined ? {} : { line }),
  };
}
