/** @module A system in the register, as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull, RealDateSchema } from '../../app/schemas.ts';
import { ACTORS } from '../../engine/index.ts';

const optional = (max: number) => z.union([textOf(max), z.null()]);

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
