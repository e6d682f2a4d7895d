/** @module `luongtri migrate-answers FILE --to VERSION`: an answer file for a newer version of a questionnaire. */
import { extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseDocument, type Document as YamlDocument } from 'yaml';
import { requireContent } from '../content/load.ts';
import { type AnswerFile, type MigrationReport, migrateAnswers, migrationPath } from '../content/migrate-answers.ts';
import type { Content, Questionnaire } from '../engine/index.ts';
import { InputError, UsageError } from './errors.ts';
import { LANGUAGES, type Language, oneOf, onlyFile, readOptions } from './options.ts';
import { readAnswerFile, readText } from './read-answer-file.ts';
import { checkWritable, writeOutput } from './write-output.ts';

const WORDS = {
  vi: {
    done: 'Tệp đã ở phiên bản này; không có gì để chuyển.',
    carried: 'giữ nguyên',
    renamed: 'giữ nguyên, đổi mã',
    again: 'Phải trả lời lại',
    dropped: 'Không còn hỏi',
    open: 'Câu hỏi chưa trả lời ở phiên bản mới',
    kept: 'Câu trả lời cũ được giữ trong earlier_answers.',
    preview: 'Chưa ghi tệp nào. Thêm --out TỆP để ghi.',
  },
  en: {
    done: 'The file is at this version already; nothing to migrate.',
    carried: 'carried over',
    renamed: 'carried over under a new id',
    again: 'To be answered afresh',
    dropped: 'No longer asked',
    open: 'Not answered yet in the newer version',
    kept: 'The earlier answers are kept under earlier_answers.',
    preview: 'Nothing was written. Add --out FILE to write.',
  },
} as const;

export async function migrateCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('migrate-answers', args, {
    to: { type: 'string' },
    lang: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  });
  const file = onlyFile('migrate-answers', positionals);
  const lang = oneOf('migrate-answers', 'lang', values.lang, LANGUAGES);
  const format = oneOf('migrate-answers', 'format', values.format, ['text', 'json'] as const);
  const { content } = requireContent(undefined, { proofs: false });
  const target = findTarget(content, values.to);
  if (values.out !== undefined) checkWritable(values.out);
  const text = readText(file);
  const answerSet = readAnswerFile(content, file, lang, undefined, text);
  const steps = stepsTo(content, answerSet.questionnaires, target, file);
  const document = parseDocument(text);
  const given = document.toJS() as { answers?: AnswerFile['answers']; earlier_answers?: AnswerFile['earlier_answers'] };
  let state: AnswerFile = {
    questionnaires: answerSet.questionnaires.map(({ id, version }) => `${id}@${version}`),
    answers: given.answers ?? {},
    ...(given.earlier_answers && { earlier_answers: given.earlier_answers }),
  };
  const reports: MigrationReport[] = [];
  for (const [older, newer] of steps) {
    const migrated = migrateAnswers(state, older, newer);
    state = migrated.file;
    reports.push(migrated.report);
  }
  if (values.out !== undefined) writeOutput(values.out, written(document, state, values.out));
  if (format === 'json') process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  else process.stdout.write(reportText(reports, lang, values.out === undefined));
}

function findTarget(content: Content, reference: string | undefined): Questionnaire {
  if (reference === undefined) throw new UsageError('--to VERSION is missing', 'migrate-answers');
  const found = content.questionnaires.find(({ id, version }) => `${id}@${version}` === reference);
  if (found) return found;
  const list = content.questionnaires.map(({ id, version }) => `${id}@${version}`).join(', ');
  throw new UsageError(`there is no version ${reference}; there are: ${list}`, 'migrate-answers');
}

function stepsTo(
  content: Content,
  answered: Questionnaire[],
  target: Questionnaire,
  file: string,
): [Questionnaire, Questionnaire][] {
  const current = answered.find(({ id }) => id === target.id);
  const refuse = (message: string, fix: string): never => {
    throw new InputError(`${file}: ${message}\n    → ${fix}`);
  };
  if (!current) return refuse(`does not answer ${target.id}`, `name a version of one of its questionnaires`);
  const [from, to] = [current, target].map(({ id, version }) => `${id}@${version}`) as [string, string];
  const path = migrationPath(content.questionnaires, from, to);
  if (!path) return refuse(`no migration leads from ${from} to ${to}`, 'migrations lead to later versions only');
  return path.map((newer, index) => [path[index - 1] ?? current, newer]);
}

/** YAML keeps its comments and layout; JSON stays JSON. */
function written(document: YamlDocument, state: AnswerFile, out: string): string {
  document.set('questionnaires', document.createNode(state.questionnaires, { flow: true }));
  const before = (document.toJS() as { answers?: object }).answers ?? {};
  for (const id of Object.keys(before)) if (!Object.hasOwn(state.answers, id)) document.deleteIn(['answers', id]);
  for (const [id, answer] of Object.entries(state.answers)) {
    // An id that one step frees may be taken by the next: what counts is the value, not that the key is there.
    if (!isDeepStrictEqual((before as Record<string, unknown>)[id], answer))
      document.setIn(['answers', id], document.createNode(answer));
  }
  if (state.earlier_answers) document.set('earlier_answers', document.createNode(state.earlier_answers));
  return extname(out) === '.json' ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString();
}

function reportText(reports: MigrationReport[], lang: Language, isPreview: boolean): string {
  const words = WORDS[lang];
  if (reports.length === 0) return `${words.done}\n`;
  const parts = reports.map((report) => {
    const lines = [
      `${report.from} → ${report.to}`,
      `  ${report.carried.length} ${words.carried}; ${report.renamed.length} ${words.renamed}`,
      ...report.renamed.map((entry) => `    ${entry.from} → ${entry.to}`),
    ];
    const lists = [
      [words.again, report.askAgain.map((entry) => `${entry.from} → ${entry.to.join(', ')}: ${entry.why[lang]}`)],
      [words.dropped, report.dropped.map((entry) => `${entry.from}: ${entry.why[lang]}`)],
      [words.open, report.unanswered],
    ] as const;
    for (const [title, entries] of lists) {
      if (entries.length > 0) lines.push(`  ${title} (${entries.length}):`, ...entries.map((entry) => `    ${entry}`));
    }
    if (report.askAgain.length + report.dropped.length > 0) lines.push(`  ${words.kept}`);
    return lines.join('\n');
  });
  return `${[...parts, ...(isPreview ? [words.preview] : [])].join('\n\n')}\n`;
}
