/** @module A measured fairness data set as the report prints it: verdict, rates with intervals by group, what they do not show. */
import {
  type AttributeReport,
  DIRECTION_TEXTS,
  type FairnessReport,
  LIMITS,
  RATE_WORDS,
  REASON_TEXTS,
  SIMPSON_TEXTS,
  STATUS_TEXTS,
  VERDICT_TEXTS,
  VERDICT_TITLES,
} from '../../measure/fairness/index.ts';
import { intervalChart } from './charts/interval-chart.ts';
import { number, percent } from './risk-model.ts';
import type { ReportInput } from './writer.ts';

/** Groups in one picture; more are in the table only. */
const GROUPS = 24;

export function fairnessModel({ lang, texts }: ReportInput, datasetId: string, report: FairnessReport) {
  return {
    id: datasetId,
    verdict: report.verdict,
    verdictWord: VERDICT_TITLES[report.verdict][lang],
    text: VERDICT_TEXTS[report.verdict][lang],
    direction: DIRECTION_TEXTS[report.direction][lang],
    attributes: report.attributes.map((attribute, index) =>
      attributeModel({ lang, texts }, attribute, `${datasetId}-${index}`),
    ),
    limits: LIMITS.map((limit) => limit[lang]),
  };
}

type Words = Pick<ReportInput, 'lang' | 'texts'>;

function attributeModel({ lang, texts }: Words, attribute: AttributeReport, id: string) {
  const metric = attribute.metrics[0];
  const rateName = RATE_WORDS[lang][metric?.rate ?? 'selection_rate'];
  const rate = metric?.rate ?? 'selection_rate';
  const shown = attribute.groups.slice(0, GROUPS);
  return {
    name: attribute.attribute,
    verdictWord: VERDICT_TITLES[attribute.verdict][lang],
    verdict: attribute.verdict,
    reason: attribute.reason ? REASON_TEXTS[attribute.reason][lang] : null,
    records: number(attribute.records, lang, 0),
    unknown: attribute.unknown.rows > 0 ? number(attribute.unknown.rows, lang, 0) : null,
    rateName,
    chart: intervalChart({
      id: `rates-${id}`,
      description: `${texts.ratesChart}: ${attribute.attribute}, ${rateName}`,
      rows: shown.map(({ name, rates, status }) => ({
        label: name,
        value: rates?.[rate].value ?? null,
        low: rates?.[rate].interval?.[0] ?? null,
        high: rates?.[rate].interval?.[1] ?? null,
        weak: status === 'small_sample' || status === 'small_share',
        missing: status === 'judged' ? texts.unknownAnswer : STATUS_TEXTS[status][lang],
      })),
      max: 1,
      format: (value) => percent(value, lang),
    }),
    groups: attribute.groups.map(({ name, rows, rates, status }) => {
      const found = rates?.[rate];
      const compared = metric?.comparisons.find(({ group }) => group === name);
      return {
        name,
        rows: number(rows, lang, 0),
        rate: found && found.value !== null ? percent(found.value, lang) : texts.notMeasured,
        interval: found?.interval ? found.interval.map((end) => percent(end, lang)).join(' – ') : texts.notMeasured,
        ratio: compared && compared.ratio !== null ? number(compared.ratio, lang, 2) : texts.notCompared,
        note: [
          ...(status === 'judged' ? [] : [STATUS_TEXTS[status][lang]]),
          ...(metric?.reference === name ? [texts.referenceGroup] : []),
          ...(compared ? [VERDICT_TITLES[compared.verdict][lang]] : []),
        ].join('; '),
      };
    }),
    metrics: attribute.metrics.map((entry) => ({
      rate: RATE_WORDS[lang][entry.rate],
      headline: entry.headline
        ? `${number(entry.headline.ratio, lang, 2)} (${entry.headline.group})`
        : texts.notMeasured,
      verdict: VERDICT_TITLES[entry.verdict][lang],
    })),
    warnings: [...new Set(attribute.strata.flatMap(({ simpson }) => (simpson ? [SIMPSON_TEXTS[simpson][lang]] : [])))],
  };
}
