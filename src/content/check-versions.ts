/** @module Dates of rules: in order, without overlap, without gap; values of parameters of their own type. */
import { addDays, isPlainDate } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { ContentIssueCode } from './issues.ts';
import type { Path } from './source.ts';

type Report = (part: object, path: Path, code: ContentIssueCode, message: string, fix: string) => void;

interface Dated {
  applies_from: string;
  until?: string | undefined;
}

export function checkVersions({ parts }: Collected, report: Report): void {
  for (const part of [...parts.facts, ...parts.decisions, ...parts.prohibited, ...parts.highRisk]) {
    checkSequence(part, part.versions, ['versions'], report, true);
  }
  for (const parameter of parts.parameters) {
    const inForce = parameter.values.filter(({ status }) => status !== 'expected');
    checkSequence(parameter, inForce, ['values'], report, false);
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
    const last = inForce.at(-1);
    if (last?.value === 'unknown' && !parameter.open_point) {
      report(
        parameter,
        [],
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
  for (const year of parts.holidays) {
    year.days.forEach(({ date }, index) => {
      if (Number(date.slice(0, 4)) !== year.year)
        report(year, ['days', index, 'date'], 'invalid_date', `${date} is not in ${year.year}`, 'move it to its year');
    });
  }
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
function checkSequence(part: object, versions: Dated[], path: Path, report: Report, needsUntil: boolean): void {
  versions.forEach((version, index) => {
    checkPeriod(part, version, [...path, index], report);
    const next = versions[index + 1];
    if (!next) return;
    const at = [...path, index + 1, 'applies_from'];
    if (next.applies_from <= version.applies_from) {
      report(
        part,
        at,
        'date_overlap',
        `begins on ${next.applies_from}, not after ${version.applies_from}`,
        'put versions in order of their dates',
      );
    } else if (needsUntil && version.until === undefined) {
      report(
        part,
        at,
        'date_overlap',
        `the version before it has no end, so both apply from ${next.applies_from}`,
        `give the earlier one until: ${addDays(next.applies_from, -1)}`,
      );
    } else if (version.until !== undefined && version.until >= next.applies_from) {
      report(
        part,
        at,
        'date_overlap',
        `overlaps the version before it, which ends on ${version.until}`,
        `end that one on ${addDays(next.applies_from, -1)}`,
      );
    } else if (version.until !== undefined && addDays(version.until, 1) < next.applies_from) {
      report(
        part,
        at,
        'date_gap',
        `nothing applies between ${version.until} and ${next.applies_from}`,
        `end the earlier one on ${addDays(next.applies_from, -1)}`,
      );
    }
  });
}
