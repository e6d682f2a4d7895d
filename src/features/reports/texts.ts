/** @module The fixed wording of the reports (`reports/<id>/text.<lang>.yaml`) and the other parts they are made of. */
import type { ReportId } from '../../content/report-ids.ts';
import type { Text } from '../../engine/index.ts';

export type Lang = keyof Text;

/** Small tables of words, by the value they name. */
type Table =
  | 'meanings'
  | 'prohibitedStatus'
  | 'rowStatus'
  | 'routes'
  | 'confidence'
  | 'impacts'
  | 'roleStatus'
  | 'status'
  | 'kinds'
  | 'states'
  | 'severity'
  | 'findingKinds'
  | 'efforts'
  | 'formLevels'
  | 'ethicsForce'
  | 'riskDomains'
  | 'gateStates'
  | 'findingStates'
  | 'verdicts'
  | 'evidenceGrades'
  | 'evidenceKinds'
  | 'conclusions'
  | 'stages'
  | 'recordStates';

/** Words that code prints itself; the template may use any further key of the file. */
type Word =
  | 'title'
  | 'undetermined'
  | 'undeterminedWhy'
  | 'maybe'
  | 'engine'
  | 'questionnaire'
  | 'rules'
  | 'answersHash'
  | 'unknownAnswer'
  | 'notApplicableAnswer'
  | 'yes'
  | 'no'
  | 'noneOfThese'
  | 'noEvent'
  | 'actionsNone'
  | 'actionsOpen'
  | 'actionsUnsettled'
  | 'maintained'
  | 'ownerMissing'
  | 'dueMissing'
  | 'riskNoLevel'
  | 'riskLowerLead'
  | 'riskChart'
  | 'ratesChart'
  | 'displacementChart'
  | 'referenceGroup'
  | 'notMeasured'
  | 'or'
  | 'page'
  | 'pageOf'
  | 'footer'
  | 'personUnnamed'
  | 'remediationMissing'
  | 'noStake'
  | 'stakeStated'
  | 'noAdvice'
  | 'adviceStated'
  | 'resultHash'
  | 'submissionHash'
  | 'reviewHash'
  | 'reviewedResultHash'
  | 'qrLabel'
  | 'atLeast'
  | 'doneMissing'
  | 'notNeeded'
  | 'notCompared'
  | 'notStated'
  | 'evidenceMissing'
  | 'levelMissing'
  | 'levelHeld'
  | 'remedyMissing'
  | 'responsibleMissing';

/**
 * What every report has (`reports/shared`) and `title`. A report's own words are read with `textsOf`.
 */
export type ReportTexts = Record<Table, Record<string, string>> & Record<Word, string>;

/** Everything a report needs beside what it is about; plain data, the same on every runtime. */
export interface ReportAssets {
  /** `@font-face` rules with the fonts inside. */
  fonts: string;
  /** Style by report: the shared one and its own, without the fonts. */
  css: Partial<Record<ReportId, string>>;
  texts: Partial<Record<ReportId, Record<Lang, ReportTexts>>>;
}

/**
 * The words of one report. `content check` has compared the text files with each other and with the templates, so their
 * keys are those that the caller's type names.
 * @throws Error when the report has no folder
 */
export function textsOf<Own extends object = ReportTexts>(
  assets: ReportAssets,
  id: ReportId,
  lang: Lang,
): ReportTexts & Own {
  const texts = assets.texts[id];
  if (!texts) throw new Error(`reports/${id} is not there`);
  return texts[lang] as ReportTexts & Own;
}

/** A precompiled template: model in, HTML out. */
export type Template = (model: object) => string;

export type Templates = Partial<Record<ReportId, Template>>;
