import { describe, expect, it } from 'vitest';
import { buildCoverage } from '../../src/content/coverage.ts';
import {
  CoverageSchema,
  HighRiskListSchema,
  InstrumentListSchema,
  ObligationListSchema,
} from '../../src/features/law/schema.ts';
import { app, placesOf, problemOf, TODAY } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const { content } = loaded;
const get = async (path: string): Promise<unknown> => {
  const response = await app.request(`/v1/law/${path}`);
  expect(response.status).toBe(200);
  return response.json();
};
const instruments = async (query = '') => InstrumentListSchema.parse(await get(`instruments${query}`));
const obligations = async (query = '') => ObligationListSchema.parse(await get(`obligations${query}`));
const rows = async (query = '') => HighRiskListSchema.parse(await get(`high-risk-systems${query}`));
const coverage = async (query = '') => CoverageSchema.parse(await get(`coverage${query}`));

describe('the law of a day', () => {
  it('today is today in Viet Nam', async () => {
    for (const { asOf } of [await instruments(), await obligations(), await rows(), await coverage()])
      expect(asOf).toBe(TODAY);
  });

  it('every instrument is listed, with its state on the day and its articles', async () => {
    const list = (await instruments()).instruments;
    expect(list.map(({ id }) => id)).toEqual(content.instruments.map(({ id }) => id));
    const law = list.find(({ id }) => id === 'law-134-2025')!;
    expect(law.articles.length).toBeGreaterThan(30);
    const state = async (day: string): Promise<string> =>
      (await instruments(`?as_of=${day}`)).instruments.find(({ id }) => id === 'law-134-2025')!.state;
    expect([await state('2026-02-28'), await state('2026-03-01')]).toEqual(['not_yet_in_force', 'in_force']);
  });

  it('an obligation is listed from its first day to its last', async () => {
    const ids = async (day: string): Promise<Set<string>> =>
      new Set((await obligations(`?as_of=${day}`)).obligations.map(({ id }) => id));
    const days = [...new Set(content.obligations.map(({ applies_from }) => applies_from))];
    expect(days.length).toBeGreaterThan(1);
    for (const day of days) {
      const starting = content.obligations.filter(({ applies_from }) => applies_from === day).map(({ id }) => id);
      const [before, on] = [
        await ids(new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)),
        await ids(day),
      ];
      for (const id of starting) expect([id, before.has(id), on.has(id)]).toEqual([id, false, true]);
    }
  });

  it('obligations say how far they are covered, how sure the source is, and cite every article in words', async () => {
    const { obligations: list, citations, sanctions } = await obligations('?as_of=2027-09-01');
    for (const entry of list) {
      expect(entry.basis.length).toBeGreaterThan(0);
      for (const basis of entry.basis) expect(citations[basis]?.vi).toMatch(/Điều|Phụ lục|mục|dòng/i);
      for (const id of entry.sanctions) expect(sanctions.map((sanction) => sanction.id)).toContain(id);
    }
  });

  it('the 46 rows of the list apply from its first day', async () => {
    expect((await rows('?as_of=2026-08-14')).rows).toEqual([]);
    const list = (await rows('?as_of=2026-08-15')).rows;
    expect(list).toHaveLength(46);
    for (const { route, routeSource, pdfPage } of list)
      expect([route, routeSource.vi, pdfPage].every(Boolean)).toBe(true);
  });

  it('coverage is that of content check, with what is in force on the day', async () => {
    const { asOf, articles, obligations: list, ...rest } = await coverage();
    const { articles: allArticles, obligations: allObligations, ...totals } = buildCoverage(content, loaded.cases);
    expect(rest).toEqual(totals);
    expect(articles.map(({ inForce: _, ...entry }) => entry)).toEqual(allArticles);
    expect(list.map(({ inForce: _, ...entry }) => entry)).toEqual(allObligations);
    expect(asOf).toBe(TODAY);
    expect((await coverage('?as_of=2025-01-01')).obligations.every(({ inForce }) => !inForce)).toBe(true);
  });

  it.each(['instruments', 'obligations', 'high-risk-systems', 'coverage'])(
    '%s refuses what it does not know',
    async (name) => {
      const problem = await problemOf(await app.request(`/v1/law/${name}?as_of=2026-02-30&asof=2026-01-01`));
      expect([problem.status, placesOf(problem).sort()]).toEqual([
        422,
        ['?/as_of invalid_date', '?/asof unknown_parameter'],
      ]);
      const posted = await app.request(`/v1/law/${name}`, { method: 'POST' });
      expect([posted.status, posted.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    },
  );
});
