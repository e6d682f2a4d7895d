/** @module `/v1/duty-feeds`: secret addresses for calendar programs, which cannot send a key. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { hashSecret } from '../../app/authenticate.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation, publicOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { lockOrganisation } from '../organisations/index.ts';
import { calendarFile } from './calendar-file.ts';
import { FeedSchema, FeedWithAddressSchema, NewFeedSchema } from './schema.ts';
import { type FeedRow, findFeedByToken, insertFeed, listFeeds, revokeFeed } from './store.ts';

const tags: [string] = ['Duties'];
const TOKEN_BYTES = 32;

/** More than anybody needs: each is a key to the calendar that somebody has to remember to revoke. */
const MAX_FEEDS = 50;

const tooMany = {
  vi: `Mỗi tổ chức có tối đa ${MAX_FEEDS} địa chỉ lịch. Thu hồi bớt địa chỉ không dùng.`,
  en: `An organisation has at most ${MAX_FEEDS} feeds. Revoke one that is not used.`,
};

const presentFeed = (row: FeedRow) => ({
  id: row.id,
  name: row.name,
  lang: row.lang,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
});

export function feedRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/duty-feeds',
      operationId: 'listDutyFeeds',
      tags,
      summary: 'Calendar feeds of the organisation',
      access: 'webhooks.manage',
      responses: {
        200: {
          description: 'Oldest first.',
          schema: z.strictObject({ items: z.array(FeedSchema) }).openapi('DutyFeeds'),
        },
      },
    },
    async ({ actor, read }) => {
      requireDuties(actor.organisation.kind);
      const rows = await read((trx) => listFeeds(trx, actor.organisation.id));
      return { status: 200, body: { items: rows.map(presentFeed) } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/duty-feeds',
      operationId: 'makeDutyFeed',
      tags,
      summary: 'Make a secret address for a calendar program',
      access: 'webhooks.manage',
      body: NewFeedSchema,
      bodyExample: { name: 'Lịch của phòng pháp chế', lang: 'vi' },
      responses: { 201: { description: 'The feed, and its address this once.', schema: FeedWithAddressSchema } },
    },
    ({ ctx: service, actor, body, write, event }) => {
      requireDuties(actor.organisation.kind);
      return write(async (trx) => {
        // Two at once are counted one after the other.
        await lockOrganisation(trx, actor.organisation.id);
        if ((await listFeeds(trx, actor.organisation.id)).length >= MAX_FEEDS) throw new Problem('conflict', tooMany);
        const token = service.ids.secret(TOKEN_BYTES);
        const row = await insertFeed(trx, {
          organisation_id: actor.organisation.id,
          id: service.ids.next('fed'),
          name: body.name,
          lang: body.lang,
          token_hash: hashSecret(token),
          created_by: actor.id,
          created_at: service.clock.now(),
        });
        await event(trx, 'duty.feed_made', row.id);
        const href = `${service.baseUrl}/v1/duty-feeds/${token}/calendar.ics`;
        return { status: 201, body: { ...presentFeed(row), href } };
      });
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/duty-feeds/{id}',
      operationId: 'revokeDutyFeed',
      tags,
      summary: 'Revoke a feed: its address answers no more',
      access: 'webhooks.manage',
      responses: { 204: { description: 'It is revoked.' } },
    },
    ({ ctx: service, actor, params, write, event }) => {
      requireDuties(actor.organisation.kind);
      return write(async (trx) => {
        const isKnown = await revokeFeed(trx, actor.organisation.id, params.id!, service.clock.now());
        if (!isKnown) throw new Problem('not-found');
        await event(trx, 'duty.feed_revoked', params.id!);
        return { status: 204 };
      });
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/duty-feeds/{token}/calendar.ics',
      params: { token: z.string().openapi({ description: 'The secret part of the address that was shown once.' }) },
      operationId: 'readDutyFeed',
      tags,
      summary: 'The calendar behind a secret address',
      access: 'public',
      responses: {
        200: {
          description: 'iCalendar (RFC 5545).',
          headers: ['Content-Disposition'],
          schema: z.string(),
          mediaTypes: ['text/calendar'],
        },
      },
    },
    async ({ ctx: service, params }) => {
      const feed = await service.db.transaction({ role: 'auth' }, (trx) =>
        findFeedByToken(trx, hashSecret(params.token!)),
      );
      if (!feed) throw new Problem('not-found');
      const organisationId = feed.organisation_id;
      const scope = { role: 'reader' as const, organisationId, actorOrganisationId: organisationId, actorId: feed.id };
      const file = await service.db.transaction(scope, (trx) =>
        calendarFile(service, trx, { organisationId }, feed.lang),
      );
      return { status: 200, ...file };
    },
  );
}

/** Audit bodies and regulators have no systems, and so no duties of their own here. */
function requireDuties(kind: string): void {
  if (kind !== 'company' && kind !== 'adviser') throw new Problem('forbidden');
}
