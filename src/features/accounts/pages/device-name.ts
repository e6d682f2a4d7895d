/** @module What a browser calls itself, in words that its owner knows: "Firefox trên Linux". A guess for people, and for nothing else. */
import type { Language } from '../../../app/language.ts';

/** Browsers that are built on another name that one as well: theirs comes first. */
const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/\bCoc_Coc_Browser\/|\bcoc_coc\//i, 'Cốc Cốc'],
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
];

const SYSTEMS: readonly [pattern: RegExp, name: string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const nameIn = (list: typeof BROWSERS, userAgent: string): string | undefined =>
  list.find(([pattern]) => pattern.test(userAgent))?.[1];

/** @returns browser and system, as far as they are known; undefined where neither is */
export function deviceName(userAgent: string | null, lang: Language): string | undefined {
  if (userAgent === null) return undefined;
  const [browser, system] = [nameIn(BROWSERS, userAgent), nameIn(SYSTEMS, userAgent)];
  if (browser !== undefined && system !== undefined) return `${browser} ${lang === 'vi' ? 'trên' : 'on'} ${system}`;
  return browser ?? system;
}
