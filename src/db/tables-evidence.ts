/** @module The tables of migration 0020: files and links behind answers. */
import type { Generated } from 'kysely';
import type { Instant, NullableInstant } from './tables.ts';

/** A day, `YYYY-MM-DD`. */
type Day = string;

/** The bytes of a file; `sha256` is null while they come in. */
export interface EvidenceBlobTable {
  organisation_id: string;
  id: string;
  sha256: string | null;
  bytes: Generated<number>;
  started_at: Instant;
}

export interface EvidenceChunkTable {
  organisation_id: string;
  blob_id: string;
  number: number;
  content: Uint8Array;
}

export interface EvidenceTable {
  organisation_id: string;
  id: string;
  kind: 'file' | 'link';
  title: string;
  note: string;
  fact_on: Day | null;
  valid_from: Day | null;
  valid_until: Day | null;
  version: Generated<number>;
  revision: Generated<number>;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
}

export interface EvidenceVersionTable {
  organisation_id: string;
  evidence_id: string;
  version: number;
  href: string | null;
  filename: string | null;
  media_type: string | null;
  bytes: number | null;
  sha256: string | null;
  blob_id: string | null;
  uploaded_by: string;
  uploaded_at: Instant;
  removed_at: NullableInstant;
}

export interface EvidenceUseTable {
  organisation_id: string;
  assessment_id: string;
  evidence_id: string;
  question_id: string;
  linked_by: string;
  linked_at: Instant;
}

export interface SubmissionEvidenceTable {
  organisation_id: string;
  submission_id: string;
  evidence_id: string;
  version: number;
  sha256: string | null;
}

export interface EvidenceRetentionTable {
  organisation_id: string;
  keep_years: number;
  set_by: string;
  set_at: Instant;
}

export interface EvidenceTables {
  evidence_blob: EvidenceBlobTable;
  evidence_chunk: EvidenceChunkTable;
  evidence: EvidenceTable;
  evidence_version: EvidenceVersionTable;
  evidence_use: EvidenceUseTable;
  submission_evidence: SubmissionEvidenceTable;
  evidence_retention: EvidenceRetentionTable;
}
