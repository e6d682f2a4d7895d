/** @module The properties P1–P20 of the scoring method (3.3), each on at least 20,000 random systems. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assessRisk,
  type Control,
  type Dimension,
  type DomainInput,
  type DomainScore,
  type Factor,
  parseVector,
  scoreDomain,
} from '../../src/engine/risk/index.ts';
import {
  clear,
  Dice,
  domainOf,
  entryAt,
  factorOf,
  GRADES,
  type Place,
  placesOf,
  randomSystem,
  replaced,
  rules,
  scheme,
  withReading,
} from './risk-helpers.ts';

const RUNS = 20_000;
const EPSILON = 1e-9;
const SCENARIOS = ['low', 'point', 'high'] as const;

/** Shrinks to a smaller system; the seed it prints builds the failing one again. */
const seeds = fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 3 }));

/** Runs `check` on random systems until it was really applicable to `RUNS` of them. */
function holds(check: (input: DomainInput, dice: Dice) => unknown, gates: 'clear' | 'any' = 'any', more = 1.6): void {
  let applicable = 0;
  fc.assert(
    fc.property(seeds, ([seed, size]) => {
      const dice = new Dice(seed);
      if (check(randomSystem(dice, size, gates), dice) !== SKIP) applicable += 1;
    }),
    { numRuns: Math.ceil(RUNS * more) },
  );
  expect(applicable).toBeGreaterThanOrEqual(RUNS);
}
const SKIP = Symbol('not applicable');

/** Holds on scored systems; a system of which nothing applies has no score. */
const holdsOnScores = (
  check: (score: Scored, input: DomainInput, dice: Dice) => unknown,
  gates?: 'clear',
  more?: number,
): void =>
  holds(
    (input, dice) => {
      const score = scoreDomain(input, rules);
      return score.scenarios ? check(score as Scored, input, dice) : SKIP;
    },
    gates,
    more,
  );
type Scored = DomainScore & { scenarios: NonNullable<DomainScore['scenarios']> };

const rescored = (input: DomainInput): Scored => scoreDomain(input, rules) as Scored;
const isKnown = ({ reading }: Factor | Control): boolean => reading.state === 'known';
const isUnknown = ({ reading }: Factor | Control): boolean => reading.state === 'unknown';
const placeOrNone = (dice: Dice, places: Place[]): Place | undefined =>
  places.length > 0 ? dice.pick(places) : undefined;

/** Failures say which, without the cost of an assertion object for each of millions of comparisons. */
function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}
const atMost = (a: number, b: number, message: string): void => must(a <= b, `${message}: ${a} > ${b}`);
const near = (a: number, b: number, message: string): void =>
  must(Math.abs(a - b) <= EPSILON, `${message}: ${a} ≠ ${b}`);
/** Levels agree unless something stands on a threshold to within the last bits: sums in another order may fall either side. */
const sameLevel = (a: Scored, b: Scored, message: string): void => {
  const { residual, inherent, rank, scored } = a.scenarios.point;
  const edges: [number, number][] = [
    ...scheme.levels.flatMap(({ from }): [number, number][] =>
      from
        ? [
            [residual, from],
            [inherent, from],
          ]
        : [],
    ),
    ...scored.flatMap(({ R, I }): [number, number][] => [
      [R, 0.75],
      [I, 0.75],
    ]),
    [a.confidence.confidence, 0.5],
    [a.confidence.completeness, 0.7],
  ];
  const onEdge = edges.some(([value, edge]) => Math.abs(value - edge) < EPSILON);
  must(onEdge || rank === b.scenarios.point.rank, message);
};

const randomReading = (dice: Dice, isControl: boolean): object =>
  isControl
    ? { state: 'known', design: dice.pick([0, 0.5, 1]), operation: dice.pick([0, 0.5, 1]), evidence: dice.grade() }
    : { state: 'known', value: dice.value(), evidence: dice.grade() };

