/** @module The result as plain text for a terminal. */

import { formatDate } from '../../app/dates.ts';
import {
  type Content,
  type DeadlineResult,
  mayLackPeriod,
  type ObligationResult,
  type Question,
  type Result,
  type Text,
  type Value,
} from '../../engine/index.ts';
import { lawOf } from './law-of.ts';
import { TEXT_WORDS } from './text-words.ts';

type Lang = keyof Text;

const OPEN_LIMIT = 12;

const EVENT_RULES: readonly string[] = ['on_event', 'on_request', 'at_publication', 'each_decision'];

/** An answer as its question words it; `null` is unknown, never empty. */
export function formatValue(value: Value | null, question: Question | undefined, lang: Lang): string {
  const words = TEXT_WORDS[lang];
  if (value === null) return words.unknown;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const option = (id: string): string => question?.options?.find((entry) => entry.id === id)?.text[lang] ?? id;
  if (Array.isArray(value)) return value.length === 0 ? words.none : value.map(option).join('; ');
  return question?.type === 'date' ? formatDate(String(value), lang) : option(String(value));
}

/**
 * One line that says by when: a state, never an empty cell.
 * @param status what the answers say of the duty: where they say that it is not met, there is nothing left to check
 * @param mayLackPeriod see `mayLackPeriod`
 */
export function formatDeadline(
  deadline: DeadlineResult,
  lang: Lang,
  status?: ObligationResult['status'],
  mayLackPeriod = false,
): string {
  const words = TEXT_WORDS[lang];
  const dates = deadline.date === null ? deadline.possibleDates : [deadline.date];
  const shown = dates.map((date) => formatDate(date, lang)).join(words.or);
  // What an event starts cannot be finished before a day: the transition period only says until when it stands back.
  const isStarted = EVENT_RULES.includes(deadline.rule) && deadline.state === 'grace';
  if (isStarted) return words.states.graceEvent(shown);
  // What has to be done before use is too late on the first day of use.
  if (deadline.state === 'upcoming' && deadline.before) return words.states.upcomingBefore(shown);
  if (deadline.state === 'undetermined' && mayLackPeriod) return words.states.undeterminedPeriod(shown);
  const isMissed = deadline.state === 'passed' && (status === 'not_met' || status === 'partly_met');
  return words.states[isMissed ? 'missed' : deadline.state](shown);
}

/** @returns the whole report, lines of at most about 110 characters, ending in a newline. */
export function renderText(result: Result, content: Content, lang: Lang): string {
  const words = TEXT_WORDS[lang];
  const questions = new Map(
    content.questionnaires.flatMap(({ sections }) =>
      sections.flatMap((section) => section.questions.map((q) => [q.id, q] as const)),
    ),
  );
  const cite = (basis: string[]): string => lawOf(content).citeAll(basis)[lang];
  const sections = [
    headline(result, content, lang),
    reasons(result, questions, cite, lang),
    screen(result, cite, lang),
    list(
      words.unsettled,
      result.classification.unsettled.map(({ text, basis }) => `${text[lang]} [${cite(basis)}]`),
    ),
    list(
      words.findings,
      result.findings.map(
        ({ title, text, remedy, planned, basis }) =>
          `${title[lang]}: ${text[lang]} → ${remedy[lang]}${planned ? ` (${words.planned}: ${planned})` : ''} [${cite(basis)}]`,
      ),
    ),
    ...duties(result, content, cite, lang),
    list(words.ethics, ethics(result, lang)),
    list(words.risks, risks(result, lang)),
    open(result, questions, lang),
    list(
      words.onHold,
      result.onHold.map(({ questionId }) => `${questions.get(questionId)!.text[lang]} (${questionId})`),
    ),
    list(
      words.actions,
      result.actions.map(
        ({ change, effect }) =>
          `${change.text[lang]} (${formatValue(change.to, questions.get(change.questionId), lang)}) → ${effect.text[lang]}`,
      ),
    ),
    list(
      words.sources,
      result.sources.map(
        ({ number, title, checkedOn, href }) =>
          `${number}, ${title[lang]} (${words.checked} ${formatDate(checkedOn, lang)}) ${href}`,
      ),
    ),
    words.unsettledFindings,
  ];
  return sections
    .filter((section) => section !== '')
    .join('\n\n')
    .concat('\n');
}

