/** @module Evidence as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { InstantSchema, orNull, RealDateSchema } from '../../app/schemas.ts';

const WEB_ADDRESS_MAX = 2_000;

/** http or https, without a password in it. It is shown and never visited. */
const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname !== '' && username === '' && password === '';
};

const fields = {
  title: textOf(300).openapi({ example: 'Báo cáo kiểm thử thiên lệch quý 3' }),
  note: z.string().trim().max(5_000),
  factOn: orNull(RealDateSchema).openapi({ description: 'The day of the fact it shows.' }),
  validFrom: orNull(RealDateSchema).openapi({ description: 'First day on which it counts; null: always did.' }),
  validUntil: orNull(RealDateSchema).openapi({ description: 'Last day on which it counts; null: no end.' }),
  href: z
    .string()
    .trim()
    .max(WEB_ADDRESS_MAX)
    .refine(isWebAddress, { params: { code: 'invalid_format' } })
    .openapi({ format: 'uri', example: 'https://example.vn/chinh-sach.pdf' }),
};

export const FileQuery = {
  filename: z.string().min(1).max(300).openapi({ description: 'Name of the file, percent-encoded UTF-8.' }),
  title: textOf(300).optional().openapi({ description: 'Default: the name of the file.' }),
  fact_on: RealDateSchema.optional().openapi({ description: 'The day of the fact it shows.' }),
  valid_from: RealDateSchema.optional().openapi({ description: 'First day on which it counts.' }),
  valid_until: RealDateSchema.optional().openapi({ description: 'Last day on which it counts.' }),
};

export const ReplaceQuery = { filename: FileQuery.filename };

export const NewLinkSchema = z
  .strictObject({
    href: fields.href,
    title: fields.title,
    note: fields.note.default(''),
    factOn: fields.factOn.default(null),
    validFrom: fields.validFrom.default(null),
    validUntil: fields.validUntil.default(null),
  })
  .openapi('NewEvidenceLink');

export const EvidenceChangeSchema = z
  .strictObject({
    title: fields.title.optional(),
    note: fields.note.optional(),
    factOn: fields.factOn.optional(),
    validFrom: fields.validFrom.optional(),
    validUntil: fields.validUntil.optional(),
    href: fields.href.optional().openapi({ description: 'Of a link; makes a new version.' }),
  })
  .openapi('EvidenceChange');

const content = {
  href: orNull(z.string()),
  filename: orNull(z.string()),
  mediaType: orNull(z.string()),
  bytes: orNull(z.int()),
  sha256: orNull(z.string()).openapi({ description: 'Of the bytes of a file, lower-case hex.' }),
  uploadedBy: z.string(),
  uploadedAt: InstantSchema,
  removedAt: orNull(InstantSchema).openapi({ description: 'When the retention rule removed the bytes.' }),
};

export const EvidenceSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'evd_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    kind: z.enum(['file', 'link']),
    title: fields.title,
    note: fields.note,
    factOn: fields.factOn,
    validFrom: fields.validFrom,
    validUntil: fields.validUntil,
    version: z.int(),
    ...content,
    revision: z.int().openapi({ description: 'Also the ETag.' }),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('Evidence');

export const EvidenceVersionSchema = z.strictObject({ version: z.int(), ...content }).openapi('EvidenceVersion');

export const EvidenceUseSchema = z
  .strictObject({ assessmentId: z.string(), questionId: z.string(), linkedBy: z.string(), linkedAt: InstantSchema })
  .openapi('EvidenceUse');

export const UsesSchema = z
  .strictObject({
    items: z.array(EvidenceUseSchema),
    submissions: z
      .array(z.string())
      .openapi({ description: 'Submissions that rest on it; with any, it cannot be deleted.' }),
  })
  .openapi('EvidenceUses');

export const RetentionSchema = z
  .strictObject({
    keepYears: orNull(z.int().min(1).max(100)).openapi({
      description: 'Years for which the bytes of a file are kept after its last use; null: for ever.',
    }),
  })
  .openapi('EvidenceRetention');

export type NewLink = z.output<typeof NewLinkSchema>;
export type EvidenceChange = z.output<typeof EvidenceChangeSchema>;
export type Evidence = z.output<typeof EvidenceSchema>;
export type EvidenceVersion = z.output<typeof EvidenceVersionSchema>;
