/** @module What stayed unknown, and what each answer could still change. */
import type { Writer } from '../writer.ts';

export function openModel(writer: Writer) {
  const { result, texts } = writer.input;
  const now = result.open.filter(({ conditional }) => !conditional);
  return {
    now: now.map(({ questionId, state, wouldChange }) => ({
      question: writer.say(writer.questions.get(questionId)!.text),
      state: texts.states[state],
      tier: wouldChange.includes('tier'),
      others: wouldChange.filter((effect) => effect !== 'tier').length,
      recorded: wouldChange.length === 0,
    })),
    later: result.open.length - now.length,
    onHold: result.onHold.map(({ questionId }) => writer.say(writer.questions.get(questionId)!.text)),
  };
}
