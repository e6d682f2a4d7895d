/**
 * @module What a change of a system asks for (Decree 142, article 11): review, notice within 15 working days where the
 * level is higher, measures at once, 12 months after an amendment of the list. Amounts and articles come from the rules.
 */
import type { YesNoUnknown } from '../../db/tables-duties.ts';
import {
  type Actor,
  type Content,
  clockDates,
  type Obligation,
  type PlainDate,
  type Text,
} from '../../engine/index.ts';
import { calendarOf, stateOn, vietNamDay } from '../incidents/index.ts';
import type { ChangeRow } from './store.ts';

export interface ChangeClock {
  id: string;
  step: 'review' | 'notice' | 'measures' | 'dossier';
  title: Text;
  text: Text;
  basis: string[];
  actors: Actor[];
  applies: 'yes' | 'unknown';
  yours: YesNoUnknown;
  dueOn: PlainDate | null;
  possibleDates: PlainDate[];
  state: 'done' | 'overdue' | 'due' | 'upcoming' | 'undetermined';
  inTime: YesNoUnknown | null;
  notes: Text[];
}

const NOTES = {
  beforeLaw: {
    vi: 'Sự kiện ở trước ngày quy định này bắt đầu áp dụng nên không tính được hạn từ đó.',
    en: 'The event lies before the day on which this provision began to apply, so no time limit can be counted from it.',
  },
  atOnce: {
    vi: 'Biện pháp quản lý của mức mới phải áp dụng ngay, không đợi 15 ngày làm việc (điểm a khoản 3 Điều 11 Nghị định 142).',
    en: 'The measures of the new level apply at once, without waiting for the 15 working days (Decree 142, article 11.3.a).',
  },
  awaitsReview: {
    vi: 'Chỉ tính được khi ghi ngày hoàn thành rà soát và kết quả.',
    en: 'Can be counted only once the day of completion and the result of the review are recorded.',
  },
  awaitsList: {
    vi: 'Chỉ tính được khi ghi ngày quyết định sửa đổi Danh mục có hiệu lực.',
    en: 'Can be counted only once the day is recorded on which the amendment of the list took effect.',
  },
} satisfies Record<string, Text>;

type Wanted = Omit<ChangeClock, 'title' | 'text' | 'basis' | 'actors' | 'yours' | 'notes'> & { notes: Text[] };

/** Every duty of the change, or that it may bring while something is not known; review first. */
export function countChangeClocks(
  content: Content,
  row: ChangeRow,
  roles: readonly string[],
  now: Date,
): ChangeClock[] {
  const trigger = triggerOf(row);
  if (trigger === 'no') return [];
  const today = vietNamDay(now);
  const duty = (id: string): Obligation | undefined => content.obligations.find((entry) => entry.id === id);
  const wanted = [
    reviewStep(row, trigger),
    noticeStep(content, duty('VN-AI-027'), row, trigger, today),
    measuresStep(row, trigger),
    dossierStep(content, duty('VN-AI-028'), row, today),
  ];
  return wanted.flatMap((step) => {
    const law = step && duty(step.id);
    return law ? [dress(law, step, roles, startOf(step, row))] : [];
  });
}

/** Is it an event of article 11.1 or 11.2? A review that found a higher level has answered that, whatever was noted before. */
function triggerOf({ kind, affects_criteria: affects, result }: ChangeRow): YesNoUnknown {
  if (result === 'higher') return 'yes';
  return kind === 'incident_higher_risk' || kind === 'authority_order' ? 'yes' : affects;
}

/** `null`: not known yet, so not before any law either. */
const startOf = ({ step }: Wanted, row: ChangeRow): PlainDate | null =>
  step === 'review' ? row.happened_on : step === 'dossier' ? row.list_effective_on : row.review_completed_on;

function dress(law: Obligation, step: Wanted, roles: readonly string[], start: PlainDate | null): ChangeClock {
  const yours = roles.length === 0 ? 'unknown' : law.actors.some((actor) => roles.includes(actor)) ? 'yes' : 'no';
  const isBefore = start !== null && start < law.applies_from;
  return {
    ...step,
    ...(isBefore && step.state !== 'done' ? { state: 'undetermined' as const, dueOn: null, possibleDates: [] } : {}),
    title: law.title,
    text: law.deadline.text,
    basis: law.basis,
    actors: law.actors,
    yours,
    notes: [...(isBefore ? [NOTES.beforeLaw] : []), ...step.notes, ...(law.note ? [law.note] : [])],
  };
}

