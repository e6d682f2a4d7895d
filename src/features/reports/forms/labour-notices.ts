/** @module The notices that go with a labour-usage plan, each with its last day: to the workers about the plan, to the province, to each worker. */
import type { StepName } from '../../../measure/workforce/index.ts';
import type { Block, Part } from './form-model.ts';
import type { FormWriter } from './form-writer.ts';
import { countText, dueText, type Plan, STEP_QUESTIONS } from './labour-tables.ts';

/** Duty of the Labour Code behind a notice, whose day stands in while nothing is measured. */
const DUTIES: Partial<Record<StepName, string>> = {
  announcement: 'VN-LC-004',
  notice_province: 'VN-LC-021',
  notice_workers: 'VN-LC-022',
};

export function noticeBlocks(writer: FormWriter, plans: Plan[]): Block[] {
  return [
    sub(writer, 'announcement'),
    line(writer, 'announcement', 'announceBy', lastDay(writer, plans, 'announcement')),
    line(writer, 'announcement', 'announced', doneOn(writer, plans, 'announcement')),
    ...dismissal(writer, plans, 'province', 'notice_province', 'provinceTo'),
    ...dismissal(writer, plans, 'workers', 'notice_workers', 'workersTo'),
  ];
}

const sub = (writer: FormWriter, part: string): Block => ({ heading: { isSub: true, text: writer.t('part', part) } });

const line = (writer: FormWriter, notice: string, key: string, content: Part[]): Block =>
  writer.field(`${notice}.${key}`, '', writer.t('line', key), content);

/** Notice of 30 days before anyone is laid off (article 42(6)). */
function dismissal(writer: FormWriter, plans: Plan[], part: string, step: StepName, to: string): Block[] {
  const first = plans
    .map(({ report }) => report.process.firstEndedOn)
    .filter((day) => day !== null)
    .sort()[0];
  const people =
    plans.length === 0
      ? [writer.answer('workforce.dismissals-planned')]
      : plans.map(({ report }) => writer.said(countText(writer, report.people.outcomes.ended)));
  return [
    sub(writer, part),
    line(writer, part, 'to', [writer.said(writer.t(to))]),
    line(writer, part, 'reason', [writer.said(writer.t('reason'))]),
    line(writer, part, 'system', [writer.given(writer.result.system.name)]),
    line(writer, part, 'dismissed', people),
    line(writer, part, 'first', [first ? writer.said(writer.date(first)) : writer.answer('workforce.dismissal-on')]),
    line(writer, part, 'lastDay', lastDay(writer, plans, step)),
    line(writer, part, 'sent', doneOn(writer, plans, step)),
  ];
}

function lastDay(writer: FormWriter, plans: Plan[], step: StepName): Part[] {
  const from = step === 'announcement' ? 'workforce.plan-adopted-on' : 'workforce.dismissal-on';
  const dates = plans.flatMap(({ report }) => stepOf(report, step)?.due?.dates ?? []);
  if (dates.length > 0) return [writer.said(dueText(writer, [...new Set(dates)].sort()))];
  const duty = writer.result.obligations.find(({ id }) => id === DUTIES[step])?.deadline;
  const known = duty?.date ? [duty.date] : (duty?.possibleDates ?? []);
  return [
    known.length > 0
      ? writer.said(dueText(writer, known))
      : writer.answerTo(from)?.state === 'unknown'
        ? writer.dontKnow([from])
        : writer.gap([from]),
  ];
}

function doneOn(writer: FormWriter, plans: Plan[], step: StepName): Part[] {
  const days = plans.flatMap(({ report }) => stepOf(report, step)?.doneOn ?? []);
  if (days.length > 0) return days.map((day) => writer.said(writer.date(day)));
  const question = STEP_QUESTIONS[step];
  const answer = writer.answerTo(question);
  const isSent = answer?.value === 'met' || answer?.value === 'partly_met';
  // The answer says whether it was sent, not on which day.
  return isSent ? [writer.answer(question), writer.gap([])] : [writer.answer(question)];
}

const stepOf = (report: Plan['report'], wanted: StepName) => report.process.steps.find(({ step }) => step === wanted);
