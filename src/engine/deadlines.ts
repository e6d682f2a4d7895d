/** @module When a duty must be fulfilled: the rule of the law, moved by a transition period or counted by a clock. */
import type { Clock, Content, Obligation, PlainDate, Text, Value } from './content.ts';
import { addDays, addMonths, type WorkCalendar } from './dates.ts';
import type { DeadlineResult, ObligationResult, Result, TransitionResult } from './result.ts';

export interface DeadlineContext {
  asOf: PlainDate;
  calendar: WorkCalendar;
  /** First operation of the system, if known. */
  goLive: PlainDate | undefined;
  transitions: ReadonlyMap<string, TransitionResult & { meanwhile: Map<string, Text> }>;
  /** Known value of a question. */
  answer: (questionId: string) => Value | undefined;
}

const HOURS_NOTE: Text = {
  vi: 'Tính theo giờ liên tục: hết hạn vào đúng giờ đó của ngày nêu ở đây.',
  en: 'Counted in consecutive hours: it ends on the day shown, at the same time of day at which it began.',
};
const PROVISIONAL_NOTE: Text = {
  vi: 'Tạm tính: lịch nghỉ lễ của năm liên quan chưa được công bố đầy đủ.',
  en: 'Provisional: the public holidays of the year concerned are not all fixed yet.',
};
const UNSETTLED_DAY_NOTE: Text = {
  vi: 'Khoảng thời gian này có ngày chưa rõ là ngày làm việc hay ngày nghỉ; nên lấy ngày sớm hơn.',
  en: 'The period contains a day that may or may not be a working day; rely on the earlier date.',
};

const BEFORE_LAW_NOTE: Text = {
  vi: 'Ngày đã khai trước ngày quy định này bắt đầu áp dụng nên không tính được hạn từ ngày đó.',
  en: 'The day given lies before this provision applied, so no time limit can be counted from it.',
};

/** Days on which a clock started on `start` may end: one, or two while a day off is unsettled. */
export function clockDates(
  clock: Pick<Clock, 'amount' | 'unit' | 'direction'>,
  start: PlainDate,
  calendar: WorkCalendar,
): { dates: PlainDate[]; provisional: boolean; notes: Text[] } {
  const sign = clock.direction === 'before' ? -1 : 1;
  switch (clock.unit) {
    case 'hours':
      return { dates: [addDays(start, (sign * clock.amount) / 24)], provisional: false, notes: [HOURS_NOTE] };
    case 'calendar_days':
      return { dates: [addDays(start, sign * clock.amount)], provisional: false, notes: [] };
    case 'months':
      return { dates: [addMonths(start, sign * clock.amount)], provisional: false, notes: [] };
    case 'working_days': {
      const { dates, provisional } = calendar.addWorkingDays(start, sign * clock.amount);
      return {
        dates,
        provisional,
        notes: [...(provisional ? [PROVISIONAL_NOTE] : []), ...(dates.length > 1 ? [UNSETTLED_DAY_NOTE] : [])],
      };
    }
  }
}

/** Deadline of an obligation that applies (or may apply) on `context.asOf`. */
export function deadlineOf(obligation: Obligation, context: DeadlineContext): DeadlineResult {
  const { rule, text, clock } = obligation.deadline;
  const base: DeadlineResult = {
    rule,
    text,
    date: null,
    before: false,
    state: 'none',
    possibleDates: [],
    grace: null,
    clock: clock ? { amount: clock.amount, unit: clock.unit, from: clock.from, provisional: false } : null,
    notes: clock ? [clock.note] : [],
  };
  if (clock) {
    const start = context.answer(clock.from);
    if (typeof start === 'string') {
      // What happened before the provision was there started no clock of it.
      if (start < obligation.applies_from && clock.direction !== 'before') {
        return { ...base, state: 'undetermined', notes: [...base.notes, BEFORE_LAW_NOTE] };
      }
      return clockDeadline(base, clock, start, context);
    }
  }
  const transition = obligation.transition ? context.transitions.get(obligation.transition) : undefined;
  if (transition) {
    const moved = transitionDeadline(base, transition, context);
    if (moved) return moved;
  }
  // Law on data or on workers follows what is done, not the day on which the system goes live.
  const isIndependent = obligation.deadline.independent_of_use === true;
  return ruleDeadline(base, obligation.applies_from, isIndependent ? { ...context, goLive: undefined } : context);
}

