import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('README', () => {
  it('lists every variable that the settings read', () => {
    const settings = read('src/adapters/node/settings.ts');
    const given = [...settings.matchAll(/given\('([A-Z_]+)'\)/g)].map(([, name]) => name!);
    const numbers = [...settings.matchAll(/\b([A-Z_]{4,}): \[\d/g)].map(([, name]) => name!);
    const names = [...new Set([...given, ...numbers, 'HOST', 'PORT', 'OIDC_ISSUER', 'OIDC_NAME'])];
    expect(names.length).toBeGreaterThan(14);
    const table = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const missing = names.filter((name) => !table.some((line) => line.split('|')[1]!.includes(`\`${name}\``)));
    expect(missing).toEqual([]);
  });
});
