/** @module Checks that span files: references, types, dates, cycles. Every mistake is listed, none stops the others. */

import type { Logic } from '../engine/index.ts';
import {
  checkLogic,
  type LogicIssue,
  type LogicType,
  type Questionnaire,
  REQUIRED_RULES,
  rowVariable,
  variablesOf,
} from '../engine/index.ts';
import { checkVersions } from './check-versions.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue, ContentIssueCode } from './issues.ts';
import type { Path } from './source.ts';

/** Phrases that the law does not support; texts of the product must not use them (ai-law.md 5B, design 1). */
const FORBIDDEN: { pattern: RegExp; why: string }[] = [
  {
    pattern: /\b(certified (as )?(compliant|ethical|safe)|(fully|is|are) compliant|approved by the ministry)\b/i,
    why: 'no Vietnamese body certifies compliance',
  },
  { pattern: /(được chứng nhận tuân thủ|đã chứng nhận tuân thủ)/i, why: 'no Vietnamese body certifies compliance' },
  {
    pattern: /unacceptable[- ]risk|rủi ro không (thể )?chấp nhận/i,
    why: 'the law has three tiers and prohibited acts',
  },
];

/** Checks across files. `collected` holds only parts whose own shape is right. */
export class ContentChecker {
  readonly issues: ContentIssue[] = [];
  private readonly types = new Map<string, LogicType>([['as_of', { type: 'date' }]]);
  /** Everything a `var` may name, with the part that defines it. */
  private readonly definedBy = new Map<string, object>();
  private readonly reads = new Map<string, string[]>();

  constructor(private readonly collected: Collected) {}

  report(part: object, path: Path, code: ContentIssueCode, message: string, fix: string): void {
    const place = this.collected.places.get(part);
    if (!place) throw new Error(`no place is known for ${JSON.stringify(part).slice(0, 100)}`);
    this.issues.push(place.source.issue([...place.path, ...path], code, message, fix));
  }

  run(): ContentIssue[] {
    this.define();
    this.checkPrefixes();
    this.checkLogicOfAll();
    this.checkCycles();
    this.checkReferences();
    this.checkTexts();
    checkVersions(this.collected, (...args) => this.report(...args));
    for (const id of REQUIRED_RULES) {
      if (!this.types.has(id)) {
        this.issues.push({
          file: 'rules',
          line: 1,
          code: 'missing_rule',
          message: `the engine asks for '${id}', which nothing defines`,
          fix: 'add it',
        });
      }
    }
    return this.issues;
  }

  private addVariable(id: string, type: LogicType, part: object, path: Path): void {
    const first = this.definedBy.get(id);
    if (first) {
      const { source, path: at } = this.collected.places.get(first)!;
      this.report(
        part,
        path,
        'duplicate_id',
        `'${id}' is already defined in ${source.file}:${source.lineOf(at)}`,
        'give one of them another id; ids are never reused',
      );
    }
    this.types.set(id, type);
    this.definedBy.set(id, part);
  }

  private define(): void {
    const { parts } = this.collected;
    for (const parameter of parts.parameters)
      this.addVariable(parameter.id, { type: parameter.type }, parameter, ['id']);
    for (const fact of parts.facts) this.addVariable(fact.id, { type: fact.type }, fact, ['id']);
    for (const decision of parts.decisions) {
      this.addVariable(decision.id, { type: 'choice', options: decision.values.map(({ id }) => id) }, decision, ['id']);
    }
    for (const test of parts.prohibited)
      this.addVariable(`prohibited.${test.code}`, { type: 'boolean' }, test, ['code']);
    for (const row of parts.highRisk) this.addVariable(rowVariable(row.id), { type: 'boolean' }, row, ['id']);
    for (const questionnaire of this.newestQuestionnaires()) {
      this.eachQuestion(questionnaire, (question, path) => {
        const type: LogicType = { type: question.type as LogicType['type'] };
        if (question.options) type.options = question.options.map(({ id }) => id);
        if (this.definedBy.has(question.id)) this.addVariable(question.id, type, questionnaire, [...path, 'id']);
        else {
          this.types.set(question.id, type);
          this.definedBy.set(question.id, questionnaire);
        }
      });
    }
    this.uniqueIds(parts.obligations);
    this.uniqueIds(parts.findings);
    this.uniqueIds(parts.instruments);
    this.uniqueIds(parts.sanctions);
  }

