import { describe, expect, it } from 'vitest';
import { makeRoom } from '../../../src/features/report-jobs/make-room.ts';

const of = (owner: string, ...sizes: number[]) =>
  sizes.map((bytes, at) => ({ owner, bytes, name: `${owner}${at + 1}` }));

const going = (kept: ReturnType<typeof of>, owner: string, bytes: number) =>
  makeRoom(kept, { owner, bytes }, 100)?.map(({ name }) => name);

describe('room for results', () => {
  it('is there: nothing goes', () => {
    expect(going([], 'a', 100)).toEqual([]);
    expect(going(of('b', 50), 'a', 50)).toEqual([]);
  });

  it('is made by the oldest of whoever has most, up to what is needed', () => {
    expect(going(of('a', 40, 40), 'a', 40)).toEqual(['a1']);
    expect(going([...of('b', 30, 30, 30), ...of('c', 5)], 'a', 30)).toEqual(['b1']);
    expect(going([...of('a', 10), ...of('b', 45, 45)], 'a', 40)).toEqual(['b1']);
  });

  it('is not made by those who keep within their share', () => {
    expect(going(of('b', 50), 'a', 51)).toBeUndefined();
    expect(going([...of('b', 30), ...of('a', 40)], 'a', 60)).toEqual(['a1']);
    expect(going([...of('b', 30), ...of('c', 30)], 'a', 50)).toBeUndefined();
  });

  it('takes from no two more than from one: whoever has more than a share, and only until it fits', () => {
    for (let seed = 1; seed < 500; seed += 1) {
      const number = (max: number, at: number) => (seed * 7_919 + at * 104_729) % max;
      const kept: ReturnType<typeof of> = [];
      for (let at = 0, total = 0; at < 12; at += 1) {
        const [one] = of(`o${number(4, at)}`, 1 + number(29, at + 7));
        total += one!.bytes;
        if (total <= 100) kept.push(one!);
      }
      const added = { owner: `o${number(5, 3)}`, bytes: 1 + number(60, 5) };
      const gone = makeRoom(kept, added, 100);
      if (!gone) continue;
      const staying = kept.filter((one) => !gone.includes(one));
      const sum = (list: { bytes: number }[]) => list.reduce((all, { bytes }) => all + bytes, 0);
      expect(sum([...staying, added])).toBeLessThanOrEqual(100);
      const share = 100 / new Set([...kept, added].map(({ owner }) => owner)).size;
      for (const owner of new Set(gone.map((one) => one.owner))) {
        const own = kept.filter((one) => one.owner === owner);
        if (owner !== added.owner) expect(sum(own)).toBeGreaterThan(share);
      }
    }
  });
});
