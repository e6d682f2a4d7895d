/**
 * @module The labour-usage plan (Labour Code article 44) with the notices and their days. The Code names five contents and no form:
 * numbers and days come from the measured workforce data set, everything else is the organisation's to write.
 */
import type { PlanPart, WorkforceReport } from '../../../measure/workforce/index.ts';
import { concernOf } from './concern.ts';
import { finishForm } from './finish-form.ts';
import type { Block, FormInput, FormModel, Notice, Part } from './form-model.ts';
import { FormWriter } from './form-writer.ts';
import { noticeBlocks } from './labour-notices.ts';
import { countText, lawTable, type Plan, planTables, stepTable } from './labour-tables.ts';

export function buildLabourPlan(input: FormInput): FormModel {
  const writer = new FormWriter(input);
  const plans = input.subject.answerSet.measurements
    .filter(({ kind }) => kind === 'workforce')
    .map(
      ({ datasetId, report }, index): Plan => ({ number: index + 1, id: datasetId, report: report as WorkforceReport }),
    );
  const about = writer.own(writer.result.system.name);
  return finishForm(writer, {
    form: 'labour-plan',
    title: writer.t('name'),
    about,
    notices: noticesOf(writer, plans),
    blocks: [
      ...headOf(writer, about),
      ...general(writer, plans),
      ...contents(writer, plans),
      heading(writer, 'steps'),
      ...(plans.length > 0 ? plans.map((plan) => stepTable(writer, plan)) : lawTable(writer)),
      heading(writer, 'notices'),
      ...noticeBlocks(writer, plans),
      ...end(writer),
    ],
  });
}

const heading = (writer: FormWriter, part: string): Block => ({
  heading: { isSub: false, text: writer.t('part', part) },
});

function noticesOf(writer: FormWriter, plans: Plan[]): Notice[] {
  const info = (key: string, basis: string[]): Notice => ({
    kind: 'info',
    text: writer.t('notice', key),
    basis: basis.length > 0 ? writer.cite(basis.map((id) => `labour-code-2019:${id}`)) : null,
    asks: [],
  });
  const concern = concernOf(writer, 'VN-LC-001');
  return [
    concern,
    ...(plans.length === 0 && concern.kind !== 'not_concerned'
      ? [{ ...info('noData', []), kind: 'open' as const, asks: [writer.ask('workforce.plan-data')] }]
      : []),
    info('arrangement', ['44.1']),
    info('many', ['42.3']),
    info('consulted', ['44.2', '42.6']),
    info('early', []),
    ...(plans.length > 0 ? [info('planned', [])] : []),
  ];
}

function headOf(writer: FormWriter, about: string): Block[] {
  const name = writer.input.subject.organisation?.name;
  return [
    {
      letterhead: {
        left: [name ? writer.own(name) : writer.t('employerHead')],
        right: [writer.t('state'), writer.t('motto')],
        number: [writer.byHand(writer.t('number'))],
        placeAndDate: [writer.byHand(null, writer.t('placeAndDate'))],
      },
    },
    { title: { lines: [writer.t('title')], note: `${writer.t('subtitle')} ${about}` } },
  ];
}

function general(writer: FormWriter, plans: Plan[]): Block[] {
  const { organisation } = writer.input.subject;
  const line = (ref: string, content: Part[]): Block => writer.field(ref, '', writer.t('line', ref), content);
  const kept = (field: string, ref: string) => writer.register('organisation', field, writer.t('line', ref));
  const [plan] = plans;
  const first = earliest(plans.map(({ report }) => report.process.firstEndedOn));
  const adopted = plans.flatMap(({ report }) => report.process.steps.filter(({ step }) => step === 'plan'));
  const adoptedOn = earliest(adopted.map(({ doneOn }) => doneOn));
  return [
    heading(writer, 'general'),
    line('employer', [writer.registered([organisation?.name], [kept('name', 'employer')])]),
    line('province', [
      writer.registered([organisation?.province, plan?.report.province], [kept('province', 'province')]),
    ]),
    line('system', [writer.given(writer.result.system.name)]),
    line('change', [writer.answer('workforce.change-kinds')]),
    line('headcount', [writer.answer('workforce.headcount')]),
    line('affected', affected(writer, plans)),
    line('first', [first ? writer.said(writer.date(first)) : writer.answer('workforce.dismissal-on')]),
    line('adopted', [adoptedOn ? writer.said(writer.date(adoptedOn)) : writer.answer('workforce.plan-adopted-on')]),
  ];
}

const earliest = (days: readonly (string | null)[]): string | undefined => days.filter((day) => day !== null).sort()[0];

function affected(writer: FormWriter, plans: Plan[]): Part[] {
  if (plans.length === 0) return [writer.answer('workforce.affected-count')];
  return plans.map(({ id, report }) =>
    writer.said(countText(writer, report.people.affected), plans.length > 1 ? writer.own(id) : null),
  );
}