  /** Rules are written against the newest version of each questionnaire. */
  newestQuestionnaires(): Questionnaire[] {
    const newest = new Map(this.collected.parts.questionnaires.map((entry) => [entry.id, entry]));
    return [...newest.values()];
  }

  eachQuestion(
    questionnaire: Questionnaire,
    visit: (question: Questionnaire['sections'][number]['questions'][number], path: Path) => void,
  ): void {
    questionnaire.sections.forEach((section, s) => {
      section.questions.forEach((question, q) => {
        visit(question, ['sections', s, 'questions', q]);
      });
    });
  }

  private uniqueIds(list: { id: string }[]): void {
    const seen = new Map<string, object>();
    for (const part of list) {
      const first = seen.get(part.id);
      if (first) {
        const { source, path } = this.collected.places.get(first)!;
        this.report(
          part,
          ['id'],
          'duplicate_id',
          `'${part.id}' is already defined in ${source.file}:${source.lineOf(path)}`,
          'give one of them another id',
        );
      } else seen.set(part.id, part);
    }
  }

  /** JsonLogic reads `a.b` inside `a`: an id must not be the beginning of another. */
  private checkPrefixes(): void {
    for (const [id, part] of this.definedBy) {
      const steps = id.split('.');
      for (let length = 1; length < steps.length; length += 1) {
        const prefix = steps.slice(0, length).join('.');
        if (this.types.has(prefix)) {
          this.report(
            part,
            [],
            'id_prefix',
            `'${prefix}' is an id of its own and the beginning of '${id}'`,
            'rename one of them',
          );
        }
      }
    }
  }

  private checkLogicOfAll(): void {
    const { parts } = this.collected;
    for (const fact of parts.facts) {
      fact.versions.forEach((version, index) =>
        this.checkRule(version.logic, fact.type, fact, ['versions', index, 'logic'], fact.id),
      );
    }
    for (const test of parts.prohibited) {
      test.versions.forEach((version, index) =>
        this.checkRule(version.logic, 'boolean', test, ['versions', index, 'logic'], `prohibited.${test.code}`),
      );
    }
    for (const row of parts.highRisk) {
      row.versions.forEach((version, index) =>
        this.checkRule(version.logic, 'boolean', row, ['versions', index, 'logic'], rowVariable(row.id)),
      );
    }
    for (const decision of parts.decisions) {
      decision.versions.forEach((version, v) =>
        version.cases.forEach((entry, c) =>
          this.checkRule(entry.when, 'boolean', decision, ['versions', v, 'cases', c, 'when'], decision.id),
        ),
      );
    }
    for (const obligation of parts.obligations) {
      this.checkRule(obligation.when, 'boolean', obligation, ['when']);
      for (const [key, rule] of Object.entries(obligation.assessed_by ?? {})) {
        this.checkRule(rule as Logic, 'boolean', obligation, ['assessed_by', key]);
      }
    }
    for (const finding of parts.findings) this.checkRule(finding.when, 'boolean', finding, ['when']);
    for (const questionnaire of this.newestQuestionnaires()) {
      this.eachQuestion(questionnaire, (question, path) => {
        if (question.show_if !== undefined)
          this.checkRule(question.show_if, 'boolean', questionnaire, [...path, 'show_if'], question.id);
      });
    }
  }

  private checkRule(rule: Logic, expected: string, part: object, path: Path, definedId?: string): void {
    const { issues, type } = checkLogic(rule, (id) => this.types.get(id));
    for (const issue of issues) this.report(part, [...path, ...issue.path], logicCode(issue), issue.message, issue.fix);
    if (type && issues.length === 0 && !sameType(type.type, expected)) {
      this.report(
        part,
        path,
        'type_mismatch',
        `the rule gives ${type.type} where ${expected} is needed`,
        `write a rule that gives ${expected}`,
      );
    }
    if (definedId && issues.length === 0) {
      this.reads.set(definedId, [...(this.reads.get(definedId) ?? []), ...variablesOf(rule)]);
    }
  }

