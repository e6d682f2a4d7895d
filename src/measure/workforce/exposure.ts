/**
 * @module How exposed an occupation is to the technology that is used (methods 2.1, 2.3, 2.5). The ILO index speaks of
 * generative AI only: for robots, vision and process automation there is no figure unless the organisation brings its own task
 * shares with evidence. "No figure" is the whole range from 0 to 1, never 0.
 */
import type { OccupationInput, Task } from './input.ts';
import { bandOf, type Gradient, type OccupationTable } from './occupations.ts';
import { SHARE_SLACK } from './read-details.ts';

export const EXPOSURE_REASONS = [
  'not_generative',
  'technology_unknown',
  'vsco_group_1',
  'no_published_score',
  'tasks_incomplete',
] as const;
/** Why there is no point value; words in `words.ts`. */
export type ExposureReason = (typeof EXPOSURE_REASONS)[number];

export interface Exposure {
  source: 'ilo_2025' | 'imputed' | 'tasks' | 'none';
  /** All 0–1; `point` is `null` where the exposure is not measured. */
  low: number;
  point: number | null;
  high: number;
  /** The published class, only where the published value is used. */
  gradient: Gradient | null;
  /** Unit groups whose mean stands in. */
  siblings: string[];
  reason?: ExposureReason;
}

const unmeasured = (reason: ExposureReason): Exposure => ({
  source: 'none',
  low: 0,
  point: null,
  high: 1,
  gradient: null,
  siblings: [],
  reason,
});

export function exposureOf(occupation: OccupationInput, table: OccupationTable): Exposure {
  if (occupation.tasks) return exposureOfTasks(occupation.tasks);
  if (occupation.technology.includes('unknown')) return unmeasured('technology_unknown');
  if (occupation.technology.some((technology) => technology !== 'generative')) return unmeasured('not_generative');
  if (occupation.classification === 'vsco' && occupation.code.startsWith('1')) return unmeasured('vsco_group_1');
  const entry = table.index(occupation.code);
  if (!entry) return unmeasured('no_published_score');
  return entry.kind === 'published'
    ? { source: 'ilo_2025', ...entry.band, gradient: entry.gradient, siblings: [] }
    : { source: 'imputed', ...entry.band, gradient: null, siblings: entry.siblings };
}

/**
 * Mean of the tasks weighted by their share of the work, with their standard deviation (n − 1, as in the ILO index; equal shares
 * give exactly that). Work that is not described counts as anything between not at all and wholly exposed.
 */
function exposureOfTasks(tasks: readonly Task[]): Exposure {
  // A fixed order, so that the order in the file cannot move the last digit.
  const ordered = tasks.toSorted((a, b) => a.share - b.share || a.automatable - b.automatable);
  const described = ordered.reduce((sum, { share }) => sum + share, 0);
  const mean = ordered.reduce((sum, { share, automatable }) => sum + share * automatable, 0) / described;
  const squares =
    ordered.reduce((sum, { share, automatable }) => sum + share * (automatable - mean) ** 2, 0) / described;
  const { low, point, high } = bandOf(Math.min(1, mean), Math.sqrt((squares * tasks.length) / (tasks.length - 1)));
  const base = { source: 'tasks', gradient: null, siblings: [] } as const;
  if (described >= 1 - SHARE_SLACK) return { ...base, siblings: [], low, point, high };
  return {
    ...base,
    siblings: [],
    low: described * low,
    point: null,
    high: described * high + (1 - described),
    reason: 'tasks_incomplete',
  };
}
