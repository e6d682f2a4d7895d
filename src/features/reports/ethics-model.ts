/** @module The ethics frameworks as the report prints them: the official form line by line, then the points. */
import type { FrameworkEntryResult, Proof, Text } from '../../engine/index.ts';
import type { ReportInput } from './report-model.ts';

/** What writing needs of the report's writer. */
interface Words {
  input: ReportInput;
  say: (text: Text) => string;
  cite: (basis: string[]) => string;
  date: (value: string) => string;
}

/** @returns one entry for each framework that was asked about; empty when none was */
export function ethicsModel(words: Words) {
  const { frameworks, lines, points } = words.input.result.ethicsFramework;
  const { texts, result, content } = words.input;
  return frameworks.map(({ id, title, force, basis }) => ({
    title: words.say(title),
    force: texts.ethicsForce[force],
    basis: words.cite(basis),
    lines: lines.filter(({ framework }) => framework === id).map((entry) => entryModel(words, entry)),
    points: points.filter(({ framework }) => framework === id).map((entry) => entryModel(words, entry)),
    conclusion: conclusion(words, result.ethicsFramework.frameworks.length, content),
  }));
}

function entryModel(words: Words, { ref, title, level, basis, proof, remedy }: FrameworkEntryResult) {
  const { texts } = words.input;
  return {
    ref,
    title: words.say(title),
    level,
    levelWord: texts.formLevels[level],
    basis: words.cite(basis),
    ...proofModel(words, proof),
    suggestion: remedy && words.say(remedy.action),
  };
}

/** What the organisation itself said: evidence, remedial action, who and by when; nothing of ours. */
export function proofModel({ date, input: { texts } }: Words, proof: Proof[]) {
  const unique = (values: (string | null)[]): string[] => [...new Set(values.flatMap((value) => value ?? []))];
  return {
    ownEvidence: unique(proof.flatMap(({ evidence }) => evidence)),
    ownNotes: unique(proof.map(({ note }) => note)),
    ownRemedies: unique(proof.map(({ remedy }) => remedy)),
    ownOwners: unique(
      proof.map(({ owner, due }) => {
        if (owner === null && due === null) return null;
        return [owner ?? texts.ownerMissing, due === null ? texts.dueMissing : date(due)].join(' – ');
      }),
    ),
  };
}

/** Section G of the form: keep, adjust, suspend or scale. */
function conclusion({ input, say }: Words, asked: number, content: ReportInput['content']): string | null {
  if (asked === 0) return null;
  const questions = content.questionnaires.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const question = questions.find(({ official_form: line }) => line === 'G');
  const answer = question && input.answers.get(question.id);
  const option = question?.options?.find(({ id }) => id === answer?.value);
  return option ? say(option.text) : null;
}
