import { describe, expect, it } from 'vitest';
import { requireOccupations } from '../../src/content/occupations.ts';
import { WorkCalendar } from '../../src/engine/index.ts';
import { allowanceOf, halfYears } from '../../src/measure/workforce/allowance.ts';
import { assessWorkforce, measuredValues, OccupationTable, readWorkforce } from '../../src/measure/workforce/index.ts';

const table = new OccupationTable(requireOccupations());
const calendar = new WorkCalendar([
  {
    year: 2026,
    status: 'confirmed',
    basis: [],
    checked_on: '2026-11-22',
    note: { vi: '', en: '' },
    days: [{ date: '2026-11-24', title: { vi: '', en: '' }, status: 'unsettled' }],
    working_weekend_days: [],
  },
]);

function report(raw: object, asOf = '2026-11-22') {
  const read = readWorkforce(raw, table);
  if ('issues' in read) throw new Error(JSON.stringify(read.issues));
  return assessWorkforce(read.input, { table, calendar, asOf });
}
const ONE = { code: '4222', headcount: 20, coverage: 0.5, intent: 'replace' };
const file = (occupation: object, more: object = {}) => ({
  technology: 'generative',
  occupations: [{ ...ONE, ...occupation }],
  ...more,
});
const SEWING = { code: '8153', headcount: 100, coverage: 0.8, intent: 'replace' };

describe('exposure', () => {
  it.each(['robotics', 'vision', 'process_automation', 'other', 'unknown'])(
    'the generative index never speaks for %s: sewing machines are not measured, never safe',
    (technology) => {
      const result = report({ technology, occupations: [SEWING] });
      expect(result.state).toBe('open');
      expect(result.occupations[0]!.exposure).toMatchObject({
        source: 'none',
        low: 0,
        point: null,
        high: 1,
        gradient: null,
      });
      expect(result.displaced).toMatchObject({ share: { point: null, high: 0.8 }, openPeople: 100 });
      expect(result.likelihood).toEqual({ low: 0, point: null, high: 1 });
      const values = measuredValues(result);
      expect(values).toMatchObject({ 'measured.workforce.state': 'open', 'measured.workforce.likelihood-high': 1 });
      expect(values).not.toHaveProperty(['measured.workforce.likelihood']);
      expect(values).not.toHaveProperty(['measured.workforce.displaced-share']);
    },
  );

  it('one technology that is not generative is enough', () => {
    expect(report({ technology: ['generative', 'vision'], occupations: [SEWING] }).state).toBe('open');
    expect(report({ technology: 'generative', occupations: [SEWING] }).occupations[0]!.exposure.gradient).toBe(
      'not_exposed',
    );
  });

  it('the technology of an occupation comes before that of the file', () => {
    const result = report({ technology: 'robotics', occupations: [{ ...ONE, technology: 'generative' }] });
    expect(result.occupations[0]!.exposure).toMatchObject({ source: 'ilo_2025', gradient: 'gradient_3' });
  });

  it('task shares with evidence measure any technology', () => {
    const tasks = [
      { name: 'a', share: 0.5, automatable: 0.8, evidence: 'x' },
      { name: 'b', share: 0.5, automatable: 0.2, evidence: 'x' },
    ];
    const { exposure } = report({ technology: 'robotics', occupations: [{ ...SEWING, tasks }] }).occupations[0]!;
    // Mean 0.5; standard deviation with n − 1 of 0.8 and 0.2.
    expect(exposure).toMatchObject({ source: 'tasks', point: 0.5, gradient: null });
    expect(exposure.high - 0.5).toBeCloseTo(Math.sqrt(0.18), 12);
  });

  it('work that the tasks do not describe counts as not known', () => {
    const tasks = [0.3, 0.3].map((share) => ({ name: 'a', share, automatable: 0.1, evidence: 'x' }));
    const result = report({ technology: 'robotics', occupations: [{ ...SEWING, tasks }] });
    expect(result.state).toBe('open');
    const { exposure } = result.occupations[0]!;
    expect(exposure).toMatchObject({ point: null, reason: 'tasks_incomplete' });
    expect(exposure.low).toBeCloseTo(0.06, 12);
    expect(exposure.high).toBeCloseTo(0.46, 12);
  });

  it('group 1 of the Vietnamese classification is not mapped; with an ISCO-08 code it is', () => {
    const vsco = report(file({ code: '1211' })).occupations[0]!;
    expect(vsco).toMatchObject({ title: null, exposure: { source: 'none', point: null, reason: 'vsco_group_1' } });
    const isco = report(file({ code: '1211', classification: 'isco08' })).occupations[0]!;
    expect(isco).toMatchObject({ exposure: { source: 'ilo_2025', point: 0.37 } });
  });

  it('an imputed code is marked, an army code has none', () => {
    expect(report(file({ code: '5249' })).occupations[0]!.exposure).toMatchObject({
      source: 'imputed',
      gradient: null,
    });
    expect(report(file({ code: '0110' })).occupations[0]!.exposure).toMatchObject({
      source: 'none',
      reason: 'no_published_score',
    });
  });

  it.each([{ coverage: 'unknown' }, { intent: 'unknown' }])('%j keeps the result open', (unknown) => {
    const known = report(file({}));
    const result = report(file(unknown));
    expect(result.state).toBe('open');
    expect(result.displaced.share.point).toBeNull();
    expect(result.displaced.share.high).toBeGreaterThanOrEqual(known.displaced.share.high);
  });

  it('where the system is not used nothing is displaced, whatever the exposure', () => {
    const result = report({ technology: 'robotics', occupations: [{ ...SEWING, coverage: 0 }] });
    expect(result).toMatchObject({ state: 'measured', displaced: { share: { low: 0, point: 0, high: 0 } } });
  });
});

