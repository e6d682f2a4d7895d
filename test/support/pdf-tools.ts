/** @module What public tools say of a PDF. They are looked for on the machine: no package brings them. */
import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import type { RenderedReport } from '../../src/features/reports/index.ts';

const has = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export const missingTools = ['pdfinfo', 'pdffonts', 'pdftotext', 'qpdf'].filter((tool) => !has(tool));

export const runTool = (tool: string, ...args: string[]): string =>
  execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });

/**
 * Sound, tagged, A4, titled; all fonts embedded, subset, with a map to Unicode, and none of the machine's; every page with its
 * head, its foot, and more than these.
 * @param letters that stand on each page at least
 * @returns the text of each page
 */
export function checkPaper(file: string, report: RenderedReport, letters: number): string[] {
  runTool('qpdf', '--check', file);
  const info = runTool('pdfinfo', file);
  expect(info).toMatch(/Tagged: +yes/);
  expect(info).toMatch(/Page size: +59[45].* x 84[12].*A4/);
  expect(info).toContain(report.title);
  const fonts = runTool('pdffonts', file).trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThan(1);
  for (const font of fonts) expect(font).toMatch(/BeVietnamPro-\w+ .* yes yes yes /);
  const pages = runTool('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);
  for (const [index, text] of pages.entries()) {
    expect(text).toContain(`${report.pageWords[0]} ${index + 1} ${report.pageWords[1]} ${pages.length}`);
    expect(text).toContain(report.header.title);
    expect([index, text.replaceAll(/\s+/g, '').length > letters]).toEqual([index, true]);
  }
  return pages;
}

/** Titles of the outline, as `qpdf` reads them. */
export const outlineOf = (file: string): { title: string; kids: { title: string }[] }[] =>
  JSON.parse(runTool('qpdf', '--json', '--json-key=outlines', file)).outlines;
