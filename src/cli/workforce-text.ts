/** @module The workforce report as text. Rounds for display only; every decision was taken on unrounded values. */
import { REASON_TEXTS, VERDICT_TITLES } from '../measure/fairness/index.ts';
import {
  type Due,
  EXPOSURE_REASONS,
  EXPOSURE_SOURCES,
  GARMENT_NOTE,
  GRADIENT_TITLES,
  INPUT_UNKNOWN,
  INTENT_TITLES,
  type OccupationReport,
  PLAN_PART_TITLES,
  type Range,
  STATE_TEXTS,
  STATE_TITLES,
  STATUS_TITLES,
  STEP_TITLES,
  type Step,
  TECHNOLOGY_TITLES,
  WORKFORCE_LIMITS,
  type WorkforceReport,
} from '../measure/workforce/index.ts';
import type { Language } from './options.ts';
import { WORKFORCE_WORDS } from './workforce-words.ts';

/** Names come from someone's file: nothing in them may steer a terminal. */
const safe = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD').slice(0, 80);

class Writer {
  readonly words: (typeof WORKFORCE_WORDS)[Language];

  constructor(readonly lang: Language) {
    this.words = WORKFORCE_WORDS[lang];
  }

  number(value: number, digits = 0): string {
    return value.toLocaleString(this.lang === 'vi' ? 'vi-VN' : 'en-US', { maximumFractionDigits: digits });
  }

  percent(value: number): string {
    return `${this.number(100 * value, 1)}%`;
  }

  /** A range without a point value reads as not measured, never as its lower end. */
  range({ low, point, high }: Range, show: (value: number) => string): string {
    const band = this.words.between(show(low), show(high));
    return point === null ? `${this.words.notMeasured} (${band})` : `${show(point)} (${band})`;
  }

  /** 22/11/2026 for Vietnamese readers. */
  date(date: string): string {
    return this.lang === 'vi' ? date.split('-').reverse().join('/') : date;
  }

  due({ dates, provisional }: Due): string {
    return `${dates.map((date) => this.date(date)).join(` ${this.words.or} `)}${provisional ? ` (${this.words.provisional})` : ''}`;
  }
}

