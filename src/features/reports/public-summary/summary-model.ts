/** @module The public summary: two pages for the people whom a system concerns, in plain words, from the result alone. */
import type { ObligationResult } from '../../../engine/index.ts';
import { abbreviationsIn } from '../abbreviations.ts';
import { isolate, shortened } from '../isolate.ts';
import { verificationModel } from '../record-model.ts';
import { isWaiting } from '../render-text.ts';
import type { BuildInput } from '../report-kinds.ts';
import { type Gap, Writer } from '../writer.ts';
import { OWED_TO_PEOPLE, PLAIN_FACTS } from './owed-to-people.ts';

/** How much fits on two pages: duties printed in full, duties named, open questions, letters of a description. */
const FULL = 6;
const NAMED = 8;
const OPEN = 5;
const LETTERS = 700;
/** How much of a duty is printed: whole sentences only, since half a legal sentence may say the opposite. */
const DUTY_LETTERS = 330;

/** Roles that say who is responsible for a system; the others only say that a law concerns the organisation. */
const ROLES: ReadonlySet<string> = new Set(['developer', 'provider', 'deployer', 'user', 'state_agency']);

type Words = Record<string, string> & Record<'plainTiers' | 'groups', Record<string, string>>;

/** @returns plain JSON; every string is ready to print */
export function buildPublicSummaryModel(input: BuildInput) {
  const writer = new Writer(input);
  const { result, texts, subject } = writer.input;
  const words = texts as unknown as Words;
  const model = {
    documentTitle: `${isolate(result.system.name)} – ${texts.title}`,
    system: shortened(result.system.name, 200),
    asOf: writer.date(result.asOf),
    ...purposeModel(writer, words),
    facts: factsModel(writer, words),
    responsible: responsibleModel(writer, words),
    tier: tierModel(writer, words),
    owed: owedModel(writer, words),
    unknown: unknownModel(writer),
    stage: stageWords(writer, words),
    // What a reviewer concluded is part of what people may know, whatever the organisation says of itself.
    conclusion: subject.review ? texts.conclusions[subject.review.conclusion] : null,
    engine: result.engine.version,
    fingerprint: result.answersHash,
    reviewed: subject.review !== undefined,
    verification: verificationModel(writer),
  };
  return { ...model, abbreviations: abbreviationsIn(model, input.content, input.lang) };
}

export type PublicSummaryModel = ReturnType<typeof buildPublicSummaryModel>;

function purposeModel(writer: Writer, words: Words) {
  const { result, subject } = writer.input;
  const { description } = result.system;
  const own = typeof description === 'string' && description !== '' ? description : subject.system?.purpose;
  return {
    purpose: own ? shortened(own, LETTERS) : null,
    purposeGap: own ? null : writer.gap(words.purposeMissing!),
  };
}

interface Fact {
  text: string | null;
  gap: Gap | null;
}

/** An answer as a sentence; an open question as a gap; a question that does not apply is not mentioned. */
function factsModel(writer: Writer, words: Words): Fact[] {
  const { answers, result } = writer.input;
  const hidden = new Set(result.onHold.map(({ questionId }) => questionId));
  return PLAIN_FACTS.flatMap(({ question, yes, no }): Fact[] => {
    const answer = answers.get(question);
    if (answer?.state === 'known' && !hidden.has(question)) {
      return [{ text: words[answer.value === true ? yes : no]!, gap: null }];
    }
    const isOpen = result.open.some(({ questionId, conditional }) => questionId === question && !conditional);
    return isOpen ? [{ text: null, gap: writer.gap(words.answerMissing!, [question]) }] : [];
  });
}

function responsibleModel(writer: Writer, words: Words) {
  const { subject, result } = writer.input;
  const { organisation, system } = subject;
  const provider = system?.provider ?? result.system.provider;
  const roles = result.classification.roles.filter(({ status, actor }) => status === 'yes' && ROLES.has(actor));
  return {
    organisation: organisation ? shortened(organisation.name, 200) : null,
    organisationGap: organisation ? null : writer.gap(words.organisationMissing!),
    roles: roles.map(({ title }) => writer.say(title)),
    provider: typeof provider === 'string' && provider !== '' ? shortened(provider, 200) : null,
    contact: organisation?.contact ? shortened(organisation.contact, 200) : null,
    contactGap: writer.gap(words.contactMissing!),
  };
}

