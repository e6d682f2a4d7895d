/** @module Tables of the labour-usage plan: what becomes of the people by occupation, the steps with their days, the allowances. */
import {
  STATUS_TITLES,
  STEP_TITLES,
  type StepName,
  type StepStatus,
  type WorkforceReport,
} from '../../../measure/workforce/index.ts';
import { formatDeadline, isWaiting } from '../render-text.ts';
import type { Block, Cell, Part, Row } from './form-model.ts';
import type { FormWriter } from './form-writer.ts';

/** A measured data set under its id. */
export interface Plan {
  /** Counts from 1; part of the places in the document. */
  number: number;
  id: string;
  report: WorkforceReport;
}

const OUTCOMES = ['kept', 'retrained', 'moved', 'part_time', 'retired', 'ended'] as const;

/** The question that speaks for a step. */
export const STEP_QUESTIONS: Record<StepName, string> = {
  consultation: 'workforce.plan-consulted',
  posting: 'workforce.dialogue-posted',
  plan: 'workforce.plan-adopted-on',
  announcement: 'workforce.plan-announced',
  notice_province: 'workforce.notice-province',
  notice_workers: 'workforce.notice-workers',
};

/** Duties of the Labour Code that stand for the steps while nothing is measured. */
const DUTIES = [
  'VN-LC-001',
  'VN-LC-003',
  'VN-LC-004',
  'VN-LC-005',
  'VN-LC-007',
  'VN-LC-020',
  'VN-LC-021',
  'VN-LC-022',
  'VN-LC-023',
  'VN-LC-024',
];

type Count = WorkforceReport['people']['affected'];

/** A number of people; while not all are known it is a lower limit, and says so. */
export function countText(writer: FormWriter, { known, complete }: Count): string {
  // "At least none" would read as none.
  if (known === 0 && !complete) return writer.t('notCounted');
  const count = writer.t('people').replace('{count}', writer.number(known));
  return complete ? count : writer.t('countFrom').replace('{count}', count);
}

const cellsOf = (parts: Part[][]): Cell[] => parts.map((list) => ({ parts: list, span: 1 }));
const captionOf = (writer: FormWriter, key: string, id: string): string =>
  writer.t('caption', key).replace('{id}', () => writer.own(id));

/** @param what `occupations` for every plan, or `allowance` for those that have one */
export function planTables(
  writer: FormWriter,
  plans: Plan[],
  what: 'occupations' | 'allowance' = 'occupations',
): Block[] {
  return plans.flatMap((plan) =>
    what === 'occupations' ? [occupationTable(writer, plan)] : allowanceTable(writer, plan),
  );
}

function occupationTable(writer: FormWriter, { number, id, report }: Plan): Block {
  const { lang } = writer.input;
  const rows = report.occupations.map(({ code, title, ownTitle, headcount, planned, coverage }, index): Row => {
    const name = ownTitle ? writer.own(ownTitle) : (title?.[lang] ?? '');
    const untouched = planned === null && coverage === 0;
    const count = (outcome: (typeof OUTCOMES)[number]): Part[] => {
      const value = planned?.counts[outcome] ?? null;
      if (value !== null) return [writer.said(writer.number(value))];
      return [untouched ? writer.said(writer.t('unchanged')) : writer.gap(['workforce.plan-data'])];
    };
    return {
      ref: `${index + 1}`,
      kind: 'line',
      head: `${writer.own(code)} ${name}`.trim(),
      headSpan: 1,
      cells: cellsOf([[writer.said(writer.number(headcount))], ...OUTCOMES.map(count)]),
    };
  });
  const total: Row = {
    ref: 'total',
    kind: 'total',
    head: writer.t('total'),
    headSpan: 1,
    cells: cellsOf([
      [writer.said(writer.number(report.people.headcount))],
      ...OUTCOMES.map((outcome) => [writer.said(countText(writer, report.people.outcomes[outcome]))]),
    ]),
  };
  return {
    table: {
      ref: `occupations-${number}`,
      caption: captionOf(writer, 'occupations', id),
      columns: ['occupation', 'headcount', ...OUTCOMES].map((key) => writer.t('column', key)),
      widths: [22, 9, 11, 11, 12, 12, 11, 12],
      rows: [...rows, total],
    },
  };
}

