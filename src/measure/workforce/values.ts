/**
 * @module The report as flat values for the rules. What is not known is absent, so that a rule sees it as unknown; nothing
 * missing ever becomes 0 or false.
 */

import type { Range } from './displacement.ts';
import { MANY_FROM, type YesNoUnknown } from './people.ts';
import type { StepName, StepStatus } from './process.ts';
import type { WorkforceReport } from './report.ts';

export type MeasuredValue = number | boolean | string;

const PREFIX = 'measured.workforce.';

const yesNo = (answer: YesNoUnknown): boolean | null => (answer === 'unknown' ? null : answer === 'yes');

const IN_TIME: Partial<Record<StepStatus, boolean>> = {
  done: true,
  late: false,
  overdue: false,
  missing: false,
  incomplete: false,
};

/** Units: people, full-time equivalents, shares and likelihoods 0–1, VND. Titles of the keys are in `rules/measures.yaml`. */
export function measuredValues(report: WorkforceReport): Record<string, MeasuredValue> {
  const { displaced, likelihood, severity, people, process, distribution, allowance } = report;
  const status = (name: StepName): boolean | null =>
    IN_TIME[process.steps.find(({ step }) => step === name)!.status] ?? null;
  const ratios = (distribution.report?.attributes ?? []).flatMap(({ metrics }) =>
    metrics.flatMap(({ headline }) => (headline ? [headline.ratio] : [])),
  );
  const values: Record<string, MeasuredValue | null> = {
    state: report.state,
    headcount: people.headcount,
    'open-people': displaced.openPeople,
    ...spread('displaced-fte', displaced.fte),
    ...spread('displaced-share', displaced.share),
    ...spread('likelihood', likelihood),
    affected: people.affected.complete ? people.affected.known : null,
    'affected-at-least': people.affected.known,
    'dismissals-planned': people.outcomes.ended.complete ? people.outcomes.ended.known : null,
    'dismissals-at-least': people.outcomes.ended.known,
    [`affects-${MANY_FROM}-or-more`]: yesNo(people.planTrigger),
    'severity-scale': severity.scale,
    'severity-scope': severity.scope,
    'severity-irremediability': severity.irremediability,
    'severity-vulnerability': severity.vulnerability,
    'reskilling-coverage': people.retraining.coverage,
    'reskilling-gap': people.retraining.gap,
    'net-new-roles': people.newRoles.net,
    'distribution-verdict': distribution.report?.verdict ?? null,
    'distribution-ratio': ratios.length > 0 ? Math.min(...ratios) : null,
    'plan-complete': process.plan.complete,
    'consultation-held': status('consultation'),
    'consultation-posted': status('posting'),
    'plan-announced': status('announcement'),
    'notice-province': status('notice_province'),
    'notice-workers': status('notice_workers'),
    'gate-g4': yesNo(report.gates[0]!.fires),
    'allowance-total': allowance?.total ?? null,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[PREFIX + key, value]])),
  );
}

const spread = (name: string, { low, point, high }: Range): Record<string, number | null> => ({
  [`${name}-low`]: low,
  [name]: point,
  [`${name}-high`]: high,
});
