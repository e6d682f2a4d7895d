/** @module The report of changes: what differs between two submissions, in words of one language. */
import { Problem } from '../../../app/problems.ts';
import type { Answer, ObligationResult, Result } from '../../../engine/index.ts';
import type { EvidenceEntry } from '../../submissions/index.ts';
import { abbreviationsIn } from '../abbreviations.ts';
import { isolate } from '../isolate.ts';
import { fingerprintsModel, verificationModel } from '../record-model.ts';
import type { BuildInput } from '../report-kinds.ts';
import { number } from '../risk-model.ts';
import { numberSections } from '../sections.ts';
import { Writer } from '../writer.ts';
import type { AnswerChange, NotComparable } from './compare-answers.ts';
import { type Comparison, compareSubmissions } from './compare-submissions.ts';

const SECTIONS = ['result', 'duties', 'findings', 'ethics', 'answers', 'evidence', 'versions', 'record'] as const;

type Words = Record<string, string> & Record<'parts' | 'reasons' | 'changes', Record<string, string>>;

/**
 * @returns plain JSON; every string is ready to print
 * @throws Problem 'conflict' when there are not two submissions to compare
 */
export function buildChangeModel(input: BuildInput) {
  const { earlier, submission: later } = input.subject;
  if (!earlier || !later) {
    throw new Problem('conflict', {
      vi: 'Báo cáo thay đổi cần hai bản nộp của cùng một hệ thống.',
      en: 'A report of changes needs two submissions of one system.',
    });
  }
  const writer = new Writer(input);
  const found = compareSubmissions(earlier, later, input.content);
  const model = {
    documentTitle: `${isolate(later.system.name)} – ${writer.input.texts.title}`,
    ...numberSections(SECTIONS, writer.input.texts),
    system: later.system.name,
    organisation: later.organisation.name,
    from: sideOf(writer, found.earlier, earlier.asOf),
    to: sideOf(writer, found.later, later.asOf),
    tier: tierModel(writer, found, later.result),
    risks: risksModel(writer, found, earlier.result, later.result),
    duties: dutiesModel(writer, found),
    findings: findingsModel(writer, found),
    ethics: ethicsModel(writer, found),
    ...answersModel(writer, found),
    evidence: evidenceModel(writer, found),
    versions: versionsModel(writer, found),
    fingerprints: fingerprintsModel(writer),
    verification: verificationModel(writer),
    counts: countsOf(writer, found),
    same: isSame(found),
  };
  return { ...model, abbreviations: abbreviationsIn(model, input.content, input.lang) };
}

export type ChangeModel = ReturnType<typeof buildChangeModel>;

const wordsOf = ({ input: { texts } }: Writer): Words => texts as unknown as Words;

function sideOf(writer: Writer, { id, number: count, submittedAt }: Comparison['earlier'], asOf: string) {
  return { id, number: String(count), at: writer.instant(submittedAt), asOf: writer.date(asOf) };
}

function tierModel(writer: Writer, { tier }: Comparison, after: Result) {
  const level = (id: string) => {
    const found = writer.tier(id);
    return id === 'undetermined' ? { ...found, word: writer.input.texts.undetermined } : found;
  };
  const state = (side: { tier: string; possibleTiers: readonly string[] }) => ({
    level: level(side.tier),
    possible: side.tier === 'undetermined' ? side.possibleTiers.map((id) => level(id).word) : [],
  });
  const { tier: now, possibleTiers } = after.classification;
  const to = state({ tier: now, possibleTiers });
  return { changed: tier !== null, from: tier ? state(tier.from) : to, to };
}

function risksModel(writer: Writer, { risks }: Comparison, before: Result, after: Result) {
  const { texts, lang } = writer.input;
  const side = (result: Result, domain: 'fairness' | 'workforce'): string => {
    const risk = result.risks[domain];
    if (!risk) return wordsOf(writer).notScored!;
    const level = risk.level ? writer.say(risk.level.name) : texts.riskNoLevel;
    return risk.residual ? `${level} (${number(risk.residual.point, lang, 1)})` : level;
  };
  return risks.map(({ domain }) => ({
    title: texts.riskDomains[domain],
    from: side(before, domain),
    to: side(after, domain),
  }));
}

function dutiesModel(writer: Writer, { duties }: Comparison) {
  return duties.map(({ id, from, to }) => {
    const entry = (to ?? from)!;
    return {
      id,
      title: writer.say(entry.title),
      basis: writer.cite(entry.basis),
      from: dutyState(writer, from),
      to: dutyState(writer, to),
      own: entry.party === 'own',
    };
  });
}

function dutyState(writer: Writer, duty: ObligationResult | null): string {
  const { texts } = writer.input;
  const words = wordsOf(writer);
  if (duty === null) return words.notKnownThen!;
  if (duty.applies === 'no') return words.doesNotApply!;
  if (duty.applies === 'unknown') return texts.maybe;
  const whose = duty.party === 'other' ? ` (${words.othersDuty})` : '';
  const due = duty.status === 'met' || duty.deadline.date === null ? '' : ` – ${writer.deadline(duty)}`;
  // Nobody fulfils a right, and nobody asks whether another party fulfils its duties: what is told is that they are there.
  const isTold = duty.proof.length === 0 && (duty.kind !== 'duty' || duty.party === 'other');
  return `${isTold && duty.status === 'unknown' ? words.applies! : texts.status[duty.status]}${whose}${due}`;
}

