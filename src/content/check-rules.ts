/** @module Checks every rule: operators, variables, types, circles, conditions that can never hold. */
import {
  checkLogic,
  compile,
  isPlainDate,
  type Logic,
  type LogicType,
  type RiskMapping,
  rowVariable,
  type ValueType,
  variablesOf,
} from '../engine/index.ts';
import { eachQuestion, type Names, type Spot } from './names.ts';

/** A rule, with the place where it stands. */
interface Rule extends Spot {
  logic: Logic;
  /** Type of the value it must give. */
  gives: ValueType;
  /** Variable that it defines. */
  defines?: string;
  /** A condition that never holds is a mistake, not a rule. */
  mustHoldOnce?: true;
}

export function checkRules(names: Names): void {
  const reads = new Map<string, (Rule & { reads: string[] })[]>();
  for (const rule of everyRule(names)) {
    const isReadable = checkRule(rule, names);
    if (!isReadable || rule.defines === undefined) continue;
    const others = reads.get(rule.defines) ?? [];
    reads.set(rule.defines, [...others, { ...rule, reads: variablesOf(rule.logic) }]);
  }
  checkCycles(reads, names);
}

function everyRule({ collected: { parts } }: Names): Rule[] {
  const dated = (part: { versions: { logic: Logic }[] }, gives: ValueType, defines: string): Rule[] =>
    part.versions.map(({ logic }, v) => ({ logic, gives, defines, part, path: ['versions', v, 'logic'] }));
  const rules: Rule[] = [
    ...parts.facts.flatMap((part) => dated(part, part.type, part.id)),
    ...parts.prohibited.flatMap((part) => dated(part, 'boolean', `prohibited.${part.code}`)),
    ...parts.highRisk.flatMap((part) => dated(part, 'boolean', rowVariable(part.id))),
  ];
  const condition = (logic: Logic, part: object, path: Spot['path'], defines?: string): void => {
    rules.push({ logic, gives: 'boolean', mustHoldOnce: true, part, path, ...(defines && { defines }) });
  };
  for (const part of parts.decisions) {
    part.versions.forEach(({ cases }, v) => {
      cases.forEach(({ when }, c) => {
        condition(when, part, ['versions', v, 'cases', c, 'when'], part.id);
      });
    });
  }
  for (const part of [...parts.obligations, ...parts.findings]) condition(part.when, part, ['when']);
  for (const part of parts.obligations) {
    const { questions: _, ...logics } = part.assessed_by ?? {};
    for (const [key, logic] of Object.entries(logics) as [string, Logic][]) {
      rules.push({ logic, gives: 'boolean', part, path: ['assessed_by', key] });
    }
  }
  for (const part of parts.frameworks) {
    rules.push({ logic: part.binding_when, gives: 'boolean', part, path: ['binding_when'] });
  }
  for (const part of parts.riskGates) {
    if (part.when !== undefined) rules.push({ logic: part.when, gives: 'boolean', part, path: ['when'] });
  }
  for (const part of parts.riskMappings) rules.push(...rulesOfMapping(part));
  for (const part of parts.questionnaires) {
    eachQuestion(part, ({ id, show_if: showIf }, path) => {
      if (showIf !== undefined) condition(showIf, part, [...path, 'show_if'], id);
    });
  }
  return rules;
}

function rulesOfMapping(part: RiskMapping): Rule[] {
  const rules: Rule[] = [];
  const add = (entry: object, path: Spot['path']): void => {
    for (const [key, gives] of Object.entries(MAPPING_RULES)) {
      const logic = (entry as Record<string, Logic | undefined>)[key];
      if (logic !== undefined) rules.push({ logic, gives, part, path: [...path, key] });
    }
  };
  part.dimensions.forEach((dimension, d) => {
    add(dimension, ['dimensions', d]);
    for (const list of ['severity', 'likelihood'] as const) {
      dimension[list].forEach((factor, f) => {
        add(factor, ['dimensions', d, list, f]);
      });
    }
  });
  for (const list of ['controls', 'gates', 'opportunities'] as const) {
    part[list].forEach((entry, index) => {
      add(entry, [list, index]);
    });
  }
  return rules;
}

/** Keys of a risk mapping that hold rules, with what each must give. */
const MAPPING_RULES: Record<string, ValueType> = {
  applies: 'boolean',
  when: 'boolean',
  value: 'number',
  low: 'number',
  high: 'number',
};

/** @returns whether the rule can be read at all, right or wrong. */
function checkRule({ logic, gives, mustHoldOnce, part, path }: Rule, names: Names): boolean {
  const { issues, type } = checkLogic(logic, (id) => names.types.get(id) ?? (names.isMissing(id) ? undefined : null));
  for (const issue of issues) names.report(part, [...path, ...issue.path], issue.code, issue.message, issue.fix);
  if (issues.some(({ code }) => code === 'malformed' || code === 'unknown_operator')) return false;
  if (type && issues.length === 0 && !canBe(type, gives)) {
    const message = `the rule gives ${type.type} where ${gives} is needed`;
    names.report(part, path, 'type_mismatch', message, `write a rule that gives ${gives}`);
  } else if (mustHoldOnce && isNever(logic)) {
    const key = path.at(-1);
    const code = key === 'show_if' ? 'unreachable_question' : 'malformed';
    const fix = 'correct the condition, or remove what it guards';
    names.report(part, path, code, `'${key}' is false whatever is answered`, fix);
  }
  return true;
}

/** Texts written in a rule (`options` of a `text`) may be meant as options or dates. */
function canBe({ type, options }: LogicType, expected: ValueType): boolean {
  if (type === expected) return true;
  if (type !== 'text' || !options) return false;
  return expected === 'choice' || (expected === 'date' && options.every(isPlainDate));
}

/** False with every variable unknown is false whatever is answered: answers only narrow what is unknown. */
const isNever = (logic: Logic): boolean => compile(logic, () => ({ index: 0 }))([]) === false;

function checkCycles(rulesOf: Map<string, (Rule & { reads: string[] })[]>, { report }: Names): void {
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (id: string): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      const cycle = [...trail.slice(trail.indexOf(id)), id];
      const { part, path } = rulesOf.get(id)!.find(({ reads }) => reads.includes(cycle[1]!))!;
      const message = `the rules go round in a circle: ${cycle.join(' → ')}`;
      report(part, path, 'cycle', message, 'let one of them not depend on the next');
      return;
    }
    state.set(id, 'open');
    trail.push(id);
    for (const { reads } of rulesOf.get(id) ?? []) reads.forEach(visit);
    trail.pop();
    state.set(id, 'done');
  };
  for (const id of rulesOf.keys()) visit(id);
}
