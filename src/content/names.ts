/** @module What the content names: ids, their types and places. Ids that are taken twice are mistakes. */
import { type LogicType, type Question, type Questionnaire, rowVariable, type ValueType } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue, ContentIssueCode } from './issues.ts';
import type { Path } from './source.ts';

/** Reports a mistake at `path` inside a part of the content. */
export type Report = (part: object, path: Path, code: ContentIssueCode, message: string, fix: string) => void;

/** A place inside a part of the content. */
export interface Spot {
  part: object;
  path: Path;
}

/** Visits the questions of a questionnaire with the path of each. */
export function eachQuestion(questionnaire: Questionnaire, visit: (question: Question, path: Path) => void): void {
  questionnaire.sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      visit(question, ['sections', s, 'questions', q]);
    });
  });
}

/** Everything a `var` may name, and the list of mistakes that the checks across files share. */
export class Names {
  readonly issues: ContentIssue[] = [];
  readonly types = new Map<string, LogicType>([['as_of', { type: 'date' }]]);
  readonly definedBy = new Map<string, Spot>();

  constructor(readonly collected: Collected) {
    const { parts } = collected;
    for (const part of parts.parameters) this.add(part.id, { type: part.type }, part, ['id']);
    for (const part of parts.facts) this.add(part.id, { type: part.type }, part, ['id']);
    for (const part of parts.decisions) {
      this.add(part.id, { type: 'choice', options: part.values.map(({ id }) => id) }, part, ['id']);
    }
    for (const part of parts.prohibited) this.add(`prohibited.${part.code}`, { type: 'boolean' }, part, ['code']);
    for (const part of parts.highRisk) this.add(rowVariable(part.id), { type: 'boolean' }, part, ['id']);
    for (const part of parts.measures) {
      this.add(part.id, { type: part.type, ...(part.options && { options: part.options }) }, part, ['id']);
    }
    for (const part of parts.questionnaires) {
      eachQuestion(part, (question, path) => this.addQuestion(part, question, path));
    }
    const { obligations, findings, instruments, sanctions, actors, frameworks, crosswalks, glossary, items, scales } =
      parts;
    const lists = [
      obligations,
      findings,
      instruments,
      sanctions,
      actors,
      frameworks,
      crosswalks,
      glossary,
      items,
      scales,
    ];
    for (const list of lists) this.checkUnique(list);
    this.checkPrefixes();
  }

  readonly report: Report = (part, path, code, message, fix) => {
    const place = this.collected.places.get(part);
    if (!place) throw new Error(`no place is known for ${JSON.stringify(part).slice(0, 100)}`);
    this.issues.push(place.source.issue([...place.path, ...path], code, message, fix));
  };

  /** Is nothing known by this name, even in files that could not be read? */
  isMissing(id: string): boolean {
    const { unread } = this.collected;
    const written = id.startsWith('row.') ? id.slice(4).replace('-', '.') : id.replace(/^prohibited\./, '');
    return !this.types.has(id) && !unread.has(id) && !unread.has(written);
  }

  /** Reports at `path` unless `id` names something of this type. */
  expectType(id: string, type: ValueType, { part, path }: Spot, code: ContentIssueCode): void {
    const found = this.types.get(id);
    if (this.isMissing(id)) this.report(part, path, code, `'${id}' does not exist`, 'check the spelling, or add it');
    else if (found && found.type !== type) {
      this.report(part, path, 'type_mismatch', `'${id}' is ${found.type}, not ${type}`, `name a ${type}`);
    }
  }

  /** `file:line`, for naming a second place in a message. */
  private whereIs({ part, path }: Spot): string {
    const { source, path: start } = this.collected.places.get(part)!;
    return `${source.file}:${source.lineOf([...start, ...path])}`;
  }

  private add(id: string, type: LogicType, part: object, path: Path): void {
    const first = this.definedBy.get(id);
    if (first) this.reportTwice(id, { part, path }, first);
    else {
      this.types.set(id, type);
      this.definedBy.set(id, { part, path });
    }
  }

  /** Answers to older versions are still assessed, so rules may read the questions and options of every version. */
  private addQuestion(questionnaire: Questionnaire, { id, type, options }: Question, path: Path): void {
    // A rule reads of a data set only that there is one; what was measured from it has names of its own.
    const found: LogicType = { type: type === 'dataset' ? 'text' : (type as ValueType) };
    if (options) found.options = options.map((option) => option.id);
    const first = this.definedBy.get(id);
    const known = this.types.get(id);
    const isAskedBefore =
      first && known && first.part !== questionnaire && (first.part as Partial<Questionnaire>).id === questionnaire.id;
    if (!isAskedBefore) this.add(id, found, questionnaire, [...path, 'id']);
    else if (known.type !== found.type) {
      const message = `'${id}' is ${known.type} in ${this.whereIs(first)}`;
      const fix = 'give the changed question another id; ids are never reused';
      this.report(questionnaire, [...path, 'type'], 'type_mismatch', message, fix);
    } else if (found.options) known.options = [...new Set([...(known.options ?? []), ...found.options])];
  }

  private checkUnique(list: { id: string }[]): void {
    const seen = new Map<string, object>();
    for (const part of list) {
      const first = seen.get(part.id);
      if (first) this.reportTwice(part.id, { part, path: ['id'] }, { part: first, path: ['id'] });
      else seen.set(part.id, part);
    }
  }

  private reportTwice(id: string, { part, path }: Spot, first: Spot): void {
    const message = `'${id}' is already defined in ${this.whereIs(first)}`;
    this.report(part, path, 'duplicate_id', message, 'give one of them another id; ids are never reused');
  }

  /** JsonLogic reads `a.b` inside `a`: an id must not be the beginning of another. */
  private checkPrefixes(): void {
    for (const [id, { part, path }] of this.definedBy) {
      const steps = id.split('.');
      for (let length = 1; length < steps.length; length += 1) {
        const prefix = steps.slice(0, length).join('.');
        if (!this.types.has(prefix)) continue;
        const message = `'${prefix}' is an id of its own and the beginning of '${id}'`;
        this.report(part, path, 'id_prefix', message, 'rename one of them');
      }
    }
  }
}
