/** @module Each form: how its model is built, and that it can be had as a file to edit. */
import { buildClassificationDossier } from './classification-dossier-model.ts';
import { writeFormDocx } from './docx/write-docx.ts';
import type { FormId, FormInput, FormModel } from './form-model.ts';
import { buildImpactAssessment, type ImpactAssessmentOptions } from './impact-assessment-model.ts';
import { buildIncidentReport, type IncidentOptions } from './incident-model.ts';
import { buildLabourPlan } from './labour-plan-model.ts';
import { buildSelfAssessment } from './self-assessment-model.ts';

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
