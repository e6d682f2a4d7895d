/** @module `luongtri content diff A B`: what differs between two versions of a questionnaire. */
import {
  diffQuestionnaires,
  type QuestionDifference,
  type QuestionnaireDifference,
} from '../content/diff-questionnaires.ts';
import { changeSummary } from '../content/diff-words.ts';
import { requireContent } from '../content/load.ts';
import type { Questionnaire } from '../engine/index.ts';
import { UsageError } from './errors.ts';
import { LANGUAGES, type Language, oneOf } from './options.ts';

const WORDS = {
  vi: {
    head: (changes: number, same: number) => `${changes} câu hỏi khác nhau, ${same} câu giữ nguyên.`,
    dates: 'Áp dụng từ',
    frame: 'Tiêu đề hoặc lời dẫn thay đổi.',
    basis: 'Căn cứ',
    options: 'Lựa chọn',
    why: 'Lý do',
  },
  en: {
    head: (changes: number, same: number) => `${changes} question(s) differ, ${same} stay as they were.`,
    dates: 'Applies from',
    frame: 'Headings or introductions changed.',
    basis: 'Basis',
    options: 'Options',
    why: 'Why',
  },
} as const;

/** @param references two of `id@version`, earlier first */
export function diffCommand(references: string[], given: { lang?: string; format?: string }): string {
  const lang = oneOf('content', 'lang', given.lang, LANGUAGES);
  const format = oneOf('content', 'format', given.format, ['text', 'json'] as const);
  const { questionnaires } = requireContent(undefined, { proofs: false }).content;
  const [from, to] = references.map((reference) => find(questionnaires, reference)) as [Questionnaire, Questionnaire];
  if (from.id !== to.id) {
    throw new UsageError(
      `${from.id} and ${to.id} are different questionnaires; compare two versions of one`,
      'content',
    );
  }
  const difference = diffQuestionnaires(from, to);
  return format === 'json' ? `${JSON.stringify(difference, null, 2)}\n` : diffText(difference, lang);
}

function find(questionnaires: Questionnaire[], reference: string): Questionnaire {
  const found = questionnaires.find(({ id, version }) => `${id}@${version}` === reference);
  if (found) return found;
  const list = questionnaires.map(({ id, version }) => `${id}@${version}`).join(', ');
  throw new UsageError(`there is no version ${reference}; there are: ${list}`, 'content');
}

function diffText(difference: QuestionnaireDifference, lang: Language): string {
  const words = WORDS[lang];
  const { from, to, questions, unchanged, frameChanged } = difference;
  const head = [
    `${from.id} ${from.version} → ${to.version}`,
    `${words.dates}: ${from.appliesFrom} → ${to.appliesFrom}`,
    words.head(questions.length, unchanged),
    ...(frameChanged ? [words.frame] : []),
  ];
  return `${[head.join('\n'), ...questions.map((entry) => entryText(entry, lang))].join('\n\n')}\n`;
}

function entryText(entry: QuestionDifference, lang: Language): string {
  const words = WORDS[lang];
  const { questionId, text, basis, options, why } = entry;
  const lines = [`${questionId}  ${changeSummary(entry)[lang]}`];
  if (text.from && text.from[lang] !== text.to?.[lang]) lines.push(`  − ${text.from[lang]}`);
  if (text.to && text.from?.[lang] !== text.to[lang]) lines.push(`  + ${text.to[lang]}`);
  if (entry.kinds.includes('basis')) lines.push(`  ${words.basis}: ${basis.from.join(' ')} → ${basis.to.join(' ')}`);
  const changes = [
    ...options.added.map((id) => `+${id}`),
    ...options.removed.map((id) => `−${id}`),
    ...options.reworded.map((id) => `~${id}`),
  ];
  if (changes.length > 0) lines.push(`  ${words.options}: ${changes.join(' ')}`);
  if (why) lines.push(`  ${words.why}: ${why[lang]}`);
  return lines.join('\n');
}
