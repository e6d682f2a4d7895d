/** @module The fairness report as text. Rounds for display only; every decision was taken on unrounded values. */
import {
  type AttributeReport,
  type Comparison,
  DIRECTION_TEXTS,
  type FairnessReport,
  FLIP_FLOP,
  type GroupReport,
  LIMITS,
  type MetricReport,
  RATE_WORDS,
  REASON_TEXTS,
  SIMPSON_TEXTS,
  STATUS_TEXTS,
  type StratifiedComparison,
  SUMMARY,
  VERDICT_TEXTS,
  VERDICT_TITLES,
} from '../measure/fairness/index.ts';
import { LINE_WORDS, SUMMARY_WORDS } from './fairness-words.ts';
import type { Language } from './options.ts';

/** A spreadsheet that opens the text would compute these; a number is left as it is. */
const FORMULA = /^[=+\-@](?![\d.,\s]*$)/;

/** Names come from someone's file: nothing in them may steer a terminal, or be computed where the text is pasted. */
export function safe(name: string, most = 80): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD').slice(0, most);
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

class Writer {
  constructor(readonly lang: Language) {}

  number(value: number, digits = 3): string {
    return value.toLocaleString(this.lang === 'vi' ? 'vi-VN' : 'en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    });
  }

  percent(value: number): string {
    return `${this.number(100 * value, 1)}%`;
  }

  /** A p value that is not zero never reads as zero. */
  p(value: number): string {
    const floor = this.number(0.0001, 4);
    return value < 0.0001 ? `p < ${floor}` : `p = ${this.number(value, 4)}`;
  }

  range([low, high]: readonly [number, number], show: (value: number) => string): string {
    return `[${show(low)}; ${show(high)}]`;
  }
}

export function fairnessText(report: FairnessReport, lang: Language, assumed: boolean): string {
  const words = LINE_WORDS[lang];
  const writer = new Writer(lang);
  return [
    `${words.result}: ${VERDICT_TITLES[report.verdict][lang].toUpperCase()}`,
    VERDICT_TEXTS[report.verdict][lang],
    `${DIRECTION_TEXTS[report.direction][lang]}${assumed ? ` ${words.assumed}` : ''}`,
    ...report.attributes.flatMap((attribute) => attributeText(attribute, writer)),
    [`${words.limits}:`, ...LIMITS.map((limit) => `  - ${limit[lang]}`)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function attributeText(attribute: AttributeReport, writer: Writer): string[] {
  const { lang } = writer;
  const words = LINE_WORDS[lang];
  const { verdict, reason, unknown } = attribute;
  const why = reason ? ` (${REASON_TEXTS[reason][lang]})` : '';
  const head = [
    `== ${safe(attribute.attribute)}: ${VERDICT_TITLES[verdict][lang]}${why}`,
    ...(unknown.rows > 0 ? [words.unknown(unknown.rows, writer.percent(unknown.share))] : []),
    `${words.groups}:`,
    ...attribute.groups.map((group) => groupLine(group, writer)),
  ];
  const missing = attribute.notMeasured.map((rate) => RATE_WORDS[lang][rate]).join('; ');
  const computed = SUMMARY.filter((name) => attribute.summary[name].reason !== 'no_labels');
  const values = computed.map((name) => {
    const { value, reason: gap } = attribute.summary[name];
    const shown = value === null ? `${words.undefined} (${REASON_TEXTS[gap!][lang]})` : writer.number(value);
    return `  ${SUMMARY_WORDS[lang][name]}: ${shown}`;
  });
  return [
    head.join('\n'),
    ...attribute.metrics.map((metric) => metricText(metric, writer)),
    ...attribute.strata.map((entry) => strataText(entry, writer)),
    ...(missing ? [`${words.notMeasured}: ${missing}.`] : []),
    [`${words.summary}:`, ...values].join('\n'),
  ];
}

function groupLine({ name, rows, status, rates }: GroupReport, writer: Writer): string {
  const { lang } = writer;
  const selection = rates?.selection_rate;
  const rate =
    selection && selection.value !== null
      ? `, ${RATE_WORDS[lang].selection_rate} ${writer.percent(selection.value)} ${writer.range(selection.interval!, (v) => writer.percent(v))}`
      : '';
  const label = status === 'judged' ? '' : ` (${STATUS_TEXTS[status][lang]})`;
  return `  ${safe(name)}: ${LINE_WORDS[lang].people(rows)}${rate}${label}`;
}

function metricText(metric: MetricReport, writer: Writer): string {
  const { lang } = writer;
  const why = metric.reason ? ` (${REASON_TEXTS[metric.reason][lang]})` : '';
  const against =
    metric.reference === null || metric.referenceRate === null
      ? []
      : [`  ${LINE_WORDS[lang].against(safe(metric.reference), writer.percent(metric.referenceRate))}`];
  return [
    `${RATE_WORDS[lang][metric.rate]}: ${VERDICT_TITLES[metric.verdict][lang]}${why}`,
    ...against,
    ...metric.comparisons.map((comparison) => comparisonText(comparison, writer)),
  ].join('\n');
}

function comparisonText(comparison: Comparison, writer: Writer): string {
  const { lang } = writer;
  const words = LINE_WORDS[lang];
  const { group, rate, verdict, reason, ratio, ratioInterval, difference, differenceInterval, shortfall } = comparison;
  const title = `${VERDICT_TITLES[verdict][lang]}${reason ? ` (${REASON_TEXTS[reason][lang]})` : ''}`;
  const number = (value: number): string => writer.number(value);
  const facts = [
    ...(ratio === null ? [] : [`${words.ratio} ${number(ratio)} ${writer.range(ratioInterval!, number)}`]),
    ...(difference === null
      ? []
      : [`${words.difference} ${number(difference)} ${writer.range(differenceInterval!, number)}`]),
    ...(comparison.p === null
      ? []
      : [
          `${words.tests[comparison.test!]} ${writer.p(comparison.p)}, ${words.adjusted} ${writer.p(comparison.pHolm!)}`,
        ]),
    ...(comparison.belowFourFifths ? [words.below] : []),
    ...(comparison.smallSample && rate !== null ? [words.smallSample] : []),
    ...(comparison.smallShare ? [STATUS_TEXTS.small_share[lang]] : []),
    ...(comparison.flipFlop ? [FLIP_FLOP[lang]] : []),
  ];
  const more = verdict === 'insufficient' && shortfall && (shortfall.group > 0 || shortfall.reference > 0);
  return [
    `  - ${safe(group)}${rate === null ? '' : ` (${writer.percent(rate)})`}: ${title}`,
    ...(facts.length > 0 ? [`    ${facts.join('; ')}`] : []),
    ...(more ? [`    ${words.shortfall(shortfall.needed, shortfall.group, shortfall.reference)}`] : []),
  ].join('\n');
}

function strataText(entry: StratifiedComparison, writer: Writer): string {
  const { lang } = writer;
  const words = LINE_WORDS[lang];
  const ratio = (value: number | null): string => (value === null ? words.undefined : writer.number(value));
  return [
    `${words.strata(entry.strata)}: ${safe(entry.group)} / ${safe(entry.reference)}: ${words.oddsRatio} ${ratio(entry.commonOddsRatio)}, ${words.pooled} ${ratio(entry.pooledOddsRatio)}`,
    ...(entry.simpson ? [SIMPSON_TEXTS[entry.simpson][lang]] : []),
  ].join('\n');
}
