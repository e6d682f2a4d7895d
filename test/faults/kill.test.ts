import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { randomIds } from '../../src/adapters/ids.ts';
import { migratePostgres, openPglite, openPostgres } from '../../src/adapters/node/database.ts';
import { hashSecret } from '../../src/app/authenticate.ts';
import { PERMISSION_NAMES } from '../../src/app/policy.ts';
import type { Database } from '../../src/db/database.ts';
import type { KeySet } from '../../src/features/attestations/index.ts';
import { startPostgres } from '../support/databases.ts';
import { checkAll } from './check.ts';
import { startProcess } from './service-process.ts';
import { countOf, nothing, writeMany } from './writer.ts';

/** `FAULT_ROUNDS=20 FAULT_WRITES=10000` is the whole of it, some minutes for each database; by default a few rounds run. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const WRITES = Number(process.env.FAULT_WRITES ?? 400);
const WRITERS = 24;

interface Place {
  env: Record<string, string>;
  open: () => Promise<Database>;
  close: () => Promise<void>;
}

async function pglitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-kill-'));
  return {
    env: { DATA_DIR: folder },
    open: () => openPglite(join(folder, 'database')),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-kill-'));
  const { url, stop } = await startPostgres();
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe('create database kill');
  await client.end();
  const own = new URL(url);
  own.pathname = '/kill';
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

/** An organisation and a key, put there before the service starts. */
async function prepare(place: Place): Promise<Record<string, string>> {
  const [id, secret] = [randomIds.next('org'), `lt_${randomIds.secret(32)}`];
  const db = await place.open();
  const { sql } = await import('kysely');
  await db.asOwner(async (trx) => {
    await sql`insert into organisation (organisation_id, kind, name, created_at, updated_at)
      values (${id}, 'company', 'Công ty', now(), now())`.execute(trx);
    await sql`insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
      values (${id}, ${randomIds.next('key')}, 'kill', ${hashSecret(secret)}, 'lt_', 'owner', ${[...PERMISSION_NAMES]}, 'usr_test', now(), '2100-01-01')`.execute(
      trx,
    );
  });
  await db.close();
  return { Authorization: `Bearer ${secret}` };
}

const places = { 'the embedded database': pglitePlace, PostgreSQL: postgresPlace };

describe.each(Object.keys(places) as (keyof typeof places)[])('killed while it writes to %s', (name) => {
  let place: Place | undefined;
  afterAll(() => place?.close());

  it(`${ROUNDS} times: every acknowledged write is there, nothing is half there, the log verifies`, async () => {
    place = await places[name]();
    const headers = await prepare(place);
    const acknowledged = nothing();
    const perRound = Math.ceil(WRITES / ROUNDS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await startProcess(place.env);
      // Somewhere in the middle, never at the same place.
      const fatal = Math.ceil(perRound * (0.3 + 0.65 * Math.random()));
      let killing: Promise<void> | undefined;
      await writeMany(running.url, headers, acknowledged, {
        writers: WRITERS,
        count: perRound,
        ready: (done) => {
          if (done >= fatal) killing ??= running.kill();
        },
      });
      await (killing ?? running.kill());
    }
    expect(countOf(acknowledged)).toBeGreaterThan(WRITES / 4);
    // Started once more, it sequences what was left, and stops in order.
    const last = await startProcess(place.env);
    await fetch(`${last.url}/v1/log/checkpoint`);
    const keys = (await (await fetch(`${last.url}/.well-known/jwks.json`)).json()) as KeySet;
    expect(await last.stop()).toBe(0);
    const { issuer } = JSON.parse(readFileSync(join(place.env.DATA_DIR!, 'secrets.json'), 'utf8')) as {
      issuer: string;
    };
    const db = await place.open();
    try {
      expect(await checkAll(db, acknowledged, keys, issuer)).toEqual([]);
    } finally {
      await db.close();
    }
  }, 1_800_000);
});
