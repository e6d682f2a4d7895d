/** @module The door of CSV reading. */
export { type CountedCsv, CsvCounter, type CsvFile, type CsvOptions } from './count-csv.ts';
export { type ColumnsUsed, csvSource, type FairnessOutput, type FairnessSource, fairnessOutput } from './output.ts';
export {
  CsvError,
  CsvParser,
  type CsvRecord,
  DELIMITERS,
  type Delimiter,
  detectDelimiter,
  RECORD_LIMIT,
} from './parse.ts';
