/**
 * @module What a file that is read in must not say. It can be made by anyone: its hashes show that it is whole, not that
 * it is true. It brings rows of its organisation and nothing else, events and law that are what their hashes say, records
 * that were logged, and files that are the ones the records speak of.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { eventLeafHash } from '../../app/audit.ts';
import { hashContent, hashJson } from '../../content/hash.ts';
import type { CatalogTable } from '../../db/catalog.ts';
import type { Trx } from '../../db/scope.ts';
import { compareRecords, contentOf, IMPORTED, type LogFault, saysTheSame, wrongBytes } from '../log/index.ts';
import { unpackContent } from '../submissions/index.ts';
import { isExported, LAW, secretsOf } from './export-organisation.ts';
import type { Header } from './lines.ts';
import { Refused } from './refused.ts';
import { lawWithoutSubmission, misdescribedRecords, outsideOf } from './store.ts';

const KINDS = ['company', 'adviser', 'audit_body', 'regulator'];
/** Ids are texts of our own making; anything else could mean something else where rows are rewritten. */
const ID = /^org_[A-Za-z0-9_]{1,64}$/;
const AS_EXPORTED = 'take the file as it was exported';

const refused = (line: number, what: string): Refused => new Refused(`line ${line}: ${what}`, AS_EXPORTED);

/** @throws Refused where the first line is not as an export writes it */
export function readHead({
  schema,
  organisation,
  outside = [],
}: Header): Required<Pick<Header, 'schema' | 'organisation' | 'outside'>> {
  const isRight =
    Array.isArray(schema) &&
    ID.test(String(organisation)) &&
    Array.isArray(outside) &&
    outside.every((one) => ID.test(String(one?.id)) && KINDS.includes(one.kind));
  if (!isRight) throw new Refused('line 1: not the head of an export', AS_EXPORTED);
  return { schema, organisation: organisation!, outside };
}

export interface FileRow {
  table: string;
  text: string;
  line: number;
}

/** Looks at the rows of one file as they come. */
export class RowCheck {
  /** Hashes of the law that the file brings. */
  readonly law: string[] = [];
  /** Other ids under which events speak of the organisation, and the imports by which it got from one to the next. */
  private readonly spoken = new Map<string, number>();
  private readonly moves: { from: string; to: string }[] = [];

  constructor(
    private readonly tables: readonly CatalogTable[],
    private readonly options: { organisationId: string; isPublicBody: boolean; now: Date },
  ) {}

  /** @throws Refused */
  look({ table, text, line }: FileRow): void {
    const known = this.tables.find(({ name }) => name === table);
    // Where there is no such table, `insertLines` says so.
    if (!known) return;
    if (!isExported(known)) throw refused(line, `rows of ${table} are no part of an export`);
    const row = rowOf(text);
    if (!row) throw refused(line, 'not a row');
    if (known.isTenant && row.organisation_id !== this.options.organisationId)
      throw refused(line, `a row of ${table} of another organisation`);
    if (secretsOf(table).some((name) => row[name] !== null)) throw refused(line, `a secret in a row of ${table}`);
    if (table === 'event') this.lookAtEvent(row, line);
    if (table === 'organisation') this.lookAtKind(row, line);
    if (table === LAW) {
      if (lawHash(String(row.body)) !== row.hash) throw refused(line, 'law that is not what its hash says');
      this.law.push(String(row.hash));
    }
  }

  private lookAtKind({ kind }: Record<string, unknown>, line: number): void {
    const isPublic = kind === 'audit_body' || kind === 'regulator';
    if (!isPublic || this.options.isPublicBody) return;
    throw new Refused(
      `line ${line}: the file makes ${kind === 'regulator' ? 'a regulator' : 'an audit body'}, which only an operator sets up`,
      'add --public-body once you know that it comes from one',
    );
  }

  private lookAtEvent(row: Record<string, unknown>, line: number): void {
    const { organisationId, now } = this.options;
    const content = String(row.content);
    if (eventLeafHash(content) !== row.leaf_hash) throw refused(line, 'an event that is not what its hash says');
    const said = contentOf(content);
    const shown = { ...row, at: new Date(String(row.at)) } as unknown as Parameters<typeof saysTheSame>[1];
    const names = new Map([[organisationId, new Set([said?.organisation ?? ''])]]);
    if (!said || !saysTheSame(content, shown, names))
      throw refused(line, 'an event that is shown as something else than it says');
    if (Date.parse(said.at) > now.getTime()) throw refused(line, 'an event of the future');
    if (said.organisation !== organisationId) this.spoken.set(said.organisation, line);
    if (said.kind === IMPORTED && typeof said.details.from === 'string')
      this.moves.push({ from: said.details.from, to: said.organisation });
  }

  /** @throws Refused where events speak of an organisation that this one never was */
  finish(): void {
    const own = new Set([this.options.organisationId]);
    for (let grew = true; grew; ) {
      const more = this.moves.filter(({ from, to }) => own.has(to) && !own.has(from));
      for (const { from } of more) own.add(from);
      grew = more.length > 0;
    }
    for (const [name, line] of this.spoken) if (!own.has(name)) throw refused(line, 'an event of another organisation');
  }
}

/** @returns undefined for what is no row: a line can be JSON and more than one */
function rowOf(text: string): Record<string, unknown> | undefined {
  try {
    const row = JSON.parse(text) as unknown;
    return typeof row === 'object' && row !== null && !Array.isArray(row)
      ? (row as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
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

interface Whole {
  tables: readonly CatalogTable[];
  organisationId: string;
  outside: readonly { id: string }[];
  law: readonly string[];
}

/**
 * Once every row is there: what the rows say together.
 * @throws Refused
 */
export async function checkWhole(trx: Trx, { tables, organisationId, outside, law }: Whole): Promise<void> {
  const faults: LogFault[] = [];
  await compareRecords(trx, (fault) => faults.push(fault), organisationId);
  faults.push(...(await wrongBytes(trx, organisationId)));
  const [fault] = faults;
  if (fault) throw new Refused(`${fault.place} is not what was logged (${fault.kind}: ${fault.found})`, AS_EXPORTED);
  const [record] = await misdescribedRecords(trx, organisationId);
  if (record !== undefined)
    throw new Refused(`${record} is listed as something else than its record says`, AS_EXPORTED);
  const named = await outsideOf(trx, tables.filter(isExported), organisationId);
  const extra = outside.find(({ id }) => !named?.some((one) => one.id === id));
  if (extra) throw new Refused(`line 1: no row refers to ${extra.id}`, AS_EXPORTED);
  const [unused] = await lawWithoutSubmission(trx, organisationId, law);
  if (unused !== undefined) throw new Refused(`nothing was submitted under the law ${unused}`, AS_EXPORTED);
}
