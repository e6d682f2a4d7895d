/** @module Plain dates and the clocks of the law. No time zone, no system clock: a date is the text `YYYY-MM-DD`. */
import type { HolidayYear, PlainDate } from './content.ts';

const DAY_MS = 86_400_000;
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or `undefined` if `text` is not a date that exists (2026-02-30 does not). */
export function dayNumber(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const instant = new Date(Date.UTC(year, month - 1, day));
  instant.setUTCFullYear(year);
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day ? instant.getTime() / DAY_MS : undefined;
}

export const isPlainDate = (text: string): boolean => dayNumber(text) !== undefined;

function fromDayNumber(day: number): PlainDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function requireDay(date: PlainDate): number {
  const day = dayNumber(date);
  if (day === undefined) throw new RangeError(`not a calendar date: ${date}`);
  return day;
}

/** `date` plus `days` calendar days (negative counts back). Throws RangeError on a date that does not exist. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(requireDay(date) + days);
}

/**
 * The corresponding day `months` later; when that month is shorter, its last day
 * (Civil Code 91/2015/QH13 article 148.3).
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const lastDay = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate();
  return fromDayNumber(Date.UTC(Math.floor(index / 12), index % 12, Math.min(day, lastDay)) / DAY_MS);
}

/** Monday is 1, Sunday is 7. */
function weekday(date: PlainDate): number {
  return ((((requireDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** What is known about one day when counting working days. */
type DayKind = 'working' | 'off' | 'unsettled' | 'uncharted';

/** Looks days up in the dated holiday lists of `rules/data/public-holidays.yaml`. */
export class WorkCalendar {
  private readonly off = new Map<PlainDate, 'off' | 'unsettled'>();
  private readonly workingWeekends = new Set<PlainDate>();
  private readonly years = new Map<number, HolidayYear['status']>();

  constructor(holidays: readonly HolidayYear[]) {
    for (const year of holidays) {
      this.years.set(year.year, year.status);
      for (const day of year.days) this.off.set(day.date, day.status ?? 'off');
      for (const day of year.working_weekend_days) this.workingWeekends.add(day);
    }
  }

  private kindOf(date: PlainDate): DayKind {
    const listed = this.off.get(date);
    if (listed) return listed;
    if (weekday(date) >= 6) return this.workingWeekends.has(date) ? 'unsettled' : 'off';
    return this.years.has(Number(date.slice(0, 4))) ? 'working' : 'uncharted';
  }

  /**
   * The `count`-th working day after `date` (before it, when `count` is negative); `date` itself is not counted.
   * Working days are Monday to Friday less public holidays.
   * @returns one date, or two (ascending) while a day on the way may or may not be a day off;
   *   `provisional` is true when the count passes a year whose holidays are not fixed or not charted.
   */
  addWorkingDays(date: PlainDate, count: number): { dates: PlainDate[]; provisional: boolean } {
    let provisional = false;
    const run = (unsettledWorks: boolean): PlainDate => {
      let day = date;
      for (let left = Math.abs(count); left > 0; ) {
        day = addDays(day, Math.sign(count));
        const kind = this.kindOf(day);
        if (kind === 'off') continue;
        if (this.years.get(Number(day.slice(0, 4))) !== 'confirmed') provisional = true;
        if (kind !== 'unsettled' || unsettledWorks) left -= 1;
      }
      return day;
    };
    return { dates: [...new Set([run(true), run(false)])].sort(), provisional };
  }
}