  private checkCycles(): void {
    const state = new Map<string, 'open' | 'done'>();
    const trail: string[] = [];
    const visit = (id: string): void => {
      if (state.get(id) === 'done') return;
      if (state.get(id) === 'open') {
        const cycle = [...trail.slice(trail.indexOf(id)), id];
        const part = this.definedBy.get(id);
        if (part)
          this.report(
            part,
            [],
            'cycle',
            `the rules go round in a circle: ${cycle.join(' → ')}`,
            'let one of them not depend on the next',
          );
        return;
      }
      state.set(id, 'open');
      trail.push(id);
      for (const next of this.reads.get(id) ?? []) visit(next);
      trail.pop();
      state.set(id, 'done');
    };
    for (const id of this.reads.keys()) visit(id);
  }

  private checkReferences(): void {
    const { parts } = this.collected;
    const articles = new Set(
      parts.instruments.flatMap((instrument) =>
        instrument.articles.flatMap((article) =>
          [article, ...(article.clauses ?? [])].map(({ id }) => `${instrument.id}:${id}`),
        ),
      ),
    );
    const everyPart = [...Object.values(parts).flat(), ...this.collected.cases] as object[];
    for (const part of everyPart) {
      walk(part, [], (value, path) => {
        if ((path.at(-1) !== 'basis' && path.at(-1) !== 'about') || !Array.isArray(value)) return;
        value.forEach((entry, index) => {
          if (!articles.has(entry)) {
            this.report(
              part,
              [...path, index],
              'unknown_article',
              `'${entry}' is not an article or clause of rules/instruments`,
              'correct the number, or add the clause to its instrument',
            );
          }
        });
      });
    }
    this.checkDecisions();
    this.checkObligations();
    this.checkQuestions();
    this.checkInstruments();
    for (const actor of parts.actors) this.expectType(actor.fact, 'boolean', actor, ['fact'], 'unknown_variable');
    for (const row of parts.highRisk) {
      row.conditions.forEach(({ question }, index) =>
        this.expectType(question, 'boolean', row, ['conditions', index, 'question'], 'unknown_question'),
      );
    }
  }

  private expectType(id: string, type: string, part: object, path: Path, code: ContentIssueCode): void {
    const found = this.types.get(id);
    if (!found) this.report(part, path, code, `'${id}' does not exist`, 'check the spelling, or add it');
    else if (found.type !== type)
      this.report(part, path, 'type_mismatch', `'${id}' is ${found.type}, not ${type}`, `name a ${type}`);
  }

  private checkInstruments(): void {
    for (const instrument of this.collected.parts.instruments) {
      const seen = new Set<string>();
      instrument.articles.forEach((article, a) =>
        [article, ...(article.clauses ?? [])].forEach(({ id }, c) => {
          const path = c === 0 ? ['articles', a, 'id'] : ['articles', a, 'clauses', c - 1, 'id'];
          if (seen.has(id))
            this.report(
              instrument,
              path,
              'duplicate_id',
              `'${id}' stands twice in ${instrument.id}`,
              'keep one of the two',
            );
          seen.add(id);
        }),
      );
    }
  }

  private checkDecisions(): void {
    for (const decision of this.collected.parts.decisions) {
      const values = new Set(decision.values.map(({ id }) => id));
      decision.versions.forEach((version, v) => {
        version.cases.forEach((entry, c) => {
          if (!values.has(entry.value)) {
            this.report(
              decision,
              ['versions', v, 'cases', c, 'value'],
              'unknown_reference',
              `'${entry.value}' is not a value of ${decision.id}`,
              `use one of: ${[...values].join(', ')}`,
            );
          }
        });
        if (version.cases.at(-1)?.when !== true) {
          this.report(
            decision,
            ['versions', v, 'cases'],
            'malformed',
            'the last case does not hold for everything',
            'end with a case `when: true`',
          );
        }
      });
    }
  }

