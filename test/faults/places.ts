/** @module Where a service that comes to harm keeps its data: one place for each database. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import postgres from 'postgres';
import { randomIds } from '../../src/adapters/ids.ts';
import { migratePostgres, openPglite, openPostgres } from '../../src/adapters/node/database.ts';
import { hashSecret } from '../../src/app/authenticate.ts';
import { PERMISSION_NAMES } from '../../src/app/policy.ts';
import type { Database } from '../../src/db/database.ts';
import type { KeySet } from '../../src/features/attestations/index.ts';
import { startPostgres } from '../support/databases.ts';
import { checkAll } from './check.ts';
import { startProcess } from './service-process.ts';
import type { Acknowledged } from './writer.ts';

export interface Place {
  env: Record<string, string>;
  open: () => Promise<Database>;
  close: () => Promise<void>;
}

async function pglitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-fault-'));
  return {
    env: { DATA_DIR: folder },
    open: () => openPglite(join(folder, 'database')),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-fault-'));
  const { url, stop } = await startPostgres();
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe('create database fault');
  await client.end();
  const own = new URL(url);
  own.pathname = '/fault';
  await migratePostgres(own.href);
  return {
    env: { DATA_DIR: folder, DATABASE_URL: own.href, DATABASE_POOL: '10' },
    open: async () => openPostgres({ url: own.href, poolSize: 2 }),
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An organisation and a key, put there before the service starts. @returns headers of its requests */
export async function prepare(place: Place): Promise<Record<string, string>> {
  const [id, secret] = [randomIds.next('org'), `lt_${randomIds.secret(32)}`];
  const db = await place.open();
  await db.asOwner(async (trx) => {
    await sql`insert into organisation (organisation_id, kind, name, created_at, updated_at)
      values (${id}, 'company', 'Công ty', now(), now())`.execute(trx);
    await sql`insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
      values (${id}, ${randomIds.next('key')}, 'fault', ${hashSecret(secret)}, 'lt_', 'owner', ${[...PERMISSION_NAMES]}, 'usr_test', now(), '2100-01-01')`.execute(
      trx,
    );
  });
  await db.close();
  return { Authorization: `Bearer ${secret}` };
}

export const PLACES = { 'the embedded database': pglitePlace, PostgreSQL: postgresPlace };
export type PlaceName = keyof typeof PLACES;
export const PLACE_NAMES = Object.keys(PLACES) as PlaceName[];

/** Started once more, the service sequences what was left and stops in order. @returns its exit code, and what `checkAll` finds */
export async function checkAfterwards(
  place: Place,
  acknowledged: Acknowledged,
): Promise<{ exit: number | null; faults: string[] }> {
  const last = await startProcess(place.env);
  await fetch(`${last.url}/v1/log/checkpoint`);
  const keys = (await (await fetch(`${last.url}/.well-known/jwks.json`)).json()) as KeySet;
  const exit = await last.stop();
  const secrets = JSON.parse(readFileSync(join(place.env.DATA_DIR!, 'secrets.json'), 'utf8')) as { issuer: string };
  const db = await place.open();
  try {
    return { exit, faults: await checkAll(db, acknowledged, keys, secrets.issuer) };
  } finally {
    await db.close();
  }
}
