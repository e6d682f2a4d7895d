/**
 * @module The whole service over a database of its own: PGlite in memory, or a database of a real PostgreSQL, as the
 * vitest project says. Each file that calls `startService` shares nothing with any other.
 */
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, sql } from 'kysely';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { randomIds } from '../../src/adapters/ids.ts';
import { migratePostgres, openPostgres, wrapPglite } from '../../src/adapters/node/database.ts';
import { createSigner } from '../../src/adapters/node/signer.ts';
import type { Person } from '../../src/app/actor.ts';
import { createApp } from '../../src/app/app.ts';
import { hashSecret } from '../../src/app/authenticate.ts';
import type { Accounts, ServiceContext } from '../../src/app/context.ts';
import { type OrganisationKind, PERMISSION_NAMES, type Role } from '../../src/app/policy.ts';
import { PROBLEM_TYPES, type ProblemType } from '../../src/app/problem-types.ts';
import type { Database } from '../../src/db/database.ts';
import { testContext } from './app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this run; empty where the run uses PGlite. */
    postgresUrl: string;
    /** A migrated PGlite, as a file to load; empty where the run uses PostgreSQL. */
    pgliteTemplate: string;
  }
}

export const BASE_URL = 'http://localhost';

/** Sessions by token, for tests that are not about signing in. */
export interface TestAccounts extends Accounts {
  people: Map<string, Person>;
}

function testAccounts(): TestAccounts {
  const people = new Map<string, Person>();
  return {
    people,
    session: async (headers) => people.get(/session=([\w-]+)/.exec(headers.get('Cookie') ?? '')?.[1] ?? ''),
    names: async (ids) =>
      Object.fromEntries(
        [...people.values()].filter(({ userId }) => ids.includes(userId)).map((p) => [p.userId, p.name]),
      ),
    confirmPassword: async () => false,
    handle: async () => new Response(null, { status: 404 }),
    providers: [],
    sendsMail: false,
  };
}

export interface TestService {
  ctx: ServiceContext & { accounts: TestAccounts };
  app: ReturnType<typeof createApp>;
  db: Database;
  /** Statements under the role that owns the tables: to prepare and to look, never what a request would run. */
  asOwner: (statement: string) => Promise<Record<string, unknown>[]>;
  /** Moves the clock. */
  setNow: (instant: string) => void;
  organisation: (kind: OrganisationKind, name?: string) => Promise<TestOrganisation>;
}

export interface TestOrganisation {
  id: string;
  kind: OrganisationKind;
  /** Headers of a key of that role with every scope; made once. */
  as: (role: Role) => Promise<Record<string, string>>;
  /** A new member with a session. */
  person: (role: Role, name?: string) => Promise<{ userId: string; headers: Record<string, string> }>;
}

interface Opened {
  db: Database;
  asOwner: TestService['asOwner'];
  close: () => Promise<void>;
}

/**
 * Opens an empty, migrated database of its own.
 * @param options connections to a server at most; the embedded database has one
 */
export async function openTestDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<Opened> {
  const url = inject('postgresUrl');
  return url ? openOnServer(url, poolSize) : openInMemory(inject('pgliteTemplate'));
}

async function openInMemory(template: string): Promise<Opened> {
  const db = await wrapPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(template)]) }));
  return { db, asOwner: (statement) => runAsOwner(db, statement), close: () => db.close() };
}

const runAsOwner: (db: Database, statement: string) => ReturnType<TestService['asOwner']> = async (db, statement) => {
  const { rows } = await db.kysely.transaction().execute(async (trx) => {
    await sql`set local role none`.execute(trx);
    return trx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(statement));
  });
  return rows;
};

