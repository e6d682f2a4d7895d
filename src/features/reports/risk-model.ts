/** @module The risk scores as the report prints them: level, reasons, dimensions before and after controls, gates, changes. */
import type { RiskResult, Text } from '../../engine/index.ts';
import { intervalChart } from './charts/interval-chart.ts';
import type { ReportInput } from './writer.ts';

interface Words {
  input: ReportInput;
  say: (text: Text) => string;
  cite: (basis: string[]) => string;
}

/** How many drivers, and changes of one kind, a reader is shown. */
const SHOWN = 6;

/** @returns one entry for each domain; `scored: false` where nothing was scored, never an empty space */
export function riskModel(words: Words) {
  const { texts, result } = words.input;
  const { fairness, workforce, overall } = result.risks;
  const domains = [
    { domain: 'fairness', risk: fairness },
    { domain: 'workforce', risk: workforce },
  ] as const;
  return {
    overall: overall?.level ? words.say(overall.level.name) : null,
    overallId: overall?.level?.id ?? null,
    overallAtLeast: overall?.atLeast ?? false,
    domains: domains.map(({ domain, risk }) => ({
      title: texts.riskDomains[domain],
      ...(risk ? { scored: true as const, ...domainModel(words, risk) } : { scored: false as const }),
    })),
  };
}

function domainModel(words: Words, risk: RiskResult) {
  const { say, cite, input } = words;
  const { lang, texts } = input;
  const score = (value: number): string => number(value, lang, 1);
  const applying = risk.dimensions.filter(({ applies }) => applies);
  return {
    level: risk.level ? say(risk.level.name) : texts.riskNoLevel,
    // Where nothing applies there is no score to be unknown.
    applies: risk.level !== null,
    levelId: risk.level?.id ?? 'undetermined',
    inherent: risk.inherent === null ? texts.unknownAnswer : score(risk.inherent),
    residual: risk.residual ? score(risk.residual.point) : texts.unknownAnswer,
    range: risk.residual ? `${score(risk.residual.low)} – ${score(risk.residual.high)}` : null,
    confidence: `${say(risk.confidenceBand.name)} (${percent(risk.confidence, lang)})`,
    completeness: percent(risk.completeness, lang),
    reasons: risk.reasons.map(({ text }) => say(text)),
    dimensions: applying.map((dimension) => ({
      id: dimension.id,
      title: say(dimension.title),
      inherent: dimension.inherent === null ? texts.unknownAnswer : score(dimension.inherent * 100),
      residual: dimension.residual === null ? texts.unknownAnswer : score(dimension.residual * 100),
      unknown: dimension.inputs.filter(({ state }) => state === 'unknown').length,
    })),
    left: leftOut(words, risk),
    chart: applying.length > 0 ? chartOf(words, risk) : null,
    gates: risk.gates
      // Where nothing is scored, a floor under the score says nothing.
      .filter(({ state }) => state !== 'clear' && risk.level !== null)
      .map((gate) => ({
        id: gate.id,
        title: say(gate.title),
        state: gate.state,
        word: texts.gateStates[gate.state],
        text: gate.state === 'fired' ? say(gate.text) : null,
        floor: say(gate.floor.name),
        lift: say(gate.lift),
        basis: cite(gate.basis),
      })),
    drivers: risk.drivers
      .filter(({ gain }) => gain > 0)
      .slice(0, SHOWN)
      .map(({ title, gain, state, dimension }) => ({
        title: `${dimension} · ${say(title)}`,
        gain: score(gain),
        unknown: state === 'unknown',
      })),
    lower: lowerModel(words, risk),
    sensitivity: risk.sensitivity && {
      band: say(risk.sensitivity.band.name),
      stability: percent(risk.sensitivity.stability, lang),
      range: `${score(risk.sensitivity.low)} – ${score(risk.sensitivity.high)}`,
    },
    opportunities: risk.opportunities.filter(({ status }) => status === 'present').map(({ title }) => say(title)),
    vector: risk.vector,
  };
}

/** Dimensions that do not apply, those with one reason together. */
function leftOut({ say }: Words, { dimensions }: RiskResult): { titles: string; reason: string | null }[] {
  const byReason = new Map<string | null, string[]>();
  for (const { id, title, reason, applies } of dimensions) {
    if (applies) continue;
    const why = reason && say(reason);
    byReason.set(why, [...(byReason.get(why) ?? []), `${id} ${say(title)}`]);
  }
  return [...byReason].map(([reason, titles]) => ({ titles: titles.join('; '), reason }));
}

function lowerModel({ say, input: { texts } }: Words, { lowerLevel: lower }: RiskResult) {
  if (!lower) return null;
  return {
    none: lower.size === null,
    sets: lower.sets.slice(0, SHOWN).map(({ changes, level }) => ({
      changes: changes.map(({ text, title }) => `${say(text)}: ${say(title)}`),
      level: say(level.name),
    })),
    heldBy: lower.heldBy.join(', '),
    lead: texts.riskLowerLead,
  };
}

function chartOf({ say, input: { lang, texts } }: Words, { dimensions, domain }: RiskResult): string {
  return intervalChart({
    id: `risk-${domain}`,
    description: texts.riskChart,
    rows: dimensions
      .filter(({ applies }) => applies)
      .map(({ id, title, inherent, residual }) => ({
        label: `${id} ${say(title)}`,
        value: residual === null ? null : residual * 100,
        low: null,
        high: null,
        ...(inherent === null ? {} : { before: inherent * 100 }),
        missing: texts.unknownAnswer,
      })),
    max: 100,
    format: (value) => number(value, lang, 0),
  });
}

const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const;

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format takes longer than writing a hundred numbers with it. */
function formatOf(lang: keyof typeof LOCALES, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang} ${options.style} ${options.minimumFractionDigits} ${options.maximumFractionDigits}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(LOCALES[lang], options);
  formats.set(key, format);
  return format;
}

/** A number as a reader of the language writes it. */
export const number = (value: number, lang: keyof typeof LOCALES, digits: number): string =>
  formatOf(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

export const percent = (value: number, lang: keyof typeof LOCALES): string =>
  formatOf(lang, { style: 'percent', maximumFractionDigits: 1 }).format(value);
