/** @module Takes an answer file to a newer version of a questionnaire: nothing is lost, nothing is changed in silence. */
import { isAnswerTo, type Question, type Questionnaire, type Text } from '../engine/index.ts';

/** An answer as it stands in an answer file. */
type RawAnswer = unknown;

export interface MigrationReport {
  from: string;
  to: string;
  /** Same question, same meaning: the answer stays. */
  carried: string[];
  /** Same meaning under another id. */
  renamed: { from: string; to: string }[];
  /** Has to be answered afresh; the earlier answer is kept under `earlier_answers`. */
  askAgain: { from: string; to: string[]; why: Text; answer: RawAnswer }[];
  /** No longer asked; the earlier answer is kept under `earlier_answers`. */
  dropped: { from: string; why: Text; answer: RawAnswer }[];
  /** Questions of the newer version that nobody has answered yet. */
  unanswered: string[];
}

/** An answer file, as far as migration touches it. */
export interface AnswerFile {
  questionnaires: string[];
  answers: Record<string, RawAnswer>;
  /** Answers to versions left behind: kept for the record, read by no rule. */
  earlier_answers?: Record<string, Record<string, RawAnswer>>;
}

const OPTIONS_CHANGED: Text = {
  vi: 'Các lựa chọn của câu hỏi đã đổi, câu trả lời cũ không còn là một lựa chọn.',
  en: 'The options changed and the earlier answer is no longer one of them.',
};
const ANSWERED_ALREADY: Text = {
  vi: 'Câu hỏi thay thế đã có câu trả lời; câu trả lời cũ được giữ lại để đối chiếu.',
  en: 'The question that takes its place has an answer already; the earlier one is kept for comparison.',
};

/**
 * The versions between the one answered and the target, oldest first, each superseding the one before; empty when the
 * target is already there, `undefined` when no migrations lead to it.
 */
export function migrationPath(
  questionnaires: readonly Questionnaire[],
  from: string,
  to: string,
): Questionnaire[] | undefined {
  const byReference = new Map(questionnaires.map((entry) => [`${entry.id}@${entry.version}`, entry]));
  const path: Questionnaire[] = [];
  for (let reference: string | undefined = to; reference !== from; ) {
    const entry: Questionnaire | undefined = reference === undefined ? undefined : byReference.get(reference);
    if (!entry?.migration) return undefined;
    path.unshift(entry);
    reference = entry.migration.from;
  }
  return path;
}

/**
 * One step: from the version that `target` supersedes to `target`.
 * @param older the version answered so far
 * @returns the new file and what happened to each answer; the input is left as it was
 */
export function migrateAnswers(
  file: AnswerFile,
  older: Questionnaire,
  target: Questionnaire,
): { file: AnswerFile; report: MigrationReport } {
  const [from, to] = [older, target].map(({ id, version }) => `${id}@${version}`) as [string, string];
  const [before, after] = [questionsOf(older), questionsOf(target)];
  const { renamed = [], asked_again: askedAgain = [], dropped = [] } = target.migration!;
  const report: MigrationReport = { from, to, carried: [], renamed: [], askAgain: [], dropped: [], unanswered: [] };
  const answers = { ...file.answers };
  for (const id of before.keys()) {
    const answer = file.answers[id];
    if (answer === undefined) continue;
    const moved = renamed.find((entry) => entry.from === id)?.to;
    const drop = dropped.find((entry) => entry.from === id);
    const again = askedAgain.find((entry) => entry.from === id);
    const place = after.has(id) ? id : moved;
    if (place !== undefined) {
      const isFree = place === id || answers[place] === undefined;
      if (isFree && isAnswerTo(after.get(place)!, answer)) {
        answers[place] = answer;
        if (place === id) report.carried.push(id);
        else {
          delete answers[id];
          report.renamed.push({ from: id, to: place });
        }
        continue;
      }
      report.askAgain.push({ from: id, to: [place], why: isFree ? OPTIONS_CHANGED : ANSWERED_ALREADY, answer });
    } else if (again) report.askAgain.push({ from: id, to: again.to, why: again.why, answer });
    else report.dropped.push({ from: id, why: drop!.why, answer });
    delete answers[id];
  }
  report.unanswered = [...after.keys()].filter((id) => answers[id] === undefined);
  const left = Object.fromEntries([...report.askAgain, ...report.dropped].map((entry) => [entry.from, entry.answer]));
  const earlier = { ...file.earlier_answers };
  if (Object.keys(left).length > 0) earlier[from] = { ...earlier[from], ...left };
  const questionnaires = file.questionnaires.map((reference) => (reference === from ? to : reference));
  return {
    file: { questionnaires, answers, ...(Object.keys(earlier).length > 0 && { earlier_answers: earlier }) },
    report,
  };
}

const questionsOf = ({ sections }: Questionnaire): Map<string, Question> =>
  new Map(sections.flatMap(({ questions }) => questions.map((question) => [question.id, question])));
