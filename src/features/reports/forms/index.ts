/** @module The door of the official forms: for each its model, its DOCX where a company must edit it, and what goes with it. */

export { buildClassificationDossier } from './classification-dossier-model.ts';
export { writeFormDocx } from './docx/write-docx.ts';
export {
  type Ask,
  type Block,
  FORM_IDS,
  type FormId,
  type FormInput,
  type FormModel,
  type FormTexts,
  type Part,
} from './form-model.ts';
export { FORM_REPORTS, type FormOptions, type FormReport } from './form-reports.ts';
export {
  AI02_FIELDS,
  buildImpactAssessment,
  checkRedactions,
  type ImpactAssessmentOptions,
} from './impact-assessment-model.ts';
export {
  CONSEQUENCES,
  FIELD_UNKNOWN,
  INCIDENT_FORM_FIELDS,
  type IncidentForm,
  type IncidentFormField,
  OPERATION_STATES,
} from './incident-fields.ts';
export { buildIncidentReport, type IncidentOptions } from './incident-model.ts';
export { buildLabourPlan } from './labour-plan-model.ts';
export { buildNotification, type Notification, type NotificationGap } from './notification.ts';
export { NOTIFICATION_SCHEMA, NOTIFICATION_SCHEMA_PATH } from './notification-schema.ts';
export { REDACTION_GROUNDS, type Redaction, type RedactionGround, type RedactionIssue } from './redaction.ts';
export { type RenderedForm, renderFormHtml } from './render-form.ts';
export { buildSelfAssessment } from './self-assessment-model.ts';
