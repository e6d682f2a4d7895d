/**
 * @module What is frozen: the record of a submission and the record of its review. Both are kept, hashed and exported as
 * canonical JSON text (RFC 8785). They name people by id only; names live elsewhere, so that a person can be erased
 * without touching what was hashed.
 */
import type { EvidenceGrade, PlainDate, Result } from '../../engine/index.ts';

/** One file or link that stood behind the answers when they were submitted. */
export interface EvidenceEntry {
  id: string;
  kind: 'file' | 'link';
  title: string;
  /** SHA-256 of the bytes, lower-case hex; `null` for a link, whose content nobody here holds. */
  sha256: string | null;
  bytes: number | null;
  mediaType: string | null;
  href: string | null;
  /** Questions it serves, sorted. */
  questions: string[];
  /** The day of the fact it shows, which is not the day it was uploaded. */
  factOn: PlainDate | null;
  validFrom: PlainDate | null;
  validUntil: PlainDate | null;
  uploadedAt: string;
}

/** A system as it was registered when its answers were submitted. */
export interface SystemEntry {
  id: string;
  name: string;
  purpose: string;
  version: string | null;
  provider: string | null;
  model: string | null;
  sector: string | null;
  roles: string[];
  goLiveOn: PlainDate | null;
  /** The code the national portal gave it, when it did. */
  aiId: string | null;
  providerAddress?: string | null;
  providerContact?: string | null;
  functions?: string | null;
  architecture?: string | null;
  userGroups?: string | null;
  mainInputs?: string | null;
  riskSummary?: string | null;
}

export interface OrganisationEntry {
  id: string;
  name: string;
  kind: 'company' | 'adviser' | 'audit_body' | 'regulator';
  registrationNumber: string | null;
  /** Absent in records made before the register had it; so is what follows of a system. */
  address?: string | null;
  contact?: string | null;
  province: string | null;
  sector: string | null;
}

/** An answer file, as `luongtri assess` takes it. */
export interface AnswerFile {
  questionnaires: string[];
  as_of: PlainDate;
  system: { name: string; [key: string]: string };
  answers: Record<string, unknown>;
  datasets?: { id: string; kind: 'fairness' | 'workforce'; data: unknown }[];
  earlier_answers?: Record<string, unknown>;
}

export interface SubmissionRecord {
  schema: 'luongtri.submission/1';
  id: string;
  assessmentId: string;
  /** 1 for the first submission of an assessment. */
  number: number;
  /** The submission this one corrects. */
  supersedes: string | null;
  organisation: OrganisationEntry;
  system: SystemEntry;
  /** User id, or key id where a machine submitted. */
  submittedBy: string;
  /** RFC 3339, UTC. */
  submittedAt: string;
  asOf: PlainDate;
  answerFile: AnswerFile;
  content: Result['content'];
  engine: Result['engine'];
  answersHash: string;
  /** Hash of `result` alone, so that a copy without answers can still be compared. */
  resultHash: string;
  evidence: EvidenceEntry[];
  result: Result;
}

export const VERDICTS = ['accepted', 'insufficient', 'rejected'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const CONCLUSIONS = ['no_open_findings', 'open_findings', 'unable_to_conclude'] as const;
export type ConclusionKind = (typeof CONCLUSIONS)[number];

export const REVIEW_FINDING_STATES = ['open', 'remediated', 'verified', 'risk_accepted'] as const;

export interface AnswerVerdict {
  questionId: string;
  verdict: Verdict;
  reason: string;
  /** What the reviewer makes of the evidence; counts in place of the organisation's own grade. */
  evidenceGrade: EvidenceGrade | null;
  by: string;
  at: string;
}

export interface ReviewFinding {
  id: string;
  questionId: string | null;
  title: string;
  description: string;
  severity: 'critical' | 'high' | 'moderate' | 'low' | 'information';
  basis: string[];
  owner: string | null;
  due: PlainDate | null;
  state: (typeof REVIEW_FINDING_STATES)[number];
  /** What the organisation says it did. */
  remediation: string | null;
  /** What the reviewer saw when checking that. */
  verification: string | null;
  /** Only the organisation that is reviewed can accept a risk (`findings.accept-risk`), never the reviewer. */
  riskAcceptance: { by: string; reason: string; expiresOn: PlainDate } | null;
}

export interface ReviewRecord {
  schema: 'luongtri.review/1';
  id: string;
  submissionId: string;
  /** Hash of the submission record that was reviewed. */
  submissionHash: string;
  auditBody: { id: string; name: string };
  scope: string;
  method: string;
  /** Which answers were looked at: all, or a sample that can be drawn again from its seed. */
  sampling: { population: number; examined: number; seed: string | null; questions: string[] };
  independence: { by: string; at: string; noStake: boolean; noAdvice: boolean; statement: string }[];
  verdicts: AnswerVerdict[];
  findings: ReviewFinding[];
  conclusion: ConclusionKind;
  statement: string;
  /** Two different people where the system is, or may be, high-risk or prohibited. */
  signOffs: { by: string; at: string }[];
  concludedAt: string;
  /** The same answers with the reviewer's verdicts applied: what was not accepted is unknown. */
  reviewedResult: Result;
  reviewedResultHash: string;
}
