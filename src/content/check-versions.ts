/** @module Dates of rules: in order, without overlap, without gap; values of parameters of their own type. */
import { addDays, isPlainDate } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { Report } from './names.ts';
import type { Path } from './source.ts';

interface Dated {
  applies_from: string;
  until?: string | undefined;
}

export function checkVersions({ parts }: Collected, report: Report): void {
  for (const part of [...parts.facts, ...parts.decisions, ...parts.prohibited, ...parts.highRisk]) {
    checkSequence(
      part,
      part.versions.map((version, index) => ({ version, path: ['versions', index] })),
      report,
      true,
    );
  }
  for (const parameter of parts.parameters) {
    const inForce = parameter.values
      .map((version, index) => ({ version, path: ['values', index] }))
      .filter(({ version }) => version.status !== 'expected');
    checkSequence(parameter, inForce, report, false);
    parameter.values.forEach(({ value }, index) => {
      if (value !== null && value !== 'unknown' && !fits(value, parameter.type)) {
        report(
          parameter,
          ['values', index, 'value'],
          'type_mismatch',
          `${JSON.stringify(value)} is not a ${parameter.type}`,
          `write a ${parameter.type}, unknown, or null when repealed`,
        );
      }
    });
    const unknown = inForce.find(({ version }) => version.value === 'unknown');
    if (unknown && !parameter.open_point) {
      report(
        parameter,
        [...unknown.path, 'value'],
        'missing',
        `'${parameter.id}' is unknown, but nothing tells the reader what is unsettled`,
        'add open_point',
      );
    }
  }
  for (const part of [...parts.obligations, ...parts.findings]) checkPeriod(part, part, [], report);
  for (const instrument of parts.instruments) {
    if (instrument.in_force_until !== undefined && instrument.in_force_until < instrument.in_force_from) {
      report(
        instrument,
        ['in_force_until'],
        'date_overlap',
        'the text ends before it begins',
        'correct one of the two dates',
      );
    }
  }
  checkHolidays(parts, report);
}

function checkHolidays({ holidays }: Collected['parts'], report: Report): void {
  const years = holidays.map(({ year }) => year);
  holidays.forEach((part, index) => {
    const { year, days, working_weekend_days: worked } = part;
    if (years.indexOf(year) !== index)
      report(part, ['year'], 'duplicate_id', `the year ${year} stands twice`, 'keep one of the two');
    const dates = days.map(({ date }) => date);
    dates.forEach((date, day) => {
      const path = ['days', day, 'date'];
      if (Number(date.slice(0, 4)) !== year)
        report(part, path, 'invalid_date', `${date} is not in ${year}`, 'move it to its year');
      if (dates.indexOf(date) !== day)
        report(part, path, 'duplicate_id', `${date} stands twice`, 'keep one of the two');
    });
    worked.forEach((date, day) => {
      const isWeekend = [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
      if (Number(date.slice(0, 4)) === year && isWeekend) return;
      report(
        part,
        ['working_weekend_days', day],
        'invalid_date',
        `${date} is not a Saturday or Sunday of ${year}`,
        'correct the date',
      );
    });
  });
}

function fits(value: boolean | number | string, type: string): boolean {
  return type === 'date' ? typeof value === 'string' && isPlainDate(value) : typeof value === type;
}

function checkPeriod(part: object, { applies_from, until }: Dated, path: Path, report: Report): void {
  if (until !== undefined && until < applies_from) {
    report(
      part,
      [...path, 'until'],
      'date_overlap',
      `ends on ${until}, before it begins on ${applies_from}`,
      'correct one of the two dates',
    );
  }
}

/** Versions must follow each other day on day; only the last may be open-ended. */
function checkSequence(
  part: object,
  versions: { version: Dated; path: Path }[],
  report: Report,
  needsUntil: boolean,
): void {
  versions.forEach(({ version, path }, index) => {
    checkPeriod(part, version, path, report);
    const next = versions[index + 1];
    if (!next) return;
    const { applies_from: start } = next.version;
    const at = [...next.path, 'applies_from'];
    if (start <= version.applies_from) {
      report(
        part,
        at,
        'date_overlap',
        `begins on ${start}, not after ${version.applies_from}`,
        'put versions in order of their dates',
      );
    } else if (needsUntil && version.until === undefined) {
      report(
        part,
        at,
        'date_overlap',
        `the version before it has no end, so both apply from ${start}`,
        `give the earlier one until: ${addDays(start, -1)}`,
      );
    } else if (version.until !== undefined && version.until >= start) {
      report(
        part,
        at,
        'date_overlap',
        `overlaps the version before it, which ends on ${version.until}`,
        `end that one on ${addDays(start, -1)}`,
      );
    } else if (version.until !== undefined && addDays(version.until, 1) < start) {
      report(
        part,
        at,
        'date_gap',
        `nothing applies between ${version.until} and ${start}`,
        `end the earlier one on ${addDays(start, -1)}`,
      );
    }
  });
}