const undated = (
  applies: 'yes' | 'unknown',
  isDone: boolean,
): Pick<Wanted, 'state' | 'dueOn' | 'possibleDates' | 'inTime'> => ({
  state: isDone ? 'done' : applies === 'yes' ? 'due' : 'undetermined',
  dueOn: null,
  possibleDates: [],
  inTime: null,
});

function reviewStep(row: ChangeRow, trigger: 'yes' | 'unknown'): Wanted {
  return {
    id: row.kind === 'deployer_change' ? 'VN-AI-029' : 'VN-AI-026',
    step: 'review',
    applies: trigger,
    ...undated(trigger, row.review_completed_on !== null),
    notes: [],
  };
}

/** After a review only a higher level has to be notified; before it nobody knows. */
function isHigher(row: ChangeRow, trigger: 'yes' | 'unknown'): YesNoUnknown {
  if (row.review_completed_on === null || row.result === 'unknown') return 'unknown';
  return row.result === 'higher' ? trigger : 'no';
}

function noticeStep(
  content: Content,
  law: Obligation | undefined,
  row: ChangeRow,
  trigger: 'yes' | 'unknown',
  today: PlainDate,
): Wanted | undefined {
  const applies = isHigher(row, trigger);
  if (applies === 'no' || !law?.deadline.clock) return undefined;
  const base = { id: law.id, step: 'notice' as const, applies };
  const isDone = row.notified_at !== null;
  if (row.review_completed_on === null) return { ...base, ...undated('unknown', isDone), notes: [NOTES.awaitsReview] };
  const done = isDone ? vietNamDay(row.notified_at!) : null;
  return { ...base, ...dated(content, law, { start: row.review_completed_on, done, applies, today }) };
}

function measuresStep(row: ChangeRow, trigger: 'yes' | 'unknown'): Wanted | undefined {
  const applies = isHigher(row, trigger);
  if (applies === 'no' || row.review_completed_on === null) return undefined;
  const state = undated(applies, row.measures_applied_on !== null);
  return { id: 'VN-AI-027', step: 'measures', applies, ...state, notes: [NOTES.atOnce] };
}

function dossierStep(
  content: Content,
  law: Obligation | undefined,
  row: ChangeRow,
  today: PlainDate,
): Wanted | undefined {
  if (row.kind !== 'list_amended' || !law?.deadline.clock) return undefined;
  const higher = isHigher(row, 'yes');
  if (higher === 'no' || (row.tier_after !== null && row.tier_after !== 'high')) return undefined;
  const applies = higher === 'yes' && row.tier_after === 'high' ? 'yes' : 'unknown';
  const base = { id: law.id, step: 'dossier' as const, applies } as const;
  const done = row.dossier_completed_on;
  if (row.list_effective_on === null)
    return { ...base, ...undated('unknown', done !== null), notes: [NOTES.awaitsList] };
  return { ...base, ...dated(content, law, { start: row.list_effective_on, done, applies, today }) };
}

function dated(
  content: Content,
  law: Obligation,
  time: { start: PlainDate; done: PlainDate | null; applies: 'yes' | 'unknown'; today: PlainDate },
): Omit<Wanted, 'id' | 'step' | 'applies'> {
  const clock = law.deadline.clock!;
  const { dates, notes } = clockDates(clock, time.start, calendarOf(content));
  const last = dates.at(-1)!;
  const inTime = time.done === null ? null : time.done <= dates[0]! ? 'yes' : time.done > last ? 'no' : 'unknown';
  return {
    dueOn: dates.length > 1 ? null : last,
    possibleDates: dates.length > 1 ? dates : [],
    // A limit that may not be this system's has not passed for certain.
    state: time.done !== null ? 'done' : time.applies === 'unknown' ? 'undetermined' : stateOn(dates, time.today),
    inTime,
    notes: [clock.note, ...notes],
  };
}
