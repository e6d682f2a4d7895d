/** @module Which duties and questions hang on a rule: follows the rules from variable to variable. */
import { type Content, type Logic, rowVariable, variablesOf } from '../../engine/index.ts';

export interface Touched {
  obligations: string[];
  questions: string[];
}

/** Who reads whom, over every version of every rule. */
export class RuleGraph {
  private readonly readsOf = new Map<string, Set<string>>();
  private readonly readers = new Map<string, Set<string>>();
  private readonly questions: Set<string>;

  constructor(private readonly content: Content) {
    const all = content.questionnaires.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
    this.questions = new Set(all.map(({ id }) => id));
    for (const { id, versions } of content.facts)
      this.add(
        id,
        versions.map(({ logic }) => logic),
      );
    for (const { code, versions } of content.prohibited)
      this.add(
        `prohibited.${code}`,
        versions.map(({ logic }) => logic),
      );
    for (const { id, versions } of content.highRisk)
      this.add(
        rowVariable(id),
        versions.map(({ logic }) => logic),
      );
    for (const { id, versions } of content.decisions) {
      this.add(
        id,
        versions.flatMap(({ cases }) => cases.map(({ when }) => when)),
      );
    }
    for (const { id, when } of content.findings) this.add(id, [when]);
    for (const { id, binding_when: when } of content.frameworks) this.add(id, [when]);
    for (const { id, question } of content.measures) this.add(id, [{ var: question }]);
    for (const { id, when, assessed_by: proof, transition } of content.obligations) {
      const { questions = [], ...logic } = proof ?? {};
      this.add(id, [when, ...Object.values(logic), ...questions.map((entry) => ({ var: entry }))]);
      if (transition) this.link(id, transition);
    }
  }

  private add(id: string, logic: Logic[]): void {
    for (const variable of logic.flatMap(variablesOf)) this.link(id, variable);
  }

  private link(id: string, variable: string): void {
    for (const [map, from, to] of [
      [this.readsOf, id, variable],
      [this.readers, variable, id],
    ] as const) {
      const set = map.get(from) ?? new Set();
      map.set(from, set.add(to));
    }
  }

  private reach(start: string, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
    const found = new Set([start]);
    for (const id of found) for (const next of edges.get(id) ?? []) found.add(next);
    return found;
  }

  /** Duties that depend on the rule, and questions that the rule depends on. */
  ofRule(id: string): Touched {
    const above = this.reach(id, this.readers);
    const below = this.reach(id, this.readsOf);
    return {
      obligations: this.content.obligations.map((entry) => entry.id).filter((entry) => above.has(entry)),
      questions: [...below].filter((entry) => this.questions.has(entry)).sort(),
    };
  }

  /** Duties and questions that cite the legal text. */
  ofInstrument(id: string): Touched {
    const cites = ({ basis }: { basis: string[] }): boolean => basis.some((entry) => entry.startsWith(`${id}:`));
    const questions = this.content.questionnaires.flatMap(({ sections }) =>
      sections.flatMap((section) => section.questions.filter(cites).map((question) => question.id)),
    );
    return {
      obligations: this.content.obligations.filter(cites).map((entry) => entry.id),
      questions: [...new Set(questions)].sort(),
    };
  }
}