function clockDeadline(base: DeadlineResult, clock: Clock, start: PlainDate, context: DeadlineContext): DeadlineResult {
  const { dates, provisional, notes } = clockDates(clock, start, context.calendar);
  const [date] = dates as [PlainDate, ...PlainDate[]];
  // Between the two days that the calendar leaves open nothing has passed for certain.
  const isBetween = context.asOf > date && context.asOf <= dates.at(-1)!;
  return {
    ...base,
    date: isBetween ? null : date,
    state: isBetween ? 'undetermined' : context.asOf > date ? 'passed' : 'upcoming',
    possibleDates: dates.length > 1 ? dates : [],
    clock: { ...base.clock!, provisional },
    notes: [...base.notes, ...notes],
  };
}

/** The law names few such days, each for many duties. */
const daysBefore = new Map<PlainDate, PlainDate>();

function dayBefore(date: PlainDate): PlainDate {
  let day = daysBefore.get(date);
  if (day === undefined) {
    day = addDays(date, -1);
    daysBefore.set(date, day);
  }
  return day;
}

/** Undefined when no transition period touches the duty any more. */
function transitionDeadline(
  base: DeadlineResult,
  transition: TransitionResult & { meanwhile: Map<string, Text> },
  { asOf }: DeadlineContext,
): DeadlineResult | undefined {
  const dated = transition.possible.filter((entry) => entry.comply_before !== null);
  if (dated.length === 0) return undefined;
  const dates = [...new Set(dated.map((entry) => entry.comply_before!))].sort();
  const open = dates.filter((date) => asOf < date);
  if (open.length === 0) {
    // Every period that could have applied is over: the duty binds in full, whichever it was.
    return transition.value === null ? undefined : { ...base, state: 'due', date: dates[0]!, before: true };
  }
  if (transition.value !== null || (dates.length === 1 && dated.length === transition.possible.length)) {
    const [entry] = dated as [(typeof dated)[number]];
    const date = entry.comply_before!;
    return {
      ...base,
      date,
      before: true,
      state: 'grace',
      grace: {
        lastSafeDay: dayBefore(date),
        transition: entry.value,
        meanwhile: transition.meanwhile.get(entry.value)!,
        basis: entry.basis,
      },
    };
  }
  return { ...base, state: 'undetermined', before: true, possibleDates: dates };
}

function ruleDeadline(base: DeadlineResult, appliesFrom: PlainDate, { asOf, goLive }: DeadlineContext): DeadlineResult {
  switch (base.rule) {
    case 'before_use':
      if (goLive === undefined) return { ...base, state: 'undetermined', before: true };
      // No law can have asked for it before the law was there.
      if (goLive < appliesFrom) return { ...base, state: 'due' };
      return { ...base, date: goLive, before: true, state: asOf < goLive ? 'upcoming' : 'due' };
    case 'continuous':
      if (goLive !== undefined && asOf < goLive) return { ...base, date: goLive, state: 'upcoming' };
      return { ...base, state: 'due' };
    case 'fixed_date':
      return { ...base, state: 'due' };
    case 'none':
      return base;
    default:
      return { ...base, state: 'by_event' };
  }
}

/**
 * While it is open which transition period moves a deadline, it may be none: then the dates of the others are no promise,
 * and whoever reads them must be told.
 */
export function mayLackPeriod(
  { id, deadline }: ObligationResult,
  result: Result,
  content: Pick<Content, 'obligations'>,
): boolean {
  if (deadline.possibleDates.length === 0 || deadline.clock !== null) return false;
  const decisions = content.obligations.filter((entry) => entry.id === id).map(({ transition }) => transition);
  return result.classification.transitions.some(
    (entry) => decisions.includes(entry.id) && entry.possible.some((period) => period.comply_before === null),
  );
}
