import { describe, expect, it } from 'vitest';
import { deviceName } from '../../../src/features/accounts/pages/device-name.ts';

const KIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a browser in words', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox trên Linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/142.0.0.0 Safari/537.36`, 'Chrome trên Windows'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
      'Edge trên Windows',
    ],
    [`Mozilla/5.0 (Windows NT 10.0) ${KIT} coc_coc_browser/130.0 Chrome/124.0 Safari/537.36`, 'Cốc Cốc trên Windows'],
    [
      `Mozilla/5.0 (Linux; Android 15; SM-S921B) ${KIT} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36`,
      'Samsung Internet trên Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari trên iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari trên macOS',
    ],
    ['curl/8.9.1', 'curl'],
    ['Something on Linux', 'Linux'],
  ])('%s', (userAgent, name) => {
    expect(deviceName(userAgent, 'vi')).toBe(name);
  });

  it('says it in the language of the reader, and nothing where nothing is known', () => {
    expect(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'en')).toBe(
      'Firefox on Linux',
    );
    expect(deviceName('my-script/1.0', 'vi')).toBeUndefined();
    expect(deviceName(null, 'vi')).toBeUndefined();
  });
});
