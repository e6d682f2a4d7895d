import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOidcProviders } from '../../src/adapters/accounts/index.ts';
import { readSettings } from '../../src/adapters/node/settings.ts';

const README = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

/** Names that a reader of the environment asks for, whatever way it is written. */
function namesRead(read: (env: Record<string, string | undefined>) => unknown): Set<string> {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') names.add(name);
        return undefined;
      },
    },
  );
  expect(read(env)).not.toHaveProperty('wrong');
  return names;
}

const rows = README.split('\n| Variable |')[1]!.split('\n\n')[0]!.split('\n').slice(2);
const told = new Set(rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name!)));

describe('the table of environment variables in the README', () => {
  // The further providers are one line of it: OIDC_2_… to OIDC_9_….
  const isNumbered = (name: string): boolean => /^OIDC_[2-9]_/.test(name);
  // Read where the settings are; what names a provider only once there is one, where the provider is.
  const read = new Set([
    ...namesRead(readSettings),
    ...namesRead((env) =>
      readOidcProviders(
        new Proxy(env, {
          get: (target, name) =>
            Reflect.get(target, name) ?? (/^OIDC_[A-Z]/.test(String(name)) ? 'https://id.example' : undefined),
        }),
      ),
    ),
  ]);

  it('has every variable that is read, and no other', () => {
    expect(read.size).toBeGreaterThan(15);
    expect([...read].filter((name) => !isNumbered(name)).sort()).toEqual([...told].sort());
  });

  it('says that there may be more identity providers', () => {
    expect([...read].some(isNumbered)).toBe(true);
    expect(README).toMatch(/`OIDC_2_…` to `OIDC_9_…`/);
  });
});
