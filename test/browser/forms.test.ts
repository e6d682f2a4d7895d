import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../src/adapters/node/printer.ts';
import { compileTemplates, loadReportAssets } from '../../src/content/compile-report.ts';
import { CONTENT_ROOT } from '../../src/content/load.ts';
import { FORM_IDS, type FormId, renderFormHtml } from '../../src/features/reports/forms/index.ts';
import type { ReportAssets } from '../../src/features/reports/index.ts';
import { engine, loaded } from '../support/content.ts';
import { example } from '../support/report.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DEPS = {
  content: loaded.content,
  templates: compileTemplates(CONTENT_ROOT),
  assets: loadReportAssets(CONTENT_ROOT) as unknown as ReportAssets,
};
/** Each form with the example that fills most of it, and one that fills nearly nothing. */
const FULL: Record<FormId, string> = {
  'self-assessment': 'tax-risk-scoring',
  'classification-dossier': 'airport-face-recognition',
  'impact-assessment': 'traffic-camera',
  incident: 'hospital-triage',
  'labour-plan': 'garment-factory-robots',
};
const SHOWN = FORM_IDS.flatMap((id) =>
  (['vi', 'en'] as const).flatMap((lang) => [FULL[id], 'incomplete-startup'].map((from) => [id, from, lang] as const)),
);

const pageOf = (id: FormId, from: string, lang: 'vi' | 'en') => {
  const answerSet = example(from);
  const redactions = id === 'impact-assessment' && from !== 'incomplete-startup' ? REDACTIONS : undefined;
  return renderFormHtml(id, { answerSet, result: engine.assess(answerSet, ''), people: {} }, lang, DEPS, redactions);
};
const REDACTIONS = { redactions: [{ field: 'II.2', reason: 'Quyết định số 7', basis: 'state_secret' as const }] };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('the forms in a browser', () => {
  it.each(SHOWN)('%s from %s in %s is accessible and fits a phone and a desk', async (id, from, lang) => {
    const page = await browser.newPage();
    await page.setContent(pageOf(id, from, lang).html);
    await page.evaluate(AXE);
    for (const width of [1280, 320]) {
      await page.setViewport({ width, height: 900 });
      const violations = await page.evaluate(
        'axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect([width, violations]).toEqual([width, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await page.close();
  });

  it('what is withheld is not at the head or the foot of the pages either', () => {
    const answerSet = example('traffic-camera');
    const subject = { answerSet, result: engine.assess(answerSet, ''), people: {} };
    const redactions = [{ field: 'I.2', reason: 'Danh mục bí mật', basis: 'state_secret' as const }];
    const { header, footer, title, html } = renderFormHtml('impact-assessment', subject, 'vi', DEPS, { redactions });
    for (const text of [header.about, header.title, footer, title, html])
      expect(text).not.toContain(answerSet.system.name);
    const full = renderFormHtml('impact-assessment', subject, 'vi', DEPS);
    expect(full.header.about).toBe(answerSet.system.name);
  });
});
