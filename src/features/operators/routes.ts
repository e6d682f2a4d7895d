/** @module `/v1/operator`: for those who run the service. They see organisations; nothing here reaches anybody's answers. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { SERVICE } from '../../app/audit.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type PersonInput, personOperation, type Reply } from '../../app/operation.ts';
import { PAGE_LIMIT, pageOf, pageQuery, pageSchema, readCursor } from '../../app/page.ts';
import { Problem } from '../../app/problems.ts';
import { lockOrganisation, OrganisationSchema, personEvent, presentOrganisation } from '../organisations/index.ts';
import { createPublicBody } from './create-public-body.ts';
import { NewPublicBodySchema, PublicBodySchema } from './schema.ts';
import { listOrganisations, setStatus } from './store.ts';

const tags: [string] = ['Operators'];

export function operatorRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  personOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/operator/organisations',
      operationId: 'listOrganisations',
      tags,
      summary: 'Organisations, newest first',
      access: 'operator',
      query: {
        q: z.string().max(200).optional().openapi({ description: 'Part of the name.' }),
        kind: z
          .enum(['company', 'adviser', 'audit_body', 'regulator'])
          .optional()
          .openapi({ description: 'Only organisations of this kind.' }),
        status: z.enum(['active', 'suspended']).optional().openapi({ description: 'Only those in this state.' }),
        ...pageQuery,
      },
      responses: { 200: { description: 'A page.', schema: pageSchema(OrganisationSchema).openapi('Organisations') } },
    },
    async ({ ctx: service, person, query }) => {
      const { limit = PAGE_LIMIT, cursor, q: search, kind, status } = query;
      const after = readCursor(cursor);
      const rows = await service.db.transaction({ role: 'operator', actorId: person.userId }, (trx) =>
        listOrganisations(trx, { search, kind, status, after, limit }),
      );
      const body = pageOf(rows, limit, (row) => ({ at: row.created_at, id: row.organisation_id }), presentOrganisation);
      return { status: 200, body };
    },
  );
  personOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/operator/organisations',
      operationId: 'createPublicBody',
      tags,
      summary: 'Set up an audit body or a regulator, and invite its first owner',
      access: 'operator',
      body: NewPublicBodySchema,
      bodyExample: { kind: 'audit_body', name: 'Viện Đánh giá', ownerEmail: 'anh@vi-du.vn' },
      responses: { 201: { description: 'The organisation and the invitation.', schema: PublicBodySchema } },
    },
    createPublicBody,
  );
  statusRoute(app, ctx, 'suspend', 'Suspend an organisation: nobody acts for it until it is reactivated');
  statusRoute(app, ctx, 'reactivate', 'Reactivate an organisation');
  return app;
}

function statusRoute(app: OpenAPIHono<AppEnv>, ctx: AppContext, verb: 'suspend' | 'reactivate', summary: string): void {
  personOperation(
    app,
    ctx,
    {
      method: 'post',
      path: `/v1/operator/organisations/{id}/${verb}`,
      operationId: `${verb}Organisation`,
      tags,
      summary,
      access: 'operator',
      responses: { 200: { description: 'The organisation as it is now.', schema: OrganisationSchema } },
    },
    (input) => changeStatus(input, verb),
  );
}

async function changeStatus(input: PersonInput<unknown, unknown>, verb: 'suspend' | 'reactivate'): Promise<Reply> {
  const { ctx, person, params } = input;
  const status = verb === 'suspend' ? 'suspended' : 'active';
  const row = await ctx.db.transaction({ role: 'operator', actorId: person.userId }, async (trx) => {
    const before = await lockOrganisation(trx, params.id!);
    if (!before) throw new Problem('not-found');
    if (before.status === status) return before;
    const { organisation_id: organisationId } = before;
    await personEvent(input, trx, {
      kind: verb === 'suspend' ? 'organisation.suspended' : 'organisation.reactivated',
      organisationId,
      actorOrganisationId: SERVICE,
      userId: person.userId,
      subject: organisationId,
    });
    return setStatus(trx, before, status, ctx.clock.now());
  });
  return { status: 200, body: presentOrganisation(row) };
}
