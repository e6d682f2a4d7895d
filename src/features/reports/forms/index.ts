/** @module The door of the official forms: for each its model, its DOCX where a company must edit it, and what goes with it. */
import { buildClassificationDossier } from './classification-dossier-model.ts';
import { writeFormDocx } from './docx/write-docx.ts';
import type { FormId, FormInput, FormModel } from './form-model.ts';
import { buildImpactAssessment, type ImpactAssessmentOptions } from './impact-assessment-model.ts';
import { buildIncidentReport, type IncidentOptions } from './incident-model.ts';
import { buildLabourPlan } from './labour-plan-model.ts';
import { buildSelfAssessment } from './self-assessment-model.ts';

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
export { NOTIFICATION_SCHEMA } from './notification-schema.ts';
export { REDACTION_GROUNDS, type Redaction, type RedactionGround, type RedactionIssue } from './redaction.ts';
export { buildSelfAssessment } from './self-assessment-model.ts';

/** What only some of the forms take; the others ignore it. */
export type FormOptions = ImpactAssessmentOptions & IncidentOptions;

/** How one form is made. */
export interface FormReport {
  /** Plain JSON; `template.hbs` of the form's folder prints it. */
  buildModel: (input: FormInput, options?: FormOptions) => FormModel;
  /** The same model as a file that can be edited. */
  docx?: (model: FormModel) => Promise<Uint8Array>;
}

export const FORM_REPORTS: Record<FormId, FormReport> = {
  'self-assessment': { buildModel: buildSelfAssessment, docx: writeFormDocx },
  'impact-assessment': { buildModel: buildImpactAssessment, docx: writeFormDocx },
  'classification-dossier': { buildModel: buildClassificationDossier, docx: writeFormDocx },
  'labour-plan': { buildModel: buildLabourPlan, docx: writeFormDocx },
  incident: { buildModel: buildIncidentReport, docx: writeFormDocx },
};
