/** @module The first page: tier, why, what to do first, what is unknown, and how far the matter was taken. */
import { type Content, variablesOf } from '../../../engine/index.ts';
import type { Writer } from '../writer.ts';
import type { DutyModel } from './duty-model.ts';

/** How many duties and questions the first page names: it must stay one page. */
const SUMMARY_ITEMS = 5;
const SUMMARY_QUESTIONS = 3;

export function summaryModel(writer: Writer, own: DutyModel[]) {
  const { result, texts } = writer.input;
  const { tier, possibleTiers, reasons, unsettled, deciders } = result.classification;
  const tierReasons = reasons.filter(({ rule }) => rule.startsWith('decision.tier:'));
  const level = tier === 'undetermined' ? { ...writer.tier(tier), word: texts.undetermined } : writer.tier(tier);
  const open = result.open.filter(({ conditional }) => !conditional);
  return {
    level,
    undetermined: tier === 'undetermined',
    possible: possibleTiers.map((id) => writer.tier(id)),
    why:
      tier === 'undetermined'
        ? [texts.undeterminedWhy]
        : (tierReasons.length > 0 ? tierReasons : reasons).slice(0, 4).map(({ text }) => writer.say(text)),
    meaning: texts.meanings[tier],
    urgent: mostPressing(writer, own).slice(0, SUMMARY_ITEMS),
    unknown: (deciders.length > 0
      ? deciders.filter((id) => open.some(({ questionId }) => questionId === id))
      : open.map(({ questionId }) => questionId)
    )
      .slice(0, SUMMARY_QUESTIONS)
      .map((id) => writer.say(writer.questions.get(id)!.text)),
    decisive: deciders.length > 0,
    // While questions are open, most unsettled points are not yet the reader's; section 1 lists them all.
    unsettled: deciders.length > 0 ? [] : unsettled.map(({ title }) => writer.say(title)).slice(0, SUMMARY_ITEMS),
    openCount: open.length,
  };
}

/** For the first page: what the tier or an event asks comes before what is asked of every system. */
function mostPressing(writer: Writer, own: DutyModel[]) {
  const specific = specificDuties(writer.input.content);
  const rank = ({ id, status, running }: DutyModel): number =>
    (running ? 0 : 4) + (status === 'not_met' ? 0 : 2) + (specific.has(id) ? 0 : 1);
  return own
    .filter(({ certain, isDuty, state }) => certain && isDuty && state !== 'by_event' && state !== 'none')
    .sort((a, b) => rank(a) - rank(b));
}

const specifics = new WeakMap<Content, ReadonlySet<string>>();

/** Duties that depend on the tier; read once from a content. */
function specificDuties(content: Content): ReadonlySet<string> {
  const found =
    specifics.get(content) ??
    new Set(content.obligations.filter(({ when }) => variablesOf(when).includes('decision.tier')).map(({ id }) => id));
  specifics.set(content, found);
  return found;
}
