import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawAuditBody } from '../../../src/features/reviews/draw-audit-body.ts';
import { drawSample, type Examinable } from '../../../src/features/reviews/sampling.ts';

const answers = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 }).chain((ids) =>
  fc.tuple(
    ...ids.map((questionId) =>
      fc.record({
        questionId: fc.constant(questionId),
        stratum: fc.constantFrom('a', 'b', 'c'),
        carriesTier: fc.boolean(),
      }),
    ),
  ),
) as fc.Arbitrary<Examinable[]>;
const share = fc.double({ min: 0.01, max: 1, noNaN: true });

describe('a sample', () => {
  it('is what the description says, computed another way', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `q.${index}`);
    const drawn = drawSample(
      ids.map((questionId, index) => ({ questionId, stratum: 's', carriesTier: index === 7 })),
      'seed',
      0.25,
    );
    const rank = (id: string) => createHash('sha256').update(`seed\n${id}`).digest('hex');
    const others = ids.filter((id) => id !== 'q.7').sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    expect(drawn.questions).toEqual(['q.7', ...others.slice(0, 5)].sort());
    expect(drawn.strata).toEqual([{ id: 's', population: 20, certain: 1, drawn: 5 }]);
  });

  it('always holds what the tier rests on, never depends on order, and grows only by adding', () => {
    fc.assert(
      fc.property(answers, fc.string(), share, share, (given, seed, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)].map((part) =>
          drawSample(given, seed, part),
        );
        for (const { questionId, carriesTier } of given) {
          if (carriesTier) expect(small!.questions).toContain(questionId);
        }
        expect(drawSample(given.toReversed(), seed, small!.share)).toEqual(small);
        expect(large!.questions).toEqual(expect.arrayContaining(small!.questions));
        expect(drawSample(given, seed, 1).questions).toEqual(given.map(({ questionId }) => questionId).sort());
      }),
    );
  });

  it('takes at least one of every stratum, and no more than the share asks for', () => {
    const given = Array.from({ length: 100 }, (_, index) => ({
      questionId: `q${index}`,
      stratum: 's',
      carriesTier: false,
    }));
    expect([0.07, 0.1, 0.29, 0.001].map((part) => drawSample(given, 'x', part).questions.length)).toEqual([
      7, 10, 29, 1,
    ]);
  });
});

describe('a draw of an audit body', () => {
  it('gives everybody a chance, and nobody who declined', () => {
    const bodies = ['org_a', 'org_b', 'org_c'];
    const seen = new Set(Array.from({ length: 50 }, (_, seed) => drawAuditBody(bodies, [], String(seed))!.drawn));
    expect([...seen].sort()).toEqual(bodies);
    expect(drawAuditBody(bodies, bodies, 'x')).toBeUndefined();
    expect(drawAuditBody(bodies.toReversed(), ['org_z'], 'x')).toEqual(drawAuditBody(bodies, [], 'x'));
  });
});