describe('properties of the score', () => {
  it('P1: scores lie in 0–100', () => {
    holdsOnScores(({ scenarios }) => {
      for (const name of SCENARIOS) {
        for (const value of [scenarios[name].residual, scenarios[name].inherent]) {
          must(value >= 0 && value <= 100, `${name} ${value}`);
        }
      }
    });
  });

  it('P2: best case ≤ point ≤ worst case, of scores and of levels', () => {
    holdsOnScores(({ scenarios: { low, point, high } }) => {
      atMost(low.residual, point.residual, 'low');
      atMost(point.residual, high.residual, 'high');
      atMost(low.rank, point.rank, 'low level');
      atMost(point.rank, high.rank, 'high level');
    });
  });

  it('P3: residual ≤ inherent ≤ severity in each dimension', () => {
    holdsOnScores(({ scenarios }) => {
      for (const { scored } of Object.values(scenarios)) {
        for (const { R, I, S } of scored) {
          atMost(R, I, 'R');
          atMost(I, S, 'I');
        }
      }
    });
  });

  it('P4 and P18: raising a factor never lowers score or level, and a step δ moves score/100 by at most δ', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(
          input,
          ({ reading }, list) => list !== 'controls' && 'value' in reading && typeof reading.value === 'number',
        ),
      );
      if (!place) return SKIP;
      const reading = entryAt(input, place).reading as { value: number };
      const raised = dice.chance(0.3) ? 1 : reading.value + (1 - reading.value) * dice.share();
      const after = rescored(replaced(input, place, (entry) => withReading(entry, { ...reading, value: raised })));
      for (const name of SCENARIOS) {
        const [from, to] = [before.scenarios[name], after.scenarios[name]];
        atMost(from.residual, to.residual, name);
        atMost(from.rank, to.rank, `${name} level`);
        atMost((to.residual - from.residual) / 100, raised - reading.value + 1e-12, 'step');
      }
    });
  });

  it('P5: better design, operation or evidence of a control never raises score or level', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(input, (entry, list) => list === 'controls' && isKnown(entry)),
      );
      if (!place) return SKIP;
      const now = entryAt(input, place).reading as { design: number; operation: number; evidence: string };
      const better = {
        ...now,
        design: Math.max(now.design, dice.pick([0, 0.5, 1])),
        operation: Math.max(now.operation, dice.pick([0, 0.5, 1])),
        evidence: GRADES[Math.max(GRADES.indexOf(now.evidence), dice.int(0, GRADES.length - 1))],
      };
      const after = rescored(replaced(input, place, (entry) => withReading(entry, better)));
      for (const name of SCENARIOS) {
        atMost(after.scenarios[name].residual, before.scenarios[name].residual, name);
        atMost(after.scenarios[name].rank, before.scenarios[name].rank, `${name} level`);
      }
    });
  });

  it('P5b: better evidence never lowers the confidence', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(dice, placesOf(input, isKnown));
      if (!place) return SKIP;
      const { reading } = entryAt(input, place) as { reading: { evidence: string } };
      const evidence = GRADES[Math.max(GRADES.indexOf(reading.evidence), dice.int(0, GRADES.length - 1))];
      const after = rescored(replaced(input, place, (entry) => withReading(entry, { ...reading, evidence })));
      atMost(before.confidence.confidence, after.confidence.confidence, 'confidence');
    });
  });

  it('P6: answering an unknown keeps the score inside the earlier interval and never widens it', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(dice, placesOf(input, isUnknown));
      if (!place) return SKIP;
      const reading = randomReading(dice, place.list === 'controls');
      const after = rescored(replaced(input, place, (entry) => withReading(entry, reading)));
      const [was, is] = [before.scenarios, after.scenarios];
      atMost(was.low.residual, is.low.residual, 'low');
      atMost(is.high.residual, was.high.residual, 'high');
      atMost(was.low.residual, is.point.residual, 'point above low');
      atMost(is.point.residual, was.high.residual, 'point below high');
      atMost(was.low.rank, is.low.rank, 'low level');
      atMost(is.high.rank, was.high.rank, 'high level');
    });
  });

  it('decisive: whatever the open answers and gates turn out to be, the level lies in the levels given', () => {
    holdsOnScores((before, input, dice) => {
      let complete = input;
      for (const place of placesOf(input, isUnknown)) {
        const reading = randomReading(dice, place.list === 'controls');
        complete = replaced(complete, place, (entry) => withReading(entry, reading));
      }
      const settled = dice.pick(['fired', 'clear'] as const);
      const gates = complete.gates.map((gate) => (gate.state === 'open' ? { ...gate, state: settled } : gate));
      const { rank } = rescored({ ...complete, gates }).scenarios.point;
      atMost(before.scenarios.low.rank, rank, 'level above the best case');
      atMost(rank, before.scenarios.high.rank, 'level below the worst case');
      if (before.decisive) must(rank === before.scenarios.point.rank, 'a decisive level moved');
    });
  });

  it('not applicable, said of an unknown, stays inside the interval as well', () => {
    holdsOnScores(
      (before, input, dice) => {
        const place = placeOrNone(dice, placesOf(input, isUnknown));
        if (!place) return SKIP;
        const beside = placesOf(input, () => true).filter(
          (p) => p.dimension === place.dimension && p.list === place.list,
        );
        if (place.list !== 'controls' && beside.length < 2) return SKIP;
        const after = rescored(replaced(input, place, (entry) => withReading(entry, NA)));
        atMost(before.scenarios.low.residual, after.scenarios.low.residual + EPSILON, 'low');
        atMost(after.scenarios.high.residual, before.scenarios.high.residual + EPSILON, 'high');
      },
      undefined,
      2.8,
    );
  });

  it('P7: an unknown lies between its best and its worst answer', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(dice, placesOf(input, isUnknown));
      if (!place) return SKIP;
      const at = (reading: object) =>
        rescored(replaced(input, place, (entry) => withReading(entry, reading))).scenarios.point.residual;
      const isControl = place.list === 'controls';
      const best = at(isControl ? FULL : { state: 'known', value: 0, evidence: 'none' });
      const worst = at(isControl ? NOTHING : { state: 'known', value: 1, evidence: 'none' });
      atMost(best, before.scenarios.point.residual, 'best');
      atMost(before.scenarios.point.residual, worst, 'worst');
    });
  });

  it('P8: an honest middle answer is never worse than "don\'t know"', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(input, (entry, list) => list !== 'controls' && isUnknown(entry)),
      );
      if (!place) return SKIP;
      const middle = { state: 'known', value: 0.5, evidence: dice.grade() };
      const after = rescored(replaced(input, place, (entry) => withReading(entry, middle)));
      atMost(after.scenarios.point.residual, before.scenarios.point.residual, 'score');
      atMost(after.scenarios.point.rank, before.scenarios.point.rank, 'level');
    });
  });

  it('P9: replacing a known control by "don\'t know" never lowers score or level', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(input, (entry, list) => list === 'controls' && isKnown(entry)),
      );
      if (!place) return SKIP;
      const after = rescored(replaced(input, place, (entry) => withReading(entry, { state: 'unknown' })));
      atMost(before.scenarios.point.residual, after.scenarios.point.residual, 'score');
      atMost(before.scenarios.point.rank, after.scenarios.point.rank, 'level');
    });
  });

  it('P10: gates only raise', () => {
    holdsOnScores((before, input, dice) => {
      const id = dice.pick(input.gates).id;
      const raise = (state: 'fired' | 'open') =>
        rescored({ ...input, gates: input.gates.map((gate) => (gate.id === id ? { ...gate, state } : gate)) });
      for (const after of [raise('fired'), raise('open')]) {
        for (const name of ['point', 'high'] as const) {
          atMost(before.scenarios[name].residual, after.scenarios[name].residual, name);
          atMost(before.scenarios[name].rank, after.scenarios[name].rank, `${name} level`);
        }
      }
    }, 'clear');
  });

  it('P11: a prohibited act dominates and takes all credit', () => {
    holdsOnScores((_, input) => {
      const gates = input.gates.map((gate) => (gate.id === 'G1' ? { ...gate, state: 'fired' as const } : gate));
      const { scenarios, decisive } = rescored({ ...input, gates });
      for (const name of SCENARIOS) {
        must(scenarios[name].rank === 4, `${name} is not prohibited`);
        must(scenarios[name].residual === scenarios[name].inherent, `${name} has credit`);
      }
      must(decisive, 'not decisive');
    });
  });

  it('P12: the order of everything does not matter, to the last byte', () => {
    holds((input, dice) => {
      const shuffled: DomainInput = {
        ...input,
        gates: dice.shuffled(input.gates),
        dimensions: dice.shuffled(input.dimensions).map((dimension) => ({
          ...dimension,
          severity: dice.shuffled(dimension.severity),
          likelihood: dice.shuffled(dimension.likelihood),
          controls: dice.shuffled(dimension.controls),
        })),
      };
      const bytes = (of: DomainInput): string => JSON.stringify(assessRisk(of, rules, { actions: false }));
      must(bytes(input) === bytes(shuffled), 'other bytes');
    });
  });

  it('P13: scaling all weights does not matter', () => {
    holdsOnScores((before, input, dice) => {
      const factor = 0.1 + 9 * dice.share();
      const scale = <T extends { weight: number }>(list: T[]): T[] =>
        list.map((entry) => ({ ...entry, weight: entry.weight * factor }));
      const after = rescored({
        ...input,
        dimensions: scale(input.dimensions).map((dimension) => ({
          ...dimension,
          severity: scale(dimension.severity),
          likelihood: scale(dimension.likelihood),
          controls: scale(dimension.controls),
        })),
      });
      for (const name of SCENARIOS) near(before.scenarios[name].residual, after.scenarios[name].residual, name);
      near(before.confidence.confidence, after.confidence.confidence, 'confidence');
      sameLevel(before, after, 'level');
    });
  });

  it('P14: splitting a question in two halves does not matter', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(input, () => true),
      );
      if (!place) return SKIP;
      const after = rescored(
        replaced(input, place, (entry) => [
          { ...entry, weight: entry.weight / 2 },
          { ...entry, id: `${entry.id}-half`, weight: entry.weight / 2 },
        ]),
      );
      for (const name of SCENARIOS) near(before.scenarios[name].residual, after.scenarios[name].residual, name);
      near(before.confidence.confidence, after.confidence.confidence, 'confidence');
      sameLevel(before, after, 'level');
    });
  });

  it('P15: low confidence or low completeness is never a low risk', () => {
    let short = 0;
    holdsOnScores(({ confidence, scenarios, gates }) => {
      if (confidence.confidence >= 0.5 && confidence.completeness >= 0.7) return;
      short += 1;
      must(scenarios.point.rank >= 1, 'low in spite of too little evidence');
      must(gates.find(({ gate }) => gate.id === 'G7')!.state === 'fired', 'G7 did not fire');
    });
    expect(short).toBeGreaterThan(RUNS / 10);
  });

  it('P16: no full compensation: a domain has at least 0.6 of its worst dimension', () => {
    holdsOnScores(({ scenarios: { point } }) => {
      const worst = Math.max(...point.scored.map(({ R }) => R));
      atMost(0.6 * worst, point.residual / 100 + 1e-12, 'domain');
    });
  });

  it('P17: a change in one dimension leaves the others alone', () => {
    holdsOnScores((before, input, dice) => {
      const place = placeOrNone(
        dice,
        placesOf(input, () => true),
      );
      if (!place) return SKIP;
      const reading = randomReading(dice, place.list === 'controls');
      const after = rescored(replaced(input, place, (entry) => withReading(entry, reading)));
      const changed = input.dimensions[place.dimension]!.id;
      before.prepared.forEach(({ dimension }, index) => {
        if (dimension.id === changed) return;
        for (const name of SCENARIOS) {
          const [was, is] = [before.scenarios[name].scored[index]!, after.scenarios[name].scored[index]!];
          must(was.R === is.R && was.I === is.I && was.M === is.M, `${dimension.id} moved`);
        }
      });
    });
  });

  it('P19: controls lower the level by at most two', () => {
    holdsOnScores((before, input) => {
      const without = rescored({
        ...input,
        dimensions: input.dimensions.map((dimension) => ({
          ...dimension,
          controls: dimension.controls.map((control) =>
            isKnown(control) ? ({ ...control, reading: { ...control.reading, design: 0 } } as Control) : control,
          ),
        })),
      });
      atMost(without.scenarios.point.rank - 2, before.scenarios.point.rank, 'level');
      atMost(before.scenarios.point.inherentRank - 2, before.scenarios.point.rank, 'level against inherent');
    });
  });

  it('P20: the residual domain score is at most the inherent one', () => {
    holdsOnScores(({ scenarios }) => {
      for (const { residual, inherent } of Object.values(scenarios)) atMost(residual, inherent, 'residual');
    });
  });

  it('drivers: shares add up to the score, gains are those of setting the input to its best', () => {
    holdsOnScores((score, input, dice) => {
      const { drivers, residual, vector } = assessRisk(input, rules, { actions: false });
      const sum = drivers.reduce((total, { share }) => total + share, 0);
      must(Math.abs(sum - residual!.point) <= 1e-6 * (drivers.length + 1), `shares ${sum} ≠ ${residual!.point}`);
      drivers.forEach(({ gain, share }, index) => {
        must(gain >= 0 && share >= 0, 'a driver raises');
        must(index === 0 || gain <= drivers[index - 1]!.gain, 'not sorted');
      });
      must(!('issues' in parseVector(vector)), vector);
      const place = placeOrNone(
        dice,
        placesOf(input, () => true),
      );
      if (!place || score.gates.some(({ gate, state }) => gate.id === 'G1' && state === 'fired')) return;
      const best = place.list === 'controls' ? FULL : { state: 'known', value: 0, evidence: 'none' };
      const after = rescored(replaced(input, place, (entry) => withReading(entry, best))).scenarios.point.residual;
      const ref = `${input.dimensions[place.dimension]!.id}.${place.list}.${entryAt(input, place).id}`;
      const gain = drivers.find((driver) => driver.ref === ref)?.gain ?? 0;
      must(Math.abs(score.scenarios.point.residual - after - gain) <= 1e-6, `gain of ${ref}`);
    });
  });
});

