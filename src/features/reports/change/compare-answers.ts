/** @module Which answers differ between two answer sets, and which cannot be compared because the questions differ. */
import { hashJson } from '../../../content/hash.ts';
import { migrationPath } from '../../../content/migrate-answers.ts';
import type { Answer, AnswerSet, Content, Migration, Questionnaire, Text } from '../../../engine/index.ts';

/** What can differ in an answer: the answer itself, or something said beside it. */
export type AnswerPart = 'value' | 'note' | 'evidence' | 'evidence_grade' | 'remedy' | 'owner' | 'due';

const PARTS: readonly Exclude<AnswerPart, 'value'>[] = ['note', 'evidence', 'evidence_grade', 'remedy', 'owner', 'due'];

export interface AnswerChange {
  /** Id in the later version. */
  questionId: string;
  kind: 'added' | 'removed' | 'changed';
  from: Answer | null;
  to: Answer | null;
  /** What differs, where both are there. */
  parts: AnswerPart[];
}

/** An answer on one side whose question the other side does not ask in the same meaning. */
export interface NotComparable {
  questionId: string;
  side: 'earlier' | 'later';
  /** `reworded`: the meaning changed; `dropped`: asked no more; `new`: not asked before. */
  reason: 'reworded' | 'dropped' | 'new';
  /** Why, in the words of the migration, where it says. */
  why: Text | null;
}

/** What the versions between two answer sets say about their questions. */
interface Bridge {
  renamed: ReadonlyMap<string, string>;
  left: ReadonlyMap<string, NotComparable>;
}

export function compareAnswers(
  earlier: AnswerSet,
  later: AnswerSet,
  content: Content,
): { answers: AnswerChange[]; notComparable: NotComparable[] } {
  const bridge = bridgeOf(earlier, later, content);
  const before = new Map([...earlier.answers].map(([id, answer]) => [bridge.renamed.get(id) ?? id, answer]));
  const answers: AnswerChange[] = [];
  const notComparable: NotComparable[] = [];
  const [asked, askedBefore] = [questionsOf(later), questionsOf(earlier, bridge.renamed)];
  for (const [id, from] of before) {
    const to = later.answers.get(id) ?? null;
    const left = asked.has(id) ? undefined : bridge.left.get(id);
    if (left) notComparable.push(left);
    else if (to === null) answers.push({ questionId: id, kind: 'removed', from, to, parts: [] });
    else {
      const parts = differences(from, to);
      if (parts.length > 0) answers.push({ questionId: id, kind: 'changed', from, to, parts });
    }
  }
  for (const [id, to] of later.answers) {
    if (before.has(id)) continue;
    if (askedBefore.has(id) || isNewlyChosen(id, earlier, later)) {
      answers.push({ questionId: id, kind: 'added', from: null, to, parts: [] });
    } else notComparable.push({ questionId: id, side: 'later', reason: 'new', why: null });
  }
  return { answers, notComparable };
}

const idsOf = ({ sections }: Questionnaire): string[] =>
  sections.flatMap(({ questions }) => questions.map(({ id }) => id));

function questionsOf({ questionnaires }: AnswerSet, renamed?: ReadonlyMap<string, string>): Set<string> {
  return new Set(questionnaires.flatMap(idsOf).map((id) => renamed?.get(id) ?? id));
}

/** Is it a question of a questionnaire that the earlier submission had not chosen in any version? */
function isNewlyChosen(id: string, earlier: AnswerSet, later: AnswerSet): boolean {
  const home = later.questionnaires.find((questionnaire) => idsOf(questionnaire).includes(id));
  return home !== undefined && !earlier.questionnaires.some((questionnaire) => questionnaire.id === home.id);
}

function differences(from: Answer, to: Answer): AnswerPart[] {
  const differ = (a: unknown, b: unknown): boolean => hashJson(a ?? null) !== hashJson(b ?? null);
  const value = from.state !== to.state || differ(from.value, to.value);
  return [...(value ? ['value' as const] : []), ...PARTS.filter((part) => differ(from[part], to[part]))];
}

/** Follows each questionnaire from the earlier version to the later one. */
function bridgeOf(earlier: AnswerSet, later: AnswerSet, content: Content): Bridge {
  const renamed = new Map<string, string>();
  const left = new Map<string, NotComparable>();
  for (const from of earlier.questionnaires) {
    const to = later.questionnaires.find(({ id }) => id === from.id);
    if (!to || to.version === from.version) continue;
    const current = new Map(idsOf(from).map((id) => [id, id]));
    const path = migrationPath(content.questionnaires, `${from.id}@${from.version}`, `${to.id}@${to.version}`) ?? [];
    for (const { migration } of path) if (migration) follow(migration, current, left);
    for (const [first, last] of current) if (first !== last) renamed.set(first, last);
    // A question that no migration speaks of and that the later version lacks: it is asked no more.
    const asked = new Set(idsOf(to));
    for (const [, last] of current) {
      if (!asked.has(last) && !left.has(last)) left.set(last, lost(last, 'dropped', null));
    }
  }
  return { renamed, left };
}

const lost = (questionId: string, reason: NotComparable['reason'], why: Text | null): NotComparable => ({
  questionId,
  side: 'earlier',
  reason,
  why,
});

function follow(migration: Migration, current: Map<string, string>, left: Map<string, NotComparable>): void {
  const renamed = new Map(migration.renamed?.map(({ from, to }) => [from, to]));
  for (const [first, last] of current) current.set(first, renamed.get(last) ?? last);
  for (const { from, why } of migration.asked_again ?? []) left.set(from, lost(from, 'reworded', why));
  for (const { from, why } of migration.dropped ?? []) left.set(from, lost(from, 'dropped', why));
}
