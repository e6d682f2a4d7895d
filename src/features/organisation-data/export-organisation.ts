/** @module Everything of one organisation as lines: rows of every table that has an organisation, and the law it was assessed by. */
import { sql } from 'kysely';
import { type CatalogTable, readCatalog, readSchemaVersion } from '../../db/catalog.ts';
import { fixTextForms, type RowFilter, rowTexts } from '../../db/copy-rows.ts';
import type { Trx } from '../../db/scope.ts';
import { EXPORT_FORMAT, type Header, LineWriter } from './lines.ts';
import { Refused } from './refused.ts';
import { outsideOf, readableTables } from './store.ts';

/** Tables of organisations that stay with the service, and why. Every other one is exported, also those added later. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  idempotency: 'answers kept for a day, so that a repeated request is not done twice',
  outbox: 'messages that this service still has to send',
  event_pending: 'events that this service still has to number',
  log_entry: 'places in the log of this service; the events themselves are exported',
  attestation: 'signed and listed by this service; take them as bundles',
  webhook_endpoint: 'would send from two services at once; set up anew',
  webhook_secret: 'would send from two services at once; set up anew',
  webhook_delivery: 'attempts of this service to send',
};

/** What opens a door is not handed out, not even as a hash. Such keys, invitations and feeds have to be made anew. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  api_key: ['key_hash'],
  invitation: ['token_hash'],
  duty_feed: ['token_hash'],
};

/** Stands where a secret was: no secret has this hash. */
export const noSecret = (organisationId: string, id: string): string => `imported:${organisationId}:${id}`;

export const secretsOf = (table: string): readonly string[] => SECRETS[table] ?? [];

/** Of the law: one row for each state of it that a submission of the organisation was computed with. */
export const LAW = 'content_snapshot';

/** Do its rows go into an export? */
export const isExported = ({ name, isTenant }: CatalogTable): boolean =>
  isTenant ? !Object.hasOwn(LEFT_OUT, name) : name === LAW;

export interface ExportPlan {
  organisationId: string;
  schema: string[];
  tables: CatalogTable[];
  outside: { id: string; kind: string }[];
}

/**
 * @param trx of the owner: everything; of a member: what its organisation may see
 * @throws Refused for an organisation that is not there
 */
export async function planExport(trx: Trx, organisationId: string): Promise<ExportPlan> {
  await fixTextForms(trx);
  const readable = await readableTables(trx);
  const tables = (await readCatalog(trx)).filter((table) => readable.has(table.name) && isExported(table));
  const outside = await outsideOf(trx, tables, organisationId);
  if (!outside) throw new Refused(`there is no organisation ${organisationId}`, 'check the id; it begins with org_');
  return { organisationId, schema: await readSchemaVersion(trx), tables, outside };
}

export const exportHeader = ({ organisationId, schema, outside }: ExportPlan): Header => ({
  format: EXPORT_FORMAT,
  schema,
  organisation: organisationId,
  outside,
  leftOut: LEFT_OUT,
});

/** @param trx of the snapshot that the plan was made in */
export async function* exportLines(trx: Trx, plan: ExportPlan): AsyncGenerator<string> {
  const writer = new LineWriter();
  yield writer.header(exportHeader(plan));
  for (const table of plan.tables) {
    const filter = filterOf(table, plan.organisationId);
    for await (const texts of rowTexts(trx, table, filter)) yield writer.rows(table.name, texts);
    yield writer.close(table.name);
  }
  yield writer.end();
}

/** Uploads that are not complete are nobody's evidence yet, and may be gone at any moment. */
const COMPLETE: Readonly<Record<string, ReturnType<typeof sql>>> = {
  evidence_blob: sql`t.sha256 is not null`,
  evidence_chunk: sql`exists (select from evidence_blob b
    where b.organisation_id = t.organisation_id and b.id = t.blob_id and b.sha256 is not null)`,
};

export function filterOf({ name }: CatalogTable, organisationId: string): RowFilter {
  const own = sql.lit(organisationId);
  if (name === LAW) {
    return { where: sql`exists (select from submission s where s.organisation_id = ${own} and s.rules_hash = t.hash)` };
  }
  const complete = COMPLETE[name];
  if (complete) return { where: sql`t.organisation_id = ${own} and ${complete}` };
  return { organisationId, blank: secretsOf(name) };
}
