/** @module The mail that reminds: one a day and person, Vietnamese first, then English. */
import type { PlainDate } from '../../engine/index.ts';
import { type Duty, safeDay } from './duty.ts';
import type { Due } from './remind.ts';

type Lang = 'vi' | 'en';

const WORDS = {
  vi: {
    intro: (day: string) => `Việc cần chú ý tính đến ngày ${day} (giờ Việt Nam):`,
    overdue: 'quá hạn',
    due: 'đến hạn hôm nay',
    upcoming: 'sắp đến hạn',
    undetermined: 'chưa xác định được hạn hoặc việc áp dụng',
    now: 'cần làm',
    last: 'ngày cuối',
    safe: 'ngày an toàn',
    outro: 'Xem đầy đủ căn cứ và ghi chú:',
    advice:
      'Danh sách tính từ dữ liệu của chính tổ chức, không phải tư vấn pháp lý. Cài đặt nhắc việc: PUT /v1/duties/reminders.',
  },
  en: {
    intro: (day: string) => `What needs attention as of ${day} (Viet Nam time):`,
    overdue: 'overdue',
    due: 'due today',
    upcoming: 'coming up',
    undetermined: 'day or application not settled',
    now: 'to be done',
    last: 'last day',
    safe: 'safe day',
    outro: 'With all articles and notes:',
    advice:
      'The list is computed from the organisation’s own data and is not legal advice. Reminder settings: PUT /v1/duties/reminders.',
  },
} as const;

const MAX_LISTED = 50;

/** @param names of the systems by id */
export function reminderMail(
  due: readonly Due[],
  around: { names: ReadonlyMap<string, string>; today: PlainDate; baseUrl: string },
): { subject: string; text: string } {
  const count = due.length;
  return {
    subject: `Lương Tri: ${count} việc cần chú ý / ${count} ${count === 1 ? 'duty needs' : 'duties need'} attention`,
    text: `${part('vi', due, around)}\n\n---\n\n${part('en', due, around)}\n`,
  };
}

function part(
  lang: Lang,
  due: readonly Due[],
  { names, today, baseUrl }: { names: ReadonlyMap<string, string>; today: PlainDate; baseUrl: string },
): string {
  const words = WORDS[lang];
  const lines = due.slice(0, MAX_LISTED).map(({ duty }) => `- ${line(lang, duty, names)}`);
  const rest = due.length > MAX_LISTED ? [`… +${due.length - MAX_LISTED}`] : [];
  return [words.intro(today), '', ...lines, ...rest, '', `${words.outro} ${baseUrl}/v1/duties`, words.advice].join(
    '\n',
  );
}

function line(lang: Lang, duty: Duty, names: ReadonlyMap<string, string>): string {
  const words = WORDS[lang];
  const day = safeDay(duty);
  const state = day === null && duty.state === 'due' ? words.now : words[duty.state];
  // A name could hold a line break, and a break could make a line look like ours.
  const name = (names.get(duty.systemId) ?? duty.systemId).replaceAll(/\s+/g, ' ');
  const when = day === null ? '' : `, ${duty.dueOn === null ? words.safe : words.last} ${day}`;
  return `${duty.title[lang].replaceAll(/\s+/g, ' ')} – ${name}: ${state}${when}`;
}
