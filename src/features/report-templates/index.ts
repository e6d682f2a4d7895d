/** @module The door of the feature that lets organisations give their reports a look of their own. */
export { applyOverride, buildReportOverride, isOverridable, type ReportOverride } from './apply-override.ts';
export { applyTemplate, validateTemplate } from './apply-template.ts';
export { buildTemplateModel } from './build-model.ts';
export { MODEL_SHAPE } from './model-shape.ts';
export {
  checkReportLook,
  OVERRIDABLE_REPORTS,
  PLACES,
  type Place,
  type ReportLook,
  ReportLookSchema,
} from './schema.ts';
