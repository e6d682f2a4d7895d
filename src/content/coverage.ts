/** @module What the product covers: articles × obligations × questions × cases. */
import { type Content, type Force, type Text, variablesOf } from '../engine/index.ts';
import type { Case } from './schema.ts';

export interface ArticleCoverage {
  basis: string;
  title: Text;
  obligations: string[];
  questions: string[];
  /** Rows, prohibited tests, facts, decisions and findings that rest on the article. */
  rules: string[];
  cases: number;
}

export interface ObligationCoverage {
  id: string;
  title: Text;
  basis: string[];
  status: string;
  confidence: string;
  /** Questions that prove the obligation; where none does, those that share an article with it. */
  questions: string[];
  /** Do answers prove it, or only decide whether it exists? */
  proven: boolean;
  /** Why answers cannot prove it. */
  reason: Text | null;
  /** Cases that state something about the obligation. */
  cases: number;
}

/** A check of the assessment plan. */
export interface ItemCoverage {
  id: string;
  title: Text;
  force: Force;
  basis: string[];
  questions: string[];
  unasked: Text | null;
}

export interface Coverage {
  totals: {
    instruments: number;
    articles: number;
    citedArticles: number;
    obligations: number;
    questions: number;
    rules: number;
    cases: number;
  };
  obligationStatus: Record<string, number>;
  confidence: Record<string, number>;
  articles: ArticleCoverage[];
  obligations: ObligationCoverage[];
  items: ItemCoverage[];
}

/** Coverage table over loaded content; every cited article and every obligation has a line. */
export function buildCoverage(content: Content, cases: Case[]): Coverage {
  const questions = content.questionnaires.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const rules: { id: string; basis: string[] }[] = [
    ...content.facts,
    ...content.findings,
    ...content.highRisk.map(({ id, basis }) => ({ id: `row ${id}`, basis })),
    ...content.prohibited.map(({ code, basis }) => ({ id: code, basis })),
    ...content.decisions.map(({ id, values, versions }) => ({
      id,
      basis: [
        ...values.flatMap((value) => value.basis),
        ...versions.flatMap((version) => version.cases.flatMap((entry) => entry.basis)),
      ],
    })),
  ];
  const citing = (list: { id: string; basis: string[] }[], basis: string): string[] => [
    ...new Set(list.filter((entry) => entry.basis.includes(basis)).map(({ id }) => id)),
  ];
  const all = content.instruments.flatMap((instrument) =>
    instrument.articles.flatMap((article) =>
      [article, ...(article.clauses ?? [])].map(({ id, title }) => ({ basis: `${instrument.id}:${id}`, title })),
    ),
  );
  const articles = all
    .map(({ basis, title }) => ({
      basis,
      title,
      obligations: citing(content.obligations, basis),
      questions: citing(questions, basis),
      rules: citing(rules, basis),
      cases: cases.filter((entry) => entry.about.includes(basis)).length,
    }))
    .filter((entry) => entry.obligations.length + entry.questions.length + entry.rules.length + entry.cases > 0);
  const asked = new Set(questions.map(({ id }) => id));
  const obligations = content.obligations.map(({ id, title, basis, status, confidence, assessed_by: proof, note }) => {
    const { questions: named = [], ...logic } = proof ?? {};
    const proving = [...new Set([...named, ...Object.values(logic).flatMap(variablesOf)])].filter((entry) =>
      asked.has(entry),
    );
    return {
      id,
      title,
      basis,
      status,
      confidence,
      questions: proof
        ? proving
        : questions.filter((entry) => entry.basis.some((cited) => basis.includes(cited))).map((entry) => entry.id),
      proven: proof !== undefined,
      reason: proof ? null : (note ?? null),
      cases: cases.filter(({ expect }) => Object.hasOwn(expect.obligations ?? {}, id)).length,
    };
  });
  const items = content.items.map(({ id, title, force, basis, unasked }) => ({
    id,
    title,
    force,
    basis,
    questions: questions.filter((entry) => entry.items?.includes(id)).map((entry) => entry.id),
    unasked: unasked ?? null,
  }));
  const count = (values: string[]): Record<string, number> =>
    Object.fromEntries(
      [...new Set(values)].sort().map((value) => [value, values.filter((other) => other === value).length]),
    );
  return {
    totals: {
      instruments: content.instruments.length,
      articles: all.length,
      citedArticles: articles.length,
      obligations: obligations.length,
      questions: questions.length,
      rules: rules.length,
      cases: cases.length,
    },
    obligationStatus: count(content.obligations.map(({ status }) => status)),
    confidence: count(content.obligations.map(({ confidence }) => confidence)),
    articles,
    obligations,
    items,
  };
}