export function workforceText(report: WorkforceReport, lang: Language): string {
  const writer = new Writer(lang);
  return [
    headText(report, writer),
    occupationsText(report, writer),
    peopleText(report, writer),
    distributionText(report, writer),
    processText(report, writer),
    ...(report.allowance ? [allowanceText(report, writer)] : []),
    [`${writer.words.limits}:`, ...WORKFORCE_LIMITS.map((limit) => `  - ${limit[lang]}`)].join('\n'),
    `${writer.words.credit}: ${report.source.credit} ${report.source.href} (${report.source.licence}). ${report.source.disclaimer}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function headText({ state, system, asOf, displaced, likelihood, people }: WorkforceReport, writer: Writer): string {
  const { words, lang } = writer;
  const fte = writer.range(displaced.fte, (value) => writer.number(value, 2));
  const share = writer.range(displaced.share, (value) => writer.percent(value));
  return [
    `${words.result}: ${STATE_TITLES[state][lang].toUpperCase()}`,
    STATE_TEXTS[state][lang],
    ...(system === null ? [] : [`${words.system}: ${safe(system)}`]),
    ...(asOf === null ? [] : [`${words.asOf}: ${writer.date(asOf)}`]),
    `${words.displaced}: ${fte} ${words.fte}, ${words.ofHeadcount(writer.number(people.headcount))}: ${share}`,
    ...(displaced.openPeople > 0 ? [words.openPeople(writer.number(displaced.openPeople))] : []),
    `${words.likelihood}: ${writer.range(likelihood, (value) => writer.number(value, 2))}`,
  ].join('\n');
}

function occupationsText({ occupations }: WorkforceReport, writer: Writer): string {
  const note = occupations.some(({ garments }) => garments) ? [GARMENT_NOTE[writer.lang]] : [];
  return [
    `${writer.words.occupations}:`,
    ...occupations.map((occupation) => occupationText(occupation, writer)),
    ...note,
  ].join('\n');
}

function occupationText(entry: OccupationReport, writer: Writer): string {
  const { words, lang } = writer;
  const { exposure, title, ownTitle } = entry;
  const name = [title?.[lang], ownTitle === null ? undefined : safe(ownTitle)].filter((part) => part !== undefined);
  const source = [
    EXPOSURE_SOURCES[exposure.source][lang],
    ...(exposure.gradient ? [GRADIENT_TITLES[exposure.gradient][lang]] : []),
    ...(exposure.siblings.length > 0 ? [`${words.imputedFrom} ${exposure.siblings.join(', ')}`] : []),
  ].join('; ');
  const coverage =
    entry.coverage === null ? INPUT_UNKNOWN.coverage[lang] : `${words.coverage} ${writer.percent(entry.coverage)}`;
  const intent =
    entry.intent === 'unknown' ? INPUT_UNKNOWN.intent[lang] : `${words.intent}: ${INTENT_TITLES[entry.intent][lang]}`;
  const technology = entry.technology.map((word) => TECHNOLOGY_TITLES[word][lang]).join(' + ');
  const two = (value: number): string => writer.number(value, 2);
  return [
    `  - ${entry.code} ${name.join(' – ')}: ${words.people(writer.number(entry.headcount))}${entry.codeFromTitle ? ` (${words.confirm})` : ''}`,
    `    ${technology}; ${coverage}; ${intent}`,
    `    ${words.exposure}: ${exposure.source === 'none' ? words.notMeasured : `${writer.range(exposure, two)}, ${source}`}`,
    ...(exposure.reason && entry.coverage !== 0 ? [`    ${EXPOSURE_REASONS[exposure.reason][lang]}`] : []),
    `    ${words.share}: ${writer.range(entry.share, (value) => writer.percent(value))}; ${writer.range(entry.fte, two)} ${words.fte}`,
  ].join('\n');
}

function peopleText({ people }: WorkforceReport, writer: Writer): string {
  const { words } = writer;
  const count = ({ known, complete }: { known: number; complete: boolean }): string =>
    complete ? writer.number(known) : words.atLeast(writer.number(known));
  const { retraining, newRoles } = people;
  const offered =
    retraining.offered === null || retraining.coverage === null
      ? []
      : [words.offered(writer.number(retraining.offered), writer.percent(retraining.coverage))];
  const gap = retraining.gap ? [words.gap(writer.number(retraining.gap))] : [];
  const line = [...offered, ...gap].join('; ');
  return [
    `${words.peopleHead}:`,
    `  ${words.affected}: ${count(people.affected)}`,
    `  ${words.ended}: ${count(people.outcomes.ended)}`,
    `  ${words.trigger[people.planTrigger]}`,
    `  ${words.retraining}: ${line || words.notMeasured}`,
    `  ${words.newRoles}: ${
      newRoles.total === null || newRoles.net === null
        ? words.notMeasured
        : words.net(writer.number(newRoles.total), writer.number(newRoles.net))
    }`,
  ].join('\n');
}

function distributionText({ distribution }: WorkforceReport, writer: Writer): string {
  const { words, lang } = writer;
  if (!distribution.report) return `${words.distribution}:\n  ${words.noGroups}`;
  const lines = distribution.report.attributes.flatMap(({ attribute, verdict, reason, groups, metrics }) => {
    const why = reason ? ` (${REASON_TEXTS[reason][lang]})` : '';
    const rates = groups.map(({ name, rows, rates: shown }) => {
      const rate = shown?.selection_rate.value ?? null;
      return `${safe(name)} ${rate === null ? '–' : writer.percent(rate)} (${words.people(writer.number(rows))})`;
    });
    const headline = metrics[0]?.headline;
    return [
      `  ${safe(attribute)}: ${VERDICT_TITLES[verdict][lang]}${why}`,
      `    ${rates.join('; ')}`,
      ...(headline ? [`    ${words.ratio}: ${safe(headline.group)} ${writer.number(headline.ratio, 3)}`] : []),
    ];
  });
  return [`${words.distribution}:`, ...lines, `  ${words.notFourFifths}`].join('\n');
}

function processText({ process, gates }: WorkforceReport, writer: Writer): string {
  const { words, lang } = writer;
  const titles = (parts: readonly (keyof typeof PLAN_PART_TITLES)[]): string =>
    parts.map((part) => PLAN_PART_TITLES[part][lang]).join('; ');
  const { missing, unknown } = process.plan;
  const needed = process.steps.find(({ step }) => step === 'plan')!.needed !== 'no';
  return [
    `${words.process}:`,
    ...process.steps.map((step) => stepLine(step, writer)),
    ...(needed && missing.length > 0 ? [`  ${words.planMissing}: ${titles(missing)}`] : []),
    ...(needed && unknown.length > 0 ? [`  ${words.planUnknown}: ${titles(unknown)}`] : []),
    `  ${words.g4[gates[0]!.fires]}`,
  ].join('\n');
}

function stepLine({ step, status, doneOn, due }: Step, writer: Writer): string {
  const { words, lang } = writer;
  const facts = [
    STATUS_TITLES[status][lang],
    ...(doneOn === null ? [] : [`${words.doneOn} ${writer.date(doneOn)}`]),
    ...(due === null || status === 'not_needed' ? [] : [`${words.due} ${writer.due(due)}`]),
  ];
  return `  - ${STEP_TITLES[step][lang]}: ${facts.join('; ')}`;
}

function allowanceText({ allowance, people }: WorkforceReport, writer: Writer): string {
  const { words } = writer;
  const { entries, people: listed, total } = allowance!;
  const lines = entries.flatMap((entry) => {
    const { eligible, countedYears, monthsOfPay, perPerson, settlement } = entry;
    const name = `  - ${entry.label === null ? '' : `${safe(entry.label)}, `}${words.people(writer.number(entry.people))}`;
    if (!eligible) return [`${name}: ${words.notEligible}`];
    const [years, months] = [writer.number(countedYears, 1), writer.number(monthsOfPay, 1)];
    const sum = words.allowanceLine(years, months, writer.number(perPerson), writer.number(entry.total));
    return [
      `${name}: ${sum}${entry.leastApplied ? ` (${words.least})` : ''}`,
      ...(settlement
        ? [
            `    ${words.settle(settlement.usual ? writer.due(settlement.usual) : words.calendarOpen, writer.due(settlement.latest))}`,
          ]
        : []),
    ];
  });
  const { ended } = people.outcomes;
  const fewer = listed === ended.known ? [] : [`  ${words.fewer(writer.number(listed), writer.number(ended.known))}`];
  return [`${words.allowance}:`, ...lines, `  ${words.total}: ${writer.number(total)} ${words.dong}`, ...fewer].join(
    '\n',
  );
}
