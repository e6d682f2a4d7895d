/** @module Rows of evidence as they are answered. */
import type { Evidence, EvidenceVersion } from './schema.ts';
import type { EvidenceItem, VersionRow } from './store.ts';

type Content = Pick<
  VersionRow,
  'href' | 'filename' | 'media_type' | 'bytes' | 'sha256' | 'uploaded_by' | 'uploaded_at' | 'removed_at'
>;

const presentContent = (row: Content) => ({
  filename: row.filename,
  mediaType: row.media_type,
  bytes: row.bytes,
  sha256: row.sha256,
  uploadedBy: row.uploaded_by,
  uploadedAt: row.uploaded_at.toISOString(),
  removedAt: row.removed_at?.toISOString() ?? null,
});

export const presentEvidence = (row: EvidenceItem): Evidence => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  note: row.note,
  factOn: row.fact_on,
  validFrom: row.valid_from,
  validUntil: row.valid_until,
  version: row.version,
  href: row.href,
  ...presentContent(row),
  revision: row.revision,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const presentVersion = (row: VersionRow): EvidenceVersion => ({
  version: row.version,
  href: row.href,
  ...presentContent(row),
});
