/** @module Organisations, their people, advisers and keys, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { PERMISSION_NAMES, ROLES_OF } from '../../app/policy.ts';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull } from '../../app/schemas.ts';

export const KindSchema = z.enum(['company', 'adviser', 'audit_body', 'regulator']).openapi('OrganisationKind');

const ROLES = [...new Set(Object.values(ROLES_OF).flat())] as [string, ...string[]];
export const RoleSchema = z
  .enum(ROLES as ['owner', 'manager', 'contributor', 'viewer', 'auditor', 'analyst'])
  .openapi('Role', {
    description:
      'owner, manager and viewer exist everywhere; contributor in companies and advisers, auditor in audit bodies, analyst in regulators.',
  });

export const PermissionSchema = z.enum(PERMISSION_NAMES).openapi('Permission');
const optional = (max: number) => z.union([textOf(max), z.null()]);

export const EmailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email()).openapi({ format: 'email' });

const fields = {
  name: textOf(300).openapi({ example: 'Công ty cổ phần Ánh Dương' }),
  registrationNumber: optional(100).openapi({
    description: 'Of the enterprise, as it is registered; it is the tax code as well.',
  }),
  address: optional(500).openapi({ description: 'Where it has its seat; printed in official forms.' }),
  contact: optional(500).openapi({
    description: 'How to reach it (telephone, e-mail, page); printed in official forms and in the public summary.',
  }),
  province: optional(100),
  sector: optional(200),
};

export const NewOrganisationSchema = z
  .strictObject({
    kind: z.enum(['company', 'adviser']).openapi({
      description: 'Audit bodies and regulators are set up by an operator of the service.',
    }),
    name: fields.name,
    registrationNumber: fields.registrationNumber.default(null),
    address: fields.address.default(null),
    contact: fields.contact.default(null),
    province: fields.province.default(null),
    sector: fields.sector.default(null),
  })
  .openapi('NewOrganisation');

export const OrganisationChangeSchema = z
  .strictObject({
    name: fields.name.optional(),
    registrationNumber: fields.registrationNumber.optional(),
    address: fields.address.optional(),
    contact: fields.contact.optional(),
    province: fields.province.optional(),
    sector: fields.sector.optional(),
  })
  .openapi('OrganisationChange');

const about = {
  id: z.string().openapi({ example: 'org_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
  kind: KindSchema,
  name: z.string(),
  registrationNumber: orNull(z.string()),
  address: orNull(z.string()),
  contact: orNull(z.string()),
  province: orNull(z.string()),
  sector: orNull(z.string()),
  status: z.enum(['active', 'suspended']),
};

export const OrganisationSchema = z
  .strictObject({
    ...about,
    revision: z.int().openapi({ description: 'Also the ETag.' }),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('Organisation');

export const OrganisationHistorySchema = z
  .strictObject({
    revision: z.int().openapi({ description: 'Of the organisation, once it was changed.' }),
    changes: z.array(z.strictObject({ field: z.string(), before: orNull(z.string()), after: orNull(z.string()) })),
    changedBy: z.string().openapi({ description: 'Id of a person or a key.' }),
    changedAt: InstantSchema,
  })
  .openapi('OrganisationChangeEntry');

export const MembershipSchema = z
  .strictObject({
    ...about,
    role: RoleSchema,
    joinedAt: InstantSchema,
    permissions: z
      .array(PermissionSchema)
      .openapi({ description: 'What this role may do there; none while suspended.' }),
    clients: z
      .array(z.strictObject({ id: z.string(), name: z.string() }))
      .openapi({ description: 'For an adviser: for whom it may act now. Name one in the Organisation-Id header.' }),
  })
  .openapi('Membership');

export const MemberSchema = z
  .strictObject({
    userId: z.string(),
    name: orNull(z.string()).openapi({ description: '`null`: the person was erased.' }),
    role: RoleSchema,
    joinedAt: InstantSchema,
  })
  .openapi('Member');

export const MemberChangeSchema = z.strictObject({ role: RoleSchema }).openapi('MemberChange');

export const NewInvitationSchema = z.strictObject({ email: EmailSchema, role: RoleSchema }).openapi('NewInvitation');

const invitation = {
  id: z.string().openapi({ example: 'inv_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
  email: z.string(),
  role: RoleSchema,
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  invitedBy: z.string(),
  createdAt: InstantSchema,
  expiresAt: InstantSchema,
};

export const InvitationSchema = z.strictObject(invitation).openapi('Invitation');

const shownOnce = 'Shown once, and only where no mail was sent; also `null` when a request is repeated.';

export const SentInvitationSchema = z
  .strictObject({
    ...invitation,
    mailed: z.boolean(),
    token: orNull(z.string()).openapi({ description: shownOnce }),
    link: orNull(z.string()).openapi({ description: 'The page that accepts it, to be handed over.' }),
  })
  .openapi('SentInvitation');

export const AcceptanceSchema = z.strictObject({ token: textOf(200) }).openapi('Acceptance');

export const NewAdviserSchema = z
  .strictObject({
    adviserId: textOf(100).openapi({ description: 'Id of the adviser’s organisation, which the adviser tells.' }),
    expiresAt: orNull(z.iso.datetime().openapi({ format: 'date-time' })).default(null),
  })
  .openapi('NewAdviserGrant');

export const AdviserGrantSchema = z
  .strictObject({
    id: z.string(),
    adviserId: z.string(),
    adviserName: orNull(z.string()),
    status: z.enum(['current', 'ended']),
    grantedBy: z.string(),
    grantedAt: InstantSchema,
    expiresAt: orNull(InstantSchema),
    revokedAt: orNull(InstantSchema),
  })
  .openapi('AdviserGrant');

export const ClientSchema = z
  .strictObject({ id: z.string(), name: z.string(), since: InstantSchema, expiresAt: orNull(InstantSchema) })
  .openapi('Client');

export const NewKeySchema = z
  .strictObject({
    name: textOf(200),
    role: RoleSchema,
    scopes: z.array(PermissionSchema).min(1).max(PERMISSION_NAMES.length),
    expiresAt: z.iso.datetime().openapi({ format: 'date-time', description: 'Within a year from now.' }),
  })
  .openapi('NewApiKey');

const key = {
  id: z.string().openapi({ example: 'key_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
  name: z.string(),
  hint: z.string().openapi({ description: 'How the secret begins.' }),
  role: RoleSchema,
  scopes: z.array(z.string()),
  createdBy: z.string(),
  creatorLeft: z.boolean().openapi({
    description:
      'Whoever made it is no member any more. A key belongs to the organisation and goes on; that person may still know its secret: make a new one, then revoke this.',
  }),
  createdAt: InstantSchema,
  expiresAt: InstantSchema,
  revokedAt: orNull(InstantSchema),
  lastUsedAt: orNull(InstantSchema).openapi({ description: 'To the minute.' }),
};

export const ApiKeySchema = z.strictObject(key).openapi('ApiKey');

export const CreatedKeySchema = z
  .strictObject({
    ...key,
    secret: orNull(z.string()).openapi({
      description: '`lt_…`, shown once; only its hash is kept. `null` when a request is repeated.',
    }),
  })
  .openapi('CreatedApiKey');

export type NewOrganisation = z.output<typeof NewOrganisationSchema>;
export type OrganisationChange = z.output<typeof OrganisationChangeSchema>;
export type NewInvitation = z.output<typeof NewInvitationSchema>;
export type NewAdviser = z.output<typeof NewAdviserSchema>;
export type NewKey = z.output<typeof NewKeySchema>;
export type Acceptance = z.output<typeof AcceptanceSchema>;
