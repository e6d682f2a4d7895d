/** @module Reads an export into a service that does not have the organisation. All of it, or nothing. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { MACHINE, recordEvent } from '../../app/audit.ts';
import type { ServiceContext } from '../../app/context.ts';
import { type CatalogTable, readCatalog, readSchemaVersion } from '../../db/catalog.ts';
import { fixTextForms, rowTexts, setTriggers } from '../../db/copy-rows.ts';
import type { Trx } from '../../db/scope.ts';
import { IMPORTED } from '../log/index.ts';
import { insertLines, requireSameSchema } from './back-up.ts';
import { checkWhole, RowCheck, readHead } from './check-import.ts';
import { filterOf, LAW, noSecret, secretsOf } from './export-organisation.ts';
import { EXPORT_FORMAT, LineReader } from './lines.ts';
import { Refused } from './refused.ts';
import {
  addOutside,
  addOwner,
  clientsOf,
  dropMembersWithAccounts,
  fillPlaceholder,
  findAccount,
  isPlaceholder,
  knownLaw,
  tablesWithRows,
} from './store.ts';

export interface ImportOptions {
  /** Another id for the organisation, for a copy beside the original. */
  newId?: string | undefined;
  /** Address of an account of this service that becomes its owner. */
  owner?: string | undefined;
  /** May it be an audit body or a regulator? */
  isPublicBody?: boolean | undefined;
  /** May it take up the leave that clients here gave to the organisation of this id? */
  acceptsClients?: boolean | undefined;
}

export interface Imported {
  organisationId: string;
  rows: number;
  /** Organisations that were entered by their ids alone, because rows refer to them. */
  outside: string[];
  /** Organisations that are here and that rows refer to: advisers that it gave leave to act for it. */
  advisers: string[];
  /** Accounts of this service that the file names as members: none of them became one by it. */
  notMembers: string[];
}

/** Their triggers say that events still have to be numbered: in the log of this service they do. */
const KEEPS_TRIGGERS = 'event';

/**
 * Call it in a transaction of the owner: where anything is wrong, all of it is undone. The file makes nobody who has an
 * account here a member of anything: whoever runs the service names an owner, and the owner invites the others.
 * @throws BrokenFile, Refused
 */
export async function importLines(
  ctx: Pick<ServiceContext, 'clock' | 'ids'>,
  trx: Trx,
  lines: AsyncIterable<string>,
  options: ImportOptions = {},
): Promise<Imported> {
  await fixTextForms(trx);
  const ownerId = options.owner === undefined ? undefined : await requireAccount(trx, options.owner);
  const tables = await readCatalog(trx);
  const quiet = tables.filter(({ name }) => name !== KEEPS_TRIGGERS);
  await setTriggers(trx, quiet, 'disable');
  const read = await readRows(ctx, trx, tables, lines, options);
  await setTriggers(trx, quiet, 'enable');
  const { organisationId, from, rows, outside } = read;
  await requireSame(trx, read, tables);
  await checkWhole(trx, { ...read, tables });
  const notMembers = await dropMembersWithAccounts(trx, organisationId);
  const about = { organisationId, actor: MACHINE };
  const details = { from, file: read.sha256, rows, notMembers: notMembers.length };
  await recordEvent(ctx, trx, { ...about, kind: IMPORTED, subject: organisationId, details });
  if (ownerId !== undefined) {
    await addOwner(trx, organisationId, ownerId, ctx.clock.now());
    await recordEvent(ctx, trx, { ...about, kind: 'member.joined', subject: ownerId, details: { role: 'owner' } });
  }
  const advisers = outside.filter(({ isNew }) => !isNew).map(({ id }) => id);
  const entered = outside.filter(({ isNew }) => isNew).map(({ id }) => id);
  const others = notMembers.filter((id) => id !== ownerId);
  return { organisationId, rows, outside: entered, advisers, notMembers: others };
}

interface ReadRows {
  organisationId: string;
  /** Its id in the file. */
  from: string;
  rows: number;
  outside: { id: string; isNew: boolean }[];
  law: string[];
  sha256: string;
  /** Tables that the file has: who exported over the API may not have seen every one. */
  names: string[];
  /** Of the rows as an export would write them now. */
  hash: RowHash;
}

