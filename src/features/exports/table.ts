/** @module A table of texts: what CSV and XLSX are written from. */

export interface Table {
  /** Name of the sheet, at most 31 characters. */
  name: string;
  columns: string[];
  /** As many cells as there are columns; an empty text where nothing was said. */
  rows: string[][];
}

/** One column: its heading and what stands below it. */
export type Column<Row> = readonly [heading: string, cell: (row: Row) => string | number | null | undefined];

export function tableOf<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  return {
    name,
    columns: columns.map(([heading]) => heading),
    rows: rows.map((row) =>
      columns.map(([, cell]) => {
        const value = cell(row);
        return value === null || value === undefined ? '' : String(value);
      }),
    ),
  };
}

/** Several values in one cell, one a line. */
export const lines = (values: readonly string[] | undefined): string => (values ?? []).join('\n');
