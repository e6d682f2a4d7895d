import { describe, expect, it } from 'vitest';
import type { AnswerSet, Result, TierChanges, Value } from '../../src/engine/index.ts';
import { engine, loaded } from '../support/content.ts';

const example = (id: string): AnswerSet => loaded.examples.find((entry) => entry.id === id)!.answerSet;
const deep = (answerSet: AnswerSet): TierChanges | null => engine.assess(answerSet, '', { deep: true }).tierChanges;
const changed = (answerSet: AnswerSet, changes: { questionId: string; to: Value }[]): Result => {
  const answers = new Map(answerSet.answers);
  for (const { questionId, to } of changes) answers.set(questionId, { value: to, state: 'known' });
  return engine.assess({ ...answerSet, answers }, '');
};
const subsets = <T>(list: T[]): T[][] =>
  Array.from({ length: 2 ** list.length }, (_, mask) => list.filter((__, position) => (mask >> position) % 2 === 1));

describe('the smallest sets of changes that settle or lower the tier', () => {
  it('are left out unless asked for', () => {
    expect(engine.assess(example('airport-face-recognition'), '').tierChanges).toBeNull();
  });

  it('two matching rows need two changes; neither alone is enough', () => {
    const answerSet = example('airport-face-recognition');
    const found = deep(answerSet)!;
    expect(found.size).toBe(2);
    const [{ changes, effect }] = found.sets as [TierChanges['sets'][number]];
    expect(changed(answerSet, changes).classification.tier).toBe(effect.tier);
    expect(effect.tier).toBe('low');
    for (const part of subsets(changes).filter((set) => set.length < changes.length)) {
      expect(changed(answerSet, part).classification.tier).toBe('high');
    }
  });

  it.each(loaded.examples.map(({ id, answerSet }) => [id, answerSet] as const))(
    '%s: every set does what it says, no part of it does, and every set was looked at',
    (_id, answerSet) => {
      const found = deep(answerSet);
      if (!found) return;
      const before = engine.assess(answerSet, '').classification.possibleTiers;
      expect(found.proof.evaluated + found.proof.ruledOut).toBe(found.proof.total);
      for (const { changes, effect } of found.sets) {
        expect(changes.length).toBe(found.size);
        expect(changed(answerSet, changes).classification.possibleTiers).toEqual(effect.possibleTiers);
        for (const part of subsets(changes).filter((set) => set.length < changes.length)) {
          const after = changed(answerSet, part).classification.possibleTiers;
          expect(before.length > 1 ? after.length > 1 : after.join() === before.join()).toBe(true);
        }
      }
    },
  );

  it('an open system is settled by the answers that are missing', () => {
    const answerSet = example('airport-face-recognition');
    const answers = new Map(answerSet.answers);
    for (const id of ['high-risk.vi-6.c4', 'high-risk.vi-23.c2']) answers.delete(id);
    const found = deep({ ...answerSet, answers })!;
    expect(found.size).toBe(1);
    expect(found.sets.map(({ effect }) => effect.tier)).toContain('high');
  });
});