function tierModel(writer: Writer, words: Words) {
  const { classification } = writer.input.result;
  const { tier, possibleTiers, reasons, highRiskRows } = classification;
  const own = reasons.filter(({ rule }) => rule.startsWith('decision.tier:'));
  const shown = own.length > 0 ? own : reasons.slice(0, 1);
  const level = writer.tier(tier);
  return {
    level: tier === 'undetermined' ? { ...level, word: writer.input.texts.undetermined } : level,
    plain: words.plainTiers[tier]!,
    possible: tier === 'undetermined' ? possibleTiers.map((id) => writer.tier(id).word) : [],
    reasons:
      tier === 'undetermined'
        ? []
        : shown.map(({ text, basis }) => ({ text: writer.say(text), basis: writer.cite(basis.slice(0, 3)) })),
    rows: highRiskRows
      .filter(({ status }) => status === 'applies')
      .slice(0, 2)
      .map(({ title, basis }) => ({ title: writer.say(title), basis: writer.cite(basis.slice(0, 1)) })),
  };
}

/** Duties that exist, by group: the first ones in full, then by name, the rest counted. */
function owedModel(writer: Writer, words: Words) {
  const byId = new Map(writer.input.result.obligations.map((entry) => [entry.id, entry]));
  let [full, named, more] = [0, 0, 0];
  const groups = Object.entries(OWED_TO_PEOPLE).map(([id, ids]) => {
    const group = { title: words.groups[id]!, full: [] as Owed[], named: [] as Named[] };
    const existing = ids.flatMap((duty) => byId.get(duty) ?? []).filter(({ applies }) => applies === 'yes');
    existing.forEach((entry, index) => {
      // The first of each group is worth its lines more than the fifth of the first group.
      if (index < 2 && full < FULL) full = group.full.push(owed(writer, entry)) && full + 1;
      else if (named < NAMED) named = group.named.push(nameOf(writer, entry)) && named + 1;
      else more += 1;
    });
    return group;
  });
  return {
    groups: groups.filter((group) => group.full.length + group.named.length > 0),
    more: more > 0 ? String(more) : null,
  };
}

type Owed = ReturnType<typeof owed>;
type Named = ReturnType<typeof nameOf>;

const nameOf = (writer: Writer, { title, basis }: ObligationResult) => ({
  title: writer.say(title),
  basis: writer.cite(basis.slice(0, 2)),
});

function owed(writer: Writer, entry: ObligationResult) {
  const { texts } = writer.input;
  const words = texts as unknown as Words;
  const stated = isWaiting(entry) ? texts.noEvent : texts.status[entry.status];
  return {
    ...nameOf(writer, entry),
    duty: entry.duty && wholeSentences(writer.say(entry.duty)),
    whose: entry.party === 'other' ? words.othersDuty! : null,
    status: entry.status,
    stated: entry.party === 'own' && entry.kind === 'duty' ? stated : null,
  };
}

/** The first sentence, and those after it while they fit. */
function wholeSentences(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  let shown = sentences[0]!;
  for (const sentence of sentences.slice(1)) {
    if (shown.length + sentence.length + 1 > DUTY_LETTERS) break;
    shown += ` ${sentence}`;
  }
  return shown;
}

/** The question without its mark in the form and without what tells the organisation how to answer it. */
function questionAlone(question: string): string {
  const [, asked] = /^(?:[A-Z]\d+\. )?(.*?\?)/s.exec(question) ?? [];
  return asked ?? question;
}

function unknownModel(writer: Writer) {
  const { result } = writer.input;
  const open = result.open.filter(({ conditional }) => !conditional);
  const ids: readonly string[] = Object.values(OWED_TO_PEOPLE).flat();
  const unclear = result.obligations.filter(({ id, applies }) => ids.includes(id) && applies === 'unknown');
  return {
    questions: open.slice(0, OPEN).map(({ questionId }) => questionAlone(writer.question(questionId))),
    more: open.length > OPEN ? String(open.length - OPEN) : null,
    duties: unclear.slice(0, OPEN).map((entry) => nameOf(writer, entry)),
    points: result.classification.unsettled.slice(0, 2).map(({ title }) => writer.say(title)),
  };
}

function stageWords({ input: { subject } }: Writer, words: Words): string {
  if (subject.review) return `${words.stageReviewed} ${isolate(shortened(subject.review.auditBody.name, 200))}.`;
  return (subject.submission ? words.stageSubmitted : words.stageComputed)!;
}
