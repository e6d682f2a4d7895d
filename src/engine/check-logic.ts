/** @module Type check of rules. Every type error is a load error; nothing is left to be found at run time. */
import type { ValueType } from './content.ts';
import { isPlainDate } from './dates.ts';
import { OPERATORS, type Operator } from './logic.ts';

/** Type of a variable or expression. `options` lists the values a choice can take. */
export interface LogicType {
  type: ValueType;
  options?: readonly string[];
}

/** One mistake: `path` leads from the rule's root to the place, e.g. `['and', 1, '==', 0]`. */
export interface LogicIssue {
  path: Path;
  code: 'unknown_operator' | 'malformed' | 'unknown_variable' | 'type_mismatch' | 'unknown_option' | 'division';
  message: string;
  fix: string;
}

/** Texts written in a rule have no type of their own: they may be meant as dates or as options. */
type Found = LogicType | { literals: string[] } | undefined;

type Path = (string | number)[];

/** Type of a variable; `undefined` if there is none, `null` if there is one whose type is not known. */
export type TypeOf = (id: string) => LogicType | null | undefined;

const ARITY: Partial<Record<Operator, [number, number]>> = {
  var: [1, 1],
  '!': [1, 1],
  '==': [2, 2],
  '!=': [2, 2],
  '<': [2, 2],
  '<=': [2, 2],
  '>': [2, 2],
  '>=': [2, 2],
  in: [2, 2],
  '-': [1, 2],
  '/': [2, 2],
};

/**
 * Checks a rule against the types of its variables.
 * @returns every issue, and the type of the rule when it has one; a rule that gives written texts is a `text` with
 *   these texts as `options`.
 */
export function checkLogic(logic: unknown, typeOf: TypeOf): { issues: LogicIssue[]; type?: LogicType } {
  const issues: LogicIssue[] = [];
  const found = visit(logic, [], typeOf, issues);
  if (found && 'type' in found) return { issues, type: found };
  return found ? { issues, type: { type: 'text', options: found.literals } } : { issues };
}

function visit(node: unknown, path: Path, typeOf: TypeOf, issues: LogicIssue[]): Found {
  const report = (code: LogicIssue['code'], message: string, fix: string): undefined => {
    issues.push({ path, code, message, fix });
    return undefined;
  };
  if (typeof node === 'boolean') return { type: 'boolean' };
  if (typeof node === 'number') return { type: 'number' };
  if (typeof node === 'string') return { literals: [node] };
  if (typeof node !== 'object' || node === null) {
    return report('malformed', `${JSON.stringify(node) ?? 'nothing'} is not a rule`, 'write an operator or a literal');
  }
  if (Array.isArray(node)) {
    return report(
      'malformed',
      'a list stands where a rule is expected',
      "lists are allowed only as the second operand of 'in'",
    );
  }
  const keys = Object.keys(node);
  const op = keys[0] as Operator;
  if (keys.length !== 1) {
    return report(
      'malformed',
      `a rule node has ${keys.length} keys (${keys.join(', ')})`,
      'give each node exactly one operator',
    );
  }
  if (!OPERATORS.includes(op)) {
    return report('unknown_operator', `operator '${op}' is not allowed`, `use one of: ${OPERATORS.join(' ')}`);
  }
  const raw = (node as Record<string, unknown>)[op];
  const args: unknown[] = Array.isArray(raw) ? raw : [raw];
  const [least, most] = ARITY[op] ?? [1, Number.POSITIVE_INFINITY];
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : `${least} ${Number.isFinite(most) ? `to ${most}` : 'or more'}`;
    return report('malformed', `'${op}' has ${args.length} operands`, `give it ${wanted}`);
  }
  // A single operand may be written without brackets: then it stands right below the operator.
  const at = (index: number): Path => (Array.isArray(raw) ? [...path, op, index] : [...path, op]);
  const child = (index: number): Found => visit(args[index], at(index), typeOf, issues);
  /** Where a comparison is wrong: at the written text if there is one, else at the operator. */
  const literalAt = (): Path => {
    const index = args.findLastIndex((arg) => typeof arg === 'string');
    return index < 0 ? path : at(index);
  };
  const expectAll = (type: ValueType): void =>
    args.forEach((_, index) => {
      const found = child(index);
      if (found && !('type' in found && found.type === type)) {
        issues.push({
          path: at(index),
          code: 'type_mismatch',
          message: `'${op}' needs ${type}, found ${name(found)}`,
          fix: `give it a ${type}`,
        });
      }
    });
  switch (op) {
    case 'var': {
      const id = args[0];
      if (typeof id !== 'string')
        return report('malformed', "'var' needs the id of a variable", 'write {var: some.id}');
      const type = typeOf(id);
      if (type === undefined) {
        return report(
          'unknown_variable',
          `'${id}' is not a question, fact, decision, parameter, row or prohibited test`,
          'check the spelling, or add it',
        );
      }
      return type ?? undefined;
    }
    case 'and':
    case 'or':
    case '!':
      expectAll('boolean');
      return { type: 'boolean' };
    case 'if':
      return visitIf(args, child, at, path, issues);
    case '==':
    case '!=':
      compareTypes(child(0), child(1), op, literalAt(), issues);
      return { type: 'boolean' };
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [a, b] = [child(0), child(1)];
      const ordered = compareTypes(a, b, op, literalAt(), issues);
      if (ordered && ordered !== 'number' && ordered !== 'date') {
        issues.push({
          path,
          code: 'type_mismatch',
          message: `'${op}' cannot order ${ordered}`,
          fix: 'order only numbers or dates',
        });
      }
      return { type: 'boolean' };
    }
    case 'in':
      visitIn(args, child, at, issues);
      return { type: 'boolean' };
    default:
      expectAll('number');
      if (op === '/' && !(typeof args[1] === 'number' && args[1] !== 0)) {
        report('division', 'the divisor is not a number other than zero', 'divide only by a written, non-zero number');
      }
      return { type: 'number' };
  }
}

