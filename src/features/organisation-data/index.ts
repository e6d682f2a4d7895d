/** @module The door of what is copied or removed as a whole. */
export { backupLines, type Restored, restoreLines } from './back-up.ts';
export { exportLines, LEFT_OUT, planExport } from './export-organisation.ts';
export { type Imported, type ImportOptions, importLines } from './import-organisation.ts';
export { BrokenFile } from './lines.ts';
export { Refused } from './refused.ts';
export { organisationDataRoutes } from './routes.ts';
