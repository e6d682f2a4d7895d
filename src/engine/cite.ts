/** @module Writes a `basis` id as a lawyer cites it, in Vietnamese and English. */
import type { Clause, Content, Instrument, PlainDate, Text } from './content.ts';

/** Finds instruments and clauses by `basis` id (`<instrument>:<clause>`). */
export class LawIndex {
  private readonly citations = new Map<string, Text>();
  private readonly clauses = new Map<string, { instrument: Instrument; clause: Clause }>();

  constructor(content: Content) {
    for (const instrument of content.instruments) {
      for (const article of instrument.articles) {
        this.clauses.set(`${instrument.id}:${article.id}`, { instrument, clause: article });
        for (const clause of article.clauses ?? []) {
          this.clauses.set(`${instrument.id}:${clause.id}`, { instrument, clause });
        }
      }
    }
  }

  get(basis: string): { instrument: Instrument; clause: Clause } | undefined {
    return this.clauses.get(basis);
  }

  /** The articles whose text is in force on a day; all of them if none is (a statement never loses its last article). */
  inForce(basis: string[], asOf: PlainDate): string[] {
    const kept = basis.filter((id) => {
      const instrument = this.clauses.get(id)?.instrument;
      return instrument !== undefined && instrument.in_force_from <= asOf && !(instrument.in_force_until! < asOf);
    });
    return kept.length > 0 ? kept : basis;
  }

  /** `law-134-2025:14.1.d` → "điểm d khoản 1 Điều 14 Luật TTNT" / "AI Law, Article 14(1)(d)". */
  cite(basis: string): Text {
    const known = this.citations.get(basis);
    if (known) return known;
    const citation = this.write(basis);
    this.citations.set(basis, citation);
    return citation;
  }

  /**
   * Several articles, each text named once: "khoản 1 Điều 1, Điều 2 Luật TTNT; khoản 1 Điều 5 NĐ 142" /
   * "AI Law, Articles 1(1), 2; Decree 142, Article 5(1)".
   */
  citeAll(basis: readonly string[]): Text {
    const groups = new Map<Instrument, Clause[]>();
    const unknown: string[] = [];
    for (const id of basis) {
      const found = this.clauses.get(id);
      if (!found) {
        unknown.push(id);
        continue;
      }
      const group = groups.get(found.instrument);
      if (group) group.push(found.clause);
      else groups.set(found.instrument, [found.clause]);
    }
    const written = [...groups].map(([instrument, clauses]) => groupLabel(instrument, clauses));
    // An id that no text explains is better than a statement without its source.
    return {
      vi: [...written.map(({ vi }) => vi), ...unknown].join('; '),
      en: [...written.map(({ en }) => en), ...unknown].join('; '),
    };
  }

  private write(basis: string): Text {
    const found = this.clauses.get(basis);
    if (!found) return { vi: basis, en: basis };
    const { instrument, clause } = found;
    const label = clause.label ?? numberedLabel(clause.id);
    return { vi: `${label.vi} ${instrument.short.vi}`, en: `${instrument.short.en}, ${label.en}` };
  }
}

function groupLabel({ short }: Instrument, clauses: Clause[]): Text {
  const labels = clauses.map((clause) => clause.label ?? numberedLabel(clause.id));
  // "Article" is said once where every entry is a numbered one.
  const numbered = clauses.every((clause) => clause.label === undefined);
  const en = labels.map((label) => (numbered ? label.en.replace(/^Article /, '') : label.en)).join(', ');
  const word = numbered ? (clauses.length > 1 ? 'Articles ' : 'Article ') : '';
  return { vi: `${labels.map((label) => label.vi).join(', ')} ${short.vi}`, en: `${short.en}, ${word}${en}` };
}

function numberedLabel(id: string): Text {
  const [article, clause, point] = id.split('.') as [string, string?, string?];
  const isPointOnly = clause !== undefined && !/^\d/.test(clause);
  const vi = [
    point ? `điểm ${point} ` : isPointOnly ? `điểm ${clause} ` : '',
    clause && !isPointOnly ? `khoản ${clause} ` : '',
    `Điều ${article}`,
  ].join('');
  const en = `Article ${article}${clause ? `(${clause})` : ''}${point ? `(${point})` : ''}`;
  return { vi, en };
}
