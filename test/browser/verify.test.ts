import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerType } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../src/adapters/node/browser.ts';
import { listen } from '../../src/adapters/node/listen.ts';
import { verifyScript } from '../../src/adapters/node/verify-script.ts';
import { createApp } from '../../src/app/app.ts';
import { securityHeaders } from '../../src/app/middleware/security-headers.ts';
import { type AttestationView, verifyPages } from '../../src/features/attestations/index.ts';
import { homeRoutes } from '../../src/features/home/index.ts';
import { type Made, makeBundle, STATUS_INDEX } from '../features/attestations/fixture.ts';
import { changed, fieldsOfBundle, otherValue, readZip, withFile, zipOf } from '../features/attestations/tamper.ts';
import { testContext } from '../support/app.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'luongtri-verify-page-'));

let made: Made;
let browser: Browser;
let server: ServerType;
let origin: string;
/** Every address that was asked for, with the method. */
const asked: string[] = [];

/** What a server says of an attestation whose organisation was deleted, besides what it still has. */
const DELETED = { status: 'withdrawn' as const, withdrawnAt: '2026-11-22T02:00:00.000Z' };

const viewOf = ({ input }: Made): AttestationView => ({
  id: 'att_01',
  credential: input.credential,
  statusLists: input.status,
  log: { ...input.log, proof: [...input.log.proof] },
});

beforeAll(async () => {
  made = await makeBundle();
  const withdrawn = await makeBundle({ id: 'att_03', withdrawn: [STATUS_INDEX] });
  const emptied = await makeBundle({ id: 'att_04', withdrawn: [STATUS_INDEX] });
  const views = new Map<string, AttestationView>([
    ['att_01', viewOf(made)],
    ['att_02', { ...viewOf(made), id: 'att_02' }],
    ['att_03', { ...viewOf(withdrawn), id: 'att_03' }],
    ['att_04', { ...viewOf(emptied), id: 'att_04', credential: '', ...DELETED }],
  ]);
  const ctx = testContext({ verifyScript });
  const app = new OpenAPIHono();
  app.use(async (c, next) => {
    asked.push(`${c.req.method} ${c.req.path}`);
    await next();
  });
  app.use(securityHeaders() as never);
  app.get('/.well-known/jwks.json', (c) => c.json(made.keys));
  app.get('/v1/attestations/:id', (c) => {
    const view = views.get(c.req.param('id'));
    return view ? c.json(view) : c.notFound();
  });
  app.route('/', verifyPages(ctx, async (id) => views.get(id)) as never);
  app.route('/', homeRoutes(ctx, () => ({})) as never);
  const opened = await listen({
    fetch: (request) => app.fetch(request),
    host: '127.0.0.1',
    port: 0,
    nextIfTaken: false,
  });
  server = opened.server;
  origin = opened.address.url;
  browser = await launchBrowser('127.0.0.1');
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

async function open(path: string, width = 320): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.setViewport({ width, height: 900 });
  await page.goto(`${origin}${path}`, { waitUntil: 'networkidle0' });
  return { page, errors };
}

async function choose(page: Page, path: string, input = '#file'): Promise<void> {
  const element = (await page.$(input)) as ElementHandle<HTMLInputElement>;
  await element.uploadFile(path);
}

async function verdictOf(page: Page, section: string): Promise<string> {
  const selector = `${section} [data-verdict]`;
  await page.waitForSelector(selector, { timeout: 60_000 });
  return (await page.$eval(selector, (found) => (found as HTMLElement).dataset.verdict)) as string;
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (found) => found.textContent ?? '');

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
  );
  expect(violations).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
}

