/** @module The calendar as an iCalendar file (RFC 5545), for anyone's own calendar. */
import type { z } from '@hono/zod-openapi';
import ical, { ICalCalendarMethod } from 'ical-generator';
import type { Language } from '../../app/language.ts';
import type { CalendarSchema } from './schema-over-time.ts';

const WORDS = {
  vi: { name: 'Lịch pháp luật trí tuệ nhân tạo – Lương Tri', basis: 'Căn cứ', duties: 'Nghĩa vụ' },
  en: { name: 'AI law calendar of Viet Nam – Lương Tri', basis: 'Basis', duties: 'Duties' },
} as const;

const KINDS = {
  text_in_force: { vi: 'Có hiệu lực', en: 'In force' },
  text_ends: { vi: 'Hết hiệu lực', en: 'Ends' },
  duty_begins: { vi: 'Bắt đầu nghĩa vụ', en: 'Duty begins' },
  duty_ends: { vi: 'Kết thúc nghĩa vụ', en: 'Duty ends' },
  comply_before: { vi: 'Hoàn thành trước ngày này', en: 'Comply before this day' },
} as const;

/** All-day events; same calendar, same bytes. */
export function writeIcs({ asOf, entries, citations }: z.infer<typeof CalendarSchema>, lang: Language): string {
  const words = WORDS[lang];
  const calendar = ical({ name: words.name, method: ICalCalendarMethod.PUBLISH });
  calendar.prodId({ company: 'luongtri', product: 'law-calendar', language: lang.toUpperCase() });
  for (const { date, kind, id, title, text, basis, obligations } of entries) {
    const cited = basis.map((entry) => citations[entry]?.[lang] ?? entry).join('; ');
    calendar.createEvent({
      id: `${kind}-${id}-${date}@luongtri`.replaceAll(':', '-'),
      // The file speaks of the law of a day; the clock of the server has no place in it.
      stamp: new Date(`${asOf}T00:00:00Z`),
      start: new Date(`${date}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary: `${KINDS[kind][lang]}: ${title[lang]}`,
      description: [
        text[lang],
        ...(cited ? [`${words.basis}: ${cited}`] : []),
        ...(obligations.length > 0 ? [`${words.duties}: ${obligations.join(', ')}`] : []),
      ].join('\n\n'),
    });
  }
  return calendar.toString();
}
