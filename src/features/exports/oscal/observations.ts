/** @module Observations: what was asked, what was answered, on which evidence, and what the reviewer made of it. */
import type { Answer, Result } from '../../../engine/index.ts';
import { formatValue } from '../../reports/index.ts';
import type { AnswerVerdict, EvidenceEntry } from '../../submissions/index.ts';
import { plainValue } from '../answer-table.ts';
import { type QuestionState, questionStates } from '../export-input.ts';
import type { Observation } from './document.ts';
import { OSCAL_WORDS } from './words.ts';
import { dayEnd, line, listed, plain, property, type Writer } from './write.ts';

/** Which of the two results an observation belongs to: the same answer can count in one and not in the other. */
export type Scope = 'own' | 'reviewed';

export const observationUuid = (writer: Writer, scope: Scope, questionId: string): string =>
  writer.uuid(scope, 'observation', questionId);

/** @returns one for every question that was asked, may be asked, was answered, or is named by a conclusion of `result` */
export function listObservations(writer: Writer, scope: Scope, result: Result): Observation[] {
  const { answerSet, review } = writer.input.subject;
  const states = questionStates(writer.input);
  const named = namedQuestions(result);
  const verdicts = new Map(scope === 'reviewed' ? review?.verdicts.map((entry) => [entry.questionId, entry]) : []);
  return [...writer.questions.keys()]
    .filter((id) => states.get(id) !== 'hidden' || answerSet.answers.has(id) || named.has(id))
    .map((id) => observation(writer, scope, { id, state: states.get(id) ?? 'open', verdict: verdicts.get(id) }));
}

/** Every question that duties, points and findings refer to. */
function namedQuestions({ obligations, ethicsFramework, findings }: Result): Set<string> {
  const proofs = [...obligations, ...ethicsFramework.lines, ...ethicsFramework.points].flatMap(({ proof }) => proof);
  const because = [...obligations.flatMap(({ reasons }) => reasons), ...findings.flatMap(({ because: list }) => list)];
  return new Set([...proofs, ...because].map(({ questionId }) => questionId));
}

interface Asked {
  id: string;
  state: QuestionState;
  verdict: AnswerVerdict | undefined;
}

function observation(writer: Writer, scope: Scope, asked: Asked): Observation {
  const { id, state, verdict } = asked;
  const { answerSet, submission } = writer.input.subject;
  const question = writer.questions.get(id)!;
  const answer = answerSet.answers.get(id);
  const evidence = (submission?.evidence ?? []).filter(
    (entry) => entry.questions.includes(id) || answer?.evidence?.includes(entry.id),
  );
  const ends = evidence.flatMap(({ validUntil }) => validUntil ?? []).sort();
  return {
    uuid: observationUuid(writer, scope, id),
    title: line(writer.say(question.text)),
    description: describe(writer, answer, asked),
    props: [
      property('question-id', id),
      property('question-state', state),
      property('answer-state', answer?.state ?? 'unanswered'),
      ...(answer?.state === 'known' ? [property('answer-value', plainValue(answer.value).slice(0, 2_000))] : []),
      ...(verdict ? [property('verdict', verdict.verdict)] : []),
    ],
    ...listed('links', writer.articles(question.basis)),
    methods: methodsOf(answer, evidence, verdict),
    types: ['control-objective'],
    origins: verdict
      ? [writer.answerer, writer.party(writer.input.subject.review!.auditBody.id, 'assessor')]
      : [writer.answerer],
    subjects: [{ 'subject-uuid': writer.uuid('system'), type: 'component', title: writer.system }],
    ...listed('relevant-evidence', relevantEvidence(writer, answer, evidence)),
    collected: writer.collected,
    // Evidence that runs out takes the observation with it.
    ...(ends[0] === undefined ? {} : { expires: dayEnd(ends[0]) }),
  };
}

function describe(writer: Writer, answer: Answer | undefined, { id, state, verdict }: Asked): string {
  const { lang } = writer.input;
  const words = OSCAL_WORDS[lang];
  const said =
    answer === undefined
      ? words.unanswered
      : answer.state === 'known'
        ? formatValue(answer.value, writer.questions.get(id), lang)
        : answer.state === 'unknown'
          ? words.unknown
          : words.notApplicableAnswer;
  return [
    `${words.answer}: ${plain(said)}`,
    ...(answer?.note ? [`${words.note}: ${plain(answer.note)}`] : []),
    ...(state === 'hidden' ? [words.hidden] : state === 'open' ? [words.maybeAsked] : []),
    ...(verdict ? [`${words.verdicts[verdict.verdict]}: ${plain(verdict.reason)}`] : []),
    ...(verdict && verdict.verdict !== 'accepted' ? [words.notCounted] : []),
  ].join('\n\n');
}

/** Asking is an interview; documents examined and tests run only where somebody says so. */
function methodsOf(
  answer: Answer | undefined,
  evidence: EvidenceEntry[],
  verdict: AnswerVerdict | undefined,
): Observation['methods'] {
  const grade = verdict?.evidenceGrade ?? answer?.evidence_grade;
  const isDocumented = evidence.length > 0 || verdict !== undefined || grade === 'document' || grade === 'independent';
  return [
    'INTERVIEW',
    ...(isDocumented ? ['EXAMINE' as const] : []),
    ...(grade === 'test_record' ? ['TEST' as const] : []),
  ];
}

function relevantEvidence(writer: Writer, answer: Answer | undefined, evidence: EvidenceEntry[]) {
  const known = new Set(evidence.map(({ id }) => id));
  return [
    ...evidence.map((entry) => ({
      href: `#${writer.uuid('evidence', entry.id)}`,
      description: plain(entry.title) || entry.id,
      props: [property('evidence-id', entry.id), property('uploaded-at', entry.uploadedAt)],
    })),
    // What the answer only names: nobody here holds it.
    ...(answer?.evidence ?? [])
      .filter((name) => !known.has(name) && name.trim() !== '')
      .map((name) => ({ description: plain(name) })),
  ];
}
