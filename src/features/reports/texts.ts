/** @module The fixed wording of the report (`reports/assessment/text.<lang>.yaml`) and the other parts it is made of. */
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
  | 'gateStates';

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
  | 'footer';

export type ReportTexts = Record<Table, Record<string, string>> & Record<Word, string>;

/** Everything a report needs beside the result; plain data and one function per template, the same on every runtime. */
export interface ReportAssets {
  texts: Record<Lang, ReportTexts>;
  /** The print style sheet with the fonts embedded. */
  css: string;
}

/** A precompiled template: model in, HTML out. */
export type Template = (model: object) => string;

export interface Templates {
  assessment: Template;
}
