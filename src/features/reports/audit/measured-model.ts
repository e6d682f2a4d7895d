/** @module The data sets behind the answers as the report prints them. */
import type { FairnessReport } from '../../../measure/fairness/index.ts';
import type { WorkforceReport } from '../../../measure/workforce/index.ts';
import { fairnessModel } from '../fairness-model.ts';
import { workforceModel } from '../workforce-model.ts';
import type { ReportInput } from '../writer.ts';

/** The data sets behind the answers; their shapes are those of `src/measure`, which made them. */
export function measuredModel(input: ReportInput) {
  const of = (wanted: string) => input.measurements.filter(({ kind }) => kind === wanted);
  return {
    fairness: of('fairness').map(({ datasetId, report }) => fairnessModel(input, datasetId, report as FairnessReport)),
    workforce: of('workforce').map(({ datasetId, report }) =>
      workforceModel(input, datasetId, report as WorkforceReport),
    ),
  };
}
