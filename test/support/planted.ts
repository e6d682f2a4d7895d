/** @module A word of its own in every text that an organisation can write, so that whatever shows can be traced to its place. */
import type { Content, Question } from '../../src/engine/index.ts';

/** Words of letters only, none of which holds another, each by the place where it was planted. */
export class Planted {
  private readonly byPlace = new Map<string, string>();

  /** A text for that place, with its word in the middle. */
  text(place: string): string {
    return `Chuyện ${this.word(place)} của đơn vị`;
  }

  word(place: string): string {
    const known = this.byPlace.get(place);
    if (known) return known;
    const number = this.byPlace.size;
    const letters = [676, 26, 1].map((of) => String.fromCharCode(97 + (Math.floor(number / of) % 26))).join('');
    const word = `zwx${letters}xwz`;
    this.byPlace.set(place, word);
    return word;
  }

  get words(): string[] {
    return [...this.byPlace.values()];
  }

  /** Places whose words can be read in a text. */
  placesIn(text: string): string[] {
    const small = text.normalize('NFC').toLowerCase();
    return [...this.byPlace].filter(([, word]) => small.includes(word)).map(([place]) => place);
  }
}

type Answers = Record<string, unknown>;

/**
 * Answers with a word in every value that is text, and in every note, name of evidence, remedy and owner.
 * @param answers of an answer file; questions for text that it leaves out are answered as well
 */
export function plantAnswers(planted: Planted, { questionnaires }: Content, answers: Answers): Answers {
  const questions = new Map(
    questionnaires.flatMap(({ sections }) =>
      sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)),
    ),
  );
  const texts = [...questions.values()].filter(({ type }) => type === 'text').map(({ id }) => id);
  return Object.fromEntries(
    [...new Set([...Object.keys(answers), ...texts])].map((id) => [
      id,
      plantAnswer(planted, questions.get(id)!, answers[id]),
    ]),
  );
}

function plantAnswer(planted: Planted, { id, type }: Question, answer: unknown): unknown {
  const isPlain = typeof answer !== 'object' || answer === null || Array.isArray(answer);
  if (answer === 'unknown' || answer === 'not_applicable') return answer;
  const given = isPlain ? { value: answer } : (answer as Record<string, unknown>);
  return {
    ...given,
    ...(type === 'text' ? { value: planted.text(`${id} value`) } : {}),
    note: planted.text(`${id} note`),
    evidence: [planted.text(`${id} evidence`)],
    ...('remedy' in given ? { remedy: planted.text(`${id} remedy`) } : {}),
    ...('owner' in given ? { owner: planted.text(`${id} owner`) } : {}),
  };
}
