/**
 * @module What duties and triggers need of a submission, taken out of its record. Records are large and never change: the
 * summary is computed once and kept, and can be computed again at any time.
 */
import type { PlainDate, Text } from '../../engine/index.ts';
import type { SubmissionRecord } from '../submissions/index.ts';
import { lastDay } from './duty.ts';

export interface SubmissionSummary {
  schema: 1;
  asOf: PlainDate;
  submittedAt: string;
  systemVersion: string | null;
  /** `id@version`, as answered. */
  questionnaires: string[];
  rulesHash: string;
  /** Every duty that applies or may apply. */
  obligationIds: string[];
  dated: {
    id: string;
    title: Text;
    duty: Text;
    basis: string[];
    applies: 'yes' | 'unknown';
    party: 'own' | 'unknown';
    done: 'no' | 'unknown';
    /** Last safe days, ascending. */
    dates: PlainDate[];
    notes: Text[];
  }[];
  evidence: { id: string; validUntil: PlainDate }[];
}

/** @param record of the submission, parsed */
export function summariseSubmission({
  asOf,
  submittedAt,
  system,
  result,
  evidence,
}: SubmissionRecord): SubmissionSummary {
  const relevant = result.obligations.filter(({ applies, kind }) => applies !== 'no' && kind === 'duty');
  return {
    schema: 1,
    asOf,
    submittedAt,
    systemVersion: system.version,
    questionnaires: result.content.questionnaires.map(({ id, version }) => `${id}@${version}`).sort(),
    rulesHash: result.content.rules.hash,
    obligationIds: relevant.map(({ id }) => id),
    dated: relevant.flatMap((entry) => {
      const { id, title, duty, basis, applies, party, status, deadline } = entry;
      const isSettled = status === 'met' || status === 'not_applicable' || party === 'other';
      const days = deadline.possibleDates.length > 0 ? deadline.possibleDates : deadline.date ? [deadline.date] : [];
      // A continuous duty names the day from which it binds, not one by which it is done.
      if (isSettled || days.length === 0 || deadline.rule === 'continuous') return [];
      const dates = days.map((day) => lastDay(day, deadline.before)).sort();
      const done = status === 'unknown' ? 'unknown' : 'no';
      const notes = [deadline.text, ...deadline.notes];
      return [{ id, title, duty: duty ?? title, basis, applies, party, done, dates, notes }];
    }) as SubmissionSummary['dated'],
    evidence: evidence.flatMap(({ id, validUntil }) => (validUntil === null ? [] : [{ id, validUntil }])),
  };
}