function headline({ system, asOf, classification }: Result, content: Content, lang: Lang): string {
  const words = TEXT_WORDS[lang];
  const values = content.decisions.find(({ id }) => id === 'decision.tier')!.values;
  const title = (tier: string): string => values.find(({ id }) => id === tier)?.title[lang] ?? tier;
  const { tier, possibleTiers, conformityRoute, impactAssessment } = classification;
  return [
    system.name,
    `${words.asOf} ${formatDate(asOf, lang)}`,
    '',
    `${words.tier}: ${tier === 'undetermined' ? words.undetermined : title(tier)}`,
    ...(tier === 'undetermined' ? [`${words.possible}: ${possibleTiers.map(title).join('; ')}`] : []),
    ...(conformityRoute === 'not_applicable' ? [] : [`${words.route}: ${words.routes[conformityRoute]}`]),
    ...(impactAssessment === 'not_required' ? [] : [`${words.impact}: ${words.impacts[impactAssessment]}`]),
  ].join('\n');
}

function reasons(
  result: Result,
  questions: Map<string, Question>,
  cite: (basis: string[]) => string,
  lang: Lang,
): string {
  const words = TEXT_WORDS[lang];
  return list(
    words.why,
    result.classification.reasons.map(({ text, basis, because }) => {
      const answers = because
        .slice(0, 6)
        .map(({ questionId, value }) => `${questionId}: ${formatValue(value, questions.get(questionId), lang)}`);
      const rest = because.length > 6 ? ` +${because.length - 6}` : '';
      return `${text[lang]} [${cite(basis)}]${answers.length > 0 ? `\n    ${words.because}: ${answers.join(' · ')}${rest}` : ''}`;
    }),
  );
}

function screen({ classification }: Result, cite: (basis: string[]) => string, lang: Lang): string {
  const words = TEXT_WORDS[lang];
  const prohibited = classification.prohibited.map(
    ({ code, title, status, basis }) => `${code} ${title[lang]}: ${words.prohibitedStatus[status]} [${cite(basis)}]`,
  );
  const rows = classification.highRiskRows.filter(
    ({ status }, _, all) => status === 'applies' || all.length <= OPEN_LIMIT,
  );
  const listed = rows.map(
    ({ row, title, status, route, pdfPage }) =>
      `${row} ${title[lang]}: ${words.rowStatus[status]}; ${words.route}: ${words.routes[route]} (PDF ${pdfPage})`,
  );
  return [list(words.prohibited, prohibited), list(words.rows, listed)].filter((part) => part !== '').join('\n\n');
}

const STATE_ORDER: DeadlineResult['state'][] = [
  'passed',
  'due',
  'grace',
  'upcoming',
  'undetermined',
  'by_event',
  'none',
];

/**
 * Whether the duty exists hangs on questions that none of the chosen questionnaires asks: it is named, so that nobody takes
 * silence for "does not apply", but not set out.
 */
export const isUnasked = ({ applies, reasons, unsettled, coverage }: ObligationResult): boolean =>
  applies === 'unknown' && reasons.length === 0 && unsettled.length === 0 && coverage !== 'dormant';

/** Nothing has happened yet that would call for the duty. */
export const isWaiting = ({ status, deadline, proof }: ObligationResult): boolean =>
  status === 'unknown' &&
  (deadline.rule === 'on_event' || deadline.rule === 'on_request') &&
  deadline.state === 'by_event' &&
  proof.length === 0;

