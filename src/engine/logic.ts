/**
 * @module Three-valued, typed JsonLogic. On fully known facts a rule has the value json-logic-js gives it;
 * a missing fact is *unknown* (`undefined`) and stays unknown unless the rule cannot depend on it (Kleene 1952, K3).
 * Rules are compiled once to closures; nothing is evaluated from text.
 */
import type { Logic, Value } from './content.ts';

/** A value, or `undefined` for unknown. */
export type Tri = Value | undefined;

/** Current values by slot. For a decision the slot after it holds the bit set of the values still possible. */
export type Env = (Tri | number)[];

export type Compiled = (env: Env) => Tri;

/** What a compiler needs to know about a variable. */
export interface Slot {
  index: number;
  /** Only for decisions: bit of each possible value in `env[index + 1]`. */
  bits?: ReadonlyMap<string, number>;
}

export const OPERATORS = [
  'var',
  'and',
  'or',
  '!',
  'if',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  '+',
  '-',
  '*',
  '/',
  'min',
  'max',
] as const;

export type Operator = (typeof OPERATORS)[number];

export interface Operation {
  op: Operator;
  args: readonly Logic[];
}

/** Rules are content and never change: each node is taken apart once. */
const operations = new WeakMap<object, Operation>();

/** Splits a rule node into operator and operands; `undefined` for a literal. */
export function operation(logic: Logic): Operation | undefined {
  if (typeof logic !== 'object' || Array.isArray(logic)) return undefined;
  const known = operations.get(logic);
  if (known) return known;
  const [op, args] = Object.entries(logic)[0] as [Operator, unknown];
  const node = { op, args: (Array.isArray(args) ? args : [args]) as readonly Logic[] };
  operations.set(logic, node);
  return node;
}

/** The variable a node reads directly, if it is `{var: id}`. */
export function variableOf(logic: Logic): string | undefined {
  const node = operation(logic);
  return node?.op === 'var' ? (node.args[0] as string) : undefined;
}

/** Every variable a rule reads, in order of first appearance. */
export function variablesOf(logic: Logic): string[] {
  const seen = new Set<string>();
  const visit = (node: Logic): void => {
    const parts = operation(node);
    if (!parts) return;
    if (parts.op === 'var') seen.add(parts.args[0] as string);
    else parts.args.forEach(visit);
  };
  visit(logic);
  return [...seen];
}

/**
 * A comparison of a decision with literals, which is exact even while the decision is open.
 * Returns the decision's id, the literals, and whether the comparison is negated.
 */
export function decisionTest(
  logic: Logic,
  isDecision: (id: string) => boolean,
): { id: string; literals: readonly string[]; negated: boolean } | undefined {
  const node = operation(logic);
  if (!node || !(node.op === '==' || node.op === '!=' || node.op === 'in')) return undefined;
  const [left, right] = node.args as [Logic, Logic];
  if (node.op === 'in') {
    const id = variableOf(left);
    return id && isDecision(id) && Array.isArray(right)
      ? { id, literals: right as readonly string[], negated: false }
      : undefined;
  }
  const [id, literal] = variableOf(left) ? [variableOf(left), right] : [variableOf(right), left];
  return id && isDecision(id) && typeof literal === 'string'
    ? { id, literals: [literal], negated: node.op === '!=' }
    : undefined;
}

function maskOf(bits: ReadonlyMap<string, number>, literals: readonly string[]): number {
  return literals.reduce((mask, literal) => mask | (bits.get(literal) ?? 0), 0);
}

/**
 * Compiles a checked rule (see `check-logic.ts`) to a closure over slots.
 * @param resolve slot of a variable; every variable of the rule must have one.
 */
export function compile(logic: Logic, resolve: (id: string) => Slot): Compiled {
  const node = operation(logic);
  if (!node) {
    const literal = logic as Value;
    return () => literal;
  }
  const { op, args } = node;
  if (op === 'var') {
    const { index } = resolve(args[0] as string);
    return (env) => env[index];
  }
  const test = decisionTest(logic, (id) => resolve(id).bits !== undefined);
  if (test) return compileDecisionTest(test, resolve(test.id));
  const operands = args.map((arg) => compile(arg, resolve));
  switch (op) {
    case 'and':
      return compileConnective(operands, slotsIfVariables(args, resolve), false);
    case 'or':
      return compileConnective(operands, slotsIfVariables(args, resolve), true);
    case '!': {
      const operand = operands[0]!;
      return (env) => {
        const value = operand(env);
        return value === undefined ? undefined : !value;
      };
    }
    case 'if':
      return compileIf(operands);
    case 'in':
      return compileIn(args as [Logic, Logic], operands, resolve);
    case '==':
      return compileEquals(args as [Logic, Logic], operands, resolve);
    case '!=':
      return binary(operands, (a, b) => a !== b);
    case '<':
      return binary(operands, (a, b) => a < b);
    case '<=':
      return binary(operands, (a, b) => a <= b);
    case '>':
      return binary(operands, (a, b) => a > b);
    case '>=':
      return binary(operands, (a, b) => a >= b);
    case '-':
      return operands.length === 1
        ? nary(operands, (values) => -values[0]!)
        : nary(operands, (values) => values[0]! - values[1]!);
    case '/':
      return nary(operands, (values) => values[0]! / values[1]!);
    case '+':
      return nary(operands, (values) => values.reduce((sum, value) => sum + value, 0));
    case '*':
      return nary(operands, (values) => values.reduce((product, value) => product * value));
    case 'min':
      return nary(operands, (values) => Math.min(...values));
    case 'max':
      return nary(operands, (values) => Math.max(...values));
  }
}