async function openOnServer(url: string, poolSize: number): Promise<Opened> {
  const name = `test_${randomIds.next('db').slice(3)}`;
  const server = postgres(url, { max: 1, onnotice: () => undefined });
  await server.unsafe(`create database ${name} template luongtri_template`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const owner = postgres(own.href, { max: 2, onnotice: () => undefined });
  const db = openPostgres({ url: own.href, poolSize });
  return {
    db,
    asOwner: async (statement) => [...(await owner.unsafe(statement))],
    close: async () => {
      await db.close();
      await owner.end();
      await server.unsafe(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}

export { migratePostgres };

type Overrides = Partial<ServiceContext>;

/** Starts the service before the tests of a file and stops it after them. */
export function startService(overrides: Overrides | ((db: Database) => Overrides) = {}): TestService {
  const service = {} as TestService;
  let opened: Opened;
  beforeAll(async () => {
    opened = await openTestDatabase();
    let now = new Date('2026-11-21T23:30:00Z');
    const ctx = {
      ...testContext(),
      clock: { now: () => now },
      db: opened.db,
      accounts: testAccounts(),
      signer: await createSigner(),
      baseUrl: BASE_URL,
      ...(typeof overrides === 'function' ? overrides(opened.db) : overrides),
    } as unknown as TestService['ctx'];
    Object.assign(service, {
      ctx,
      app: createApp(ctx),
      db: opened.db,
      asOwner: opened.asOwner,
      setNow: (instant: string) => {
        now = new Date(instant);
      },
      organisation: (kind: OrganisationKind, name?: string) => makeOrganisation(service, kind, name),
    });
  });
  afterAll(async () => {
    await opened?.close();
  });
  return service;
}

async function makeOrganisation(
  service: TestService,
  kind: OrganisationKind,
  name?: string,
): Promise<TestOrganisation> {
  const { ctx, asOwner } = service;
  const id = randomIds.next('org');
  const shown = (name ?? `Tổ chức ${id.slice(-6)}`).replaceAll("'", "''");
  await asOwner(`insert into organisation (organisation_id, kind, name, created_at, updated_at)
    values ('${id}', '${kind}', '${shown}', now(), now())`);
  const keys = new Map<Role, Record<string, string>>();
  return {
    id,
    kind,
    async as(role) {
      const known = keys.get(role);
      if (known) return known;
      const secret = `lt_${randomIds.secret(32)}`;
      const scopes = PERMISSION_NAMES.map((scope) => `"${scope}"`).join(',');
      await asOwner(`insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
        values ('${id}', '${randomIds.next('key')}', '${role}', '${hashSecret(secret)}', '${secret.slice(0, 8)}', '${role}',
          '{${scopes}}', 'usr_test', now(), '2100-01-01')`);
      const headers = { Authorization: `Bearer ${secret}` };
      keys.set(role, headers);
      return headers;
    },
    async person(role, personName = 'Nguyễn Thị Ánh') {
      const userId = randomIds.next('usr');
      const token = randomIds.secret(16);
      await asOwner(
        `insert into member (organisation_id, user_id, role, joined_at) values ('${id}', '${userId}', '${role}', now())`,
      );
      ctx.accounts.people.set(token, {
        userId,
        sessionId: `ses_${token}`,
        name: personName,
        email: `${userId}@example.vn`,
        emailVerified: true,
        isOperator: false,
      });
      return { userId, headers: { Cookie: `session=${token}` } };
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asked for
export type Answered = any;

/** Sends JSON and reads the answer; what a test expects of it is the test's to say. */
export async function call(
  service: Pick<TestService, 'app'>,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<{ status: number; headers: Headers; body: Answered }> {
  const response = await service.app.request(`${BASE_URL}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json(;|$)/.test(response.headers.get('Content-Type') ?? '');
  const answered = isJson && text ? JSON.parse(text) : text;
  if (isJson && text) requireOwnCodes(answered);
  return { status: response.status, headers: response.headers, body: answered };
}

/** The contract says which codes each kind of problem carries; whatever a test asks for is held against it. */
function requireOwnCodes({ type, errors = [] }: { type?: unknown; errors?: { code: string }[] }): void {
  if (typeof type !== 'string' || !type.startsWith('/problems/')) return;
  const { codes } = PROBLEM_TYPES[type.slice('/problems/'.length) as ProblemType];
  const foreign = errors.filter(({ code }) => !codes.includes(code));
  if (foreign.length > 0) throw new Error(`${type} carries ${foreign.map(({ code }) => code).join(', ')}`);
}
