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
    glance: glance(writer, own),
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

const isDated = (state: DutyModel['state']): boolean => state !== 'by_event' && state !== 'none';

/** What still asks for something, most pressing first; what is met is kept up, not done first. */
const PRESSING: readonly DutyModel['status'][] = ['not_met', 'partly_met', 'unknown'];

/** How things stand, in numbers: what a director asks before reading on. Levels and conclusions as words. */
function glance(writer: Writer, own: DutyModel[]) {
  const { result, texts, subject } = writer.input;
  const duties = own.filter(({ isDuty }) => isDuty);
  const state = (status: string) => duties.filter((duty) => duty.certain && duty.statusWord === texts.status[status]);
  const statuses = ['not_met', 'partly_met', 'unknown', 'met', 'not_applicable'];
  const severities = ['critical', 'high', 'moderate', 'low', 'information'];
  const { fairness, workforce } = result.risks;
  const levelOf = (risk: typeof fairness): string | null =>
    risk === null ? null : risk.level ? writer.say(risk.level.name) : texts.riskNoLevel;
  return {
    duties: {
      total: String(duties.length),
      parts: present([
        ...statuses.map((status) => [texts.status[status]!, state(status).length] as const),
        [texts.noEvent, duties.filter(({ certain, statusWord }) => certain && statusWord === texts.noEvent).length],
        [texts.maybe, duties.filter(({ certain }) => !certain).length],
      ]),
    },
    findings: {
      total: String(result.findings.length),
      parts: present(
        severities.map(
          (id) => [texts.severity[id]!, result.findings.filter(({ severity }) => severity === id).length] as const,
        ),
      ),
    },
    risks: [
      { title: texts.riskDomains.fairness, level: levelOf(fairness) },
      { title: texts.riskDomains.workforce, level: levelOf(workforce) },
    ],
    reviewFindings: subject.review && {
      total: String(subject.review.findings.length),
      parts: present(
        ['open', 'remediated', 'risk_accepted', 'verified'].map(
          (id) =>
            [texts.findingStates[id]!, subject.review!.findings.filter((found) => found.state === id).length] as const,
        ),
      ),
    },
  };
}

const present = (parts: readonly (readonly [string, number])[]): string[] =>
  parts.filter(([, count]) => count > 0).map(([word, count]) => `${word}: ${count}`);

/** For the first page: what the tier or an event asks comes before what is asked of every system. */
function mostPressing(writer: Writer, own: DutyModel[]) {
  const specific = specificDuties(writer.input.content);
  const rank = ({ id, status, running }: DutyModel): number =>
    (running ? 0 : 10) + 2 * PRESSING.indexOf(status) + (specific.has(id) ? 0 : 1);
  return own
    .filter(({ certain, isDuty, state, status }) => certain && isDuty && isDated(state) && PRESSING.includes(status))
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