describe('people and the labour-usage plan', () => {
  const planned = (more: object) => report(file({ planned: more }));

  it('one affected person does not reach the mark, two do, and less than all figures leave it open', () => {
    expect(planned({ kept: 19, ended: 1 }).people).toMatchObject({ planTrigger: 'no', dismissals: 'yes' });
    expect(planned({ kept: 18, ended: 2 }).people).toMatchObject({ planTrigger: 'yes', dismissals: 'yes' });
    expect(planned({ kept: 18, retrained: 2 }).people).toMatchObject({ planTrigger: 'yes', dismissals: 'no' });
    expect(planned({ kept: 18, ended: 1 }).people).toMatchObject({ planTrigger: 'unknown', dismissals: 'yes' });
    expect(report(file({})).people).toMatchObject({ planTrigger: 'unknown', dismissals: 'unknown' });
    expect(report(file({ headcount: 1 })).people.planTrigger).toBe('no');
    expect(planned({ kept: 20 }).people).toMatchObject({ planTrigger: 'no', affected: { known: 0, complete: true } });
  });

  it('retraining, new roles and severity come from the figures, and are open without them', () => {
    const result = report(
      file(
        { planned: { kept: 10, retrained: 6, ended: 4 } },
        {
          retraining: { offered: 5, completed: 2 },
          new_roles: [{ title: 'x', count: 3 }],
          local_options: 'few',
          vulnerable_affected: 2,
        },
      ),
    );
    expect(result.people.retraining).toMatchObject({ coverage: 0.5, gap: 5, completion: 0.4 });
    expect(result.people.newRoles).toEqual({ total: 3, forAffected: null, net: -1 });
    expect(result.severity).toMatchObject({ scale: 0.2, irremediability: 1, vulnerability: 0.2 });
    expect(result.severity.scope).toBeCloseTo(Math.log10(11) / Math.log10(10_001), 12);
    const open = report(file({}));
    expect(open.severity).toEqual({ scale: null, scope: null, irremediability: null, vulnerability: null });
    expect(open.people.retraining).toMatchObject({ coverage: null, gap: null });
  });

  it('"none" for retraining is a gap, silence is not known', () => {
    const base = file({ planned: { kept: 10, retrained: 10 } });
    expect(report({ ...base, retraining: 'none' }).people.retraining).toMatchObject({ coverage: 0, gap: 10 });
    expect(report(base).people.retraining).toMatchObject({ coverage: null, gap: null });
  });
});

