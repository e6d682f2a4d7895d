/** @module Whether a form concerns the organisation: read from the duty that asks for it, with the reasons the engine gave. */
import { mayLackPeriod } from '../../../engine/index.ts';
import { formatDeadline } from '../render-text.ts';
import type { Notice } from './form-model.ts';
import type { FormWriter } from './form-writer.ts';

/** Questions named in a notice. */
const SHOWN = 5;

/** What no form makes good comes before everything else. */
export function prohibitedNotices(writer: FormWriter): Notice[] {
  const indicated = writer.result.classification.prohibited.filter(({ status }) => status === 'indicated');
  if (indicated.length === 0) return [];
  const basis = writer.cite([...new Set(indicated.flatMap((act) => act.basis))]);
  return [{ kind: 'stop', text: writer.words.prohibited, basis, asks: [] }];
}

/** @param id the obligation that asks for the form */
export function concernOf(writer: FormWriter, id: string): Notice {
  const { words, result, input } = writer;
  const entry = result.obligations.find((obligation) => obligation.id === id);
  if (!entry) return { kind: 'open', text: words.notInForce, basis: null, asks: [] };
  const title = writer.say(entry.title);
  const basis = writer.cite(entry.basis);
  const unknown = entry.reasons.filter(({ value }) => value === null).map(({ questionId }) => questionId);
  const asks = unknown.slice(0, SHOWN).map((question) => writer.ask(question));
  if (entry.applies === 'no') return { kind: 'not_concerned', text: words.notConcerned(title), basis, asks: [] };
  if (entry.applies === 'unknown') {
    const { unsettled } = result.classification;
    const points = unsettled
      .filter(({ id: point }) => entry.unsettled.includes(point))
      .map((point) => writer.say(point.title));
    // No answer can settle a point of law: it is named instead of a question.
    const text = asks.length > 0 || points.length === 0 ? words.open(title) : words.openLaw(title, points.join('; '));
    return { kind: 'open', text, basis, asks };
  }
  if (entry.party === 'other') {
    const actors = input.content.actors
      .filter((actor) => entry.actors.includes(actor.id))
      .map((actor) => writer.say(actor.title));
    return { kind: 'not_concerned', text: words.othersDuty(title, actors.join(', ')), basis, asks: [] };
  }
  if (entry.party === 'unknown') {
    return {
      kind: 'open',
      text: words.openRole(title),
      basis,
      asks: asks.length > 0 ? asks : [writer.ask('roles.held')],
    };
  }
  const mayLack = mayLackPeriod(entry, result, input.content);
  const due = words.deadline(formatDeadline(entry.deadline, input.lang, undefined, mayLack));
  return { kind: 'concerned', text: `${words.concerned(title)} ${due}`, basis, asks: [] };
}
