/** @module An instant as a reader of the language writes it, at the time of Viet Nam. */

import { formatDate } from './render-text.ts';
import type { Lang } from './texts.ts';

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

const partsOf = (value: string): Parts =>
  Object.fromEntries(PARTS.formatToParts(new Date(value)).map(({ type, value: text }) => [type, text]));

const dateOf = ({ year, month, day }: Parts, lang: Lang): string => formatDate(`${year}-${month}-${day}`, lang);

/** The day on which an instant falls in Viet Nam; without the hour. */
export const formatDayOf = (value: string, lang: Lang): string => dateOf(partsOf(value), lang);

/** @param value RFC 3339; Viet Nam is at UTC+7 all year */
export function formatInstant(value: string, lang: Lang): string {
  const parts = partsOf(value);
  const date = dateOf(parts, lang);
  const time = `${parts.hour}:${parts.minute}`;
  return lang === 'vi' ? `${time} ngày ${date} (giờ Việt Nam)` : `${time} on ${date} (Viet Nam time)`;
}
