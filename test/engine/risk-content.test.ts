/** @module The shipped mappings rules/risk/{fairness,workforce}.yaml over real answers: what they score, what they leave open. */
import { describe, expect, it } from 'vitest';
import { hashAnswers } from '../../src/content/hash.ts';
import { contentMeasurer } from '../../src/content/measure.ts';
import { requireOccupations } from '../../src/content/occupations.ts';
import { type Question, readAnswerSet } from '../../src/engine/index.ts';
import type { RiskDomain, RiskResult } from '../../src/engine/risk/index.ts';
import { DAY, engine, loaded } from '../support/content.ts';
import { Dice, readYaml, scheme } from './risk-helpers.ts';

const { content } = loaded;
const measure = contentMeasurer(content, () => requireOccupations());

type Answers = Record<string, unknown>;
interface Dataset {
  id: string;
  kind: 'fairness' | 'workforce';
  data: unknown;
}

function risks(answers: Answers, datasets: Dataset[] = []): Record<RiskDomain, RiskResult> {
  const read = readAnswerSet(content, { system: { name: 'Test' }, answers, datasets }, { asOf: DAY, measure });
  if ('issues' in read) throw new Error(JSON.stringify(read.issues, null, 1));
  const { fairness, workforce } = engine.assess(read.answerSet, hashAnswers(read.answerSet)).risks;
  return { fairness: fairness!, workforce: workforce! };
}

const basesOf = (topic: string) => (readYaml(`rules/cases/${topic}.yaml`) as { bases: Record<string, Answers> }).bases;
const SHOP: Answers = basesOf('fairness-law')['fairness-shop']!;
const MANAGED: Answers = basesOf('fairness-law')['fairness-employer']!;

const questions = new Map<string, Question>(
  content.questionnaires.flatMap(({ sections }) =>
    sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)),
  ),
);
const DUTIES = [...questions.values()].filter(({ scale: id }) => id === 'duty').map(({ id }) => id);
const FORM = [...questions.values()].filter(({ scale: id }) => id === 'form').map(({ id }) => id);
const within = (list: string[], ...prefixes: string[]): string[] =>
  list.filter((id) => prefixes.some((prefix) => id.startsWith(prefix)));
const all = (ids: string[], value: unknown): Answers => Object.fromEntries(ids.map((id) => [id, value]));
const without = (answers: Answers, ...ids: string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)));

/** Documented, done. */
const DONE = { value: 'met', evidence_grade: 'document' };

/** Consumer credit of a private bank; an officer decides. */
const CREDIT: Answers = {
  ...without(
    MANAGED,
    'workforce.workers-organisation',
    'workforce.functions',
    ...within(DUTIES, 'fairness.work', 'fairness.disabled'),
  ),
  'roles.held': ['provider', 'deployer'],
  'operation.sector': 'banking',
  'high-risk.area': [],
  'workforce.affects': 'none',
  'ethics.full-view': false,
  ...all(within(FORM, 'ethics.line.'), 'met'),
  'privacy.circumstances': [],
  'privacy.rights': 'met',
  'fairness.consumers': 'none',
  'fairness.areas': ['credit'],
  'fairness.effect': 'serious',
  'fairness.reach': 50_000,
  'fairness.data': 'loans',
};
delete CREDIT['fairness.disabled-workers'];

const loans = (groups: Record<string, { selected: number; total: number }>): Dataset => ({
  id: 'loans',
  kind: 'fairness',
  data: { outcome: 'assistive', groups },
});
const ADVERSE = loans({ women: { selected: 400, total: 2000 }, men: { selected: 900, total: 2000 } });
const EVEN = loans({ women: { selected: 4000, total: 8000 }, men: { selected: 4010, total: 8000 } });
const TOO_FEW = loans({ women: { selected: 2, total: 8 }, men: { selected: 3, total: 9 } });

