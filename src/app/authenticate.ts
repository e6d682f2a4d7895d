/** @module From the headers of a request to who is asking. Keys and memberships are read afresh: what is revoked ends at once. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Identity } from '../db/database.ts';
import { failureOf } from '../db/failures.ts';
import type { Actor, Person } from './actor.ts';
import type { AppEnv, ServiceContext } from './context.ts';
import type { OrganisationKind, Role } from './policy.ts';
import { Problem } from './problems.ts';

export const KEY_PREFIX = 'lt_';

/** What is stored of a secret that this service made: it is long and random, so a plain hash cannot be guessed back. */
export const hashSecret = (secret: string): string => bytesToHex(sha256(utf8ToBytes(secret)));

const unauthenticated = (): Problem =>
  new Problem('unauthenticated', undefined, { headers: { 'WWW-Authenticate': 'Bearer realm="luongtri"' } });

/** @throws Problem 401 without a valid session or key, 403 for a session used from another site, 404 for an organisation one is no part of */
export async function requireActor(ctx: ServiceContext, c: Context<AppEnv>): Promise<Actor> {
  const wanted = c.req.header('Organisation-Id')?.trim();
  const authorization = c.req.header('Authorization');
  if (authorization !== undefined) return actorOfKey(ctx, authorization, wanted);
  const person = await requirePerson(ctx, c);
  return ctx.db.identify(async (db) => {
    const chosen = wanted === undefined ? getCookie(c, ORGANISATION_COOKIE) : undefined;
    if (chosen === undefined) return actorOfPerson(ctx, db, person, wanted);
    const actor = await findActor(ctx, db, person, chosen);
    if (actor) return actor;
    // What was chosen on a page may have ended since. Reading goes on as if nothing was chosen; what was written for one
    // organisation must not land in another.
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw new Problem('not-found');
    return actorOfPerson(ctx, db, person, wanted);
  });
}

/** The organisation, or client, that a person chose on a page; the header wins over it. */
export const ORGANISATION_COOKIE = 'luongtri.organisation';

