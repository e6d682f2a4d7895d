/** @module The reports there are; each is a folder `reports/<id>/`. */
export const REPORT_IDS = [
  'audit',
  'self-assessment',
  'classification-dossier',
  'impact-assessment',
  'incident',
  'labour-plan',
  'change',
  'public-summary',
] as const;

export type ReportId = (typeof REPORT_IDS)[number];

/** Languages that every report is written in. */
export const REPORT_LANGUAGES = ['vi', 'en'] as const;
