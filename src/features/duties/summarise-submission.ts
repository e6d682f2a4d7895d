/**
 * @module What duties and triggers need of a submission, taken out of its record. Records are large and never change: the
 * summary is computed once and kept, and can be computed again at any time.
 */
import { type Content, mayLackPeriod, type PlainDate, type Text } from '../../engine/index.ts';
import type { SubmissionRecord } from '../submissions/index.ts';
import { lastDay } from './duty.ts';
import { mayBindAlready } from './words.ts';

export interface SubmissionSummary {
  schema: 2;
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
    /** Last safe days, ascending; none while there may be no transition period, and so no day to rely on. */
    dates: PlainDate[];
    notes: Text[];
  }[];
  evidence: { id: string; validUntil: PlainDate }[];
}

/** Of an earlier schema, or of none, it is computed again. */
export const isSummary = (kept: unknown): kept is SubmissionSummary =>
  (kept as Partial<SubmissionSummary> | null)?.schema === 2;

/**
 * @param record of the submission, parsed
 * @param content says which transition period each duty waits for
 */
export function summariseSubmission(
  { asOf, submittedAt, system, result, evidence }: SubmissionRecord,
  content: Pick<Content, 'obligations'>,
): SubmissionSummary {
  const relevant = result.obligations.filter(({ applies, kind }) => applies !== 'no' && kind === 'duty');
  return {
    schema: 2,
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
      const lastDays = days.map((day) => lastDay(day, deadline.before)).sort();
      const mayLack = mayLackPeriod(entry, result, content);
      const done = status === 'unknown' ? 'unknown' : 'no';
      const notes = [deadline.text, ...(mayLack ? [mayBindAlready(lastDays)] : []), ...deadline.notes];
      const dates = mayLack ? [] : lastDays;
      return [{ id, title, duty: duty ?? title, basis, applies, party, done, dates, notes }];
    }) as SubmissionSummary['dated'],
    evidence: evidence.flatMap(({ id, validUntil }) => (validUntil === null ? [] : [{ id, validUntil }])),
  };
}