  private checkObligations(): void {
    const { parts } = this.collected;
    const sanctions = new Set(parts.sanctions.map(({ id }) => id));
    const decisions = new Set(parts.decisions.map(({ id }) => id));
    for (const obligation of parts.obligations) {
      obligation.sanctions.forEach((id, index) => {
        if (!sanctions.has(id))
          this.report(
            obligation,
            ['sanctions', index],
            'unknown_reference',
            `sanction '${id}' does not exist`,
            'see rules/obligations/sanctions.yaml',
          );
      });
      const { transition, deadline } = obligation;
      if (transition !== undefined && !decisions.has(transition)) {
        this.report(
          obligation,
          ['transition'],
          'unknown_reference',
          `decision '${transition}' does not exist`,
          'name a decision of rules/classification/decisions',
        );
      }
      if (deadline.clock)
        this.expectType(deadline.clock.from, 'date', obligation, ['deadline', 'clock', 'from'], 'unknown_question');
    }
  }

  private checkQuestions(): void {
    for (const questionnaire of this.collected.parts.questionnaires) {
      this.eachQuestion(questionnaire, (question, path) => {
        const needsOptions = question.type === 'choice' || question.type === 'choices';
        if (needsOptions !== (question.options !== undefined)) {
          this.report(
            questionnaire,
            [...path, needsOptions ? 'type' : 'options'],
            'malformed',
            `'${question.id}' is ${question.type} ${needsOptions ? 'without' : 'with'} options`,
            needsOptions ? 'add options' : 'remove the options',
          );
        }
        const ids = (question.options ?? []).map(({ id }) => id);
        ids.forEach((id, index) => {
          if (ids.indexOf(id) !== index)
            this.report(
              questionnaire,
              [...path, 'options', index, 'id'],
              'duplicate_id',
              `option '${id}' stands twice`,
              'keep one of the two',
            );
        });
        if (question.otherwise === undefined) return;
        if (question.show_if === undefined) {
          this.report(
            questionnaire,
            [...path, 'otherwise'],
            'malformed',
            `'${question.id}' is always shown, so 'otherwise' says nothing`,
            'remove it, or add show_if',
          );
        }
        if (!fitsType(question.otherwise, question.type, ids)) {
          this.report(
            questionnaire,
            [...path, 'otherwise'],
            'type_mismatch',
            `'otherwise' of '${question.id}' is not a possible answer`,
            `write a ${question.type}`,
          );
        }
      });
    }
  }

  private checkTexts(): void {
    const everyPart = Object.values(this.collected.parts).flat() as object[];
    for (const part of everyPart) {
      walk(part, [], (value, path) => {
        if (typeof value !== 'string' || (path.at(-1) !== 'vi' && path.at(-1) !== 'en')) return;
        for (const { pattern, why } of FORBIDDEN) {
          const match = pattern.exec(value);
          if (match)
            this.report(
              part,
              path,
              'forbidden_claim',
              `'${match[0]}' must not be said: ${why}`,
              'say what was assessed, against what, on which date',
            );
        }
      });
    }
  }
}

const logicCode = (issue: LogicIssue): ContentIssueCode => issue.code;

const sameType = (found: string, expected: string): boolean =>
  found === expected || (found === 'text' && (expected === 'choice' || expected === 'date'));

function fitsType(value: unknown, type: string, options: string[]): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'choice':
      return options.includes(value as string);
    case 'choices':
      return Array.isArray(value) && value.every((entry) => options.includes(entry));
    default:
      return typeof value === 'string';
  }
}

/** Visits every value of a part with its path. */
export function walk(node: unknown, path: Path, visit: (value: unknown, path: Path) => void): void {
  visit(node, path);
  if (Array.isArray(node)) node.forEach((entry, index) => walk(entry, [...path, index], visit));
  else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) walk(value, [...path, key], visit);
  }
}
