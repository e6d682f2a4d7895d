import { readFileSync } from 'node:fs';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/app.ts';
import { OPENAPI_FILE, openApiText } from '../../src/cli/write-openapi.ts';
import { app, postAssess, problemOf, testContext } from '../support/app.ts';

describe('every response', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/v1/law/obligations'],
    ['GET', '/nowhere'],
    ['POST', '/healthz'],
    ['POST', '/v1/assess'],
    ['OPTIONS', '/v1/assess'],
    ['HEAD', '/'],
  ])('%s %s carries the security headers and a request id', async (method, path) => {
    const { headers } = await app.request(path, { method });
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-request-id': expect.stringMatching(/^request-\d+$/),
    });
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('behind HTTPS the browser is told to stay there', async () => {
    expect((await app.request('https://example.org/healthz')).headers.get('Strict-Transport-Security')).toContain(
      'max-age',
    );
  });

  it('a sensible request id of the sender is kept, any other replaced', async () => {
    const id = async (value: string): Promise<string | null> =>
      (await app.request('/healthz', { headers: { 'X-Request-Id': value } })).headers.get('X-Request-Id');
    expect(await id('abc-123')).toBe('abc-123');
    for (const value of ['<script>', 'a b', 'x'.repeat(65)]) expect(await id(value)).toMatch(/^request-\d+$/);
  });
});

describe('problems', () => {
  it('an unknown address, in the language of the reader', async () => {
    const vi = await problemOf(await app.request('/v2/assess'));
    const en = await problemOf(await app.request('/v2/assess', { headers: { 'Accept-Language': 'en' } }));
    expect(vi).toMatchObject({
      type: '/problems/not-found',
      status: 404,
      instance: '/v2/assess',
      title: 'Không tìm thấy',
    });
    expect(en.title).toBe('Not found');
    expect(vi.requestId).not.toBe(en.requestId);
  });

  it('a reader with a browser gets a page of the same status, a program never does', async () => {
    const page = await app.request('/nowhere', { headers: { Accept: 'text/html,*/*;q=0.8' } });
    expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Không tìm thấy');
    const api = await app.request('/v1/nowhere', { headers: { Accept: 'text/html' } });
    expect(api.headers.get('Content-Type')).toBe('application/problem+json');
  });

  it('a wrong method names those that are allowed; HEAD and OPTIONS work', async () => {
    const wrong = await app.request('/healthz', { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await problemOf(wrong)).detail).toContain('GET, HEAD, OPTIONS');
    const head = await app.request('/healthz', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await app.request('/v1/assess', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('Allow')]).toEqual([204, 'OPTIONS, POST']);
    expect((await app.request('/nowhere', { method: 'DELETE' })).status).toBe(404);
  });

  it('what the library throws goes through the same builder; its own failures tell nothing', async () => {
    const mine = testContext();
    const thrown = createApp(mine);
    const statuses = [400, 404, 413, 415, 418, 500] as const;
    for (const status of statuses) {
      thrown.get(`/throw/${status}`, () => {
        throw new HTTPException(status, { message: 'inner words' });
      });
    }
    for (const status of statuses) {
      const problem = await problemOf(await thrown.request(`/throw/${status}`));
      expect(problem.status).toBe(status === 418 ? 400 : status);
      expect(JSON.stringify(problem)).not.toContain('inner words');
    }
    expect(mine.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

const isFormPage = (path: string): boolean =>
  /^\/(account|sign-in|sign-up|sign-out|forgot-password|reset-password|invitations|organisations|verify)(\/|$)/.test(
    path,
  );

describe('the contract', () => {
  it('openapi.json is up to date (npm run build:openapi)', () => {
    expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(openApiText());
  });

  it('is OpenAPI 3.1, names every operation once, and what is served is the file', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    expect(document).toEqual(JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')));
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/',
        '/docs',
        '/healthz',
        '/openapi.json',
        '/v1/assess',
        '/v1/questionnaires/{id}/versions/{version}',
        '/v1/law/coverage',
      ]),
    );
  });

  it('every route of the app is in the document, and the other way round', async () => {
    const document = (await (await app.request('/openapi.json')).json()) as { paths: Record<string, object> };
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routed = app.routes
      // Pages with forms for people, and their files, are no contract.
      .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/assets/') && !isFormPage(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect([...new Set(routed)].sort()).toEqual(documented.sort());
  });

  it('health names the engine and the rules that answer', async () => {
    const health = (await (await app.request('/healthz')).json()) as { status: string; rules: string };
    const result = (await (await postAssess({ system: { name: 'x' } })).json()) as {
      content: { rules: { hash: string } };
    };
    expect(health).toMatchObject({ status: 'ok', rules: result.content.rules.hash });
  });
});
