/** @module Frozen records, and the bytes they rest on, against what was logged when they were frozen. */
import { sql } from 'kysely';
import { sha256Text } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import type { LogFault, Report } from './log-faults.ts';
import { contentOf, saysKind } from './what-events-say.ts';

/** What is frozen, where it is kept, and the event that logged its hash. */
const FROZEN = [
  { event: 'assessment.submitted', detail: 'submission', table: 'submission', id: 'id', name: 'submission' },
  { event: 'review.concluded', detail: 'submission', table: 'review_record', id: 'submission_id', name: 'review of' },
] as const;

/** What is left of a record whose organisation was deleted, where attestations still stand on its row. */
const ERASED = '{}';
const DELETED = 'organisation.deleted';
const REMOVED = 'evidence.removed_by_retention';

/**
 * Frozen records must still be the bytes whose hash was logged when they were frozen, and so must what stood behind them.
 * @param only the records of this organisation; without it, all
 */
export async function compareRecords(trx: Trx, report: Report, only?: string): Promise<void> {
  const erased = new Set<string>();
  for (const { organisation_id } of await saidBy(trx, DELETED, only)) erased.add(organisation_id);
  const removed = await loggedRemovals(trx, only);
  for (const frozen of FROZEN) {
    const logged = await loggedHashes(trx, frozen, only);
    for (const row of await headsOf(trx, frozen, only)) {
      const place = `${row.organisation_id}/${row.key}`;
      const record = await readRecord(trx, frozen, row);
      const isErased = record === ERASED && erased.has(row.organisation_id);
      const found = sha256Text(record);
      if (!isErased && (found !== row.record_hash || found !== logged.get(place))) {
        report({ kind: 'record_changed', place: `${frozen.name} ${row.key}`, found });
      } else if (!isErased && frozen.table === 'submission') {
        await compareEvidence(
          trx,
          { organisationId: row.organisation_id, submissionId: row.key, record },
          removed,
          report,
        );
      }
      logged.delete(place);
    }
    for (const place of logged.keys()) {
      const [organisation, key] = place.split('/');
      if (!erased.has(organisation!)) report({ kind: 'record_changed', place: `${frozen.name} ${key}`, found: 'gone' });
    }
  }
}

type Frozen = (typeof FROZEN)[number];
interface Head {
  organisation_id: string;
  key: string;
  record_hash: string;
}

async function headsOf(trx: Trx, { table, id }: Frozen, only: string | undefined): Promise<Head[]> {
  const query = trx.selectFrom(table).select(['organisation_id', `${id} as key` as 'id', 'record_hash']);
  const rows = await (only === undefined ? query : query.where('organisation_id', '=', only)).execute();
  return rows as unknown as Head[];
}

/** One at a time: a record can be large, and all of them are more than a machine holds. */
async function readRecord(trx: Trx, { table, id }: Frozen, { organisation_id, key }: Head): Promise<string> {
  const { record } = await trx
    .selectFrom(table)
    .select('record')
    .where('organisation_id', '=', organisation_id)
    .where(id as 'id', '=', key)
    .executeTakeFirstOrThrow();
  return record;
}

/** Events of a kind, by what was hashed. */
async function saidBy(trx: Trx, kind: string, only: string | undefined) {
  const query = trx.selectFrom('event').select(['organisation_id', 'content']).where(saysKind(kind));
  const rows = await (only === undefined ? query : query.where('organisation_id', '=', only)).execute();
  return rows.flatMap(({ organisation_id, content }) => {
    const said = contentOf(content);
    return said?.kind === kind ? [{ organisation_id, subject: said.subject, details: said.details }] : [];
  });
}

/** Hashes of records as they were logged, by organisation and id. */
async function loggedHashes(
  trx: Trx,
  { event, detail }: Frozen,
  only: string | undefined,
): Promise<Map<string, string>> {
  const rows = await saidBy(trx, event, only);
  return new Map(
    rows.map(({ organisation_id, details }) => [`${organisation_id}/${details[detail]}`, String(details.recordHash)]),
  );
}

/** Versions whose bytes the retention rule took away, and said so. */
async function loggedRemovals(trx: Trx, only: string | undefined): Promise<Set<string>> {
  const rows = await saidBy(trx, REMOVED, only);
  return new Set(
    rows.map(({ organisation_id, subject, details }) => `${organisation_id}/${subject}/${details.version}`),
  );
}

interface Submitted {
  organisationId: string;
  submissionId: string;
  record: string;
}

/** The record says by their hashes what files stood behind the answers; the rows beside it say where they are kept. */
async function compareEvidence(
  trx: Trx,
  { organisationId, submissionId, record }: Submitted,
  removed: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  const { evidence } = JSON.parse(record) as { evidence?: { id: string; sha256: string | null }[] };
  const files = (evidence ?? []).filter(({ sha256 }) => sha256 !== null);
  if (files.length === 0) return;
  const rows = await trx
    .selectFrom('submission_evidence as u')
    .innerJoin('evidence_version as v', (join) =>
      join
        .onRef('v.organisation_id', '=', 'u.organisation_id')
        .onRef('v.evidence_id', '=', 'u.evidence_id')
        .onRef('v.version', '=', 'u.version'),
    )
    .select(['u.evidence_id', 'u.version', 'v.sha256', 'v.blob_id'])
    .where('u.organisation_id', '=', organisationId)
    .where('u.submission_id', '=', submissionId)
    .execute();
  for (const { id, sha256 } of files) {
    const row = rows.find(({ evidence_id }) => evidence_id === id);
    const place = `evidence ${id} of submission ${submissionId}`;
    const wrong = (found: string): void => report({ kind: 'evidence_changed', place, found });
    if (row?.sha256 !== sha256) wrong(row?.sha256 ?? 'gone');
    else if (row.blob_id === null) {
      if (!removed.has(`${organisationId}/${id}/${row.version}`)) wrong('its bytes are gone');
    } else {
      const found = await hashBytes(trx, organisationId, row.blob_id);
      if (found !== sha256) wrong(found);
    }
  }
}

/** SHA-256 of a kept file, computed where its bytes are. */
async function hashBytes(trx: Trx, organisationId: string, blobId: string): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(coalesce(string_agg(content, ''::bytea order by number), ''::bytea)), 'hex') as hash
    from evidence_chunk where organisation_id = ${organisationId} and blob_id = ${blobId}`.execute(trx);
  return rows[0]!.hash;
}

/**
 * Kept files of an organisation whose bytes are not what they are kept under.
 * @returns one fault each
 */
export async function wrongBytes(trx: Trx, organisationId: string): Promise<LogFault[]> {
  const blobs = await trx
    .selectFrom('evidence_blob')
    .select(['id', 'sha256'])
    .where('organisation_id', '=', organisationId)
    .where('sha256', 'is not', null)
    .execute();
  const faults: LogFault[] = [];
  for (const { id, sha256 } of blobs) {
    const found = await hashBytes(trx, organisationId, id);
    if (found !== sha256) faults.push({ kind: 'evidence_changed', place: `file ${id}`, found });
  }
  return faults;
}
