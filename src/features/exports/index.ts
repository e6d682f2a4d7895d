/** @module The door of the exports feature. */
export type { ExportInput } from './export-input.ts';
export { EXPORT_TABLES, type ExportTable, exportCsv, exportXlsx } from './export-tables.ts';
export { neutraliseCell, restoreCell } from './neutralise.ts';
export { buildOscal, OSCAL_MEDIA_TYPE } from './oscal/build-oscal.ts';
export type { OscalDocument } from './oscal/document.ts';
export { CSV_MEDIA_TYPE } from './write-csv.ts';
export { XLSX_MEDIA_TYPE } from './write-xlsx.ts';
