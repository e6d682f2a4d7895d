/** @module A measured workforce plan as the report prints it: displaced work by occupation, people, steps, allowance. */

import { formatDate } from '../../app/dates.ts';
import {
  EXPOSURE_REASONS,
  EXPOSURE_SOURCES,
  GRADIENT_TITLES,
  INTENT_TITLES,
  type OccupationReport,
  PLAN_PART_TITLES,
  STATE_TEXTS,
  STATE_TITLES,
  STATUS_TITLES,
  STEP_TITLES,
  WORKFORCE_LIMITS,
  type WorkforceReport,
} from '../../measure/workforce/index.ts';
import { intervalChart } from './charts/interval-chart.ts';
import { number, percent } from './risk-model.ts';
import type { ReportInput } from './writer.ts';

type Words = Pick<ReportInput, 'lang' | 'texts'>;

interface Range {
  low: number;
  point: number | null;
  high: number;
}

export function workforceModel({ lang, texts }: ReportInput, datasetId: string, report: WorkforceReport) {
  const { displaced, people, process, allowance } = report;
  const words = { lang, texts };
  const span = (range: Range, write: (value: number) => string): string =>
    `${range.point === null ? texts.notMeasured : write(range.point)} (${write(range.low)} – ${write(range.high)})`;
  const fte = (value: number): string => number(value, lang, 1);
  return {
    id: datasetId,
    state: report.state,
    stateWord: STATE_TITLES[report.state][lang],
    text: STATE_TEXTS[report.state][lang],
    headcount: number(people.headcount, lang, 0),
    fte: span(displaced.fte, fte),
    share: span(displaced.share, (value) => percent(value, lang)),
    openPeople: displaced.openPeople > 0 ? number(displaced.openPeople, lang, 0) : null,
    affected: `${people.affected.complete ? '' : `${texts.atLeast} `}${number(people.affected.known, lang, 0)}`,
    ended: `${people.outcomes.ended.complete ? '' : `${texts.atLeast} `}${number(people.outcomes.ended.known, lang, 0)}`,
    chart: displacementChart(words, datasetId, report.occupations),
    occupations: report.occupations.map((entry) => occupationModel(words, entry, span)),
    steps: process.steps
      .filter(({ needed }) => needed !== 'no')
      .map(({ step, status, doneOn, due }) => ({
        title: STEP_TITLES[step][lang],
        status,
        word: STATUS_TITLES[status][lang],
        doneOn: doneOn && formatDate(doneOn, lang),
        doneGap: doneOn ? null : { text: texts.doneMissing, questions: [] },
        due: due?.dates.map((date) => formatDate(date, lang)).join(texts.or),
      })),
    planMissing: process.plan.missing.map((part) => PLAN_PART_TITLES[part][lang]),
    planUnknown: process.plan.unknown.map((part) => PLAN_PART_TITLES[part][lang]),
    allowance: allowance && {
      people: number(allowance.people, lang, 0),
      total: lang === 'vi' ? `${number(allowance.total, lang, 0)} ₫` : `VND ${number(allowance.total, lang, 0)}`,
    },
    source: `${report.source.credit} (${report.source.licence}). ${report.source.changes} ${report.source.disclaimer}`,
    limits: WORKFORCE_LIMITS.map((limit) => limit[lang]),
  };
}

function occupationModel(
  { lang, texts }: Words,
  entry: OccupationReport,
  span: (range: Range, write: (value: number) => string) => string,
) {
  const { exposure } = entry;
  return {
    code: entry.code,
    title: entry.ownTitle ?? entry.title?.[lang] ?? entry.code,
    headcount: number(entry.headcount, lang, 0),
    coverage: entry.coverage === null ? texts.unknownAnswer : percent(entry.coverage, lang),
    intent: INTENT_TITLES[entry.intent][lang],
    exposure: exposure.gradient ? GRADIENT_TITLES[exposure.gradient][lang] : EXPOSURE_SOURCES[exposure.source][lang],
    reason: exposure.reason ? EXPOSURE_REASONS[exposure.reason][lang] : null,
    fte: span(entry.fte, (value) => number(value, lang, 1)),
  };
}

function displacementChart({ lang, texts }: Words, id: string, occupations: OccupationReport[]): string {
  const most = Math.max(...occupations.map(({ headcount }) => headcount), 1);
  return intervalChart({
    id: `displacement-${id}`,
    description: texts.displacementChart,
    rows: occupations.map(({ code, title, ownTitle, fte }) => ({
      label: `${code} ${ownTitle ?? title?.[lang] ?? ''}`.trim(),
      value: fte.point,
      low: fte.low,
      high: fte.high,
      missing: texts.notMeasured,
    })),
    max: Math.ceil(most),
    format: (value) => number(value, lang, 0),
  });
}
