import { describe, expect, it } from 'vitest';
import { requireOccupations } from '../../src/content/occupations.ts';
import { OccupationTable, readWorkforce } from '../../src/measure/workforce/index.ts';

const table = new OccupationTable(requireOccupations());
const ONE = { code: '4222', headcount: 20, coverage: 0.5, intent: 'mixed' };
const FILE = { technology: 'generative', occupations: [ONE] };

const issuesOf = (raw: unknown) => {
  const read = readWorkforce(raw, table);
  return 'issues' in read ? read.issues : [];
};
const pointers = (raw: unknown): string[] => issuesOf(raw).map(({ pointer }) => pointer);
const with1 = (more: object) => ({ ...FILE, occupations: [{ ...ONE, ...more }] });

describe('reading a workforce file', () => {
  it('reads the smallest file, and keeps what is not said as not known', () => {
    const read = readWorkforce(FILE, table);
    expect(read).toMatchObject({
      input: {
        plan: null,
        notices: null,
        consultation: null,
        retraining: null,
        newRoles: null,
        localOptions: 'unknown',
        occupations: [{ code: '4222', classification: 'vsco', planned: null, groups: {}, technology: ['generative'] }],
      },
    });
  });

  it.each([
    ['not a mapping', null, ['']],
    ['a list', [], ['']],
    ['no occupations', { technology: 'generative' }, ['/occupations']],
    ['none in the list', { ...FILE, occupations: [] }, ['/occupations']],
    ['unknown key', { ...FILE, occupation: 1 }, ['/occupation']],
    ['unknown key inside', with1({ head: 3 }), ['/occupations/0/head']],
    ['no technology anywhere', { occupations: [ONE] }, ['/occupations/0/technology']],
    ['a strange technology', { ...FILE, technology: 'magic' }, ['/technology']],
    ['no headcount', with1({ headcount: undefined }), ['/occupations/0/headcount']],
    ['half a person', with1({ headcount: 1.5 }), ['/occupations/0/headcount']],
    ['no one', with1({ headcount: 0 }), ['/occupations/0/headcount']],
    ['a forgotten coverage', with1({ coverage: undefined }), ['/occupations/0/coverage']],
    ['a coverage in percent', with1({ coverage: 50 }), ['/occupations/0/coverage']],
    ['a coverage as text', with1({ coverage: '0.5' }), ['/occupations/0/coverage']],
    ['NaN', with1({ coverage: Number.NaN }), ['/occupations/0/coverage']],
    ['no intent', with1({ intent: undefined }), ['/occupations/0/intent']],
    ['neither code nor title', with1({ code: undefined }), ['/occupations/0']],
    ['three digits', with1({ code: '422' }), ['/occupations/0/code']],
    ['a code that does not exist', with1({ code: '4299' }), ['/occupations/0/code']],
    [
      'one task only',
      with1({ tasks: [{ name: 'a', share: 1, automatable: 0.5, evidence: 'x' }] }),
      ['/occupations/0/tasks'],
    ],
    [
      'a task without evidence',
      with1({
        tasks: [
          { name: 'a', share: 0.5, automatable: 0.5, evidence: 'x' },
          { name: 'b', share: 0.5, automatable: 0.5 },
        ],
      }),
      ['/occupations/0/tasks/1/evidence'],
    ],
    [
      'tasks of more than all the time',
      with1({ tasks: [1, 2].map((n) => ({ name: `t${n}`, share: 0.6, automatable: 0.5, evidence: 'x' })) }),
      ['/occupations/0/tasks'],
    ],
    ['more people planned than there are', with1({ planned: { kept: 15, ended: 6 } }), ['/occupations/0/planned']],
    [
      'more affected than there are',
      with1({ groups: { sex: { f: { affected: 3, total: 2 } } } }),
      ['/occupations/0/groups/sex/f'],
    ],
    [
      'more in groups than there are',
      with1({ groups: { sex: { f: { affected: 0, total: 21 } } } }),
      ['/occupations/0/groups/sex'],
    ],
    [
      'attributes that disagree',
      with1({ groups: { sex: { f: { affected: 3, total: 20 } }, age: { old: { affected: 4, total: 20 } } } }),
      ['/occupations/0/groups'],
    ],
    ['a date that does not exist', { ...FILE, as_of: '2026-02-30' }, ['/as_of']],
    [
      'posted before it was held',
      { ...FILE, consultation: { held_on: '2026-11-10', posted_on: '2026-11-09' } },
      ['/consultation/posted_on'],
    ],
    [
      'announced before adopted',
      { ...FILE, plan: { adopted_on: '2026-11-10', announced_on: '2026-11-09' } },
      ['/plan/announced_on'],
    ],
    ['a word instead of a plan', { ...FILE, plan: 'yes' }, ['/plan']],
    ['plan contents that do not exist', { ...FILE, plan: { contents: { money: true } } }, ['/plan/contents/money']],
    ['more trained than offered', { ...FILE, retraining: { offered: 1, completed: 2 } }, ['/retraining/completed']],
    [
      'no insured months',
      { ...FILE, allowance: [{ service_months: 20, average_monthly_wage: 1 }] },
      ['/allowance/0/insured_months'],
    ],
    [
      'wage in both ways',
      {
        ...FILE,
        allowance: [
          { service_months: 20, insured_months: 0, average_monthly_wage: 1, last_six_wages: [1, 1, 1, 1, 1, 1] },
        ],
      },
      ['/allowance/0'],
    ],
    [
      'five wages',
      { ...FILE, allowance: [{ service_months: 20, insured_months: 0, last_six_wages: [1, 1, 1, 1, 1] }] },
      ['/allowance/0/last_six_wages'],
    ],
    [
      'a wage with a fraction',
      { ...FILE, allowance: [{ service_months: 20, insured_months: 0, average_monthly_wage: 0.5 }] },
      ['/allowance/0/average_monthly_wage'],
    ],
    [
      'amounts too large to add up exactly',
      {
        ...FILE,
        allowance: [
          { people: 10_000_000, service_months: 20, insured_months: 0, average_monthly_wage: 1_000_000_000_000 },
        ],
      },
      ['/allowance'],
    ],
    [
      'insured longer than employed',
      { ...FILE, allowance: [{ service_months: 20, insured_months: 21, average_monthly_wage: 1 }] },
      ['/allowance/0'],
    ],
  ])('refuses %s', (_, raw, expected) => {
    const issues = issuesOf(raw);
    expect(issues.map(({ pointer }) => pointer)).toEqual(expected);
    for (const { message, fix } of issues)
      for (const text of [message.vi, message.en, fix.vi, fix.en]) expect(text).toMatch(/\S/);
  });

  it('lists every mistake at once', () => {
    const raw = {
      tecnology: 1,
      as_of: 'x',
      occupations: [
        { ...ONE, headcount: -1, coverage: 2 },
        { ...ONE, intent: 'x' },
      ],
    };
    expect(pointers(raw)).toEqual([
      '/tecnology',
      '/as_of',
      '/occupations/0/headcount',
      '/occupations/0/technology',
      '/occupations/0/coverage',
      '/occupations/1/technology',
      '/occupations/1/intent',
    ]);
  });

  it('finds the code by an exact title, and offers codes for one that is not', () => {
    const read = readWorkforce(with1({ code: undefined, title: 'cong nhan may' }), table);
    expect(read).toMatchObject({ input: { occupations: [{ code: '8153', codeFromTitle: true }] } });
    const [issue] = issuesOf(with1({ code: undefined, title: 'kế toán' }));
    expect(issue!.pointer).toBe('/occupations/0/title');
    expect(issue!.fix.vi).toContain('3313 Kế toán viên trung cấp');
    expect(issuesOf(with1({ code: '8135' }))[0]!.fix.vi).toContain('8153 Thợ vận hành máy may');
    expect(issuesOf(with1({ code: '9999' }))[0]!.fix.vi).toContain('34/2020');
  });

  it('takes codes of group 1 of the Vietnamese classification as they are, and checks those of ISCO-08', () => {
    expect(pointers(with1({ code: '1199' }))).toEqual([]);
    expect(pointers(with1({ code: '1199', classification: 'isco08' }))).toEqual(['/occupations/0/code']);
  });

  it('reads "unknown" as not known and "none" as said', () => {
    const read = readWorkforce(
      { ...FILE, plan: 'none', notices: 'unknown', ...with1({ coverage: 'unknown', intent: 'unknown' }) },
      table,
    );
    expect(read).toMatchObject({
      input: { plan: 'none', notices: null, occupations: [{ coverage: null, intent: 'unknown' }] },
    });
  });

  it('fills the outcomes that are not named only when everyone is accounted for', () => {
    const planned = (more: object) => {
      const read = readWorkforce(with1({ planned: more }), table);
      if ('issues' in read) throw new Error(JSON.stringify(read.issues));
      return read.input.occupations[0]!.planned!.counts;
    };
    expect(planned({ kept: 20 })).toEqual({ kept: 20, retrained: 0, moved: 0, part_time: 0, retired: 0, ended: 0 });
    expect(planned({ kept: 19 }).ended).toBeNull();
  });
});
