/** @module What the numbers were made from, as text: the file, its columns, the rows that were left out. */
import type { FairnessOutput, FairnessSource } from '../measure/csv/index.ts';
import { REJECTIONS, type Rejection } from '../measure/fairness/index.ts';
import { safe } from './fairness-text.ts';
import type { Language } from './options.ts';

const LINES_SHOWN = 10;

const WORDS = {
  vi: {
    source: 'Dữ liệu đã đo (không được lưu lại)',
    counts: (sha256: string) => `  Số đếm theo nhóm; SHA-256 ${sha256}`,
    file: (bytes: number, encoding: string, delimiter: string) =>
      `  Tệp CSV ${bytes} byte, mã hóa ${encoding}, dấu phân cách ${delimiter}`,
    rows: (rows: number, counted: number) => `  ${rows} dòng, đếm được ${counted}`,
    rejected: (rows: number, reason: string) => `  Loại ${rows} dòng: ${reason}`,
    lines: (lines: string) => `  Các dòng bị loại: ${lines}`,
    warnings: 'Lưu ý',
    delimiters: { ',': 'dấu phẩy', ';': 'dấu chấm phẩy', '\t': 'tab' },
    columns: {
      label: 'kết quả thực tế',
      prediction: 'quyết định',
      score: 'điểm',
      threshold: 'ngưỡng',
      attributes: 'thuộc tính',
      favourable: 'giá trị dương',
      stratum: 'phân tầng',
      weight: 'trọng số',
    },
  },
  en: {
    source: 'The data that were measured (not kept)',
    counts: (sha256: string) => `  Counts by group; SHA-256 ${sha256}`,
    file: (bytes: number, encoding: string, delimiter: string) =>
      `  CSV file of ${bytes} bytes, ${encoding}, separated by ${delimiter}`,
    rows: (rows: number, counted: number) => `  ${rows} rows, ${counted} of them counted`,
    rejected: (rows: number, reason: string) => `  ${rows} rows left out: ${reason}`,
    lines: (lines: string) => `  Lines left out: ${lines}`,
    warnings: 'Note',
    delimiters: { ',': 'commas', ';': 'semicolons', '\t': 'tabs' },
    columns: {
      label: 'actual outcome',
      prediction: 'decision',
      score: 'score',
      threshold: 'threshold',
      attributes: 'attributes',
      favourable: 'positive value',
      stratum: 'stratum',
      weight: 'weight',
    },
  },
} as const;

export function sourceText({ source, warnings }: FairnessOutput, lang: Language): string {
  const words = WORDS[lang];
  const lines = [
    `${words.source}:`,
    ...(source.kind === 'counts' ? [words.counts(source.sha256)] : fileLines(source, lang)),
    ...(warnings.length > 0 ? [`${words.warnings}:`] : []),
    ...warnings.map(({ message, fix }) => `  - ${safe(message[lang], 400)} → ${safe(fix[lang], 400)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function fileLines(source: FairnessSource & { kind: 'csv' }, lang: Language): string[] {
  const words = WORDS[lang];
  const { parse, columns } = source;
  const { rejected } = parse;
  const used = Object.entries(words.columns).flatMap(([key, word]) => {
    const value = columns[key as keyof typeof words.columns];
    if (value === null || (key === 'threshold' && columns.score === null)) return [];
    return [`${word}: ${Array.isArray(value) ? value.map((name) => safe(name)).join(', ') : safe(String(value))}`];
  });
  const places = rejected.first.slice(0, LINES_SHOWN).map(({ line }) => line);
  const more = rejected.rows > places.length ? ' …' : '';
  return [
    words.file(source.bytes, source.encoding!, words.delimiters[source.delimiter!]),
    `  SHA-256 ${source.sha256}`,
    `  ${used.join('; ')}`,
    words.rows(parse.rows, parse.counted),
    ...Object.entries(rejected.byReason).map(([reason, rows]) =>
      words.rejected(rows, REJECTIONS[reason as Rejection][lang]),
    ),
    ...(places.length > 0 ? [words.lines(`${places.join(', ')}${more}`)] : []),
  ];
}
