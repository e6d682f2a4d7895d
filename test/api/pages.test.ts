import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { PROBLEM_TYPES } from '../../src/app/problem-types.ts';
import { app, postAssess, problemOf, testContext } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const PAGES = ['/', '/docs', '/problems', '/problems/not-found'];
const html = async (path: string): Promise<string> => (await app.request(path)).text();

describe('pages', () => {
  it.each(PAGES.flatMap((path) => [[path, 'vi'] as const, [path, 'en'] as const]))(
    '%s in %s: no script, nothing from elsewhere',
    async (path, lang) => {
      const response = await app.request(`${path}?lang=${lang}`);
      const text = await response.text();
      expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text).toMatch(new RegExp(`^<!doctype html><html lang="${lang}">`));
      expect(text).not.toMatch(/<script|<iframe|\sstyle="|\son\w+="|javascript:/i);
      for (const [, address] of text.matchAll(/<(?:link|img|source)[^>]+(?:href|src)="([^"]+)"/g))
        expect(address).toMatch(/^(\/assets\/|data:)/);
      const policy = response.headers.get('Content-Security-Policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|unsafe|https?:/);
    },
  );

  it('the style of a page is the one its policy names', async () => {
    const response = await app.request('/');
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(await response.text())!;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    expect(response.headers.get('Content-Security-Policy')).toContain(
      `'sha256-${Buffer.from(digest).toString('base64')}'`,
    );
  });

  it('the front page leads to every demonstration system, with its level in words', async () => {
    const text = await html('/?lang=vi');
    for (const { id } of loaded.examples) {
      for (const address of [`/examples/${id}?lang=vi`, `/examples/${id}.pdf?lang=vi`, `/examples/${id}.json`])
        expect(text).toContain(`href="${address}"`);
    }
    expect(text).toContain('Chưa xác định được');
    expect(text).toContain('Rủi ro cao');
  });

  it('a page that there is not links to nowhere else, whatever was asked for', async () => {
    for (const path of ['//evil.example', '///evil.example/a', '/.//evil.example']) {
      const response = await app.request(new Request(`http://localhost${path}`, { headers: { Accept: 'text/html' } }));
      expect(response.status).toBe(404);
      const links = [...(await response.text()).matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);
      expect(links.length).toBeGreaterThan(3);
      for (const link of links) expect(link).not.toMatch(/^\/\//);
    }
  });

  it('an example that there is not is not found, whatever its name', async () => {
    for (const file of ['%0A', 'x%0A.json', '%2e.pdf', '__proto__']) {
      expect([file, (await app.request(`/examples/${file}`)).status]).toEqual([file, 404]);
    }
  });

  it('every page leads to the verification page, and to no sign-in where there are no accounts', async () => {
    for (const lang of ['vi', 'en']) {
      const text = await html(`/?lang=${lang}`);
      expect(text).toContain(`href="/verify?lang=${lang}"`);
      expect(text).not.toContain('href="/sign-in');
    }
  });

  it('every link of a page leads somewhere', async () => {
    const seen = new Set(PAGES);
    for (const path of seen) {
      for (const [, address] of (await html(path)).matchAll(/href="(\/[^"#]*)"/g))
        seen.add(address!.replaceAll('&amp;', '&'));
      if (seen.size > 400) break;
    }
    for (const path of seen) {
      if (path.includes('.pdf') || path.startsWith('/examples/')) continue;
      expect([path, (await app.request(path)).status]).toEqual([path, 200]);
    }
  });

  it('without a printer no PDF is offered', async () => {
    const { printer: _, ...bare } = testContext();
    expect(await (await createApp(bare).request('/')).text()).not.toContain('.pdf');
  });

  it('the curl line of the front page sends an example to where it is assessed', async () => {
    const line = /<pre><code>([\s\S]*?)<\/code>/
      .exec(await html('/'))![1]!
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    const [, source, target] =
      /curl -s '([^']+)' \| curl -s '([^']+)' -H 'Content-Type: application\/json' --data-binary @-/.exec(line)!;
    const data = await (await app.request(source!)).text();
    const response = await app.request(target!, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: data,
    });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/plain; charset=utf-8']);
  });

  it('the letters of the pages come from here', async () => {
    const response = await app.request('/assets/fonts.css');
    expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect(await response.text()).toMatch(/^@font-face\{font-family:"Be Vietnam Pro"[\s\S]*U\+1EA0-1EF9/);
  });

  it('the documentation page shows every address of the document', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as {
      paths: Record<string, object>;
      components: { schemas: object };
    };
    const text = await html('/docs?lang=en');
    for (const path of Object.keys(document.paths)) expect(text).toContain(`<code>${path}</code>`);
    for (const name of Object.keys(document.components.schemas)) expect(text).toContain(`id="schema-${name}"`);
    for (const [, name] of text.matchAll(/href="#schema-([^"]+)"/g)) expect(text).toContain(`id="schema-${name}"`);
  });

  it('every problem type has its page, an unknown one has none', async () => {
    for (const [type, { title, about }] of Object.entries(PROBLEM_TYPES)) {
      const text = await html(`/problems/${type}?lang=vi`);
      expect(text).toContain(title.vi);
      expect(text).toContain(about.vi.slice(0, 20));
    }
    expect((await app.request('/problems/constructor')).status).toBe(404);
  });
});

describe('demonstration systems', () => {
  it.each(loaded.examples.map(({ id, answerSet }) => [id, answerSet.system.name] as const))(
    '%s: report in both languages, PDF, answers',
    async (id, name) => {
      for (const lang of ['vi', 'en']) {
        const report = await app.request(`/examples/${id}?lang=${lang}`);
        expect([report.status, report.headers.get('Content-Language')]).toEqual([200, lang]);
        expect((await report.text()).replaceAll('&#x27;', "'")).toContain(name);
      }
      const pdf = await app.request(`/examples/${id}.pdf?lang=en`);
      expect([pdf.status, pdf.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
      const answers = await app.request(`/examples/${id}.json`);
      expect((await postAssess(await answers.text())).status).toBe(200);
    },
  );

  it.each([
    '/examples/none',
    '/examples/none.pdf',
    '/examples/none.json',
    '/examples/.pdf',
    '/examples/constructor',
    '/examples/..%2fe-kyc',
  ])('%s is a 404', async (path) => {
    expect((await problemOf(await app.request(path))).type).toBe('/problems/not-found');
  });

  it('a wrong language is named', async () => {
    expect((await problemOf(await app.request('/examples/e-kyc?lang=fr'))).status).toBe(422);
  });
});
