/** @module What differs between two versions of a questionnaire, question by question. */
import type { Migration, PlainDate, Question, Questionnaire, Text } from '../engine/index.ts';
import { hashJson } from './hash.ts';

/** What about a question changed. A change of meaning always is a question with another id. */
export type DifferenceKind = 'wording' | 'options' | 'basis' | 'force' | 'branching' | 'range' | 'coverage';

export interface QuestionDifference {
  questionId: string;
  change: 'added' | 'removed' | 'renamed' | 'meaning_changed' | 'changed';
  /** For `changed`: what about it, in this order. For the others empty. */
  kinds: DifferenceKind[];
  text: { from: Text | null; to: Text | null };
  basis: { from: string[]; to: string[] };
  options: { added: string[]; removed: string[]; reworded: string[] };
  /** `renamed`, `meaning_changed`: the questions of the newer version that take its place. */
  replacedBy: string[];
  /** Why it is asked again or was dropped. */
  why: Text | null;
}

export interface QuestionnaireDifference {
  from: { id: string; version: string; appliesFrom: PlainDate };
  to: { id: string; version: string; appliesFrom: PlainDate };
  /** Only the words around the questions: title, introduction, headings. */
  frameChanged: boolean;
  questions: QuestionDifference[];
  unchanged: number;
}

/** Keys of a question by the kind of change they stand for. */
const KEYS: Record<DifferenceKind, (keyof Question)[]> = {
  wording: ['text', 'help', 'example', 'evidence', 'unit', 'changeable', 'method_source'],
  options: ['options', 'scale'],
  basis: ['basis'],
  force: ['force'],
  branching: ['show_if', 'otherwise'],
  range: ['min', 'max', 'type', 'dataset'],
  coverage: ['items', 'points', 'official_form'],
};

/**
 * @param from the earlier version
 * @param to the later version of the same questionnaire
 * @returns differences in the order of the later version; what is gone comes last, in the order of the earlier one
 */
export function diffQuestionnaires(from: Questionnaire, to: Questionnaire): QuestionnaireDifference {
  const before = questionsOf(from);
  const after = questionsOf(to);
  const migration = to.migration?.from === `${from.id}@${from.version}` ? to.migration : undefined;
  const renamedTo = new Map((migration?.renamed ?? []).map((entry) => [entry.to, entry.from]));
  const questions: QuestionDifference[] = [];
  let unchanged = 0;
  for (const [id, question] of after) {
    const old = before.get(id) ?? before.get(renamedTo.get(id) ?? '');
    const difference = old ? compare(old, question) : added(question);
    if (difference) questions.push(difference);
    else unchanged += 1;
  }
  for (const [id, question] of before) {
    if (after.has(id) || [...renamedTo.values()].includes(id)) continue;
    questions.push(gone(question, migration));
  }
  return { from: headOf(from), to: headOf(to), frameChanged: frameOf(from) !== frameOf(to), questions, unchanged };
}

const headOf = ({ id, version, applies_from: appliesFrom }: Questionnaire) => ({ id, version, appliesFrom });

const frameOf = ({ title, intro, sections }: Questionnaire): string =>
  hashJson([title, intro, sections.map((section) => [section.id, section.title, section.intro ?? null])]);

const questionsOf = ({ sections }: Questionnaire): Map<string, Question> =>
  new Map(sections.flatMap(({ questions }) => questions.map((question) => [question.id, question])));

const differs = (a: unknown, b: unknown): boolean => hashJson(a ?? null) !== hashJson(b ?? null);

function compare(old: Question, question: Question): QuestionDifference | undefined {
  const kinds = (Object.keys(KEYS) as DifferenceKind[]).filter((kind) =>
    KEYS[kind].some((key) => differs(old[key], question[key])),
  );
  const renamed = old.id !== question.id;
  if (kinds.length === 0 && !renamed) return undefined;
  return {
    questionId: old.id,
    change: renamed ? 'renamed' : 'changed',
    kinds,
    text: { from: old.text, to: question.text },
    basis: { from: old.basis, to: question.basis },
    options: optionChanges(old, question),
    replacedBy: renamed ? [question.id] : [],
    why: null,
  };
}

function optionChanges(old: Question, question: Question): QuestionDifference['options'] {
  const [before, after] = [old, question].map(
    ({ options = [] }) => new Map(options.map((option) => [option.id, option])),
  ) as [Map<string, object>, Map<string, object>];
  return {
    added: [...after.keys()].filter((id) => !before.has(id)),
    removed: [...before.keys()].filter((id) => !after.has(id)),
    reworded: [...after.keys()].filter((id) => before.has(id) && differs(before.get(id), after.get(id))),
  };
}

const NOTHING = { added: [], removed: [], reworded: [] };

const added = ({ id, text, basis }: Question): QuestionDifference => ({
  questionId: id,
  change: 'added',
  kinds: [],
  text: { from: null, to: text },
  basis: { from: [], to: basis },
  options: NOTHING,
  replacedBy: [],
  why: null,
});

function gone({ id, text, basis }: Question, migration: Migration | undefined): QuestionDifference {
  const again = migration?.asked_again?.find((entry) => entry.from === id);
  const dropped = migration?.dropped?.find((entry) => entry.from === id);
  return {
    questionId: id,
    change: again ? 'meaning_changed' : 'removed',
    kinds: [],
    text: { from: text, to: null },
    basis: { from: basis, to: [] },
    options: NOTHING,
    replacedBy: again?.to ?? [],
    why: again?.why ?? dropped?.why ?? null,
  };
}
