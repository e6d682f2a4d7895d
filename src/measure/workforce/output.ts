/** @module What is handed out after a plan was measured: the report, which plan it was, the values for rules, what the words mean. */
import type { Bilingual } from '../fairness/index.ts';
import type { WorkforceReport } from './report.ts';
import { type MeasuredValue, measuredValues } from './values.ts';
import { STATE_TEXTS, STATE_TITLES, WORKFORCE_LIMITS } from './words.ts';

export interface WorkforceOutput extends WorkforceReport {
  /** Of the canonical JSON of the plan (RFC 8785), lower-case hex; the same whether it came as YAML or JSON. */
  inputSha256: string;
  values: Record<string, MeasuredValue>;
  words: { title: Bilingual; text: Bilingual; limits: readonly Bilingual[] };
}

/** @param inputSha256 see `WorkforceOutput` */
export const workforceOutput = (report: WorkforceReport, inputSha256: string): WorkforceOutput => ({
  ...report,
  inputSha256,
  values: measuredValues(report),
  words: { title: STATE_TITLES[report.state], text: STATE_TEXTS[report.state], limits: WORKFORCE_LIMITS },
});

/** The text that the command line and the service both send: the same plan on the same day gives the same bytes. */
export const workforceJson = (output: WorkforceOutput): string => `${JSON.stringify(output, null, 2)}\n`;
