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
   * Several articles, each text, and each article of neighbours, named once: "các khoản 1, 2 Điều 1, Điều 2 Luật TTNT;
   * các điểm a, b khoản 1 Điều 5 NĐ 142" / "AI Law, Articles 1(1), (2), 2; Decree 142, Article 5(1)(a), (b)".
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
  const labels = neighbours(clauses).map((run) =>
    run.length === 1 ? (run[0]!.label ?? numberedLabel(run[0]!.id)) : runLabel(run),
  );
  // "Article" is said once where every entry is a numbered one.
  const numbered = clauses.every((clause) => clause.label === undefined);
  const en = labels.map((label) => (numbered ? label.en.replace(/^Article /, '') : label.en)).join(', ');
  const word = numbered ? (labels.length > 1 ? 'Articles ' : 'Article ') : '';
  return { vi: `${labels.map((label) => label.vi).join(', ')} ${short.vi}`, en: `${short.en}, ${word}${en}` };
}

/** Runs of clauses and points of one article that stand beside each other; a whole article, or a label of its own, stands alone. */
function neighbours(clauses: Clause[]): Clause[][] {
  const runs: Clause[][] = [];
  const articleOf = ({ id, label }: Clause): string | null =>
    label === undefined && id.includes('.') ? id.split('.')[0]! : null;
  for (const clause of clauses) {
    const run = runs.at(-1);
    const article = articleOf(clause);
    if (run && article !== null && articleOf(run[0]!) === article) run.push(clause);
    else runs.push([clause]);
  }
  return runs;
}

/** "khoản 1, các điểm a, b khoản 2 Điều 7" / "Article 7(1), (2)(a), (b)". */
function runLabel(run: Clause[]): Text {
  const groups: { clause: string | null; names: string[]; word: string }[] = [];
  const en: string[] = [];
  let before: string | null = null;
  for (const { id } of run) {
    const { clause, point } = partsOf(id);
    const [word, under, name] = point === null ? ['khoản', null, clause!] : ['điểm', clause, point];
    const group = groups.at(-1);
    if (group && group.word === word && group.clause === under) group.names.push(name);
    else groups.push({ clause: under, names: [name], word });
    const isSame = point !== null && clause !== null && before === `${clause}.`;
    en.push(`${clause !== null && !isSame ? `(${clause})` : ''}${point ? `(${point})` : ''}`);
    before = point === null ? null : `${clause}.`;
  }
  const { article } = partsOf(run[0]!.id);
  const vi = groups.map(({ clause, names, word }) =>
    [names.length > 1 ? `các ${word} ${names.join(', ')}` : `${word} ${names[0]}`, clause && `khoản ${clause}`]
      .filter((part) => part !== null)
      .join(' '),
  );
  return { vi: `${vi.join(', ')} Điều ${article}`, en: `Article ${article}${en.join(', ')}` };
}

/** `7.2.a` → article 7, clause 2, point a; a point may stand under an article without clauses. */
function partsOf(id: string): { article: string; clause: string | null; point: string | null } {
  const [article, second, third] = id.split('.') as [string, string?, string?];
  const isPointOnly = second !== undefined && !/^\d/.test(second);
  return { article, clause: isPointOnly ? null : (second ?? null), point: isPointOnly ? second : (third ?? null) };
}

function numberedLabel(id: string): Text {
  const { article, clause, point } = partsOf(id);
  const vi = [point ? `điểm ${point} ` : '', clause ? `khoản ${clause} ` : '', `Điều ${article}`].join('');
  const en = `Article ${article}${clause ? `(${clause})` : ''}${point ? `(${point})` : ''}`;
  return { vi, en };
}