async function readRows(
  ctx: Pick<ServiceContext, 'clock'>,
  trx: Trx,
  tables: readonly CatalogTable[],
  lines: AsyncIterable<string>,
  { newId, isPublicBody = false, acceptsClients = false }: ImportOptions,
): Promise<ReadRows> {
  const reader = new LineReader(EXPORT_FORMAT);
  const known = await knownLaw(trx);
  const hash = new RowHash();
  let names = { from: '', to: '' };
  const outside: ReadRows['outside'] = [];
  let check!: RowCheck;
  // Entered by its id alone before: its row is there, and is filled with what it says of itself.
  let placeholder = false;
  let own: string | undefined;
  const begin = async (): Promise<void> => {
    const head = readHead(reader.header!);
    requireSameSchema(head.schema, await readSchemaVersion(trx));
    names = { from: head.organisation, to: newId ?? head.organisation };
    check = new RowCheck(tables, { organisationId: names.from, isPublicBody, now: ctx.clock.now() });
    placeholder = await isPlaceholder(trx, names.to);
    if (placeholder && !acceptsClients) await requireNoClients(trx, names.to);
    if (!placeholder) await requireAbsent(trx, tables, names.to);
    for (const { id, kind } of head.outside) outside.push({ id, isNew: await addOutside(trx, id, kind) });
  };
  const rows = await insertLines(trx, tables, reader, lines, begin, (table, text) => {
    check.look({ table, text, line: reader.line });
    // Law is the same wherever it is; only the day on which each service first kept it is not.
    if (table === LAW) return known.has((JSON.parse(text) as { hash: string }).hash) ? undefined : text;
    const moved = rename(text, names);
    hash.add(table, moved);
    const row = withoutSecrets(table, moved, names.to);
    if (!placeholder || table !== 'organisation') return row;
    own = row;
    return undefined;
  });
  const sha256 = reader.finish();
  check.finish();
  if (own !== undefined) await fillPlaceholder(trx, own);
  const { from, to: organisationId } = names;
  return { organisationId, from, rows, outside, law: check.law, sha256, names: reader.tables, hash };
}

/** Rows one after the other, each with its table. */
class RowHash {
  private readonly hash = sha256.create();

  add(table: string, text: string): void {
    this.hash.update(utf8ToBytes(`${table}\n${text}\n`));
  }

  digest(): string {
    return bytesToHex(this.hash.clone().digest());
  }
}

/** @throws Refused unless an export would write the rows of the file again, all of them and no others */
async function requireSame(trx: Trx, { names, organisationId, hash }: ReadRows, tables: CatalogTable[]): Promise<void> {
  const found = new RowHash();
  for (const table of tables.filter(({ name }) => names.includes(name) && name !== LAW)) {
    for await (const texts of rowTexts(trx, table, filterOf(table, organisationId)))
      for (const text of texts) found.add(table.name, text);
  }
  if (found.digest() !== hash.digest()) {
    throw new Refused(
      'what was written is not what the file holds; nothing was kept',
      'take the file as it was exported; if it is, report this with the versions of both databases',
    );
  }
}

async function requireAccount(trx: Trx, email: string): Promise<string> {
  const id = await findAccount(trx, email);
  if (id !== undefined) return id;
  throw new Refused(`nobody has signed up here as ${email}`, 'sign up first, at /sign-up of the service');
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

/** Whoever has the file gets to act for those who gave leave to the organisation that it says it is. */
async function requireNoClients(trx: Trx, organisationId: string): Promise<void> {
  const clients = await clientsOf(trx, organisationId);
  if (clients.length === 0) return;
  throw new Refused(
    `organisations here gave ${organisationId} leave to act for them: ${clients.join(', ')}`,
    'add --accept-clients once you know that the file comes from that adviser',
  );
}

/** As a whole JSON text only: what was hashed is a text inside of one, and stays as it was hashed. */
const rename = (text: string, { from, to }: { from: string; to: string }): string =>
  from === to ? text : text.replaceAll(JSON.stringify(from), JSON.stringify(to));

function withoutSecrets(table: string, text: string, organisationId: string): string {
  const secrets = secretsOf(table);
  if (secrets.length === 0) return text;
  const row = JSON.parse(text) as Record<string, unknown> & { id: string };
  return JSON.stringify({
    ...row,
    ...Object.fromEntries(secrets.map((name) => [name, noSecret(organisationId, row.id)])),
  });
}
