/** @module What a person does about organisations before acting for one: create, list, join, leave. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { personOperation } from '../../app/operation.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createOrganisation } from './create-organisation.ts';
import { leaveOrganisation } from './leave-organisation.ts';
import { membershipsOf } from './list-memberships.ts';
import { presentMembership } from './present.ts';
import { AcceptanceSchema, MembershipSchema, NewOrganisationSchema, OrganisationSchema } from './schema.ts';

const tags: [string] = ['Organisations'];

export function peopleRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  personOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/organisations',
      operationId: 'createOrganisation',
      tags,
      summary: 'Set up a company or an adviser, and become its first owner',
      access: 'person',
      body: NewOrganisationSchema,
      bodyExample: { kind: 'company', name: 'Công ty cổ phần Ánh Dương' },
      responses: { 201: { description: 'The organisation.', headers: ['ETag'], schema: OrganisationSchema } },
    },
    createOrganisation,
  );
  personOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/organisations',
      operationId: 'listMyOrganisations',
      tags,
      summary: 'My organisations, what I may do there, and for which clients',
      access: 'person',
      responses: {
        200: {
          description: 'The one joined first in front.',
          schema: z.strictObject({ items: z.array(MembershipSchema) }).openapi('Memberships'),
        },
      },
    },
    async ({ ctx: service, person }) => ({
      status: 200,
      body: { items: await membershipsOf(service, person.userId) },
    }),
  );
  personOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/invitations/accept',
      operationId: 'acceptInvitation',
      tags,
      summary: 'Accept an invitation',
      description: 'Works once, within 14 days, and only for the email address that was invited.',
      access: 'person',
      body: AcceptanceSchema,
      responses: { 200: { description: 'The new membership.', schema: MembershipSchema } },
      problems: ['not-found', 'forbidden', 'conflict'],
    },
    async (input) => ({
      status: 200,
      body: presentMembership(await acceptInvitation(input, input.body.token), []),
    }),
  );
  personOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/organisations/{id}/membership',
      operationId: 'leaveOrganisation',
      tags,
      summary: 'Leave an organisation',
      access: 'person',
      responses: { 204: { description: 'Left.' } },
      problems: ['conflict'],
    },
    (input) => leaveOrganisation(input, input.params.id!),
  );
}