/** The five contents of article 44(1), in its order. */
function contents(writer: FormWriter, plans: Plan[]): Block[] {
  return [
    heading(writer, 'a'),
    ...planTables(writer, plans),
    ...numbers(writer, 'a', plans, ['kept', 'retrained', 'part_time', 'moved']),
    ...written(writer, 'a', 'continuing', plans, 'workforce.plan-people'),
    heading(writer, 'b'),
    ...numbers(writer, 'b', plans, ['retired']),
    ...written(writer, 'b', 'retiring', plans, 'workforce.plan-people'),
    heading(writer, 'c'),
    ...numbers(writer, 'c', plans, ['ended']),
    ...written(writer, 'c', 'ending', plans, 'workforce.plan-people'),
    heading(writer, 'd'),
    ...written(writer, 'd', 'rights_and_duties', plans, 'workforce.plan-means'),
    ...allowance(writer, plans),
    heading(writer, 'đ'),
    ...written(writer, 'đ', 'measures_and_funding', plans, 'workforce.plan-means'),
    ...money(writer, plans),
  ];
}

type Outcome = keyof WorkforceReport['people']['outcomes'];

function numbers(writer: FormWriter, part: string, plans: Plan[], outcomes: Outcome[]): Block[] {
  const dismissed = outcomes.includes('ended') ? 'workforce.dismissals-planned' : 'workforce.plan-data';
  const content =
    plans.length === 0
      ? [writer.answer(dismissed)]
      : plans.flatMap(({ report }) =>
          outcomes.map((outcome) => {
            const lead = outcomes.length > 1 ? writer.t('lead', outcome) : null;
            return writer.said(countText(writer, report.people.outcomes[outcome]), lead);
          }),
        );
  const list = writer.gap([], null, writer.t('listGap'));
  return [
    writer.field(`${part}.numbers`, '', writer.t('line', 'numbers'), content),
    writer.field(`${part}.list`, '', writer.t('line', 'list'), [{ ...list, note: writer.t('noList') }]),
  ];
}

/** What the organisation says its plan holds; the words themselves are in no answer, so there is always something to write. */
function written(writer: FormWriter, part: string, wanted: PlanPart, plans: Plan[], question: string): Block[] {
  const [plan] = plans;
  const note = writer.answerTo(question)?.note;
  const own = note && ['d', 'đ'].includes(part) ? [writer.given(note)] : [];
  const state = !plan
    ? null
    : plan.report.process.plan.missing.includes(wanted)
      ? 'no'
      : plan.report.process.plan.unknown.includes(wanted)
        ? null
        : 'yes';
  const stated =
    state === null
      ? writer.answerTo(question)?.state === 'unknown'
        ? writer.dontKnow([question])
        : writer.gap([question])
      : writer.gap([question], null, writer.t('contents', state));
  return [writer.field(`${part}.content`, '', writer.t('line', 'content'), [...own, stated])];
}

function allowance(writer: FormWriter, plans: Plan[]): Block[] {
  const tables = plans.flatMap((plan) => planTables(writer, [plan], 'allowance'));
  if (tables.length > 0) return tables;
  return [writer.field('d.allowance', '', writer.t('line', 'allowance'), [writer.answer('workforce.allowance')])];
}

function money(writer: FormWriter, plans: Plan[]): Block[] {
  const lead = (key: string): string => writer.t('lead', key);
  const known = (value: number | null, key: string, question: string, write = (n: number) => writer.number(n)): Part =>
    value === null ? writer.gap([question], lead(key)) : writer.said(write(value), lead(key));
  return plans.flatMap(({ report: { people, allowance: paid } }, index): Block[] => {
    const ref = (key: string): string => (plans.length > 1 ? `đ.${key}.${index + 1}` : `đ.${key}`);
    return [
      writer.field(ref('retraining'), '', writer.t('line', 'retraining'), [
        known(people.retraining.offered, 'offered', 'workforce.retraining-priority'),
        known(people.retraining.completed, 'completed', 'workforce.retraining-priority'),
        known(people.retraining.budget, 'budget', 'workforce.training-plan', (value) => writer.money(value)),
      ]),
      writer.field(ref('newRoles'), '', writer.t('line', 'newRoles'), [
        known(people.newRoles.total, 'roles', 'workforce.new-jobs'),
        known(people.newRoles.forAffected, 'forAffected', 'workforce.retraining-priority'),
      ]),
      writer.field(ref('allowance'), '', writer.t('line', 'allowance'), [
        known(paid?.people ?? null, 'people', 'workforce.allowance'),
        known(paid?.total ?? null, 'money', 'workforce.allowance', (value) => writer.money(value)),
      ]),
    ];
  });
}

function end(writer: FormWriter): Block[] {
  const sign = (title: string): Block => ({
    signature: { left: [], title: [writer.t(title)], hint: writer.t('signHint'), name: [writer.byHand()] },
  });
  return [sign('employer')];
}