describe('steps of the Labour Code', () => {
  const CUT = { planned: { kept: 16, ended: 4, first_ended_on: '2027-01-15' } };
  const CONTENTS = {
    continuing: true,
    retiring: true,
    ending: true,
    rights_and_duties: true,
    measures_and_funding: true,
  };
  const step = (raw: object, name: string, asOf?: string) =>
    report(raw, asOf).process.steps.find((entry) => entry.step === name)!;
  const status = (more: object, name: string, asOf?: string) => step(file(CUT, more), name, asOf).status;

  it('30 days before the first end of contract, to the day', () => {
    expect(step(file(CUT), 'notice_workers').due).toEqual({ dates: ['2026-12-16'], provisional: false });
    const on = (day: string) =>
      status({ notices: { province_on: day, workers_on: day } }, 'notice_province', '2027-01-20');
    expect(on('2026-12-16')).toBe('done');
    expect(on('2026-12-17')).toBe('late');
    expect(status({ notices: 'none' }, 'notice_workers', '2026-12-16')).toBe('upcoming');
    expect(status({ notices: 'none' }, 'notice_workers', '2026-12-17')).toBe('overdue');
    expect(status({}, 'notice_workers', '2027-12-17')).toBe('unknown');
    // A day still to come is a plan.
    expect(status({ notices: { province_on: '2026-12-10' } }, 'notice_province', '2026-12-09')).toBe('upcoming');
    expect(status({ notices: { province_on: '2026-12-20' } }, 'notice_province', '2026-12-09')).toBe('late');
  });

  it('15 days after adoption, to the day', () => {
    const on = (day: string) =>
      status(
        { plan: { adopted_on: '2026-11-01', announced_on: day, contents: CONTENTS } },
        'announcement',
        '2026-12-01',
      );
    expect(on('2026-11-16')).toBe('done');
    expect(on('2026-11-17')).toBe('late');
  });

  it('3 working days after the dialogue; a day that may be off makes it unclear', () => {
    const on = (held: string, posted: string) =>
      status({ consultation: { held_on: held, posted_on: posted, minutes: true } }, 'posting', '2026-12-31');
    // Thursday 5 November: Friday, Monday, Tuesday.
    expect(on('2026-11-05', '2026-11-10')).toBe('done');
    expect(on('2026-11-05', '2026-11-11')).toBe('late');
    // Friday 20 November, with 24 November unsettled: 25 or 26 November.
    expect(on('2026-11-20', '2026-11-25')).toBe('done');
    expect(on('2026-11-20', '2026-11-26')).toBe('unclear');
    expect(on('2026-11-20', '2026-11-27')).toBe('late');
  });

  it('without a calendar a date in working days stays open', () => {
    const read = readWorkforce(file(CUT, { consultation: { held_on: '2026-11-05', posted_on: '2026-11-06' } }), table);
    if ('issues' in read) throw new Error('wrong input');
    const { process } = assessWorkforce(read.input, { table, asOf: '2026-12-01' });
    expect(process.steps.find((entry) => entry.step === 'posting')).toMatchObject({ status: 'unknown', due: null });
  });

  it('the dialogue comes before the plan is adopted and before anyone is laid off, with minutes', () => {
    const plan = { adopted_on: '2026-11-10', contents: CONTENTS };
    const on = (held: string, minutes = true) =>
      status({ plan, consultation: { held_on: held, minutes } }, 'consultation', '2026-12-01');
    expect(on('2026-11-10')).toBe('done');
    expect(on('2026-11-11')).toBe('late');
    expect(on('2026-11-09', false)).toBe('incomplete');
  });

  it('names the parts that the plan lacks, and those not shown', () => {
    const plan = (contents: object) => report(file(CUT, { plan: { adopted_on: '2026-11-10', contents } })).process.plan;
    expect(plan(CONTENTS)).toEqual({ complete: true, missing: [], unknown: [] });
    expect(plan({ ...CONTENTS, retiring: false, ending: 'unknown' })).toEqual({
      complete: false,
      missing: ['retiring'],
      unknown: ['ending'],
    });
    expect(plan({ continuing: true }).complete).toBeNull();
    expect(report(file(CUT, { plan: { contents: CONTENTS } })).process.plan.complete).toBeNull();
    expect(report(file(CUT)).process.plan).toMatchObject({ complete: null, missing: [] });
    expect(report(file(CUT, { plan: 'none' })).process.plan).toMatchObject({ complete: false });
    expect(status({ plan: 'none' }, 'plan')).toBe('missing');
  });

  it('nothing is asked for where no one is affected', () => {
    const result = report(file({ planned: { kept: 20 } }, { plan: 'none', notices: 'none', consultation: 'none' }));
    expect(new Set(result.process.steps.map((entry) => entry.status))).toEqual(new Set(['not_needed']));
    expect(result.gates[0]).toMatchObject({ id: 'G4', fires: 'no' });
  });

  it('G4: one dismissal never, two without the steps yes, silence is not known, all steps right no', () => {
    const right = {
      consultation: { held_on: '2026-11-05', minutes: true, posted_on: '2026-11-06' },
      plan: { adopted_on: '2026-11-10', announced_on: '2026-11-12', contents: CONTENTS },
      notices: { province_on: '2026-11-20', workers_on: '2026-11-20' },
    };
    const fires = (ended: number, more: object) =>
      report(file({ planned: { kept: 20 - ended, ended, first_ended_on: '2027-01-15' } }, more)).gates[0]!.fires;
    expect(fires(4, right)).toBe('no');
    expect(fires(2, { ...right, plan: 'none' })).toBe('yes');
    expect(fires(1, { ...right, plan: 'none' })).toBe('no');
    expect(fires(4, {})).toBe('unknown');
    expect(fires(4, { ...right, notices: { province_on: '2026-12-20', workers_on: '2026-11-20' } })).toBe('yes');
    const silent = measuredValues(report(file(CUT)));
    expect(silent).not.toHaveProperty(['measured.workforce.gate-g4']);
    expect(silent).not.toHaveProperty(['measured.workforce.plan-complete']);
    expect(silent).not.toHaveProperty(['measured.workforce.notice-workers']);
  });
});