/** Sewing robots; every step of the Labour Code and every voluntary measure done. */
const ROBOTS: Answers = {
  ...basesOf('workforce-jobs')['workforce-robots'],
  ...all(within(DUTIES, 'workforce.moves'), undefined),
  'workforce.plan-data': 'plan',
  'workforce.screening-recorded': 'met',
  'workforce.disparity-checked': 'met',
  'workforce.ai-skills': 'met',
  'workforce.new-roles': 'met',
  'workforce.told-in-advance': 'met',
  'workforce.worker-input': 'met',
  'workforce.signals-handled': 'met',
  'workforce.supply-labour': 'met',
  'workforce.opportunities': ['skills', 'better_work'],
  'workforce.risks-work': [],
  'workforce.risks-distribution': [],
};
for (const id of within(DUTIES, 'workforce.moves')) delete ROBOTS[id];

const documented = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [id, value === 'met' && DUTIES.includes(id) ? DONE : value]),
  );

const GROUPS = { sex: { women: { affected: 8, total: 60 }, men: { affected: 2, total: 40 } } };
function plan(tasks: boolean, more: object = {}): Dataset {
  const sewing = {
    code: '8153',
    headcount: 100,
    coverage: 0.5,
    intent: 'replace',
    planned: { kept: 90, retrained: 7, moved: 0, part_time: 0, retired: 0, ended: 3, first_ended_on: '2026-12-31' },
    groups: GROUPS,
    ...(tasks && {
      tasks: [
        { name: 'Straight seams', share: 0.4, automatable: 0.5, evidence: 'Time study, September 2026' },
        { name: 'Everything else', share: 0.6, automatable: 0, evidence: 'Time study, September 2026' },
      ],
    }),
    ...more,
  };
  return {
    id: 'plan',
    kind: 'workforce',
    data: { technology: ['robotics', 'vision'], occupations: [sewing], local_options: 'many', vulnerable_affected: 2 },
  };
}

const rank = (id: string): number => scheme.levels.findIndex((level) => level.id === id);
const gate = (result: RiskResult, id: string) => result.gates.find((entry) => entry.id === id)!;
const dimension = (result: RiskResult, id: string) => result.dimensions.find((entry) => entry.id === id)!;
const input = (result: RiskResult, ref: string) =>
  result.dimensions.flatMap(({ inputs }) => inputs).find((entry) => entry.ref === ref)!;
const codes = ({ reasons }: RiskResult): string[] => reasons.map(({ code }) => code);

describe('a system that touches nobody', () => {
  const { fairness, workforce } = risks(SHOP);

  it('is not scored, and every dimension says why in both languages', () => {
    for (const result of [fairness, workforce]) {
      expect(result.level).toBeNull();
      expect(result.residual).toBeNull();
      expect(codes(result)).toEqual(['nothing_applicable']);
      for (const { applies, reason } of result.dimensions) {
        expect(applies).toBe(false);
        expect(reason!.vi.length).toBeGreaterThan(20);
        expect(reason!.en.length).toBeGreaterThan(20);
      }
      expect(result.gates.filter(({ id }) => /G[3456]/.test(id)).map(({ state }) => state)).not.toContain('fired');
      expect(result.gates.filter(({ id }) => /G[3456]/.test(id)).map(({ state }) => state)).not.toContain('open');
      expect(result.opportunities).toEqual([]);
    }
  });

  it.each([
    ['fairness', 'fairness.decides-about-people'],
    ['workforce', 'workforce.affects'],
  ] as const)('%s: not knowing whether it does keeps every dimension and is never low', (domain, id) => {
    for (const answers of [without(SHOP, id), { ...SHOP, [id]: 'unknown' }]) {
      const result = risks(answers)[domain];
      expect(result.dimensions.every(({ applies }) => applies)).toBe(true);
      expect(rank(result.level!.id)).toBeGreaterThanOrEqual(rank('high'));
      expect(result.decisive).toBe(false);
    }
  });
});