/** The steps that the numbers call for, or may call for, with their last days. */
export function stepTable(writer: FormWriter, { number, id, report }: Plan): Block {
  const { lang } = writer.input;
  const rows = report.process.steps
    .filter(({ needed }) => needed !== 'no')
    .map(({ step, status: measured, doneOn, due, needed }): Row => {
      const asks = [STEP_QUESTIONS[step]];
      const status = measured === 'unknown' && saysNo(writer, step) ? undone(writer, due?.dates) : measured;
      const open = status === 'unknown' || needed === 'unknown';
      const word = STATUS_TITLES[status][lang];
      return {
        ref: step,
        kind: 'line',
        head: STEP_TITLES[step][lang],
        headSpan: 1,
        cells: cellsOf([
          [due ? writer.said(dueText(writer, due.dates)) : writer.said(writer.t('noLimit'))],
          [doneOn ? writer.said(writer.date(doneOn)) : open ? writer.gap(asks) : writer.said(writer.t('none'))],
          [open ? { ...writer.gap(asks), text: word } : writer.said(word)],
        ]),
      };
    });
  return { table: { ...stepHead(writer, `steps-${number}`, captionOf(writer, 'steps', id)), rows } };
}

/** The data set gives no day, and the answer says that the step was not taken. */
const saysNo = (writer: FormWriter, step: StepName): boolean =>
  writer.answerTo(STEP_QUESTIONS[step])?.value === 'not_met';

function undone({ result: { asOf } }: FormWriter, dates: readonly string[] | undefined): StepStatus {
  if (!dates?.length) return 'missing';
  if (dates.every((date) => asOf > date)) return 'overdue';
  return dates.some((date) => asOf > date) ? 'unclear' : 'upcoming';
}

const stepHead = (writer: FormWriter, ref: string, caption: string) => ({
  ref,
  caption,
  columns: ['step', 'due', 'done', 'status'].map((key) => writer.t('column', key)),
  widths: [49, 17, 17, 17],
});

export const dueText = (writer: FormWriter, dates: readonly string[]): string =>
  dates.map(writer.date).join(writer.words.or);

/** Without a data set: the duties, with the days that the answers give. */
export function lawTable(writer: FormWriter): Block[] {
  const { result, input } = writer;
  const rows = result.obligations
    .filter(({ id, applies }) => DUTIES.includes(id) && applies !== 'no')
    .map((entry): Row => {
      const questions = entry.proof.map(({ questionId }) => questionId);
      const open = [
        ...new Set([
          ...entry.reasons.filter(({ value }) => value === null).map(({ questionId }) => questionId),
          ...questions,
        ]),
      ];
      const unknown = entry.applies === 'unknown' || (entry.status === 'unknown' && !isWaiting(entry));
      const proof = entry.proof.map(({ questionId }) => writer.answer(questionId));
      return {
        ref: entry.id,
        kind: 'line',
        head: `${writer.say(entry.title)} (${writer.cite(entry.basis)})`,
        headSpan: 1,
        cells: cellsOf([
          [writer.said(formatDeadline(entry.deadline, input.lang))],
          [unknown ? writer.gap(open.slice(0, 4)) : writer.said(writer.t('none'))],
          proof.length > 0 ? proof : [writer.gap(open.slice(0, 4))],
        ]),
      };
    });
  if (rows.length === 0) return [{ paragraph: { place: '', text: writer.t('noSteps'), parts: [] } }];
  return [{ table: { ...stepHead(writer, 'duties', writer.t('caption', 'duties')), rows } }];
}

function allowanceTable(writer: FormWriter, { number, id, report }: Plan): Block[] {
  if (!report.allowance) return [];
  const rows = report.allowance.entries.map(
    ({ label, people, countedYears, monthsOfPay, perPerson, total, settlement }, index): Row => ({
      ref: `${index + 1}`,
      kind: 'line',
      head: label ? writer.own(label) : `${index + 1}`,
      headSpan: 1,
      cells: cellsOf([
        [writer.said(writer.number(people))],
        [writer.said(writer.number(countedYears, 1))],
        [writer.said(writer.number(monthsOfPay, 1))],
        [writer.said(writer.money(perPerson))],
        [writer.said(writer.money(total))],
        settlement
          ? [
              ...(settlement.usual
                ? [writer.said(dueText(writer, settlement.usual.dates), writer.t('lead', 'usual'))]
                : []),
              writer.said(dueText(writer, settlement.latest.dates), writer.t('lead', 'latest')),
            ]
          : [writer.gap(['workforce.dismissal-on'])],
      ]),
    }),
  );
  const total: Row = {
    ref: 'total',
    kind: 'total',
    head: writer.t('total'),
    headSpan: 1,
    cells: [
      { parts: [writer.said(writer.number(report.allowance.people))], span: 4 },
      { parts: [writer.said(writer.money(report.allowance.total))], span: 2 },
    ],
  };
  return [
    {
      table: {
        ref: `allowance-${number}`,
        caption: captionOf(writer, 'allowance', id),
        columns: ['group', 'headcount', 'years', 'months', 'each', 'total', 'settle'].map((key) =>
          writer.t('column', key),
        ),
        widths: [18, 9, 9, 9, 17, 18, 20],
        rows: [...rows, total],
      },
    },
  ];
}
