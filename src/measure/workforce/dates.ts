/** @module Plain dates `YYYY-MM-DD`. Working days need a calendar, which the caller brings: measurement knows no holidays. */

export type PlainDate = string;

const DAY_MS = 86_400_000;
const PATTERN = /^(?:19|2\d)\d\d-\d\d-\d\d$/;

/** Whether `text` is a date that exists, from 1900 to 2999. */
export function isDate(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** `date` plus calendar days; the day itself is not counted (Civil Code 91/2015/QH13 article 147). */
export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Counts working days; `WorkCalendar` of the engine fits. Two dates (ascending) while a day on the way may or may not be a
 * working day; `provisional` when the count passes a year whose holidays are not fixed.
 */
export interface WorkingDays {
  addWorkingDays(date: PlainDate, count: number): { dates: PlainDate[]; provisional: boolean };
}

/** A last day for something: one date, or two while the calendar is open. */
export interface Due {
  dates: PlainDate[];
  provisional: boolean;
}

export const dueAfter = (date: PlainDate, days: number): Due => ({ dates: [addDays(date, days)], provisional: false });
