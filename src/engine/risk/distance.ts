/** @module How far the score is from the next level (methods 3.2.9). */
import type { Scenario } from './score.ts';

export interface Distance {
  /** Points that the score would have to rise to reach a worse level; `null` where no score is worse. */
  toWorse: number | null;
  /** Points of which the score must fall more than this to reach a milder level; `null` where no fall of the score helps. */
  toBetter: number | null;
  /** The floors that hold the level above the score's own, by id. */
  heldBy: string[];
}

export function distanceOf({ residual, rank, scoreRank, floors, limits: { levels } }: Scenario): Distance {
  const next = levels.slice(rank + 1).find(({ from }) => from !== undefined);
  const held = rank > scoreRank;
  const heldBy = held ? [...new Set(floors.filter((floor) => floor.rank === rank).map(({ by }) => by))] : [];
  return {
    toWorse: next ? next.from! - residual : null,
    toBetter: held || rank === 0 ? null : residual - levels[rank]!.from!,
    heldBy,
  };
}
