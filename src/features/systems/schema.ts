/** @module A system in the register, as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull, RealDateSchema } from '../../app/schemas.ts';
import { ACTORS } from '../../engine/index.ts';

const optional = (max: number) => z.union([textOf(max), z.null()]);

const told = (what: string) =>
  optional(5_000).openapi({ description: `${what}; for the classification dossier (Decree 142, article 12.2).` });

/** What the dossier asks and no question does. */
const details = {
  providerAddress: optional(500).openapi({ description: 'Of the provider, where it is not the organisation itself.' }),
  providerContact: optional(500).openapi({ description: 'Of the provider, where it is not the organisation itself.' }),
  functions: told('Main functions'),
  architecture: told('Architecture at the level of functions and business'),
  userGroups: told('Groups of users'),
  mainInputs: told('Main kinds of input data on which it runs, in general words'),
  riskSummary: told('Summary of the measures for risk management, safety and transparency'),
};

const fields = {
  name: textOf(300).openapi({ example: 'Trợ lý tuyển dụng' }),
  purpose: z.string().trim().max(5_000).openapi({ description: 'What it is meant to do, and for whom.' }),
  roles: z
    .array(z.enum(ACTORS))
    .max(ACTORS.length)
    .openapi({ description: 'What the organisation is to the system in the sense of the AI Law, article 3.' }),
  sector: optional(200),
  goLiveOn: orNull(RealDateSchema).openapi({ description: 'The day it was, or will be, put into use.' }),
  provider: optional(300),
  model: optional(300).openapi({ description: 'The model inside, with its version.' }),
  version: optional(100),
  aiId: optional(100).openapi({ description: 'The code that the national AI portal gave it, when it did.' }),
  ...details,
};

export const NewSystemSchema = z
  .strictObject({
    name: fields.name,
    purpose: fields.purpose.default(''),
    roles: fields.roles.default([]),
    sector: fields.sector.default(null),
    goLiveOn: fields.goLiveOn.default(null),
    provider: fields.provider.default(null),
    model: fields.model.default(null),
    version: fields.version.default(null),
    aiId: fields.aiId.default(null),
    providerAddress: fields.providerAddress.default(null),
    providerContact: fields.providerContact.default(null),
    functions: fields.functions.default(null),
    architecture: fields.architecture.default(null),
    userGroups: fields.userGroups.default(null),
    mainInputs: fields.mainInputs.default(null),
    riskSummary: fields.riskSummary.default(null),
  })
  .openapi('NewSystem');

export const SystemChangeSchema = z
  .strictObject({
    name: fields.name.optional(),
    purpose: fields.purpose.optional(),
    roles: fields.roles.optional(),
    sector: fields.sector.optional(),
    goLiveOn: fields.goLiveOn.optional(),
    provider: fields.provider.optional(),
    model: fields.model.optional(),
    version: fields.version.optional(),
    aiId: fields.aiId.optional(),
    providerAddress: fields.providerAddress.optional(),
    providerContact: fields.providerContact.optional(),
    functions: fields.functions.optional(),
    architecture: fields.architecture.optional(),
    userGroups: fields.userGroups.optional(),
    mainInputs: fields.mainInputs.optional(),
    riskSummary: fields.riskSummary.optional(),
    status: z.enum(['active', 'retired']).optional(),
    versionNote: textOf(2_000).optional().openapi({ description: 'What changed with a new `version`.' }),
    versionSince: RealDateSchema.optional().openapi({ description: 'The day the new `version` came into use.' }),
  })
  .openapi('SystemChange');

export const SystemSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'sys_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    ...fields,
    status: z.enum(['active', 'retired']),
    revision: z.int().openapi({ description: 'Also the ETag.' }),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('System');

export const SystemVersionSchema = z
  .strictObject({
    number: z.int(),
    version: z.string(),
    note: orNull(z.string()),
    since: orNull(z.string()),
    recordedBy: z.string(),
    recordedAt: InstantSchema,
  })
  .openapi('SystemVersion');

export type NewSystem = z.output<typeof NewSystemSchema>;
export type SystemChange = z.output<typeof SystemChangeSchema>;
export type System = z.output<typeof SystemSchema>;
