/** @module What an operator sends and is answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { EmailSchema, OrganisationSchema, SentInvitationSchema } from '../organisations/index.ts';

const optional = (max: number) => z.union([textOf(max), z.null()]).default(null);

export const NewPublicBodySchema = z
  .strictObject({
    kind: z.enum(['audit_body', 'regulator']),
    name: textOf(300),
    registrationNumber: optional(100),
    province: optional(100),
    sector: optional(200),
    ownerEmail: EmailSchema.openapi({ description: 'Who is invited to be its first owner.' }),
  })
  .openapi('NewPublicBody');

export const PublicBodySchema = z
  .strictObject({ organisation: OrganisationSchema, invitation: SentInvitationSchema })
  .openapi('PublicBody');

export type NewPublicBody = z.output<typeof NewPublicBodySchema>;