const NA = { state: 'not_applicable', reason: { vi: 'Lý do', en: 'Reason' } };
const FULL = { state: 'known', design: 1, operation: 1, evidence: 'independent' };
const NOTHING = { state: 'known', design: 0, operation: 0, evidence: 'none' };

/** One dimension whose score is 100·value exactly: likelihood 1, no control. */
const single = (value: number | null, g = 4): Dimension => ({
  id: 'F1',
  title: { vi: 'Khía cạnh', en: 'Dimension' },
  weight: 1,
  severity: [factorOf({ v: value, w: 1, g, critical: false }, 0)],
  likelihood: [factorOf({ v: 1, w: 1, g, critical: false }, 0)],
  controls: [],
});

describe('levels and what is left out', () => {
  it('no threshold is taken on a rounded value', () => {
    const below = assessRisk(domainOf([single(0.2499999999)]), rules);
    expect(below.residual!.point).toBe(25);
    expect(below.level!.id).toBe('low');
    expect(assessRisk(domainOf([single(0.25)]), rules).level!.id).toBe('moderate');
  });

  it('the same input gives the same bytes, sensitivity and actions included', () => {
    const input = randomSystem(new Dice(7), 3);
    const bytes = () => JSON.stringify(assessRisk(structuredClone(input), rules, { sensitivity: true }));
    expect(bytes()).toBe(bytes());
  });

  it('nothing applicable has no score; a prohibited act is prohibited all the same', () => {
    const excluded = { ...single(1), notApplicable: { vi: 'Không có người lao động', en: 'No workers' } };
    const none = assessRisk(domainOf([excluded]), rules);
    expect([none.level, none.residual, none.reasons[0]!.code]).toEqual([null, null, 'nothing_applicable']);
    expect(none.vector).toBe('VNAIA:1.0/F1:NA/C-/R-/G:G7/L:none');
    const gates = clear().map((gate) => (gate.id === 'G1' ? { ...gate, state: 'fired' as const } : gate));
    expect(assessRisk(domainOf([excluded], gates), rules).level!.id).toBe('prohibited');
  });

  it('saying "not applicable" of every severity factor does not make the risk disappear, and is provisional', () => {
    const dimension = single(1);
    dimension.severity = dimension.severity.map((factor) => withReading(factor, NA) as Factor);
    const result = assessRisk(domainOf([dimension]), rules);
    expect(result.residual).toEqual({ low: 0, point: 75, high: 100 });
    expect(result.provisional).toBe(true);
    expect(result.reasons.map(({ code }) => code)).toContain('not_applicable_share');
    expect(result.dimensions[0]!.inputs[0]).toMatchObject({ state: 'not_applicable', reason: NA.reason, value: null });
  });

  it('exactly a fifth not applicable is not provisional, a little more is', () => {
    const share = (weight: number) => {
      const dimension = single(0.1);
      const extra = { ...dimension.severity[0]!, id: 'y', weight, reading: NA } as Factor;
      return assessRisk(domainOf([{ ...dimension, severity: [...dimension.severity, extra] }]), rules).provisional;
    };
    expect([share(0.5), share(0.51)]).toEqual([false, true]);
  });

  it('an open gate is never fine: not decisive, and named', () => {
    const gates = clear().map((gate) => (gate.id === 'G3' ? { ...gate, state: 'open' as const } : gate));
    const result = assessRisk(domainOf([single(0.1)], gates), rules);
    expect([result.level!.id, result.levels!.high, result.decisive]).toEqual(['low', 'high', false]);
    expect(result.reasons).toContainEqual(expect.objectContaining({ code: 'gate_open', refs: ['G3'] }));
    const missing = assessRisk(domainOf([single(0.1)], []), rules);
    expect(missing.levels!.high).toBe('prohibited');
  });

  it('distance counts to the thresholds, and says what holds the level', () => {
    expect(assessRisk(domainOf([single(0.3)]), rules).distance).toEqual({ toWorse: 20, toBetter: 5, heldBy: [] });
    const gates = clear().map((gate) => (gate.id === 'G3' ? { ...gate, state: 'fired' as const } : gate));
    const held = assessRisk(domainOf([single(0.3)], gates), rules);
    expect(held.distance).toEqual({ toWorse: 45, toBetter: null, heldBy: ['G3'] });
    expect(held.gates.find(({ id }) => id === 'G3')!.lift.vi).not.toBe('');
  });

  it('a grave dimension sets a floor of its own', () => {
    const weights = { ...single(0.76), weight: 1 };
    const mild = { ...single(0), id: 'F2', weight: 19 };
    const result = assessRisk(domainOf([weights, mild]), rules);
    expect(result.residual!.point).toBeLessThan(50);
    expect(result.level!.id).toBe('high');
    expect(result.reasons.at(-1)).toMatchObject({ code: 'floor', refs: ['dimension'] });
  });
});