describe('fairness: a credit model', () => {
  it('with adverse figures and neither reason nor alternative: G3, at least high, and what would lift it', () => {
    const { fairness } = risks(
      { ...CREDIT, 'fairness.justification': 'not_met', 'fairness.alternative': 'partly_met' },
      [ADVERSE],
    );
    expect(gate(fairness, 'G3')).toMatchObject({ state: 'fired', floor: { id: 'high' } });
    expect(gate(fairness, 'G3').lift.vi.length).toBeGreaterThan(20);
    const read = gate(fairness, 'G3').because.map(({ questionId }) => questionId);
    expect(read).toEqual(expect.arrayContaining(['fairness.justification', 'fairness.alternative', 'fairness.areas']));
    expect(rank(fairness.level!.id)).toBeGreaterThanOrEqual(rank('high'));
    expect(input(fairness, 'F1.likelihood.measured').value).toBe(1);
  });

  it.each(['fairness.justification', 'fairness.alternative'])('with %s alone on record G3 does not fire', (id) => {
    const other = id === 'fairness.alternative' ? 'fairness.justification' : 'fairness.alternative';
    expect(gate(risks({ ...CREDIT, [other]: 'not_met' }, [ADVERSE]).fairness, 'G3').state).toBe('clear');
  });

  it('the same with a reason and an alternative: G3 is clear, the measured gap still counts', () => {
    const { fairness } = risks(CREDIT, [ADVERSE]);
    expect(gate(fairness, 'G3').state).toBe('clear');
    expect(input(fairness, 'F1.likelihood.measured')).toMatchObject({ state: 'known', value: 1 });
    expect(rank(fairness.level!.id)).toBeGreaterThan(rank('low'));
  });

  it.each([undefined, 'unknown', { value: 'not_applicable', note: 'No gap, we think' }])(
    'adverse figures and %j as reason: G3 stays open, never clear',
    (value) => {
      const answers = { ...CREDIT, 'fairness.justification': value, 'fairness.alternative': 'not_met' };
      const given = value === undefined ? without(answers, 'fairness.justification') : answers;
      const { fairness } = risks(given, [ADVERSE]);
      expect(gate(fairness, 'G3').state).toBe('open');
      expect(fairness.provisional).toBe(true);
    },
  );

  it('decisions outside jobs, credit, education, health and public services do not fire G3', () => {
    const answers = {
      ...CREDIT,
      'fairness.areas': ['consumer'],
      'fairness.justification': 'not_met',
      'fairness.alternative': 'not_met',
    };
    expect(gate(risks(answers, [ADVERSE]).fairness, 'G3').state).toBe('clear');
  });

  it('even figures, everything documented: low, and nothing but what branching leaves out is not applicable', () => {
    const answers = {
      ...documented(CREDIT),
      'fairness.effect': 'minor',
      'fairness.vulnerable': 'few',
      'fairness.reversible': 'easily',
      'fairness.reach': 500,
    };
    const { fairness } = risks(answers, [EVEN]);
    expect(fairness.level!.id).toBe('low');
    expect(fairness.completeness).toBe(1);
    expect(codes(fairness)).not.toContain('not_applicable_share');
  });

  it('without figures, or with too few, likelihood is unknown: never below what even figures give', () => {
    const even = risks(CREDIT, [EVEN]).fairness;
    const missing = risks(without(CREDIT, 'fairness.data')).fairness;
    const few = risks(CREDIT, [TOO_FEW]).fairness;
    expect(input(missing, 'F1.likelihood.measured').state).toBe('unknown');
    expect(input(few, 'F1.likelihood.measured').state).toBe('not_applicable');
    for (const result of [missing, few]) {
      expect(dimension(result, 'F1').likelihood).toBe(scheme.unknown.factor.point);
      expect(result.completeness).toBeLessThan(even.completeness);
      expect(result.residual!.point).toBeGreaterThan(even.residual!.point);
    }
    expect(missing.residual!.low).toBeLessThanOrEqual(even.residual!.point);
    expect(missing.residual!.high).toBeGreaterThanOrEqual(risks(CREDIT, [ADVERSE]).fairness.residual!.point);
    // Groups too small to judge are themselves known, and count against the data (F3).
    expect(dimension(few, 'F1').residual).toBe(dimension(missing, 'F1').residual);
    expect(dimension(few, 'F3').residual).toBeGreaterThan(dimension(missing, 'F3').residual!);
  });

  it('one attribute that is even does not speak for another that could not be judged', () => {
    const attributes = {
      sex: { groups: { women: { selected: 4000, total: 8000 }, men: { selected: 4010, total: 8000 } } },
      region: { groups: { remote: { selected: 2, total: 8 }, delta: { selected: 9, total: 20 } } },
    };
    const { fairness } = risks(CREDIT, [{ id: 'loans', kind: 'fairness', data: { outcome: 'assistive', attributes } }]);
    expect(dimension(fairness, 'F1').likelihood).toBe(scheme.unknown.factor.point);
  });

  it('while nothing could be judged G3 stays open', () => {
    const answers = { ...CREDIT, 'fairness.justification': 'not_met', 'fairness.alternative': 'not_met' };
    expect(gate(risks(answers, [TOO_FEW]).fairness, 'G3').state).toBe('open');
    expect(gate(risks(without(answers, 'fairness.data')).fairness, 'G3').state).toBe('open');
    expect(gate(risks(answers, [EVEN]).fairness, 'G3').state).toBe('clear');
  });

  it('the in-depth view reads the points, the short one the lines of the form', () => {
    const points = all(
      within(DUTIES, 'ethics.rights.', 'ethics.safety.', 'ethics.responsibility.', 'ethics.inclusion.'),
      'not_met',
    );
    const given = { ...without(CREDIT, ...within(FORM, 'ethics.line.')), 'ethics.full-view': true, ...points };
    const [deep, short] = [risks(given, [EVEN]).fairness, risks(CREDIT, [EVEN]).fairness];
    expect(input(deep, 'F4.likelihood.unexplained').value).toBe(1);
    expect(input(short, 'F4.likelihood.unexplained').value).toBe(0.3);
    expect(input(deep, 'F4.controls.complaints')).toMatchObject({ state: 'known', value: 0 });
    expect(input(short, 'F4.controls.complaints').state).toBe('not_applicable');
    const bad = risks({ ...CREDIT, 'ethics.line.c3': 'not_met' }, [EVEN]).fairness;
    expect(bad.residual!.point).toBeGreaterThan(short.residual!.point);
  });

  it('not asked whether decisions are automatic is no better than automatic', () => {
    expect(
      input(
        risks(
          {
            ...without(CREDIT, 'operation.automated-decision', 'privacy.rights', 'privacy.circumstances'),
            'operation.personal-data': false,
          },
          [EVEN],
        ).fairness,
        'F2.likelihood.automatic',
      ).value,
    ).toBe(1);
    expect(input(risks(CREDIT, [EVEN]).fairness, 'F2.likelihood.automatic').value).toBe(0.4);
  });

  it('employment decisions bring the controls of labour law, and missing them weakens everything else', () => {
    const good = risks(documented(MANAGED)).fairness;
    const bad = risks({ ...documented(MANAGED), 'fairness.work-grounds': 'not_met' }).fairness;
    expect(dimension(good, 'F1').cap).toBe('full');
    expect(dimension(bad, 'F1').cap).toBe('missing_key');
    expect(bad.residual!.point).toBeGreaterThan(good.residual!.point);
  });
});