async function findActor(
  ctx: ServiceContext,
  db: Identity,
  person: Person,
  wanted: string,
): Promise<Actor | undefined> {
  try {
    return await actorOfPerson(ctx, db, person, wanted);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** @throws Problem 401 without a valid session, 403 for one used from another site */
export async function requirePerson(ctx: ServiceContext, c: Context<AppEnv>): Promise<Person> {
  const person = await ctx.accounts.session(c.req.raw.headers);
  if (!person) throw unauthenticated();
  refuseForeignOrigin(ctx, c);
  return person;
}

/** @throws Problem 404 to everyone else: that there are such operations is nobody's business */
export async function requireOperator(ctx: ServiceContext, c: Context<AppEnv>): Promise<Person> {
  const person = await requirePerson(ctx, c);
  if (!person.isOperator) throw new Problem('not-found');
  return person;
}

/** A browser sends its cookies whoever wrote the page: what changes something must come from a page of ours. */
export function refuseForeignOrigin(ctx: Pick<ServiceContext, 'baseUrl'>, c: Context<AppEnv>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  const isOurs =
    origin === undefined ? site === undefined || site === 'same-origin' : origin === new URL(ctx.baseUrl).origin;
  if (!isOurs) throw new Problem('cross-origin');
}

async function actorOfPerson(
  ctx: ServiceContext,
  db: Identity,
  person: Person,
  wanted: string | undefined,
): Promise<Actor> {
  const memberships = await db
    .selectFrom('member')
    .innerJoin('organisation', 'organisation.organisation_id', 'member.organisation_id')
    .select(['member.organisation_id as id', 'member.role', 'organisation.kind', 'organisation.status'])
    .where('member.user_id', '=', person.userId)
    .orderBy('member.joined_at')
    .orderBy('member.organisation_id')
    .execute();
  const active = memberships.filter(({ status }) => status === 'active');
  const own = wanted === undefined ? undefined : active.find(({ id }) => id === wanted);
  const actor = (organisation: { id: string; kind: OrganisationKind; role: Role }, tenantId: string): Actor => ({
    kind: 'user',
    id: person.userId,
    organisation: { id: organisation.id, kind: organisation.kind },
    role: organisation.role,
    tenantId,
    scopes: undefined,
    person,
  });
  if (own) return actor(own, own.id);
  if (wanted === undefined) {
    if (active.length === 1) return actor(active[0]!, active[0]!.id);
    throw new Problem('forbidden', active.length === 0 ? noOrganisation : chooseOrganisation);
  }
  for (const adviser of active.filter(({ kind }) => kind === 'adviser')) {
    if (await actsFor(ctx, db, adviser.id, wanted)) return actor(adviser, wanted);
  }
  throw new Problem('not-found');
}

const noOrganisation = {
  vi: 'Chưa thuộc tổ chức nào đang hoạt động. Tạo tổ chức, hoặc nhận lời mời.',
  en: 'You belong to no active organisation. Create one, or accept an invitation.',
};

const chooseOrganisation = {
  vi: 'Thuộc nhiều tổ chức: chọn bằng trường Organisation-Id.',
  en: 'You belong to several organisations: choose one with the Organisation-Id header.',
};

/** What a header or a decoded cookie holds can be anything, NUL too, which PostgreSQL takes in no text. */
const CAN_BE_ID = /^[\w-]{1,100}$/;

async function actsFor(ctx: ServiceContext, db: Identity, adviserId: string, clientId: string): Promise<boolean> {
  if (!CAN_BE_ID.test(clientId)) return false;
  const now = ctx.clock.now();
  const grant = await db
    .selectFrom('adviser_grant')
    .innerJoin('organisation', 'organisation.organisation_id', 'adviser_grant.organisation_id')
    .select('adviser_grant.id')
    .where('adviser_grant.organisation_id', '=', clientId)
    .where('adviser_grant.adviser_id', '=', adviserId)
    .where('adviser_grant.revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .where('organisation.status', '=', 'active')
    .executeTakeFirst();
  return grant !== undefined;
}

/** `last_used_at` is for people looking at their keys: to the minute is enough, and spares a write for each request. */
const LAST_USED_MS = 60_000;

/** A database that takes no writes for a while must not keep a key from reading. */
async function noteUse(db: Identity, hash: string, now: Date): Promise<void> {
  try {
    await db.updateTable('api_key').set({ last_used_at: now }).where('key_hash', '=', hash).execute();
  } catch (error) {
    const kind = failureOf(error)?.kind;
    if (kind !== 'read_only' && kind !== 'full') throw error;
  }
}

async function actorOfKey(ctx: ServiceContext, authorization: string, wanted: string | undefined): Promise<Actor> {
  const [scheme, secret] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !secret?.startsWith(KEY_PREFIX)) throw unauthenticated();
  return ctx.db.identify(async (db) => {
    const now = ctx.clock.now();
    const key = await db
      .selectFrom('api_key')
      .innerJoin('organisation', 'organisation.organisation_id', 'api_key.organisation_id')
      .select([
        'api_key.id',
        'api_key.organisation_id',
        'api_key.role',
        'api_key.scopes',
        'api_key.last_used_at',
        'kind',
      ])
      .where('key_hash', '=', hashSecret(secret))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .where('status', '=', 'active')
      .executeTakeFirst();
    if (!key) throw unauthenticated();
    if (key.last_used_at === null || now.getTime() - key.last_used_at.getTime() > LAST_USED_MS) {
      await noteUse(db, hashSecret(secret), now);
    }
    const isClient = wanted !== undefined && wanted !== key.organisation_id;
    if (isClient && !(key.kind === 'adviser' && (await actsFor(ctx, db, key.organisation_id, wanted)))) {
      throw new Problem('not-found');
    }
    return {
      kind: 'key' as const,
      id: key.id,
      organisation: { id: key.organisation_id, kind: key.kind },
      role: key.role,
      tenantId: isClient ? wanted : key.organisation_id,
      scopes: key.scopes,
      person: undefined,
    };
  });
}