describe.each(['vi', 'en'] as const)('/verify in %s', (lang) => {
  it('checks a genuine bundle in the browser; the file goes nowhere', async () => {
    const { page, errors } = await open(`/verify?lang=${lang}`);
    await expectAccessible(page);
    asked.length = 0;
    await choose(page, file('bundle.zip', made.zip));
    expect(await verdictOf(page, '[data-drop]')).toBe('genuine');
    await expectAccessible(page);
    const details = await textOf(page, '[data-drop] [data-role="details"]');
    expect(details).toContain('json-logic-js');
    // A name with markup in it is shown as it was written.
    expect(details).toContain('Công ty <b>Sông Hương</b>');
    expect(details).not.toMatch(/undefined|null|\[object/);
    expect(await page.$$('[data-drop] [data-role="status"] .notice')).toEqual([]);
    // The id, for the status of today; nothing else, and nothing is sent.
    expect(asked).toEqual(['GET /v1/attestations/att_01']);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('names the place of a change', async () => {
    const { page, errors } = await open(`/verify?lang=${lang}`);
    const files = readZip(made.zip);
    const path = 'records/review.json';
    const bytes = changed(path, files.get(path)!, '/conclusion', 'no_open_findings');
    await choose(page, file('altered.zip', zipOf(withFile(files, path, bytes))));
    expect(await verdictOf(page, '[data-drop]')).toBe('altered');
    expect(await textOf(page, '[data-drop] [data-role="place"]')).toContain('records/review.json /conclusion');
    await expectAccessible(page);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('shows an attestation by its id, and checks it', async () => {
    const { page, errors } = await open(`/verify/att_01?lang=${lang}`);
    expect(await verdictOf(page, '[data-attestation]')).toBe('genuine');
    expect(await textOf(page, '[aria-labelledby="statement"]')).toContain('Kiểm toán Bến Nghé');
    await expectAccessible(page);
    expect(errors).toEqual([]);
    await page.close();
  });
});

describe('/verify', () => {
  it('finds a change in any file of a bundle, with its place', async () => {
    const { page } = await open('/verify?lang=vi');
    const files = readZip(made.zip);
    const byFile = Map.groupBy(fieldsOfBundle(files), ({ file: path }) => path);
    const wrong: unknown[] = [];
    for (const fields of byFile.values()) {
      const field = fields[Math.floor(fields.length / 2)]!;
      const bytes = changed(field.file, files.get(field.file)!, field.pointer, otherValue(field.value));
      await page.evaluate('document.querySelector(\'[data-drop] [data-role="status"]\').replaceChildren()');
      await choose(page, file(`${field.file.replaceAll('/', '-')}.zip`, zipOf(withFile(files, field.file, bytes))));
      const verdict = await verdictOf(page, '[data-drop]');
      const place = await textOf(page, '[data-drop] [data-role="place"]');
      if (verdict !== 'altered' || !place.startsWith(`${field.file} ${field.pointer}`))
        wrong.push([field, verdict, place]);
    }
    expect(byFile.size).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('a bundle of another server is of an unknown issuer until its keys are trusted', async () => {
    const other = await makeBundle({ issuer: 'https://other.example', reviewed: false }, 9);
    const { page } = await open('/verify?lang=en');
    await choose(page, file('other.zip', other.zip));
    expect(await verdictOf(page, '[data-drop]')).toBe('genuine_unknown_issuer');
    await page.$eval('details', (found) => {
      (found as HTMLDetailsElement).open = true;
    });
    await choose(page, file('other-jwks.json', JSON.stringify(other.keys)), '#trust');
    await page.waitForSelector('[data-drop] [data-verdict="genuine"]', { timeout: 60_000 });
    await choose(page, file('no-jwks.json', '{}'), '#trust');
    await page.waitForFunction(() =>
      document.querySelector('[data-drop] [data-role="status"]')?.textContent?.includes('jwks.json'),
    );
    await page.close();
  });

  it('a server that shows one attestation under the id of another is caught; a withdrawn one is said to be', async () => {
    const first = await open('/verify/att_02?lang=en');
    expect(await verdictOf(first.page, '[data-attestation]')).toBe('altered');
    const second = await open('/verify/att_03?lang=en');
    expect(await verdictOf(second.page, '[data-attestation]')).toBe('withdrawn');
    await Promise.all([first.page.close(), second.page.close()]);
  });

  it('an id that is typed leads to its page; an unknown one is said to be', async () => {
    const { page } = await open('/verify?lang=en');
    await page.type('#id', ' att_01 ');
    await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);
    expect(new URL(page.url()).pathname).toBe('/verify/att_01');
    await page.goto(`${origin}/verify/att_nothing?lang=vi`);
    expect(await textOf(page, '[role=alert]')).toContain('không có hồ sơ nào');
    await expectAccessible(page);
    await page.close();
  });

  it('a bundle made before its withdrawal is said to be withdrawn by the server that issued it', async () => {
    const before = await makeBundle({ id: 'att_03' });
    const { page } = await open('/verify?lang=en');
    await choose(page, file('before.zip', before.zip));
    expect(await verdictOf(page, '[data-drop]')).toBe('withdrawn');
    await page.close();
  });

  it('of a deleted organisation nothing is shown as altered; who holds its bundle learns that it is withdrawn', async () => {
    for (const [lang, said, at] of [
      ['vi', 'Dữ liệu của tổ chức đã được xóa', 'Bị rút lúc'],
      ['en', 'was deleted from this server', 'Withdrawn'],
    ] as const) {
      const { page, errors } = await open(`/verify/att_04?lang=${lang}`);
      expect(await textOf(page, 'main .notice')).toContain(said);
      expect(await textOf(page, 'main table')).toContain(at);
      expect(await page.$$('[data-attestation], a[download]')).toEqual([]);
      await expectAccessible(page);
      expect(errors).toEqual([]);
      await choose(page, file('kept.zip', (await makeBundle({ id: 'att_04' })).zip));
      expect(await verdictOf(page, '[data-drop]')).toBe('withdrawn');
      await page.close();
    }
  });

  it('where nobody says how it stands today, that is said beside the verdict', async () => {
    const { page } = await open('/verify?lang=vi');
    const unknown = await makeBundle({ id: 'att_unknown' });
    const foreign = await makeBundle({}, 9);
    for (const [zip, verdict] of [
      [unknown.zip, 'genuine'],
      [foreign.zip, 'genuine_unknown_issuer'],
    ] as const) {
      await choose(page, file(`${verdict}.zip`, zip));
      await page.waitForSelector(`[data-drop] [data-verdict="${verdict}"] + .notice`, { timeout: 60_000 });
      expect(await textOf(page, '[data-drop] [data-role="status"] .notice')).toContain('có thể đã bị rút');
    }
    await page.close();
  });

  it('what is no bundle is said to be unreadable', async () => {
    const { page } = await open('/verify?lang=vi');
    await choose(page, file('text.zip', 'không phải zip'));
    expect(await verdictOf(page, '[data-drop]')).toBe('unreadable');
    await page.close();
  });

  it('without JavaScript: the word of the server, labelled as such, and how to check', async () => {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    const response = await page.goto(`${origin}/verify/att_01?lang=en`);
    const html = await response!.text();
    expect(html).toContain('This is the word of the server, and not checked.');
    expect(html).toContain('<noscript>');
    expect(html).toContain('luongtri verify FILE.zip --trust jwks.json');
    const visible = await page.$$eval('[data-drop], [data-attestation]', (found) =>
      found.map((each) => (each as HTMLElement).hidden),
    );
    expect(visible).toEqual([true, true]);
    await page.close();
  });

  it('runs only its own script and asks only its own server', async () => {
    const response = await fetch(`${origin}/verify`);
    const policy = response.headers.get('Content-Security-Policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|blob:|https?:/);
    expect((await (await fetch(`${origin}/assets/verify.js`)).text()).length).toBeLessThan(800_000);
  });
});

it('the app has the page', async () => {
  const response = await createApp(testContext({ verifyScript })).request('/verify?lang=en');
  expect([response.status, (await response.text()).includes('/assets/verify.js')]).toEqual([200, true]);
});
