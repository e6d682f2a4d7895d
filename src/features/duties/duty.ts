/** @module One duty with its day, wherever it comes from: a submission, an incident, a change, a finding, a trigger. */
import { addDays, type PlainDate, type Text } from '../../engine/index.ts';
import { stateOn } from '../incidents/index.ts';

export const DUTY_KINDS = ['obligation', 'incident', 'change', 'finding', 'assessment', 'reassessment'] as const;
export const DUTY_STATES = ['overdue', 'due', 'upcoming', 'undetermined'] as const;

export interface Duty {
  /** The same for the same duty, so that a calendar and a reminder know it again. */
  id: string;
  kind: (typeof DUTY_KINDS)[number];
  systemId: string;
  title: Text;
  text: Text;
  /** Asked for by law; otherwise by a reviewer, or sensible. */
  binding: boolean;
  applies: 'yes' | 'unknown';
  yours: 'yes' | 'no' | 'unknown';
  /** `unknown`: nobody has said whether it was done; a day that passed then proves nothing. */
  done: 'no' | 'unknown';
  /** Exact end, where the law counts hours. */
  dueAt: string | null;
  /** Last day on which it can be done in time. */
  dueOn: PlainDate | null;
  /** Last days that are still possible, while the day is not settled; the first is the safe one. */
  possibleDates: PlainDate[];
  /** For triggers: since when. */
  since: PlainDate | null;
  state: (typeof DUTY_STATES)[number];
  basis: string[];
  source: { kind: 'submission' | 'incident' | 'change' | 'finding' | 'system' | 'law'; id: string };
  notes: Text[];
}

/** The day to rely on: the only one, or the first of several. */
export const safeDay = ({ dueOn, possibleDates }: Pick<Duty, 'dueOn' | 'possibleDates'>): PlainDate | null =>
  dueOn ?? possibleDates[0] ?? null;

/** The day before, for acts that must be finished before a day and not on it. */
export const lastDay = (date: PlainDate, before: boolean): PlainDate => (before ? addDays(date, -1) : date);

/** State of a dated duty. While it is open whether it applies, or whether it was done, nothing is overdue. */
export function stateOf(
  dates: readonly PlainDate[],
  { applies, done }: Pick<Duty, 'applies' | 'done'>,
  today: PlainDate,
): Duty['state'] {
  if (dates.length === 0 || applies === 'unknown') return 'undetermined';
  const state = stateOn(dates, today);
  return state === 'overdue' && done === 'unknown' ? 'undetermined' : state;
}

const ORDER: Record<Duty['state'], number> = { overdue: 0, due: 1, upcoming: 2, undetermined: 3 };

/**
 * Place in the list: earliest day first, what has no day after what has one, most pressing first. Texts of the same form:
 * the order of the places is the order of the list, so that a place can also be where a page begins.
 */
export const placeOf = (duty: Duty): string => `${safeDay(duty) ?? '9999-99-99'} ${ORDER[duty.state]} ${duty.id}`;

export function inOrder(duties: readonly Duty[]): Duty[] {
  const placed = duties.map((duty) => ({ duty, place: placeOf(duty) }));
  placed.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  return placed.map(({ duty }) => duty);
}