function visitIf(
  args: unknown[],
  child: (index: number) => Found,
  at: (index: number) => Path,
  path: Path,
  issues: LogicIssue[],
): Found {
  if (args.length < 3 || args.length % 2 === 0) {
    issues.push({
      path,
      code: 'malformed',
      message: "'if' has no else branch",
      fix: 'write [condition, value, …, else value]',
    });
    return undefined;
  }
  const branches: { found: Found; index: number }[] = [];
  args.forEach((_, index) => {
    const found = child(index);
    if (index % 2 === 1 || index === args.length - 1) branches.push({ found, index });
    else if (found && !('type' in found && found.type === 'boolean')) {
      issues.push({
        path: at(index),
        code: 'type_mismatch',
        message: `a condition must be boolean, found ${name(found)}`,
        fix: 'write a condition',
      });
    }
  });
  const typed = branches
    .map(({ found }) => found)
    .find((found): found is LogicType => found !== undefined && 'type' in found);
  for (const { found, index } of branches) compareTypes(typed, found, 'if', at(index), issues);
  if (typed || branches.some(({ found }) => !found)) return typed;
  return { literals: branches.flatMap(({ found }) => (found as { literals: string[] }).literals) };
}

function visitIn(
  args: unknown[],
  child: (index: number) => Found,
  at: (index: number) => Path,
  issues: LogicIssue[],
): void {
  const item = child(0);
  if (Array.isArray(args[1])) {
    if (args[1].length === 0 || !args[1].every((entry) => typeof entry === 'string' || typeof entry === 'number')) {
      issues.push({
        path: at(1),
        code: 'malformed',
        message: "the list of 'in' must hold texts or numbers",
        fix: 'write [a, b, …]',
      });
      return;
    }
    args[1].forEach((entry, index) => {
      compareTypes(
        item,
        typeof entry === 'string' ? { literals: [entry] } : { type: 'number' },
        'in',
        [...at(1), index],
        issues,
      );
    });
    return;
  }
  const list = child(1);
  if (!list) return;
  if (!('type' in list) || list.type !== 'choices') {
    issues.push({
      path: at(1),
      code: 'type_mismatch',
      message: `'in' needs a list or a question with several choices, found ${name(list)}`,
      fix: 'write [a, b] or {var: choices-question}',
    });
    return;
  }
  const element: LogicType = list.options ? { type: 'choice', options: list.options } : { type: 'choice' };
  compareTypes(element, item, 'in', at(0), issues);
}

const name = (found: Exclude<Found, undefined>): string =>
  'type' in found ? found.type : `the text '${found.literals.join("' or '")}'`;

/** Reports when two operands cannot be compared; returns their common type when they can. */
function compareTypes(a: Found, b: Found, op: string, path: Path, issues: LogicIssue[]): ValueType | undefined {
  if (!a || !b) return undefined;
  const mismatch = (): undefined => {
    issues.push({
      path,
      code: 'type_mismatch',
      message: `'${op}' compares ${name(a)} with ${name(b)}`,
      fix: 'compare values of one type',
    });
    return undefined;
  };
  if ('literals' in a) return 'literals' in b ? 'text' : compareTypes(b, a, op, path, issues);
  if ('literals' in b) {
    if (a.type === 'date') return b.literals.every(isPlainDate) ? 'date' : mismatch();
    if (a.type === 'choice') {
      for (const literal of b.literals) {
        if (!a.options || a.options.includes(literal)) continue;
        issues.push({
          path,
          code: 'unknown_option',
          message: `'${literal}' is not one of: ${a.options.join(', ')}`,
          fix: 'use an option that exists',
        });
      }
      return 'choice';
    }
    return a.type === 'text' ? 'text' : mismatch();
  }
  if (a.type === 'choices' || b.type === 'choices') return mismatch();
  return a.type === b.type ? a.type : mismatch();
}