function compileDecisionTest(test: { literals: readonly string[]; negated: boolean }, slot: Slot): Compiled {
  const mask = maskOf(slot.bits!, test.literals);
  const possibleAt = slot.index + 1;
  const { negated } = test;
  return (env) => {
    const possible = env[possibleAt] as number;
    const inside = possible & mask;
    if (inside === possible) return !negated;
    return inside === 0 ? negated : undefined;
  };
}

/** Slots of operands that are all plain variables, the most common kind of rule. */
function slotsIfVariables(args: readonly Logic[], resolve: (id: string) => Slot): number[] | undefined {
  const ids = args.map(variableOf);
  return ids.every((id) => id !== undefined) ? ids.map((id) => resolve(id).index) : undefined;
}

/** `and` ends on false, `or` ends on true; any unknown operand leaves the rest unknown. */
function compileConnective(operands: Compiled[], slots: number[] | undefined, decisive: boolean): Compiled {
  if (slots) return compileSlots(slots, decisive);
  if (operands.length === 2) return compilePair(operands as [Compiled, Compiled], decisive);
  const count = operands.length;
  return (env) => {
    let unknown = false;
    for (let i = 0; i < count; i += 1) {
      const value = operands[i]!(env);
      if (value === decisive) return decisive;
      if (value === undefined) unknown = true;
    }
    return unknown ? undefined : !decisive;
  };
}

/** The same without a call per operand. */
function compileSlots(slots: number[], decisive: boolean): Compiled {
  const count = slots.length;
  return (env) => {
    let unknown = false;
    for (let i = 0; i < count; i += 1) {
      const value = env[slots[i]!];
      if (value === decisive) return decisive;
      if (value === undefined) unknown = true;
    }
    return unknown ? undefined : !decisive;
  };
}

function compilePair([left, right]: [Compiled, Compiled], decisive: boolean): Compiled {
  return (env) => {
    const first = left(env);
    if (first === decisive) return decisive;
    const second = right(env);
    if (second === decisive) return decisive;
    return first === undefined || second === undefined ? undefined : !decisive;
  };
}

function compileIf(operands: Compiled[]): Compiled {
  let rest = operands.at(-1)!;
  for (let i = operands.length - 3; i >= 0; i -= 2) {
    const [condition, chosen, otherwise] = [operands[i]!, operands[i + 1]!, rest];
    rest = (env) => {
      const test = condition(env);
      if (test === true) return chosen(env);
      if (test === false) return otherwise(env);
      const value = chosen(env);
      return value !== undefined && sameValue(value, otherwise(env)) ? value : undefined;
    };
  }
  return rest;
}

/** Equality of values; option lists compare by content and order. */
export function sameValue(a: Tri, b: Tri): boolean {
  if (a === b) return true;
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => item === b[index]);
}

/** `in: [option, {var}]` and `in: [{var}, [options]]` are nearly all there is; the rest takes the general way. */
function compileIn([item, list]: [Logic, Logic], operands: Compiled[], resolve: (id: string) => Slot): Compiled {
  const listId = variableOf(list);
  if (listId !== undefined && typeof item === 'string') {
    const { index } = resolve(listId);
    return (env) => {
      const value = env[index] as readonly string[] | undefined;
      return value === undefined ? undefined : value.includes(item);
    };
  }
  return binary(operands, (element, elements) => (elements as readonly unknown[]).includes(element));
}

function compileEquals([left, right]: [Logic, Logic], operands: Compiled[], resolve: (id: string) => Slot): Compiled {
  const id = variableOf(left);
  if (id !== undefined && typeof right !== 'object') {
    const { index } = resolve(id);
    return (env) => {
      const value = env[index];
      return value === undefined ? undefined : value === right;
    };
  }
  return binary(operands, (a, b) => a === b);
}

function binary(operands: Compiled[], apply: (a: Value, b: Value) => boolean): Compiled {
  const [left, right] = operands as [Compiled, Compiled];
  return (env) => {
    const a = left(env);
    if (a === undefined) return undefined;
    const b = right(env);
    return b === undefined ? undefined : apply(a, b);
  };
}

function nary(operands: Compiled[], apply: (values: number[]) => number): Compiled {
  return (env) => {
    const values: number[] = [];
    for (const operand of operands) {
      const value = operand(env);
      if (value === undefined) return undefined;
      values.push(value as number);
    }
    return apply(values);
  };
}
