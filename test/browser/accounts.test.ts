import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ServerType } from '@hono/node-server';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccounts } from '../../src/adapters/accounts/index.ts';
import { randomIds } from '../../src/adapters/ids.ts';
import { launchBrowser } from '../../src/adapters/node/browser.ts';
import { openPglite } from '../../src/adapters/node/database.ts';
import { listen } from '../../src/adapters/node/listen.ts';
import { createSigner } from '../../src/adapters/node/signer.ts';
import { createApp } from '../../src/app/app.ts';
import type { Database } from '../../src/db/database.ts';
import { testContext } from '../support/app.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'mật khẩu đủ dài 1';

let app: ReturnType<typeof createApp>;
let server: ServerType;
let base: string;
let db: Database;
let browser: Browser;

beforeAll(async () => {
  const opened = await listen({
    fetch: (request) => app.fetch(request),
    host: '127.0.0.1',
    port: 0,
    nextIfTaken: false,
  });
  ({ server } = opened);
  base = opened.address.url;
  db = await openPglite();
  const ctx = testContext();
  const accounts = createAccounts({
    db,
    baseUrl: base,
    secret: 'a secret of the tests, long enough to sign cookies',
    ids: randomIds,
    log: ctx.log,
    oidc: [{ id: 'oidc', name: 'Cổng định danh', issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'y' }],
  });
  app = createApp({ ...ctx, db, accounts, baseUrl: base, signer: await createSigner() } as Parameters<
    typeof createApp
  >[0]);
  browser = await launchBrowser('127.0.0.1');
});

afterAll(async () => {
  await browser.close();
  server.close();
  await db.close();
});

/** What axe finds, and how far the page runs over a narrow screen. */
async function check(page: Page, what: string): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page as a script
    const { violations } = await (globalThis as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]!.html}`);
  });
  expect([what, violations]).toEqual([what, []]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect([what, width]).toEqual([what, 320]);
}

async function submit(page: Page, action: string, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields))
    await page.type(`form[action^="${action}?"] [name=${name}]`, value);
  await Promise.all([page.waitForNavigation(), page.click(`form[action^="${action}?"] button`)]);
}

describe('the pages of accounts in a browser', () => {
  it.each(['vi', 'en'] as const)(
    'work at 320 px, without scripts, and are clear to assistive technology: %s',
    async (lang) => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 320, height: 640 });
      const email = `nguoi-${lang}@vi-du.vn`;
      // The browser's own checks read the page by script; the page itself has none.
      await page.setBypassCSP(true);
      await page.goto(`${base}/?lang=${lang}`);
      await Promise.all([page.waitForNavigation(), page.click('header a[href^="/sign-in"]')]);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      await page.goto(`${base}/sign-up?lang=${lang}`);
      await check(page, 'sign-up');
      await submit(page, '/sign-up', { name: 'Vũ Thị Lan', email: 'khong-phai', password: 'ngan' });
      await check(page, 'sign-up refused');
      expect(await page.$$eval('.summary li', (items) => items.length)).toBe(2);
      await page.goto(`${base}/sign-up?lang=${lang}`);
      await submit(page, '/sign-up', { name: 'Vũ Thị Lan', email, password: PASSWORD });
      await check(page, 'sign-in');
      await submit(page, '/sign-in', { email, password: PASSWORD });
      expect(new URL(page.url()).pathname).toBe('/organisations');
      await submit(page, '/organisations', { name: 'Công ty Cổ phần Phát triển Trí tuệ Nhân tạo Ánh Dương Việt Nam' });
      await check(page, 'organisations');
      await Promise.all([page.waitForNavigation(), page.click('header a[href^="/account"]')]);
      await check(page, 'account');
      await submit(page, '/account/two-factor', { password: PASSWORD });
      expect(await page.$('svg')).not.toBeNull();
      await check(page, 'two-factor set-up');
      await page.goto(`${base}/account?lang=${lang}`);
      await submit(page, '/account/erase', { password: PASSWORD });
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      await context.close();
    },
  );

  it('send their forms under their own policy, from this server only', async () => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const email = 'chinh-sach@vi-du.vn';
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${base}/sign-up`);
    await submit(page, '/sign-up', { name: 'Vũ', email, password: PASSWORD });
    await submit(page, '/sign-in', { email, password: PASSWORD });
    expect(new URL(page.url()).pathname).toBe('/organisations');
    expect(complaints).toEqual([]);
    // Another page with the same form, at another address of this machine.
    await page.goto(`data:text/html,<form method="post" action="${base}/sign-out"><button>x</button></form>`);
    await Promise.all([page.waitForNavigation(), page.click('button')]);
    await page.goto(`${base}/account`);
    expect(new URL(page.url()).pathname).toBe('/account');
    await context.close();
  });
});