describe('workforce: sewing robots', () => {
  it('measured by task shares: W1 is known and follows the share', () => {
    const { workforce } = risks(documented(ROBOTS), [plan(true)]);
    expect(input(workforce, 'W1.likelihood.measured')).toMatchObject({ state: 'known', value: 0.5 });
    expect(input(workforce, 'W1.severity.scale')).toMatchObject({ state: 'known' });
    expect(codes(workforce)).not.toContain('not_applicable_share');
  });

  it.each([
    ['without task shares', [plan(false)]],
    [
      'without task shares, everybody kept',
      [plan(false, { planned: { kept: 100, retrained: 0, moved: 0, part_time: 0, retired: 0, ended: 0 }, groups: {} })],
    ],
    ['without a plan', []],
  ])('%s: open, never low, however good the rest is', (_, datasets) => {
    const proven = Object.fromEntries(
      Object.entries(ROBOTS).map(([id, value]) => [
        id,
        value === 'met' && DUTIES.includes(id) ? { value, evidence_grade: 'independent' } : value,
      ]),
    );
    for (const dismissals of [0, 1, 3]) {
      const answers = { ...proven, 'workforce.dismissals-planned': dismissals };
      const { workforce } = risks(datasets.length > 0 ? answers : without(answers, 'workforce.plan-data'), datasets);
      expect(input(workforce, 'W1.likelihood.measured').state).toBe('unknown');
      expect(input(workforce, 'W1.severity.scale').state).toBe('unknown');
      expect(workforce.completeness).toBeLessThan(0.7);
      expect(gate(workforce, 'G7').state).toBe('fired');
      expect(rank(workforce.level!.id)).toBeGreaterThanOrEqual(rank('moderate'));
      expect(workforce.decisive).toBe(false);
    }
  });

  it('nobody affected and nobody laid off is known and small', () => {
    const answers = {
      ...without(documented(ROBOTS), 'workforce.plan-data'),
      'workforce.affected-count': 0,
      'workforce.dismissals-planned': 0,
    };
    const { workforce } = risks(answers);
    expect(
      dimension(workforce, 'W1').inputs.filter(({ state, list }) => state === 'unknown' && list !== 'controls'),
    ).toEqual([]);
    expect(workforce.level!.id).toBe('low');
    for (const id of ['workforce.affected-count', 'workforce.dismissals-planned']) {
      expect(risks(without(answers, id)).workforce.level!.id).not.toBe('low');
    }
  });

  it('G4: two planned dismissals without a step that the law asks for', () => {
    const state = (more: Answers, ...gone: string[]) =>
      gate(risks({ ...without(ROBOTS, ...gone), ...more }, [plan(true)]).workforce, 'G4').state;
    expect(state({})).toBe('clear');
    for (const more of [
      { 'workforce.plan-adopted': false },
      { 'workforce.plan-people': 'not_met' },
      { 'workforce.notice-province': 'not_met' },
      { 'workforce.notice-workers': 'partly_met' },
      { 'workforce.dismissal-consulted': 'not_met' },
    ]) {
      expect(state(more)).toBe('fired');
      expect(state({ ...more, 'workforce.dismissals-planned': 1 })).toBe('clear');
    }
    expect(state({ 'workforce.dismissal-consulted': 'not_met', 'workforce.workers-organisation': false })).toBe(
      'clear',
    );
    for (const id of ['workforce.notice-province', 'workforce.plan-adopted', 'workforce.dismissal-consulted']) {
      expect(state({}, id)).toBe('open');
    }
    expect(state({ 'workforce.notice-workers': 'not_met' }, 'workforce.dismissals-planned')).toBe('open');
    const { workforce } = risks({ ...ROBOTS, 'workforce.plan-adopted': false }, [plan(true)]);
    expect(rank(workforce.level!.id)).toBeGreaterThanOrEqual(rank('high'));
    expect(gate(workforce, 'G4').because.map(({ questionId }) => questionId)).toContain('workforce.plan-adopted');
  });

  it('opportunities stand beside the score and never in it', () => {
    const shown = ({ opportunities }: RiskResult) => opportunities.map(({ id, status }) => `${id} ${status}`);
    const [some, none, open] = [
      ROBOTS,
      { ...ROBOTS, 'workforce.opportunities': [] },
      without(ROBOTS, 'workforce.opportunities'),
    ].map((answers) => risks(answers, [plan(true)]).workforce);
    expect(shown(some!)).toEqual(['OS10 present', 'skills present']);
    expect(shown(none!)).toEqual([]);
    expect(new Set(open!.opportunities.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect([none!.residual, open!.residual]).toEqual([some!.residual, some!.residual]);
  });
});

describe('workforce: a system that manages workers', () => {
  const answers: Answers = {
    ...MANAGED,
    'workforce.functions': ['schedule', 'monitor', 'pay'],
    'workforce.automatic-adverse': false,
    'workforce.emotion': false,
    'privacy.circumstances': ['workers'],
    'privacy.workers.monitoring': 'met',
    'workforce.risks-work': ['close_monitoring'],
    'workforce.risks-distribution': [],
  };
  const state = (id: string, more: Answers, ...gone: string[]) =>
    gate(risks({ ...without(answers, ...gone), ...more }).workforce, id).state;

  it('displacement and distribution do not apply, and say so', () => {
    const { workforce } = risks(answers);
    expect(workforce.dimensions.filter(({ applies }) => applies).map(({ id }) => id)).toEqual(['W2', 'W3', 'W5']);
  });

  it('G5: decisions against workers before anybody has looked', () => {
    expect(state('G5', {})).toBe('clear');
    expect(state('G5', { 'workforce.automatic-adverse': true, 'workforce.review-on-request': 'met' })).toBe('fired');
    expect(state('G5', {}, 'workforce.automatic-adverse')).toBe('open');
  });

  it('G6: emotions, or monitoring of which workers do not know', () => {
    expect(state('G6', {})).toBe('clear');
    expect(state('G6', { 'workforce.emotion': true })).toBe('fired');
    expect(state('G6', { 'privacy.workers.monitoring': 'not_met' })).toBe('fired');
    expect(state('G6', { 'privacy.workers.monitoring': 'partly_met' })).toBe('fired');
    expect(state('G6', { 'privacy.workers.monitoring': 'not_met', 'workforce.functions': ['pay'] })).toBe('clear');
    expect(state('G6', {}, 'workforce.emotion')).toBe('open');
    expect(state('G6', {}, 'privacy.workers.monitoring')).toBe('open');
    // The answers do not say that workers' data are processed, so the question was not even asked.
    expect(state('G6', { 'privacy.circumstances': [] }, 'privacy.workers.monitoring')).toBe('open');
  });
});

/** Questions that the mappings read, and those that decide which of them are asked. */
const GATES = [
  'operation.personal-data',
  'operation.automated-decision',
  'ethics.full-view',
  'roles.third-party-model',
  'fairness.consumers',
];
const READ = [
  ...new Set([
    ...content.riskMappings.flatMap((mapping) => JSON.stringify(mapping).match(/"[a-z]+(\.[a-z0-9-]+)+"/g)!),
    ...GATES.map((id) => `"${id}"`),
  ]),
]
  .map((quoted) => quoted.slice(1, -1))
  .concat([
    'workforce.affects',
    'fairness.decides-about-people',
    'workforce.workers-organisation',
    'workforce.women-concerned',
    'privacy.circumstances',
  ])
  .filter((id, index, list) => list.indexOf(id) === index)
  .filter((id) => questions.has(id) && ['boolean', 'choice', 'choices', 'number'].includes(questions.get(id)!.type))
  .sort();

const NUMBERS = [0, 1, 2, 40, 3000];
const KINDS = ['workers', 'sensitive', 'inferred', 'processor_only'];

function randomAnswer(question: Question, dice: Dice): unknown {
  const options = question.id === 'privacy.circumstances' ? KINDS : (question.options ?? []).map(({ id }) => id);
  if (question.type === 'boolean') return dice.chance(0.5);
  if (question.type === 'number') return dice.pick(NUMBERS);
  if (question.type === 'choices') return options.filter(() => dice.chance(0.4));
  return dice.pick(options);
}

/** A private system with an answer to every question that the mappings read; hidden ones are answered too and count nothing. */
function randomAnswers(seed: number): { answers: Answers; datasets: Dataset[]; dice: Dice } {
  const dice = new Dice(seed);
  const base = without(CREDIT, 'fairness.data');
  const drawn = Object.fromEntries(READ.map((id) => [id, randomAnswer(questions.get(id)!, dice)]));
  const answers: Answers = { ...base, ...drawn, 'workforce.change-kinds': ['technology'] };
  const datasets: Dataset[] = [];
  const figures = dice.pick([ADVERSE, EVEN, TOO_FEW, undefined]);
  if (figures) {
    answers['fairness.data'] = 'loans';
    datasets.push(figures);
  }
  if (dice.chance(0.6)) {
    answers['workforce.plan-data'] = 'plan';
    datasets.push(plan(dice.chance(0.5)));
  }
  return { answers, datasets, dice };
}

const DOMAINS = ['fairness', 'workforce'] as const;
const named = (answers: Answers, datasets: Dataset[]): Dataset[] =>
  datasets.filter(({ id }) => answers['fairness.data'] === id || answers['workforce.plan-data'] === id);
const EPSILON = 1e-6;

describe('whatever is answered', () => {
  it('the draw reads every question of both mappings that can be drawn', () => {
    expect(READ.length).toBeGreaterThan(80);
    expect(READ).toEqual(expect.arrayContaining(['fairness.effect', 'workforce.emotion', 'privacy.human-review']));
  });

  it('answering more never widens: score and levels stay inside what was possible before', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const { answers, datasets, dice } = randomAnswers(seed);
      const order = dice.shuffled(
        Object.keys(answers).filter((id) => READ.includes(id) || datasets.some((set) => set.id === answers[id])),
      );
      let given = answers;
      let after = risks(given, named(given, datasets));
      for (let start = 0; start < order.length; start += 12) {
        given = without(given, ...order.slice(start, start + 12));
        const before = risks(given, named(given, datasets));
        for (const domain of DOMAINS) {
          const [wide, narrow] = [before[domain], after[domain]];
          const about = `seed ${seed} ${domain} without ${order.slice(0, start + 12).join(' ')}`;
          if (!narrow.residual) continue;
          expect(wide.residual!.low, about).toBeLessThanOrEqual(narrow.residual.low + EPSILON);
          expect(wide.residual!.high, about).toBeGreaterThanOrEqual(narrow.residual.high - EPSILON);
          expect(rank(wide.levels!.low), about).toBeLessThanOrEqual(rank(narrow.levels!.low));
          expect(rank(wide.levels!.high), about).toBeGreaterThanOrEqual(rank(narrow.levels!.high));
        }
        after = before;
      }
    }
  });

  it('an unknown answer is never better than the best answer', () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const { answers, datasets } = randomAnswers(1000 + seed);
      // Which view is taken is no fact about the system: it only settles which questions are put.
      for (const id of READ.filter((read) => read !== 'ethics.full-view')) {
        const question = questions.get(id)!;
        const values =
          question.type === 'boolean'
            ? [true, false]
            : question.type === 'number'
              ? NUMBERS
              : question.type === 'choices'
                ? [[], ...question.options!.map((option) => [option.id])]
                : question.options!.map((option) => option.id);
        const known = values.map((value) => risks({ ...answers, [id]: value }, datasets));
        const open = risks({ ...answers, [id]: 'unknown' }, datasets);
        for (const domain of DOMAINS) {
          const best = Math.min(...known.map((result) => result[domain].residual?.point ?? 0));
          const point = open[domain].residual?.point ?? 0;
          expect(point, `seed ${seed} ${domain} ${id}`).toBeGreaterThanOrEqual(best - EPSILON);
        }
      }
    }
  });

  it('branching alone never makes a dimension provisional', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const { answers, datasets } = randomAnswers(2000 + seed);
      const result = risks(answers, datasets);
      for (const domain of DOMAINS) {
        for (const { id, applies, notApplicableShare, inputs } of result[domain].dimensions) {
          const setAside = inputs.some(
            ({ ref, state }) => ref.endsWith('.likelihood.measured') && state === 'not_applicable',
          );
          if (!applies || setAside) continue;
          expect(notApplicableShare, `seed ${seed} ${id}`).toBeLessThanOrEqual(scheme.not_applicable.provisional_above);
        }
      }
    }
  });

  it('an open displacement is never low', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const { answers, dice } = randomAnswers(3000 + seed);
      const given: Answers = {
        ...answers,
        'workforce.affects': dice.chance(0.5) ? 'changes_jobs' : 'both',
        'workforce.plan-data': 'plan',
      };
      if (given['workforce.affected-count'] === 0) given['workforce.affected-count'] = 5;
      for (const [id, value] of Object.entries(given)) {
        if (DUTIES.includes(id))
          given[id] = { value: typeof value === 'string' ? 'met' : value, evidence_grade: 'independent' };
      }
      const { workforce } = risks(given, [plan(false), ...(given['fairness.data'] ? [EVEN] : [])]);
      expect(rank(workforce.level!.id), `seed ${seed}`).toBeGreaterThanOrEqual(rank('moderate'));
    }
  });
});