/** Duties by urgency: what binds first, then by date, then by number. */
export function byUrgency(a: ObligationResult, b: ObligationResult): number {
  return (
    Number(b.status === 'not_met') - Number(a.status === 'not_met') ||
    STATE_ORDER.indexOf(a.deadline.state) - STATE_ORDER.indexOf(b.deadline.state) ||
    (a.deadline.date ?? '9').localeCompare(b.deadline.date ?? '9') ||
    a.id.localeCompare(b.id)
  );
}

function duties(result: Result, content: Content, cite: (basis: string[]) => string, lang: Lang): string[] {
  const { obligations } = result;
  const words = TEXT_WORDS[lang];
  const looked = obligations.filter((entry) => !isUnasked(entry));
  const binding = looked.filter(({ applies, kind }) => applies !== 'no' && (kind === 'duty' || kind === 'liability'));
  const line = (entry: ObligationResult): string => {
    const status =
      entry.applies === 'unknown' ? words.maybe : isWaiting(entry) ? words.noEvent : words.status[entry.status];
    // What is done has no date to keep any more.
    const mayLack = mayLackPeriod(entry, result, content);
    const by = entry.status === 'met' ? '' : `; ${formatDeadline(entry.deadline, lang, entry.status, mayLack)}`;
    return `${entry.id} ${entry.title[lang]} (${status}${by}) [${cite(entry.basis)}]\n    ${entry.duty?.[lang] ?? ''}`;
  };
  const short = (entry: ObligationResult): string => `${entry.id} ${entry.title[lang]} [${cite(entry.basis)}]`;
  const part = (party: ObligationResult['party']): ObligationResult[] =>
    binding.filter((entry) => entry.party === party).sort(byUrgency);
  const optional = looked.filter(({ applies, kind }) => applies !== 'no' && kind !== 'duty' && kind !== 'liability');
  return [
    list(words.own, part('own').map(line)),
    list(words.maybeOwn, part('unknown').map(short)),
    list(words.others, part('other').map(short)),
    list(words.optional, optional.map(short)),
    list(
      words.unasked,
      obligations.filter(isUnasked).map(({ id, title }) => `${id} ${title[lang]}`),
    ),
  ];
}

/** Level and interval of each domain that was scored. */
function risks({ risks: { fairness, workforce } }: Result, lang: Lang): string[] {
  const words = TEXT_WORDS[lang];
  return [fairness, workforce].flatMap((risk) => {
    if (!risk) return [];
    const name = words.riskDomains[risk.domain];
    if (!risk.level) return [`${name}: ${words.riskNone}`];
    const score = risk.residual
      ? ` (${risk.residual.point.toFixed(0)}, ${risk.residual.low.toFixed(0)}–${risk.residual.high.toFixed(0)})`
      : '';
    const gates = risk.gates.filter(({ state }) => state === 'fired').map(({ id, title }) => `${id} ${title[lang]}`);
    const held = gates.length > 0 ? `; ${words.gates}: ${gates.join(', ')}` : '';
    const open = risk.decisive ? '' : `; ${words.notDecisive}`;
    return [`${name}: ${risk.level.name[lang]}${score}${held}${open}`];
  });
}

/** The official form; a framework without one is shown by its points. */
function ethics({ ethicsFramework: { lines, points } }: Result, lang: Lang): string[] {
  const shown = lines.length > 0 ? lines : points;
  return shown.map(({ ref, title, level }) => `${ref} ${title[lang]}: ${TEXT_WORDS[lang].formLevels[level]}`);
}

function open({ open: entries }: Result, questions: Map<string, Question>, lang: Lang): string {
  const words = TEXT_WORDS[lang];
  const now = entries.filter(({ conditional }) => !conditional);
  const shown = now
    .slice(0, OPEN_LIMIT)
    .map(({ questionId }) => `${questions.get(questionId)!.text[lang]} (${questionId})`);
  const text = list(words.open, shown);
  return entries.length > shown.length && text !== ''
    ? `${text}\n  ${words.more(entries.length - shown.length)}`
    : text;
}

function list(title: string, items: string[]): string {
  return items.length === 0 ? '' : [`${title}:`, ...items.map((item) => `  - ${item}`)].join('\n');
}
