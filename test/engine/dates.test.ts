import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HolidayYear } from '../../src/engine/content.ts';
import { addDays, addMonths, dayNumber, isPlainDate, WorkCalendar } from '../../src/engine/dates.ts';
import { clockDates } from '../../src/engine/deadlines.ts';

const text = { vi: '–', en: '–' };
const year = (number: number, days: HolidayYear['days'], status: HolidayYear['status'] = 'confirmed'): HolidayYear => ({
  year: number,
  status,
  basis: [],
  checked_on: '2026-11-22',
  note: text,
  days,
  working_weekend_days: [],
});
const calendar = new WorkCalendar([
  year(2026, [
    { date: '2026-04-30', title: text },
    { date: '2026-05-01', title: text },
    { date: '2026-11-24', title: text, status: 'unsettled' },
  ]),
]);

describe('plain dates', () => {
  it.each(['2026-02-30', '2026-13-01', '2025-02-29', '2026-1-1', '20260101', '2026-01-01T00:00', ''])(
    '%s does not exist',
    (date) => {
      expect(isPlainDate(date)).toBe(false);
    },
  );

  it('2028-02-29 exists', () => {
    expect(isPlainDate('2028-02-29')).toBe(true);
  });

  it('adding days and back is where one started', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -5_000, max: 5_000 }), (day, days) => {
        const date = addDays('1980-01-01', day);
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(dayNumber(addDays(date, days))! - dayNumber(date)!).toBe(days);
      }),
    );
  });

  it.each([
    ['2026-08-15', 12, '2027-08-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-15', 2, '2027-02-15'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s plus %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});

describe('clocks', () => {
  it('5 working days pass over the weekend and two holidays', () => {
    // Wed 29 Apr: Thu 30 and Fri 1 off, weekend, Mon 4 is the first, Fri 8 the fifth.
    expect(calendar.addWorkingDays('2026-04-29', 5)).toEqual({ dates: ['2026-05-08'], provisional: false });
  });

  it('a day that may or may not be a holiday gives both dates, the earlier first', () => {
    expect(calendar.addWorkingDays('2026-11-23', 1).dates).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('a year without a holiday list is provisional', () => {
    expect(calendar.addWorkingDays('2026-12-31', 1)).toEqual({ dates: ['2027-01-01'], provisional: true });
  });

  it('counts backwards', () => {
    expect(calendar.addWorkingDays('2026-05-08', -5).dates).toEqual(['2026-04-29']);
  });

  it('72 hours end on the third day, and the note says at which hour', () => {
    const clock = clockDates({ amount: 72, unit: 'hours' }, '2026-11-20', calendar);
    expect(clock.dates).toEqual(['2026-11-23']);
    expect(clock.notes[0]?.en).toContain('same time of day');
  });

  it('15 calendar days do not care about holidays', () => {
    expect(clockDates({ amount: 15, unit: 'calendar_days' }, '2026-04-20', calendar).dates).toEqual(['2026-05-05']);
  });
});
