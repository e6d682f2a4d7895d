import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { requireContent } from '../../src/content/load.ts';
import { Engine } from '../../src/engine/index.ts';
import { FIXTURE } from '../content/fixture/open.ts';
import { app, placesOf, problemOf, testContext } from '../support/app.ts';
import { loaded } from '../support/content.ts';
import { misfits } from '../support/json-schema.ts';

const { content } = loaded;
/** The service over the invented tea law, whose glossary and crosswalk have known entries. */
const tea = requireContent(FIXTURE);
const teaApp = createApp(testContext({ content: tea.content, engine: new Engine(tea.content) }));

interface Named {
  basis: string[];
}
// biome-ignore lint/suspicious/noExplicitAny: the shape is checked against the contract below
const get = async (name: string, service: { request: typeof app.request } = app): Promise<any> => {
  const response = await service.request(`/v1/law/${name}`);
  expect(response.status).toBe(200);
  return response.json();
};

describe.each([
  ['the law of Viet Nam', app, content],
  ['the invented law', teaApp, tea.content],
] as const)('reference texts over %s', (_, service, of) => {
  it('the glossary has every term of the content, its articles cited in words', async () => {
    const { terms, citations } = await get('glossary', service);
    expect(terms).toEqual(of.glossary);
    for (const { basis } of terms as Named[]) for (const id of basis) expect(citations[id].en).toBeTruthy();
  });

  it('the frameworks come with lines, points, remedies and for whom they are a duty', async () => {
    const { frameworks, citations } = await get('frameworks', service);
    expect(frameworks).toEqual(of.frameworks);
    for (const { basis, principles, lines, points } of of.frameworks) {
      for (const id of [...basis, ...[...principles, ...lines, ...points].flatMap((entry) => entry.basis)])
        expect(citations[id].vi).toBeTruthy();
    }
  });

  it('the crosswalk maps only from points, lines and duties that exist', async () => {
    const { crosswalks } = await get('crosswalk', service);
    expect(crosswalks).toEqual(of.crosswalks);
    const refs = of.frameworks.flatMap(({ lines, points }) => [...lines, ...points].map(({ ref }) => ref));
    const known = new Set([...refs, ...of.obligations.map(({ id }) => id)]);
    for (const { mappings } of of.crosswalks) for (const { from } of mappings) expect(known).toContain(from);
  });

  it.each(['glossary', 'frameworks', 'crosswalk'])('%s keeps to the contract', async (name) => {
    const contract = await (await app.request('/openapi.json')).json();
    const { schema } = contract.paths[`/v1/law/${name}`].get.responses['200'].content['application/json'];
    expect(misfits(await get(name, service), schema, contract.components.schemas)).toEqual([]);
  });
});

describe('reference texts', () => {
  it('the National Framework has its official form and its points', async () => {
    const { frameworks } = await get('frameworks');
    const national = frameworks.find(({ id }: { id: string }) => id === 'circular-05-2026');
    expect(national.lines.map(({ ref }: { ref: string }) => ref)).toContain('B1');
    expect(national.points.map(({ ref }: { ref: string }) => ref)).toContain('1.a');
    expect(national.binding_when).toEqual({ var: 'fact.serves-state' });
  });

  it.each(['glossary', 'frameworks', 'crosswalk'])('%s refuses what it does not know', async (name) => {
    const problem = await problemOf(await app.request(`/v1/law/${name}?as_of=2026-01-01`));
    expect([problem.status, placesOf(problem)]).toEqual([422, ['?/as_of unknown_parameter']]);
  });
});

describe('the page of terms', () => {
  const page = async (service: { request: typeof app.request }, query = '', headers = {}) => {
    const response = await service.request(`/glossary${query}`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/html');
    return response.text();
  };

  it('speaks both languages, and marks the words of the other one', async () => {
    const [vi, en] = [await page(teaApp, '?lang=vi'), await page(teaApp, '?lang=en')];
    expect(vi).toMatch(/<html[^>]* lang="vi"/);
    expect(en).toMatch(/<html[^>]* lang="en"/);
    expect(vi).toContain('<h1>Thuật ngữ</h1>');
    expect(en).toContain('<h1>Glossary</h1>');
    expect(vi).toMatch(/<dt id="pot">Ấm trà .*<span class="muted" lang="en">Teapot<\/span>/s);
    expect(en).toMatch(/<dt id="pot">Teapot .*<span class="muted" lang="vi">Ấm trà<\/span>/s);
    expect(en).toContain('What tea is made in.');
    expect(await page(teaApp, '', { 'Accept-Language': 'en' })).toContain('<h1>Glossary</h1>');
  });

  it('cites the article of a term, and says so where a term is not one of law', async () => {
    const en = await page(teaApp, '?lang=en');
    expect(en).toMatch(/What tea is made in\.[^<]*<span class="muted">Sample law, Article 2/);
    expect(en).toMatch(/The smell of tea\.[^<]*<span class="muted">Not a term of law\.<\/span>/);
  });

  it('lists the terms in the order of the alphabet of its language', async () => {
    const ids = (html: string) => [...html.matchAll(/<dt id="([^"]+)"/g)].map(([, id]) => id);
    for (const lang of ['vi', 'en'] as const) {
      const sorted = content.glossary.toSorted((a, b) => a.term[lang].localeCompare(b.term[lang], lang));
      expect(ids(await page(app, `?lang=${lang}`))).toEqual(sorted.map(({ id }) => id));
    }
    expect(ids(await page(teaApp, '?lang=vi'))).toEqual(['pot', 'scent']);
    expect(ids(await page(teaApp, '?lang=en'))).toEqual(['scent', 'pot']);
  });
});
