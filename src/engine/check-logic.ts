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
  path: (string | number)[];
  code: 'unknown_operator' | 'malformed' | 'unknown_variable' | 'type_mismatch' | 'unknown_option' | 'division';
  message: string;
  fix: string;
}

/** Literals of a rule have no type of their own: a text may be meant as a date or as an option. */
type Found = LogicType | { literal: string } | undefined;

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
 * @returns every issue, and the type of the rule when it has one.
 */
export function checkLogic(
  logic: unknown,
  typeOf: (id: string) => LogicType | undefined,
): { issues: LogicIssue[]; type?: LogicType } {
  const issues: LogicIssue[] = [];
  const found = visit(logic, [], typeOf, issues);
  if (found && 'type' in found) return { issues, type: found };
  return found && 'literal' in found ? { issues, type: { type: 'text', options: [found.literal] } } : { issues };
}

function visit(
  node: unknown,
  path: (string | number)[],
  typeOf: (id: string) => LogicType | undefined,
  issues: LogicIssue[],
): Found {
  const report = (code: LogicIssue['code'], message: string, fix: string): undefined => {
    issues.push({ path, code, message, fix });
    return undefined;
  };
  if (typeof node === 'boolean') return { type: 'boolean' };
  if (typeof node === 'number') return { type: 'number' };
  if (typeof node === 'string') return { literal: node };
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
    return report(
      'malformed',
      `'${op}' has ${args.length} operands`,
      least === most ? `give it ${least}` : `give it ${least} or more`,
    );
  }
  const child = (index: number): Found => visit(args[index], [...path, op, index], typeOf, issues);
  const expectAll = (type: ValueType): void =>
    args.forEach((_, index) => {
      const found = child(index);
      if (found && !('type' in found && found.type === type)) {
        issues.push({
          path: [...path, op, index],
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
      return (
        typeOf(id) ??
        report(
          'unknown_variable',
          `'${id}' is not a question, fact, decision, parameter or row`,
          'check the spelling, or add it',
        )
      );
    }
    case 'and':
    case 'or':
    case '!':
      expectAll('boolean');
      return { type: 'boolean' };
    case 'if':
      return visitIf(args, child, path, issues);
    case '==':
    case '!=':
      compareTypes(child(0), child(1), op, path, issues);
      return { type: 'boolean' };
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [a, b] = [child(0), child(1)];
      const ordered = compareTypes(a, b, op, path, issues);
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
      visitIn(args, child, path, issues);
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
  path: (string | number)[],
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
  const branches: Found[] = [];
  args.forEach((_, index) => {
    const found = child(index);
    if (index % 2 === 1 || index === args.length - 1) branches.push(found);
    else if (found && !('type' in found && found.type === 'boolean')) {
      issues.push({
        path: [...path, 'if', index],
        code: 'type_mismatch',
        message: `a condition must be boolean, found ${name(found)}`,
        fix: 'write a condition',
      });
    }
  });
  const typed = branches.find((branch): branch is LogicType => branch !== undefined && 'type' in branch);
  for (const branch of branches) compareTypes(typed, branch, 'if', path, issues);
  return typed ?? branches[0];
}

function visitIn(
  args: unknown[],
  child: (index: number) => Found,
  path: (string | number)[],
  issues: LogicIssue[],
): void {
  const item = child(0);
  if (Array.isArray(args[1])) {
    if (args[1].length === 0 || !args[1].every((entry) => typeof entry === 'string' || typeof entry === 'number')) {
      issues.push({
        path: [...path, 'in', 1],
        code: 'malformed',
        message: "the list of 'in' must hold texts or numbers",
        fix: 'write [a, b, …]',
      });
      return;
    }
    args[1].forEach((entry, index) => {
      compareTypes(
        item,
        typeof entry === 'string' ? { literal: entry } : { type: 'number' },
        'in',
        [...path, 'in', 1, index],
        issues,
      );
    });
    return;
  }
  const list = child(1);
  if (!list) return;
  if (!('type' in list) || list.type !== 'choices') {
    issues.push({
      path: [...path, 'in', 1],
      code: 'type_mismatch',
      message: `'in' needs a list or a question with several choices, found ${name(list)}`,
      fix: 'write [a, b] or {var: choices-question}',
    });
    return;
  }
  const element: LogicType = list.options ? { type: 'choice', options: list.options } : { type: 'choice' };
  compareTypes(element, item, 'in', path, issues);
}

const name = (found: Exclude<Found, undefined>): string =>
  'type' in found ? found.type : `the text '${found.literal}'`;

/** Reports when two operands cannot be compared; returns their common type when they can. */
function compareTypes(
  a: Found,
  b: Found,
  op: string,
  path: (string | number)[],
  issues: LogicIssue[],
): ValueType | undefined {
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
  if ('literal' in a) return 'literal' in b ? 'text' : compareTypes(b, a, op, path, issues);
  if ('literal' in b) {
    if (a.type === 'date') return isPlainDate(b.literal) ? 'date' : mismatch();
    if (a.type === 'choice') {
      if (a.options && !a.options.includes(b.literal)) {
        issues.push({
          path,
          code: 'unknown_option',
          message: `'${b.literal}' is not one of: ${a.options.join(', ')}`,
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
