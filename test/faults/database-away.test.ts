import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '../../src/adapters/ids.ts';
import { migratePostgres } from '../../src/adapters/node/database.ts';
import { hashSecret } from '../../src/app/authenticate.ts';
import { PERMISSION_NAMES } from '../../src/app/policy.ts';
import { startPostgres } from '../support/databases.ts';
import { type RunningService, startProcess } from './service-process.ts';

let server: Awaited<ReturnType<typeof startPostgres>>;
let service: RunningService;
let headers: Record<string, string>;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'luongtri-away-'));

const asOwner = async (statement: string): Promise<void> => {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe(statement);
  await client.end();
};

beforeAll(async () => {
  server = await startPostgres();
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe('create database away');
  await admin.end();
  const own = new URL(server.url);
  own.pathname = '/away';
  url = own.href;
  await migratePostgres(url);
  const [id, secret] = [randomIds.next('org'), `lt_${randomIds.secret(32)}`];
  headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
  const scopes = PERMISSION_NAMES.map((scope) => `"${scope}"`).join(',');
  await asOwner(`insert into organisation (organisation_id, kind, name, created_at, updated_at) values ('${id}', 'company', 'C', now(), now());
    insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
    values ('${id}', 'key_1', 'k', '${hashSecret(secret)}', 'lt_', 'owner', '{${scopes}}', 'usr_1', now(), '2100-01-01')`);
  service = await startProcess({ DATA_DIR: folder, DATABASE_URL: url, DATABASE_POOL: '5' });
}, 180_000);

afterAll(async () => {
  if (process.env.SHOW) process.stderr.write(service.output());
  await service?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const register = (name: string): Promise<Response> =>
  fetch(`${service.url}/v1/systems`, { method: 'POST', headers, body: JSON.stringify({ name }) });

const names = async (): Promise<string[]> => {
  const response = await fetch(`${service.url}/v1/systems?limit=200`, { headers });
  return ((await response.json()) as { items: { name: string }[] }).items.map(({ name }) => name);
};

describe('a database that is away', () => {
  it('restarted under load: 503 with Retry-After meanwhile, then everything goes on without a restart of the service', async () => {
    const acknowledged: string[] = [];
    const others: { status: number; retry: string | null; type: string }[] = [];
    let loading = true;
    const load = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; loading; turn += 1) {
        const name = `w${writer} ${turn}`;
        const response = await register(name);
        const body = (await response.json()) as { type: string };
        if (response.status === 201) acknowledged.push(name);
        else others.push({ status: response.status, retry: response.headers.get('Retry-After'), type: body.type });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await server.server.stop();
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, ready.headers.get('Retry-After')]).toEqual([503, '5']);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await server.server.start();
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 10);
    loading = false;
    await Promise.all(load);
    expect(others.length).toBeGreaterThan(0);
    expect(new Set(others.map(({ status, retry, type }) => `${status} ${retry} ${type}`))).toEqual(
      new Set(['503 5 /problems/unavailable']),
    );
    const kept: string[] = [];
    for (let cursor = ''; ; ) {
      const page = (await (await fetch(`${service.url}/v1/systems?limit=200${cursor}`, { headers })).json()) as {
        items: { name: string }[];
        next: string | null;
      };
      kept.push(...page.items.map(({ name }) => name));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(acknowledged.filter((name) => !kept.includes(name))).toEqual([]);
  }, 120_000);

  it('that takes no writes: reading goes on, writing is refused with what is the matter', async () => {
    await register('trước');
    await asOwner('alter database away set default_transaction_read_only = on');
    await asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'luongtri'`);
    await expect.poll(async () => (await register('không')).status, { timeout: 20_000 }).toBe(503);
    const refused = await register('không');
    expect(((await refused.json()) as { type: string }).type).toBe('/problems/read-only');
    expect(await names()).toContain('trước');
    const client = postgres(url, { max: 1, onnotice: () => undefined });
    await client.unsafe('set default_transaction_read_only = off');
    await client.unsafe('alter database away set default_transaction_read_only = off');
    await client.unsafe(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'luongtri'`);
    await client.end();
    await expect.poll(async () => (await register('sau')).status, { timeout: 20_000 }).toBe(201);
    expect(await names()).not.toContain('không');
  }, 90_000);

  it('that has no space left: writing is refused with what is the matter, nothing half is kept', async () => {
    // What PostgreSQL itself reports when a file cannot grow.
    await asOwner(`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger full_disk before insert on event for each row execute function full_disk()`);
    const refused = await register('không còn chỗ');
    expect([refused.status, ((await refused.json()) as { type: string }).type]).toEqual([
      507,
      '/problems/storage-full',
    ]);
    expect(await names()).not.toContain('không còn chỗ');
    await asOwner('drop trigger full_disk on event');
    expect((await register('lại có chỗ')).status).toBe(201);
  });
});
