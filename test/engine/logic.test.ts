import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import { describe, expect, it } from 'vitest';
import { checkLogic, type LogicType } from '../../src/engine/check-logic.ts';
import type { Logic, Value } from '../../src/engine/content.ts';
import { compile, type Env, type Tri } from '../../src/engine/logic.ts';

const VARIABLES: Record<string, LogicType> = {
  'b.one': { type: 'boolean' },
  'b.two': { type: 'boolean' },
  'b.three': { type: 'boolean' },
  'n.one': { type: 'number' },
  'n.two': { type: 'number' },
  'd.one': { type: 'date' },
  'd.two': { type: 'date' },
  'c.one': { type: 'choice', options: ['red', 'green', 'blue'] },
  'm.one': { type: 'choices', options: ['red', 'green', 'blue'] },
};
const IDS = Object.keys(VARIABLES);
const slots = new Map(IDS.map((id, index) => [id, { index }]));

const option = fc.constantFrom('red', 'green', 'blue');
const date = fc
  .tuple(fc.integer({ min: 2025, max: 2028 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const number = fc.integer({ min: -20, max: 20 });

const { boolean: booleanRule } = fc.letrec<{ boolean: Logic; number: Logic }>((tie) => {
  const bools = fc.array(tie('boolean'), { minLength: 1, maxLength: 3 });
  const nums = fc.array(tie('number'), { minLength: 1, maxLength: 3 });
  const order = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const dateVariable = fc.constantFrom<Logic>({ var: 'd.one' }, { var: 'd.two' });
  const datum: fc.Arbitrary<Logic> = fc.oneof(date, dateVariable);
  return {
    boolean: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      fc.constantFrom<Logic>({ var: 'b.one' }, { var: 'b.two' }, { var: 'b.three' }, true, false),
      bools.map((args): Logic => ({ and: args })),
      bools.map((args): Logic => ({ or: args })),
      tie('boolean').map((arg): Logic => ({ '!': [arg] })),
      fc.tuple(tie('boolean'), tie('boolean'), tie('boolean')).map((args): Logic => ({ if: args })),
      fc
        .tuple(tie('boolean'), tie('boolean'), tie('boolean'), tie('boolean'), tie('boolean'))
        .map((args): Logic => ({ if: args })),
      fc.tuple(order, tie('number'), tie('number')).map(([op, a, b]): Logic => ({ [op]: [a, b] })),
      fc.tuple(order, dateVariable, datum).map(([op, a, b]): Logic => ({ [op]: [a, b] })),
      fc.tuple(fc.constantFrom('==', '!='), option).map(([op, value]): Logic => ({ [op]: [{ var: 'c.one' }, value] })),
      fc.array(option, { minLength: 1 }).map((list): Logic => ({ in: [{ var: 'c.one' }, list] })),
      option.map((value): Logic => ({ in: [value, { var: 'm.one' }] })),
    ),
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'rule' },
      fc.constantFrom<Logic>({ var: 'n.one' }, { var: 'n.two' }),
      number,
      nums.map((args): Logic => ({ '+': args })),
      nums.map((args): Logic => ({ '*': args })),
      nums.map((args): Logic => ({ min: args })),
      nums.map((args): Logic => ({ max: args })),
      tie('number').map((arg): Logic => ({ '-': [arg] })),
      fc.tuple(tie('number'), tie('number')).map((args): Logic => ({ '-': args })),
      fc.tuple(tie('number'), fc.constantFrom(1, 2, 4, -2)).map((args): Logic => ({ '/': args })),
      fc.tuple(tie('boolean'), tie('number'), tie('number')).map((args): Logic => ({ if: args })),
    ),
  };
});

const facts = fc.record({
  'b.one': fc.boolean(),
  'b.two': fc.boolean(),
  'b.three': fc.boolean(),
  'n.one': number,
  'n.two': number,
  'd.one': date,
  'd.two': date,
  'c.one': option,
  'm.one': fc.uniqueArray(option),
});
type Facts = Record<string, Value>;

