/** @module `luongtri questions FILE`: what to answer next, and why it is asked. */
import { hashAnswers } from '../content/hash.ts';
import { requireContent } from '../content/load.ts';
import { Engine, type OpenQuestion, type Question, questionsById, type Result } from '../engine/index.ts';
import { dateOption, LANGUAGES, type Language, oneOf, onlyFile, readOptions } from './options.ts';
import { readAnswerFile } from './read-answer-file.ts';

const WORDS = {
  vi: {
    none: 'Không còn câu hỏi nào để ngỏ.',
    head: (count: number, tiers: string) =>
      `Còn ${count} câu hỏi có thể trả lời ngay. Kết quả phân loại còn có thể: ${tiers}.`,
    later: (count: number) => `${count} câu hỏi khác chỉ xuất hiện tùy câu trả lời (xem bằng --all).`,
    tier: 'có thể làm thay đổi mức rủi ro',
    other: (count: number) => `ảnh hưởng ${count} kết luận khác`,
    unknown: 'đã trả lời "chưa biết"',
    notApplicable: 'đã trả lời "không áp dụng"; việc này chưa giải quyết được câu hỏi',
    conditional: 'chỉ hỏi nếu các câu trả lời trên cần đến',
    options: { boolean: 'true | false', date: 'NĂM-THÁNG-NGÀY', number: 'số', text: 'chữ' } as Record<string, string>,
    several: 'một hoặc nhiều, [] nếu không có',
    basis: 'Căn cứ',
    example: 'Ví dụ',
  },
  en: {
    none: 'No question is open.',
    head: (count: number, tiers: string) =>
      `${count} question(s) can be answered now. Classification still possible: ${tiers}.`,
    later: (count: number) => `${count} further question(s) appear only if the answers call for them (see --all).`,
    tier: 'could change the risk tier',
    other: (count: number) => `bears on ${count} other conclusion(s)`,
    unknown: 'answered "don\'t know"',
    notApplicable: 'answered "not applicable", which does not settle it',
    conditional: 'asked only if the answers above call for it',
    options: { boolean: 'true | false', date: 'YEAR-MONTH-DAY', number: 'number', text: 'text' } as Record<
      string,
      string
    >,
    several: 'one or more, [] if none',
    basis: 'Basis',
    example: 'Example',
  },
} as const;

export async function questionsCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('questions', args, {
    'as-of': { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string' },
    all: { type: 'boolean' },
  });
  const file = onlyFile('questions', positionals);
  const lang = oneOf('questions', 'lang', values.lang, LANGUAGES);
  const format = oneOf('questions', 'format', values.format, ['text', 'json'] as const);
  const asOf = dateOption('questions', values['as-of']);
  const engine = new Engine(requireContent().content);
  const answerSet = readAnswerFile(engine.content, file, lang, asOf);
  const result = engine.assess(answerSet, hashAnswers(answerSet));
  const questions = questionsById(answerSet.questionnaires);
  const now = result.open.filter(({ conditional }) => !conditional);
  // Where only "don't know" stands above, the questions behind it are the way forward.
  const listed = values.all || now.every(({ state }) => state !== 'unanswered') ? result.open : now;
  if (format === 'json') {
    process.stdout.write(
      `${JSON.stringify(
        listed.map((entry) => ({ ...entry, question: questions.get(entry.questionId) })),
        null,
        2,
      )}\n`,
    );
    return;
  }
  process.stdout.write(asText(engine, result, listed, questions, lang));
}

function asText(
  engine: Engine,
  result: Result,
  listed: OpenQuestion[],
  questions: Map<string, Question>,
  lang: Language,
): string {
  const words = WORDS[lang];
  if (result.open.length === 0) return `${words.none}\n`;
  const titles = new Map(
    engine.content.decisions
      .find(({ id }) => id === 'decision.tier')!
      .values.map((value) => [value.id, value.title[lang]]),
  );
  const tiers = result.classification.possibleTiers.map((tier) => titles.get(tier)).join('; ');
  const head = words.head(result.open.filter(({ conditional }) => !conditional).length, tiers);
  const blocks = listed.map((entry, index) => block(engine, index, entry, questions.get(entry.questionId)!, lang));
  const hidden = result.open.length - listed.length;
  return [head, ...blocks, ...(hidden > 0 ? [words.later(hidden)] : [])].join('\n\n').concat('\n');
}

function block(engine: Engine, index: number, entry: OpenQuestion, question: Question, lang: Language): string {
  const words = WORDS[lang];
  const others = entry.wouldChange.filter((effect) => effect !== 'tier').length;
  const effects = [
    ...(entry.wouldChange.includes('tier') ? [words.tier] : []),
    ...(others > 0 ? [words.other(others)] : []),
    ...(entry.state === 'unknown' ? [words.unknown] : []),
    ...(entry.state === 'not_applicable' ? [words.notApplicable] : []),
    ...(entry.conditional ? [words.conditional] : []),
  ];
  const options = question.options
    ? question.options
        .map((option) => `     ${option.id}: ${option.text[lang]}`)
        .concat(question.type === 'choices' ? [`     (${words.several})`] : [])
    : [`     ${words.options[question.type]}`];
  return [
    `${index + 1}. ${question.text[lang]}`,
    `   ${entry.questionId}${effects.length > 0 ? `  (${effects.join('; ')})` : ''}`,
    ...options,
    `   ${question.help[lang]}`,
    ...(question.example ? [`   ${words.example}: ${question.example[lang]}`] : []),
    `   ${words.basis}: ${question.basis.map((basis) => engine.law.cite(basis)[lang]).join('; ')}`,
  ].join('\n');
}
