/**
 * @module The clocks of a serious incident. Amounts, units, articles and words come from `rules/obligations`; this only
 * knows which duty starts at which moment of the register.
 */
import { todayInVietNam } from '../../app/context.ts';
import type { YesNoUnknown } from '../../db/tables-duties.ts';
import {
  type Actor,
  type Clock,
  type Content,
  clockDates,
  type Obligation,
  type PlainDate,
  type Text,
  WorkCalendar,
} from '../../engine/index.ts';
import { type IncidentTest, judgeIncident } from './judge-incident.ts';
import type { FilingRow } from './store.ts';
import { ADDRESSEES, NOTES } from './words.ts';

export type FilingKind = FilingRow['kind'];

export interface IncidentFacts {
  test: IncidentTest;
  detectedAt: Date;
  confirmedAt: Date | null;
  resolvedAt: Date | null;
  /** What the organisation is to the system; empty where the register does not say. */
  roles: readonly string[];
  filings: readonly FilingRow[];
}

export interface IncidentClock {
  /** The duty, e.g. `VN-AI-062`. */
  id: string;
  title: Text;
  /** When the law wants it, in words. */
  text: Text;
  basis: string[];
  actors: Actor[];
  addressee: Text;
  /** Does the duty arise from this incident? */
  applies: 'yes' | 'unknown';
  /** Is it a duty of this organisation, by the roles in the register? */
  yours: YesNoUnknown;
  /** Kind of filing that fulfils it; `null` where nothing is filed. */
  filing: FilingKind | null;
  startsAt: string | null;
  /** Exact end of a clock that is counted in hours. */
  dueAt: string | null;
  /** Last day in Viet Nam; `null` while it cannot be counted or the law names none. */
  dueOn: PlainDate | null;
  /** Two days, while a day off is not settled. */
  possibleDates: PlainDate[];
  state: 'done' | 'overdue' | 'due' | 'upcoming' | 'undetermined';
  /** Was what was filed filed in time? `null` before it is, and where the law names no time. */
  inTime: YesNoUnknown | null;
  filedAt: string | null;
  reference: string | null;
  notes: Text[];
}

const HOUR_MS = 3_600_000;

export const vietNamDay = (instant: Date): PlainDate => todayInVietNam({ now: () => instant });

const calendars = new WeakMap<Content, WorkCalendar>();

export function calendarOf(content: Content): WorkCalendar {
  const known = calendars.get(content) ?? new WorkCalendar(content.holidays);
  calendars.set(content, known);
  return known;
}

/** Every duty that the incident starts, or may start while its tests are open; in the order of the law. */
export function countClocks(content: Content, facts: IncidentFacts, now: Date): IncidentClock[] {
  const { test, roles } = facts;
  const { serious, consequence, possibleLimits, unsettled } = judgeIncident(test);
  if (serious === 'no') return [];
  // The Law counts a mere risk, article 19 of the Decree what has happened: duties of the Decree alone stay open for a risk.
  const byLaw = serious === 'yes' ? 'yes' : 'unknown';
  const byDecree = consequence === 'yes' ? 'yes' : 'unknown';
  const settled = possibleLimits.length === 1 ? 'yes' : 'unknown';
  const report = unsettled ? [NOTES.unsettled] : [];
  const isDeployerAlone = !roles.includes('provider') && (roles.includes('deployer') || roles.length === 0);
  const wanted: [string, FilingKind | null, 'yes' | 'unknown' | 'no', Text[]][] = [
    ['VN-AI-060', 'authority_notice', byLaw, []],
    ['VN-AI-061', 'provider_notice', byLaw, []],
    ['VN-AI-062', 'preliminary', possibleLimits.includes('72h') ? settled : 'no', report],
    ['VN-AI-063', 'preliminary', possibleLimits.includes('5_working_days') ? settled : 'no', report],
    ['VN-AI-064', 'preliminary', isDeployerAlone ? both(byDecree, test.providerUnreachable) : 'no', report],
    ['VN-AI-065', 'final', byDecree, report],
    ['VN-AI-066', null, byDecree, report],
    ['VN-AI-067', 'other_law', both(byDecree, test.otherLaw), report],
  ];
  return wanted.flatMap(([id, filing, when, notes]) => {
    const duty = content.obligations.find((entry) => entry.id === id);
    return duty && when !== 'no' ? [clockOf(content, duty, { facts, filing, applies: when, now, notes })] : [];
  });
}

const both = (applies: 'yes' | 'unknown', answer: YesNoUnknown): 'yes' | 'unknown' | 'no' =>
  answer === 'no' ? 'no' : answer === 'yes' ? applies : 'unknown';

interface ClockInput {
  facts: IncidentFacts;
  filing: FilingKind | null;
  applies: 'yes' | 'unknown';
  now: Date;
  notes: Text[];
}

