/** @module What every export is made from, and the small look-ups that all of them share. */
import type { Engine, Question, Text } from '../../engine/index.ts';
import type { ReportSubject } from '../reports/index.ts';

export interface ExportInput {
  subject: ReportSubject;
  /** Says whether a question is asked, and cites articles; its content must hold the questionnaires of the subject. */
  engine: Engine;
  lang: keyof Text;
}

/** Where a question stands: branching asks it, leaves it out, or cannot be settled yet. */
export type QuestionState = 'asked' | 'hidden' | 'open';

/** @returns the state of every question of the subject's questionnaires, by id */
export function questionStates({ subject, engine }: ExportInput): Map<string, QuestionState> {
  const { answerSet, result } = subject;
  const { plan, state } = engine.evaluate(answerSet);
  const states = new Map<string, QuestionState>(
    plan.steps.flatMap(({ kind, id, index }) => {
      if (kind !== 'answer') return [];
      const shown = state.shown[index];
      return [[id, shown === undefined ? 'open' : shown ? 'asked' : 'hidden'] as const];
    }),
  );
  // What the frozen result says goes before what today's rules say.
  for (const { questionId, conditional } of result.open) states.set(questionId, conditional ? 'open' : 'asked');
  for (const { questionId, state: held } of result.onHold) states.set(questionId, held);
  return states;
}

/** The name of a person, or the id where the person was erased or nobody looked it up. */
export const nameOf = ({ subject }: Pick<ExportInput, 'subject'>, id: string): string => subject.people[id] ?? id;

/** Every question of the subject with where it stands in its questionnaire. */
export function listQuestions({ subject }: Pick<ExportInput, 'subject'>): {
  questionnaire: string;
  section: Text;
  question: Question;
}[] {
  return subject.answerSet.questionnaires.flatMap(({ id, version, sections }) =>
    sections.flatMap(({ title, questions }) =>
      questions.map((question) => ({ questionnaire: `${id}@${version}`, section: title, question })),
    ),
  );
}
