import { describe, expect, it } from 'vitest';
import { LawIndex } from '../../src/engine/index.ts';
import { loaded } from '../support/content.ts';

const law = new LawIndex(loaded.content);
const of = (...clauses: string[]) => law.citeAll(clauses.map((clause) => `law-134-2025:${clause}`));

describe('citations', () => {
  it('name an article once for clauses and points that stand beside each other', () => {
    expect(of('7.1', '7.2', '7.2.a', '7.2.b', '7.6')).toEqual({
      vi: 'các khoản 1, 2, các điểm a, b khoản 2, khoản 6 Điều 7 Luật TTNT',
      en: 'AI Law, Article 7(1), (2), (2)(a), (b), (6)',
    });
  });

  it('keep a whole article, and the order given, apart', () => {
    expect(of('1.1', '2', '1.2')).toEqual({
      vi: 'khoản 1 Điều 1, Điều 2, khoản 2 Điều 1 Luật TTNT',
      en: 'AI Law, Articles 1(1), 2, 1(2)',
    });
  });

  it('name each text once, and an id that nothing explains as it is', () => {
    expect(law.citeAll(['law-134-2025:10.1', 'decree-142-2026:12.2.a', 'decree-142-2026:12.2.b', 'nothing:1'])).toEqual(
      {
        vi: 'khoản 1 Điều 10 Luật TTNT; các điểm a, b khoản 2 Điều 12 NĐ 142; nothing:1',
        en: 'AI Law, Article 10(1); Decree 142, Article 12(2)(a), (b); nothing:1',
      },
    );
  });

  it('one clause reads as it does alone', () => {
    for (const { id, articles } of loaded.content.instruments) {
      for (const article of articles) {
        for (const clause of [article, ...(article.clauses ?? [])]) {
          const basis = `${id}:${clause.id}`;
          expect(law.citeAll([basis])).toEqual(law.cite(basis));
        }
      }
    }
  });
});
