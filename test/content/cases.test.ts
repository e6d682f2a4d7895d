import { describe, expect, it } from 'vitest';
import { runCase } from '../../src/content/run-cases.ts';
import { engine, loaded } from '../support/content.ts';

describe('the law as examples (rules/cases)', () => {
  it('there are at least 80', () => {
    expect(loaded.cases.length).toBeGreaterThanOrEqual(80);
  });

  it.each(loaded.cases.map((entry) => [`${entry.as_of} ${entry.name}`, entry] as const))('%s', (_name, entry) => {
    expect(runCase(engine, entry, loaded.bases)).toEqual([]);
  });

  it('every obligation that the law could ask for is stated by some case', () => {
    const stated = new Set(loaded.cases.flatMap(({ expect: wanted }) => Object.keys(wanted.obligations ?? {})));
    const silent = loaded.content.obligations
      .filter(({ id, status }) => status !== 'dormant' && !stated.has(id))
      .map(({ id }) => id);
    expect(silent).toEqual([]);
  });
});