const evaluate = (rule: Logic, known: Partial<Facts>): Tri => {
  const env: Env = IDS.map((id) => known[id]);
  return compile(rule, (id) => slots.get(id)!)(env);
};

/** json-logic-js reads `a.b` as `b` inside `a`. */
function nested(known: Facts): object {
  const data: Record<string, Record<string, Value>> = {};
  for (const [id, value] of Object.entries(known)) {
    const [group, name] = id.split('.') as [string, string];
    data[group] = { ...data[group], [name]: value };
  }
  return data;
}

describe('logic', () => {
  it('random rules are well typed', () => {
    fc.assert(
      fc.property(booleanRule, (rule) => {
        expect(checkLogic(rule, (id) => VARIABLES[id]).issues).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('equals json-logic-js on known facts (100,000 random rules)', () => {
    fc.assert(
      fc.property(booleanRule, facts, (rule, known) => {
        const ours = evaluate(rule, known);
        const theirs = jsonLogic.apply(rule as never, nested(known));
        if (ours !== theirs) throw new Error(`${JSON.stringify(rule)}: ours ${ours}, json-logic-js ${theirs}`);
      }),
      { numRuns: 100_000 },
    );
  });

  it('a known result never changes when an unknown becomes known', () => {
    fc.assert(
      fc.property(booleanRule, facts, fc.subarray(IDS), (rule, known, hidden) => {
        const partial = Object.fromEntries(Object.entries(known).filter(([id]) => !hidden.includes(id)));
        const early = evaluate(rule, partial);
        if (early !== undefined && early !== evaluate(rule, known)) throw new Error(JSON.stringify(rule));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each<[string, Logic, Partial<Facts>, Tri]>([
    ['false and unknown is false', { and: [{ var: 'b.one' }, { var: 'b.two' }] }, { 'b.one': false }, false],
    ['true and unknown is unknown', { and: [{ var: 'b.one' }, { var: 'b.two' }] }, { 'b.one': true }, undefined],
    ['true or unknown is true', { or: [{ var: 'b.one' }, { var: 'b.two' }] }, { 'b.two': true }, true],
    ['unknown is not below five', { '<': [{ var: 'n.one' }, 5] }, {}, undefined],
    ['not unknown is unknown', { '!': [{ var: 'b.one' }] }, {}, undefined],
    ['if with agreeing branches', { if: [{ var: 'b.one' }, 1, 1] }, {}, 1],
    ['if with differing branches', { if: [{ var: 'b.one' }, 1, 2] }, {}, undefined],
    ['in an unknown list', { in: ['red', { var: 'm.one' }] }, {}, undefined],
    ['sum with an unknown', { '+': [1, { var: 'n.one' }] }, {}, undefined],
  ])('%s', (_name, rule, known, expected) => {
    expect(evaluate(rule, known)).toBe(expected);
  });

  it.each<[string, unknown, string]>([
    ['an operator off the list', { map: [] }, 'unknown_operator'],
    ['a variable nobody defines', { var: 'nobody' }, 'unknown_variable'],
    ['text against number', { '==': [{ var: 'n.one' }, 'five'] }, 'type_mismatch'],
    ['ordering truth values', { '<': [{ var: 'b.one' }, { var: 'b.two' }] }, 'type_mismatch'],
    ['an option no question offers', { '==': [{ var: 'c.one' }, 'violet'] }, 'unknown_option'],
    ['a date that does not exist', { '<': [{ var: 'd.one' }, '2026-02-30'] }, 'type_mismatch'],
    ['division by a variable', { '/': [1, { var: 'n.one' }] }, 'division'],
    ['if without else', { if: [{ var: 'b.one' }, true] }, 'malformed'],
    ['two operators in one node', { and: [true], or: [true] }, 'malformed'],
    ['a number where truth is needed', { and: [1] }, 'type_mismatch'],
    ['var with a default', { var: ['b.one', false] }, 'malformed'],
  ])('refuses %s', (_name, rule, code) => {
    expect(checkLogic(rule, (id) => VARIABLES[id]).issues.map((issue) => issue.code)).toContain(code);
  });
});
