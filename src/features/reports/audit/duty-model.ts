/** @module Duties by urgency, with dates, proof, and what may follow where they are not fulfilled. */
import { mayLackPeriod, type ObligationResult } from '../../../engine/index.ts';
import { gapsOf, mergedGaps, proofModel } from '../ethics-model.ts';
import { byUrgency, isUnasked, isWaiting } from '../render-text.ts';
import type { Gap, Writer } from '../writer.ts';

export type DutyModel = ReturnType<typeof dutyModel>;

export function dutyGroups(writer: Writer) {
  const { result } = writer.input;
  const looked = result.obligations.filter((entry) => !isUnasked(entry));
  const binding = looked.filter(({ applies, kind }) => applies !== 'no' && (kind === 'duty' || kind === 'liability'));
  const party = (wanted: ObligationResult['party']) =>
    binding
      .filter((entry) => entry.party === wanted)
      .sort(byUrgency)
      .map((entry) => dutyModel(writer, entry));
  return {
    own: party('own'),
    maybeOwn: party('unknown'),
    others: party('other'),
    optional: looked
      .filter(({ applies, kind }) => applies !== 'no' && kind !== 'duty' && kind !== 'liability')
      .map((entry) => dutyModel(writer, entry)),
    consequences: consequences(writer),
    unasked: result.obligations.filter(isUnasked).map(({ id, title }) => ({ id, title: writer.say(title) })),
    notApplicable: result.obligations
      .filter(({ applies }) => applies === 'no')
      .map(({ id, title }) => ({ id, title: writer.say(title) })),
  };
}

function dutyModel(writer: Writer, entry: ObligationResult) {
  const { texts, content, result } = writer.input;
  const actors = content.actors.filter(({ id }) => entry.actors.includes(id)).map(({ title }) => writer.say(title));
  const certain = entry.applies === 'yes';
  const proof = proofModel(writer, entry.proof);
  // Nobody fulfils a liability: while no damage is on record there is no state of it, known or unknown.
  const isLiability = certain && entry.kind === 'liability' && entry.status === 'unknown';
  return {
    id: entry.id,
    title: writer.say(entry.title),
    duty: entry.duty && writer.say(entry.duty),
    kind: texts.kinds[entry.kind],
    isDuty: entry.kind === 'duty',
    isMet: entry.status === 'met',
    actors: listed(actors, writer.input.lang),
    certain,
    status: isLiability ? ('not_applicable' as const) : certain ? entry.status : ('unknown' as const),
    statusWord: stateWord(writer, entry, isLiability),
    reviewedWord: reviewedWord(writer, entry),
    basis: writer.cite(entry.basis),
    deadlineText: writer.say(entry.deadline.text),
    // What is done has no date to keep any more.
    deadline: entry.status === 'met' ? texts.maintained : writer.deadline(entry, mayLackPeriod(entry, result, content)),
    state: entry.deadline.state,
    running: entry.deadline.clock !== null && entry.deadline.date !== null,
    grace: entry.deadline.grace && {
      lastSafeDay: unlessSaid(writer.say(entry.deadline.text), writer.date(entry.deadline.grace.lastSafeDay)),
      meanwhile: writer.say(entry.deadline.grace.meanwhile),
    },
    deadlineNotes: entry.deadline.clock === null ? [] : entry.deadline.notes.map((note) => writer.say(note)),
    evidence: entry.evidence && writer.say(entry.evidence),
    ...ended(proof),
    gaps: gapsOfDuty(writer, entry, proof),
    note: entry.note && writer.say(entry.note),
    confidence: entry.confidence === 'certain' ? null : texts.confidence[entry.confidence],
  };
}

/** One sentence of names: only the first begins with a capital. */
const listed = (names: string[], lang: string): string =>
  names.map((name, index) => (index === 0 ? name : name.charAt(0).toLocaleLowerCase(lang) + name.slice(1))).join(', ');

/** A day that the wording of the deadline names already is not said twice. */
const unlessSaid = (text: string, day: string): string | null => (text.includes(day) ? null : day);

/** Liabilities stand among the duties and are no duties: the first page does not count them, so their state says what they are. */
function stateWord(writer: Writer, entry: ObligationResult, isLiability: boolean): string | undefined {
  const { texts, lang } = writer.input;
  const { liability } = texts.kinds;
  if (entry.applies !== 'yes') {
    const maybe = texts.maybe.charAt(0).toLocaleLowerCase(lang) + texts.maybe.slice(1);
    return entry.kind === 'liability' ? `${liability}; ${maybe}` : texts.maybe;
  }
  if (isLiability) return liability;
  return isWaiting(entry) ? texts.noEvent : texts.status[entry.status];
}

/** Several sayings on one line: each is ended once, by its own full stop or by a semicolon of ours outside of it. */
function ended(proof: ReturnType<typeof proofModel>) {
  const end = (list: string[]) =>
    list.map((text, index) => ({ text, end: index === list.length - 1 || /[.;!?…]$/.test(text) ? '' : ';' }));
  return {
    ownEvidence: end(proof.ownEvidence),
    ownNotes: end(proof.ownNotes),
    ownRemedies: end(proof.ownRemedies),
    ownOwners: end(proof.ownOwners),
  };
}

/** What a duty of the organisation lacks; nothing where no question asks, or where nothing has called for it yet. */
function gapsOfDuty(writer: Writer, entry: ObligationResult, own: ReturnType<typeof proofModel>): Gap[] {
  const { applies, party, kind, status, proof } = entry;
  if (applies !== 'yes' || party !== 'own' || kind !== 'duty' || proof.length === 0 || isWaiting(entry)) return [];
  return mergedGaps(Object.values(gapsOf(writer, { level: status, proof }, own)));
}

/** How the duty stands by the reviewer's verdicts, where that differs from what the organisation says. */
function reviewedWord(writer: Writer, { id, applies, status }: ObligationResult): string | null {
  const { subject, texts } = writer.input;
  const found = subject.review?.reviewedResult.obligations.find((entry) => entry.id === id);
  if (!found || (found.applies === applies && found.status === status)) return null;
  return (found.applies === 'yes' ? texts.status[found.status] : texts.maybe) ?? null;
}

/** What the law says may follow where a duty that binds the organisation is not fulfilled. */
function consequences(writer: Writer) {
  const { content, result } = writer.input;
  const own = result.obligations.filter(
    ({ applies, party, kind }) => applies === 'yes' && party === 'own' && kind === 'duty',
  );
  const named = new Set(own.flatMap(({ sanctions }) => sanctions));
  return content.sanctions
    .filter(({ id }) => named.has(id))
    .map(({ text, basis }) => ({ text: writer.say(text), basis: writer.cite(basis) }));
}
