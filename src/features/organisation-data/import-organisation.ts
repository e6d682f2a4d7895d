/** @module Reads an export into a service that does not have the organisation. All of it, or nothing. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { eventLeafHash } from '../../app/audit.ts';
import { hashContent, hashJson } from '../../content/hash.ts';
import { type CatalogTable, readCatalog, readSchemaVersion } from '../../db/catalog.ts';
import { fixTextForms, setTriggers } from '../../db/copy-rows.ts';
import type { Trx } from '../../db/scope.ts';
import { unpackContent } from '../submissions/index.ts';
import { insertLines, requireSameRows, requireSameSchema } from './back-up.ts';
import { exportLines, isExported, LAW, noSecret, planExport, secretsOf } from './export-organisation.ts';
import { EXPORT_FORMAT, type Header, LineReader } from './lines.ts';
import { Refused } from './refused.ts';
import { addOutside, fillPlaceholder, isPlaceholder, knownLaw, tablesWithRows } from './store.ts';

export interface Imported {
  organisationId: string;
  rows: number;
  /** Organisations that were entered by their ids alone, because rows refer to them. */
  outside: string[];
}

/** Their triggers say that events still have to be numbered: in the log of this service they do. */
const KEEPS_TRIGGERS = 'event';

/**
 * Call it in a transaction of the owner: where anything is wrong, all of it is undone.
 * @param newId another id for the organisation, for a copy beside the original
 * @throws BrokenFile, Refused
 */
export async function importLines(trx: Trx, lines: AsyncIterable<string>, newId?: string): Promise<Imported> {
  await fixTextForms(trx);
  const tables = await readCatalog(trx);
  const quiet = tables.filter(({ name }) => name !== KEEPS_TRIGGERS);
  await setTriggers(trx, quiet, 'disable');
  const reader = new LineReader(EXPORT_FORMAT);
  const law = await knownLaw(trx);
  const outside: string[] = [];
  let names = { from: '', to: '' };
  // Entered by its id alone before: its row is there, and is filled with what it says of itself.
  let placeholder = false;
  let own: string | undefined;
  const begin = async (): Promise<void> => {
    const { schema, organisation, outside: others } = readHead(reader.header!);
    requireSameSchema(schema, await readSchemaVersion(trx));
    names = { from: organisation, to: newId ?? organisation };
    placeholder = await isPlaceholder(trx, names.to);
    if (!placeholder) await requireAbsent(trx, tables, names.to);
    for (const { id, kind } of others) {
      await addOutside(trx, id, kind);
      outside.push(id);
    }
  };
  const rows = await insertLines(trx, tables, reader, lines, begin, (table, text) => {
    requireOwn(tables, { table, text, line: reader.line }, names.from);
    const row = change(table, text, names, law);
    if (!placeholder || table !== 'organisation') return row;
    own = row;
    return undefined;
  });
  if (own !== undefined) await fillPlaceholder(trx, own);
  const sha256 = reader.finish();
  await setTriggers(trx, quiet, 'enable');
  if (newId === undefined) {
    const plan = await planExport(trx, names.to);
    // Who exported over the API may not have seen every table.
    const same = { ...plan, tables: plan.tables.filter(({ name }) => reader.tables.includes(name)) };
    await requireSameRows(exportLines(trx, { ...same, outside: reader.header!.outside ?? [] }), sha256);
  }
  return { organisationId: names.to, rows, outside };
}

const KINDS = ['company', 'adviser', 'audit_body', 'regulator'];
/** Ids are texts of our own making; anything else could mean something else where rows are rewritten. */
const ID = /^org_[A-Za-z0-9_]{1,64}$/;

/** @throws Refused where the first line is not as an export writes it */
function readHead({
  schema,
  organisation,
  outside = [],
}: Header): Required<Pick<Header, 'schema' | 'organisation' | 'outside'>> {
  const isRight =
    Array.isArray(schema) &&
    ID.test(String(organisation)) &&
    Array.isArray(outside) &&
    outside.every((one) => ID.test(String(one?.id)) && KINDS.includes(one.kind));
  if (!isRight) throw new Refused('line 1: not the head of an export', 'take the file as it was exported');
  return { schema, organisation: organisation!, outside };
}

interface FileRow {
  table: string;
  text: string;
  line: number;
}

/**
 * A file can be made by anyone: it brings rows of its organisation and nothing else, events that are what their hashes say,
 * and law that is what its hash says. What was submitted, the database compares with its hash itself.
 * @throws Refused
 */
function requireOwn(tables: readonly CatalogTable[], { table, text, line }: FileRow, organisationId: string): void {
  const known = tables.find(({ name }) => name === table);
  // Where there is no such table, `insertLines` says so.
  if (!known) return;
  const refuse = (what: string): never => {
    throw new Refused(`line ${line}: ${what}`, 'take the file as it was exported');
  };
  if (!isExported(known)) refuse(`rows of ${table} are no part of an export`);
  const row = JSON.parse(text) as Record<string, unknown>;
  if (known.isTenant && row.organisation_id !== organisationId) refuse(`a row of ${table} of another organisation`);
  if (table === 'event' && eventLeafHash(String(row.content)) !== row.leaf_hash) {
    refuse('an event that is not what its hash says');
  }
  if (table === LAW && lawHash(String(row.body)) !== row.hash) refuse('law that is not what its hash says');
}

/** @param hex bytes as the database writes them, `\\x…` @returns nothing for what is no law at all */
function lawHash(hex: string): string | undefined {
  try {
    const { hashes: _, ...parts } = unpackContent(hexToBytes(hex.slice(2)));
    return hashJson(hashContent(parts));
  } catch {
    return undefined;
  }
}

async function requireAbsent(trx: Trx, tables: readonly CatalogTable[], organisationId: string): Promise<void> {
  // Events outlive the organisation they are of: what was deleted here does not come back under the same id.
  const filled = await tablesWithRows(trx, tables, organisationId);
  if (filled.length === 0) return;
  throw new Refused(
    `${organisationId} is here already (${filled.join(', ')})`,
    'read it into another service, or under another id with --new-id',
  );
}

/** @returns the row as it is written, or undefined for what is here already */
function change(
  table: string,
  text: string,
  { from, to }: { from: string; to: string },
  law: ReadonlySet<string>,
): string | undefined {
  if (table === LAW) return law.has((JSON.parse(text) as { hash: string }).hash) ? undefined : text;
  // As a whole JSON text only: what was hashed is a text inside of one, and stays as it was hashed.
  const moved = from === to ? text : text.replaceAll(JSON.stringify(from), JSON.stringify(to));
  const secrets = secretsOf(table);
  if (secrets.length === 0) return moved;
  const row = JSON.parse(moved) as Record<string, unknown> & { id: string };
  return JSON.stringify({ ...row, ...Object.fromEntries(secrets.map((name) => [name, noSecret(to, row.id)])) });
}