function findingsModel(writer: Writer, { findings: { opened, closed, kept } }: Comparison) {
  const { texts } = writer.input;
  const list = (entries: Result['findings']) =>
    entries.map(({ title, severity, basis, remedy }) => ({
      title: writer.say(title),
      severity,
      severityWord: texts.severity[severity],
      basis: writer.cite(basis),
      remedy: writer.say(remedy),
    }));
  return { opened: list(opened), closed: list(closed), kept: String(kept) };
}

function ethicsModel(writer: Writer, { ethics }: Comparison) {
  const { texts } = writer.input;
  const word = (level: string | undefined): string =>
    (level === undefined ? wordsOf(writer).notAsked : texts.formLevels[level])!;
  return ethics.map(({ ref, from, to }) => ({
    ref,
    title: writer.say((to ?? from)!.title),
    basis: writer.cite((to ?? from)!.basis),
    from: { level: from?.level ?? 'not_applicable', word: word(from?.level) },
    to: { level: to?.level ?? 'not_applicable', word: word(to?.level) },
  }));
}

function answersModel(writer: Writer, { answers, notComparable, datasets }: Comparison) {
  const words = wordsOf(writer);
  return {
    answers: answers.map((change) => answerModel(writer, change)),
    notComparable: notComparable.map(({ questionId, side, reason, why }: NotComparable) => ({
      question: writer.question(questionId),
      side: (side === 'earlier' ? words.inEarlier : words.inLater)!,
      reason: words.reasons[reason]!,
      why: why && writer.say(why),
    })),
    datasets: datasets.map(({ id, kind }) => ({ id, kind: words.changes[kind]! })),
  };
}

function answerModel(writer: Writer, { questionId, kind, from, to, parts }: AnswerChange) {
  const words = wordsOf(writer);
  const beside = parts.filter((part) => part !== 'value');
  return {
    question: writer.question(questionId),
    kind,
    kindWord: words.changes[kind]!,
    from: answerWords(writer, questionId, from),
    to: answerWords(writer, questionId, to),
    beside: beside.map((part) => ({
      part: words.parts[part]!,
      from: besideWords(writer, from?.[part as keyof Answer]),
      to: besideWords(writer, to?.[part as keyof Answer]),
    })),
  };
}

function answerWords(writer: Writer, id: string, answer: Answer | null) {
  const { texts } = writer.input;
  if (answer === null) return { word: wordsOf(writer).noAnswer!, unknown: true };
  if (answer.state === 'known') return { word: writer.value(id, answer.value), unknown: false };
  return { word: answer.state === 'unknown' ? texts.unknownAnswer : texts.notApplicableAnswer, unknown: true };
}

function besideWords(writer: Writer, value: unknown): string {
  const { texts } = writer.input;
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
    return wordsOf(writer).nothingSaid!;
  }
  if (Array.isArray(value)) return value.join('; ');
  const text = String(value);
  return texts.evidenceGrades[text] ?? (/^\d{4}-\d{2}-\d{2}$/.test(text) ? writer.date(text) : text);
}

function evidenceModel(writer: Writer, { evidence: { added, removed } }: Comparison) {
  const { texts } = writer.input;
  const list = (entries: readonly EvidenceEntry[]) =>
    entries.map(({ title, kind, href, sha256, questions }) => ({
      title,
      kind: texts.evidenceKinds[kind]!,
      href,
      sha256,
      questions: questions.map((id) => writer.question(id)),
    }));
  return { added: list(added), removed: list(removed) };
}

function versionsModel(writer: Writer, { asOf, engine, rules, questionnaires }: Comparison) {
  const words = wordsOf(writer);
  const { texts } = writer.input;
  const version = (value: string | null): string => value ?? words.notChosen!;
  return [
    ...(asOf ? [{ name: words.asOf!, from: writer.date(asOf.from), to: writer.date(asOf.to) }] : []),
    ...(engine ? [{ name: texts.engine, ...engine }] : []),
    ...(rules ? [{ name: texts.rules, ...rules }] : []),
    ...questionnaires.map(({ id, from, to }) => ({
      name: `${texts.questionnaire} ${id}`,
      from: version(from),
      to: version(to),
    })),
  ];
}

function countsOf(writer: Writer, { answers, notComparable, duties, ethics, findings, evidence }: Comparison) {
  const words = wordsOf(writer);
  return [
    { name: words.countAnswers!, count: String(answers.length) },
    { name: words.countNotComparable!, count: String(notComparable.length) },
    { name: words.countDuties!, count: String(duties.length) },
    { name: words.countEthics!, count: String(ethics.length) },
    { name: words.countOpened!, count: String(findings.opened.length) },
    { name: words.countClosed!, count: String(findings.closed.length) },
    { name: words.countEvidence!, count: String(evidence.added.length + evidence.removed.length) },
  ];
}

const isSame = ({
  tier,
  risks,
  duties,
  ethics,
  answers,
  notComparable,
  datasets,
  findings,
  evidence,
  ...rest
}: Comparison) =>
  tier === null &&
  [risks, duties, ethics, answers, notComparable, datasets, findings.opened, findings.closed].every(
    ({ length }) => length === 0,
  ) &&
  [evidence.added, evidence.removed, rest.questionnaires].every(({ length }) => length === 0) &&
  rest.asOf === null &&
  rest.engine === null &&
  rest.rules === null;