describe('who bears it', () => {
  it('being affected is the harm; people whose group is not given are counted as unknown', () => {
    const groups = { sex: { women: { affected: 90, total: 200 }, men: { affected: 20, total: 200 } } };
    const { distribution } = report(file({ headcount: 420, groups }));
    expect(distribution.report).toMatchObject({ direction: 'punitive', labelled: false, verdict: 'adverse' });
    const [sex] = distribution.report!.attributes;
    expect(sex).toMatchObject({ unknown: { rows: 20 }, metrics: [{ reference: 'men', headline: { group: 'women' } }] });
  });

  it('a gap that only reflects who works where is named', () => {
    const part = (code: string, rate: number, women: number, men: number) => ({
      ...ONE,
      code,
      headcount: women + men,
      groups: { sex: { women: { affected: rate * women, total: women }, men: { affected: rate * men, total: men } } },
    });
    const { distribution } = report({
      technology: 'generative',
      occupations: [part('4222', 0.5, 400, 100), part('4211', 0.1, 100, 400)],
    });
    expect(distribution.report!.attributes[0]!.strata[0]).toMatchObject({ simpson: 'vanishes' });
  });

  it('without groups there is no verdict', () => {
    expect(report(file({})).distribution).toEqual({ report: null, reason: 'no_groups' });
    expect(measuredValues(report(file({})))).not.toHaveProperty(['measured.workforce.distribution-verdict']);
  });
});

describe('job-loss allowance', () => {
  const entry = { label: null, people: 1, paidMonths: 0, terminatedOn: null };
  const pay = (serviceMonths: number, insuredMonths: number, sixMonthWages = 60_000_000) =>
    allowanceOf({ ...entry, serviceMonths, insuredMonths, sixMonthWages });

  it.each([
    [0, 0],
    [1, 1],
    [600, 1],
    [601, 2],
    [1_199, 2],
    [1_200, 2],
    [1_201, 3],
    [1_800, 3],
    [1_801, 4],
    [2_400, 4],
  ])('%i hundredths of a month are %i half years', (months, halves) => expect(halfYears(months)).toBe(halves));

  it('begins at 12 months of service, and is at least two months', () => {
    expect(pay(11.99, 0)).toMatchObject({ eligible: false, total: 0 });
    expect(pay(12, 0)).toMatchObject({ eligible: true, monthsOfPay: 2, leastApplied: true, total: 20_000_000 });
    expect(pay(30, 0)).toMatchObject({ monthsOfPay: 2.5, leastApplied: false, total: 25_000_000 });
    expect(pay(120, 96)).toMatchObject({ countedYears: 2, monthsOfPay: 2, leastApplied: false });
  });

  it('deducts what was insured and already paid, and stays exact', () => {
    const input = {
      ...entry,
      people: 3,
      serviceMonths: 100,
      insuredMonths: 40,
      paidMonths: 12,
      sixMonthWages: 10_000_001,
    };
    // 48 months are 4 years: 4 × 10,000,001 ÷ 6, rounded up to a whole đồng.
    expect(allowanceOf(input)).toMatchObject({ countedMonths: 48, perPerson: 6_666_668, total: 20_000_004 });
    expect(pay(720, 0, 6 * 999_999_999_999)).toMatchObject({ total: 60 * 999_999_999_999 });
  });

  it('gives both last days of article 48', () => {
    const { settlement } = allowanceOf(
      { ...entry, serviceMonths: 24, insuredMonths: 0, sixMonthWages: 6, terminatedOn: '2026-11-02' },
      calendar,
    );
    expect(settlement).toEqual({
      usual: { dates: ['2026-11-20'], provisional: false },
      latest: { dates: ['2026-12-02'], provisional: false },
    });
  });
});
