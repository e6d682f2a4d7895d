/** @module Duties as an iCalendar file (RFC 5545). What has no day stands together under the day on which it is read. */
import ical, { ICalCalendarMethod, type ICalEventData } from 'ical-generator';
import { todayInVietNam } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import type { Text } from '../../engine/index.ts';
import { type Duty, safeDay } from './duty.ts';

const WORDS = {
  vi: {
    name: 'Nghĩa vụ về trí tuệ nhân tạo – Lương Tri',
    basis: 'Căn cứ',
    system: 'Hệ thống',
    before: 'Hạn chính xác',
    possible: 'Ngày chưa chốt; các ngày có thể',
    open: 'Chưa chắc áp dụng',
    undated: (count: number) => `${count} việc chưa tính được ngày`,
  },
  en: {
    name: 'Duties on artificial intelligence – Lương Tri',
    basis: 'Basis',
    system: 'System',
    before: 'Exact end',
    possible: 'The day is not settled; possible days',
    open: 'It is open whether this applies',
    undated: (count: number) => `${count} ${count === 1 ? 'duty' : 'duties'} without a day`,
  },
} as const;

/** The list at /v1/duties has them all. */
const MAX_LISTED = 50;

const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** `14:30, 2026-11-03 (UTC+7)` */
function localTime(instant: string): string {
  const text = new Date(new Date(instant).getTime() + VIET_NAM_OFFSET_MS).toISOString();
  return `${text.slice(11, 16)}, ${text.slice(0, 10)} (UTC+7)`;
}

/**
 * All-day events on the last day of each duty, and one today for all that have no day.
 * @param names of the systems by id
 */
export function writeDutiesIcs(
  {
    duties,
    names,
    citations,
  }: { duties: readonly Duty[]; names: ReadonlyMap<string, string>; citations: Record<string, Text> },
  lang: Language,
  stamp: Date,
): string {
  const words = WORDS[lang];
  const calendar = ical({ name: words.name, method: ICalCalendarMethod.PUBLISH });
  calendar.prodId({ company: 'luongtri', product: 'duties', language: lang.toUpperCase() });
  for (const duty of duties) {
    const day = safeDay(duty);
    if (day === null) continue;
    const basis = duty.basis.map((id) => citations[id]?.[lang] ?? id).join('; ');
    calendar.createEvent({
      id: `${duty.id.replaceAll(':', '-')}@luongtri`,
      stamp,
      start: new Date(`${day}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: duty.title[lang],
      description: [
        duty.text[lang],
        `${words.system}: ${names.get(duty.systemId) ?? duty.systemId}`,
        ...(duty.applies === 'unknown' ? [words.open] : []),
        ...(duty.dueAt ? [`${words.before}: ${localTime(duty.dueAt)}`] : []),
        ...(duty.possibleDates.length > 0 ? [`${words.possible}: ${duty.possibleDates.join(', ')}`] : []),
        ...(basis ? [`${words.basis}: ${basis}`] : []),
      ].join('\n\n'),
    });
  }
  const undated = duties.filter((duty) => safeDay(duty) === null);
  if (undated.length > 0) calendar.createEvent(undatedEvent(undated, names, lang, stamp));
  return calendar.toString();
}

/** A calendar that left these out would read as "nothing to do". */
function undatedEvent(
  undated: readonly Duty[],
  names: ReadonlyMap<string, string>,
  lang: Language,
  stamp: Date,
): ICalEventData {
  const lines = undated
    .slice(0, MAX_LISTED)
    .map(({ title, systemId }) => `${title[lang]} – ${names.get(systemId) ?? systemId}`.replaceAll(/\s+/g, ' '));
  const rest = undated.length > MAX_LISTED ? [`… +${undated.length - MAX_LISTED}`] : [];
  return {
    id: 'undated@luongtri',
    stamp,
    start: new Date(`${todayInVietNam({ now: () => stamp })}T00:00:00Z`),
    allDay: true,
    timezone: 'UTC',
    summary: WORDS[lang].undated(undated.length),
    description: [...lines, ...rest].join('\n'),
  };
}
