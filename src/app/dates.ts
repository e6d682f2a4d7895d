/** @module Days and instants as a reader of the language writes them, at the time of Viet Nam, on pages and in reports alike. */
type Lang = 'vi' | 'en';

const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** `2026-11-22` as a reader of the language writes it. */
export function formatDate(date: string, lang: Lang): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  if (lang === 'vi') return `${day}/${month}/${year}`;
  const name = MONTHS.format(Date.UTC(Number(year), Number(month) - 1));
  return `${Number(day)} ${name} ${year}`;
}

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

type Parts = Record<string, string>;

const partsOf = (value: string | Date): Parts =>
  Object.fromEntries(PARTS.formatToParts(new Date(value)).map(({ type, value: text }) => [type, text]));

const dateOf = ({ year, month, day }: Parts, lang: Lang): string => formatDate(`${year}-${month}-${day}`, lang);

/** The day on which an instant falls in Viet Nam; without the hour. */
export const formatDayOf = (value: string | Date, lang: Lang): string => dateOf(partsOf(value), lang);

/** @param value RFC 3339; Viet Nam is at UTC+7 all year */
export function formatInstant(value: string | Date, lang: Lang): string {
  const parts = partsOf(value);
  const date = dateOf(parts, lang);
  const time = `${parts.hour}:${parts.minute}`;
  return lang === 'vi' ? `${time} ngày ${date} (giờ Việt Nam)` : `${time} on ${date} (Viet Nam time)`;
}
