/** @module What every report is made from: a result, and around it whatever the record holds. */
import type { AnswerSet, PlainDate, Result } from '../../engine/index.ts';
import type { OrganisationEntry, ReviewRecord, SubmissionRecord, SystemEntry } from '../submissions/index.ts';

/** Where the record stands in the log, and where anyone can check it. */
export interface VerificationBlock {
  /** Address of the public page for this submission; printed as a QR code. */
  href: string;
  submissionHash: string;
  reviewHash: string | null;
  logIndex: number | null;
  checkpoint: { origin: string; size: number; root: string } | null;
  status: 'valid' | 'superseded' | 'withdrawn';
}

/** A serious incident as the company registered it (Decree 142, forms AI01a and AI01b). Instants are RFC 3339. */
export interface IncidentEntry {
  id: string;
  title: string;
  description: string;
  detectedAt: string;
  confirmedAt: string | null;
  resolvedAt: string | null;
  /**
   * Each further line of the form by its key: those of `INCIDENT_FORM_FIELDS` (forms/incident-fields.ts), and what the register itself
   * knows. What is missing is a gap; `unknown` is "don't know".
   */
  fields: Record<string, string>;
  /** Who files, to whom, by when; from the clocks of the law. */
  clocks: {
    id: string;
    title: string;
    /** Does the duty arise from this incident? `unknown` while a test of article 19 is open. */
    applies: 'yes' | 'unknown';
    dueAt: string | null;
    dueOn: PlainDate | null;
    /** Last days that are possible, ascending, while a day off is not settled. */
    possibleDates: PlainDate[];
    filedAt: string | null;
  }[];
}

/** Everything a report may draw on. What is absent is printed as a gap, never as an empty line. */
export interface ReportSubject {
  organisation?: OrganisationEntry;
  system?: SystemEntry;
  answerSet: AnswerSet;
  result: Result;
  submission?: SubmissionRecord;
  review?: ReviewRecord;
  /** The submission before this one, with its result, for the report of changes. */
  earlier?: SubmissionRecord;
  incident?: IncidentEntry;
  verification?: VerificationBlock;
  /** Names of people by id, looked up when the report is made; an erased person is absent. */
  people: Record<string, string>;
}