function clockOf(content: Content, duty: Obligation, input: ClockInput): IncidentClock {
  const { facts, filing, applies } = input;
  const filed = filing ? firstFiling(facts.filings, filing) : undefined;
  const { clock } = duty.deadline;
  const base: IncidentClock = {
    id: duty.id,
    title: duty.title,
    text: duty.deadline.text,
    basis: duty.basis,
    actors: duty.actors,
    addressee: ADDRESSEES[filing ?? 'none'],
    applies,
    yours: partOf(duty.actors, facts.roles),
    filing,
    startsAt: null,
    dueAt: null,
    dueOn: null,
    possibleDates: [],
    state: 'undetermined',
    inTime: null,
    filedAt: filed?.filed_at.toISOString() ?? null,
    reference: filed?.reference ?? null,
    notes: [...input.notes, ...(duty.note ? [duty.note] : []), NOTES.scope],
  };
  const start = startOf(duty.id, facts, clock);
  const since = start ?? (BY_CONFIRMATION.has(duty.id) ? facts.confirmedAt : facts.detectedAt);
  if (since && vietNamDay(since) < duty.applies_from) {
    // What happened before the provision was there started no clock of it.
    return { ...base, state: filed ? 'done' : 'undetermined', notes: [NOTES.beforeLaw, ...base.notes] };
  }
  if (!clock) return { ...base, ...undated(duty.id, facts, applies, filed) };
  if (!start) {
    const note = filing === 'final' ? NOTES.awaitsPreliminary : NOTES.awaitsConfirmation;
    return { ...base, state: filed ? 'done' : 'undetermined', notes: [note, ...base.notes] };
  }
  const { notes, ...time } = counted(content, clock, start, filed, input.now);
  // A limit that may not be this incident's has not passed for certain: its day is shown, its state stays open.
  const state = applies === 'unknown' && !filed ? ('undetermined' as const) : time.state;
  return { ...base, ...time, state, notes: [...notes, ...base.notes] };
}

/**
 * What article 19 counts from the confirmation is not ruled out by the day of detection: what was found before the Decree
 * and is confirmed under it starts the clock of the Decree.
 */
const BY_CONFIRMATION = new Set(['VN-AI-062', 'VN-AI-063', 'VN-AI-064', 'VN-AI-065']);

/** The first that was not withdrawn: later ones add to it. */
const firstFiling = (filings: readonly FilingRow[], kind: FilingKind): FilingRow | undefined =>
  filings
    .filter((row) => row.kind === kind && row.withdrawn_at === null)
    .sort((a, b) => a.filed_at.getTime() - b.filed_at.getTime())[0];

function startOf(id: string, facts: IncidentFacts, clock: Clock | undefined): Date | null {
  if (!clock) return null;
  if (clock.from === 'incident.confirmed-on') return facts.confirmedAt;
  if (clock.from === 'incident.preliminary-report-on')
    return firstFiling(facts.filings, 'preliminary')?.filed_at ?? null;
  throw new Error(`${id}: no moment of the register is ${clock.from}`);
}

const partOf = (actors: readonly Actor[], roles: readonly string[]): YesNoUnknown =>
  roles.length === 0 ? 'unknown' : actors.some((actor) => roles.includes(actor)) ? 'yes' : 'no';

/** Duties for which the law names no number of hours or days: open until done. */
function undated(id: string, facts: IncidentFacts, applies: 'yes' | 'unknown', filed: FilingRow | undefined) {
  // Logs and data are kept until it has been verified, assessed and put right.
  const isDone = id === 'VN-AI-066' ? facts.resolvedAt !== null && Boolean(firstFiling(facts.filings, 'final')) : filed;
  return { state: isDone ? ('done' as const) : applies === 'yes' ? ('due' as const) : ('undetermined' as const) };
}

function counted(content: Content, clock: Clock, start: Date, filed: FilingRow | undefined, now: Date) {
  const { dates, notes } = clockDates(clock, vietNamDay(start), calendarOf(content));
  const startsAt = start.toISOString();
  if (clock.unit === 'hours') {
    const end = new Date(start.getTime() + clock.amount * HOUR_MS);
    const dueOn = vietNamDay(end);
    const passed = (at: Date): boolean => at > end;
    return {
      startsAt,
      dueAt: end.toISOString(),
      dueOn,
      ...(filed
        ? { state: 'done' as const, inTime: passed(filed.filed_at) ? ('no' as const) : ('yes' as const) }
        : {
            state: passed(now)
              ? ('overdue' as const)
              : vietNamDay(now) === dueOn
                ? ('due' as const)
                : ('upcoming' as const),
          }),
      // The hour is known here: the note for a bare day would only confuse.
      notes: [NOTES.exactHours],
    };
  }
  const possibleDates = dates.length > 1 ? dates : [];
  const dueOn = dates.length > 1 ? null : dates[0]!;
  const state = filed ? ('done' as const) : stateOn(dates, vietNamDay(now));
  const inTime = filed ? timeliness(dates, vietNamDay(filed.filed_at)) : null;
  return { startsAt, dueOn, possibleDates, state, inTime, notes: [clock.note, ...notes] };
}

/** State of an act that must be done on one of `dates` at the latest, ascending. */
export function stateOn(
  dates: readonly PlainDate[],
  today: PlainDate,
): 'overdue' | 'due' | 'upcoming' | 'undetermined' {
  const [first] = dates as [PlainDate, ...PlainDate[]];
  if (today > dates.at(-1)!) return 'overdue';
  // Between the two days that the calendar leaves open nothing has passed for certain.
  if (today > first) return 'undetermined';
  return today === first ? 'due' : 'upcoming';
}

const timeliness = (dates: readonly PlainDate[], day: PlainDate): YesNoUnknown =>
  day <= dates[0]! ? 'yes' : day > dates.at(-1)! ? 'no' : 'unknown';
