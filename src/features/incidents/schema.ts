/** @module An incident, as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { BasisSchema, InstantSchema, orNull, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import { FILING_KINDS } from '../../db/tables-duties.ts';
import { MomentSchema } from '../timeline/index.ts';
import { LIMITS } from './judge-incident.ts';

const YesNoUnknownSchema = z.enum(['yes', 'no', 'unknown']).openapi('YesNoUnknown');

const answer = (description: string) => YesNoUnknownSchema.openapi({ description });

const testFields = {
  lifeOrHealth: answer('Loss of life or serious harm to health (Decree 142, 19.1.a).'),
  propertyOrOperation: answer('Significant property damage or a serious effect on an organisation (19.1.b).'),
  rights: answer('Serious infringement of human rights or lawful rights and interests (19.1.c).'),
  servicesOrSecurity: answer(
    'Serious disruption of public or essential services, or effect on security or order (19.1.d).',
  ),
  uncontrolled: answer('The infringement of rights cannot be controlled (19.3.a).'),
  riskOnly: answer('There is a risk of significant damage, whatever has happened (Law, 3.8).'),
  otherLaw: answer('It must also be reported under cybersecurity, personal-data or sector law (19.5).'),
  providerUnreachable: answer('The deployer cannot reach the provider (19.3).'),
};

const testShape = <T extends z.ZodType>(map: (field: z.ZodType) => T): Record<keyof typeof testFields, T> =>
  Object.fromEntries(Object.entries(testFields).map(([key, field]) => [key, map(field)])) as Record<
    keyof typeof testFields,
    T
  >;

export const IncidentTestSchema = z.strictObject(testFields).openapi('IncidentTest');

const testInput = z
  .strictObject(
    testShape((field) => (field as typeof YesNoUnknownSchema).default('unknown')) as Record<
      keyof typeof testFields,
      z.ZodDefault<typeof YesNoUnknownSchema>
    >,
  )
  .openapi('NewIncidentTest', { description: 'What is not answered stays unknown.' });

const longText = (max: number) => z.string().trim().max(max);
const FIELD_KEY = /^[a-zA-Z0-9][\w.-]{0,79}$/;

const formFields = z
  .record(z.string().regex(FIELD_KEY), longText(5_000))
  .refine((fields) => Object.keys(fields).length <= 60, { params: { code: 'too_long' } })
  .openapi({ description: 'Further lines of the forms AI01a and AI01b by their key, as somebody wrote them.' });

const fields = {
  title: textOf(300).openapi({ example: 'Trợ lý trả lời sai liều thuốc' }),
  description: longText(10_000),
  occurredAt: orNull(MomentSchema),
  detectedAt: MomentSchema,
  confirmedAt: orNull(MomentSchema).openapi({
    description:
      'From when initial information was enough to say that it really happened and very probably stems from a fault of the system (Decree 142, 19.3.c). The clocks of the preliminary report start here.',
  }),
  resolvedAt: orNull(MomentSchema),
  peopleAffected: orNull(z.int().min(0).max(2_000_000_000)).openapi({ description: '`null`: not known.' }),
  harm: orNull(longText(5_000)),
  measures: orNull(longText(5_000)),
};

export const NewIncidentSchema = z
  .strictObject({
    systemId: z.string().min(1).max(100),
    title: fields.title,
    description: fields.description.default(''),
    occurredAt: fields.occurredAt.default(null),
    detectedAt: fields.detectedAt,
    confirmedAt: fields.confirmedAt.default(null),
    resolvedAt: fields.resolvedAt.default(null),
    test: testInput.prefault({}),
    peopleAffected: fields.peopleAffected.default(null),
    harm: fields.harm.default(null),
    measures: fields.measures.default(null),
    fields: formFields.default({}),
  })
  .openapi('NewIncident');

export const IncidentChangeSchema = z
  .strictObject({
    title: fields.title.optional(),
    description: fields.description.optional(),
    occurredAt: fields.occurredAt.optional(),
    detectedAt: fields.detectedAt.optional(),
    confirmedAt: fields.confirmedAt.optional(),
    resolvedAt: fields.resolvedAt.optional(),
    test: z
      .strictObject(
        testShape((field) => field.optional()) as Record<
          keyof typeof testFields,
          z.ZodOptional<typeof YesNoUnknownSchema>
        >,
      )
      .optional()
      .openapi({ description: 'Answers left out stay as they are.' }),
    peopleAffected: fields.peopleAffected.optional(),
    harm: fields.harm.optional(),
    measures: fields.measures.optional(),
    fields: formFields.optional().openapi({ description: 'Replaces all further lines.' }),
    why: textOf(2_000).optional().openapi({ description: 'Kept with the change in the timeline.' }),
  })
  .openapi('IncidentChange');

export const FilingSchema = z
  .strictObject({
    id: z.string(),
    kind: z.enum(FILING_KINDS),
    filedAt: InstantSchema,
    addressee: z.string(),
    reference: orNull(z.string()),
    note: orNull(z.string()),
    recordedBy: z.string(),
    recordedAt: InstantSchema,
    withdrawnAt: orNull(InstantSchema),
    withdrawnWhy: orNull(z.string()),
  })
  .openapi('IncidentFiling');

export const NewFilingSchema = z
  .strictObject({
    kind: z.enum(FILING_KINDS),
    filedAt: MomentSchema,
    addressee: textOf(500),
    reference: orNull(textOf(200)).default(null).openapi({ description: 'Number of the receipt, when there is one.' }),
    note: orNull(textOf(2_000)).default(null),
  })
  .openapi('NewIncidentFiling');

export const IncidentClockSchema = z
  .strictObject({
    id: z.string().openapi({ description: 'The duty, see /v1/law/obligations.', example: 'VN-AI-062' }),
    title: TextSchema,
    text: TextSchema,
    basis: BasisSchema,
    actors: z.array(z.string()),
    addressee: TextSchema,
    applies: z.enum(['yes', 'unknown']),
    yours: YesNoUnknownSchema,
    filing: orNull(z.enum(FILING_KINDS)),
    startsAt: orNull(InstantSchema),
    dueAt: orNull(InstantSchema),
    dueOn: orNull(PlainDateSchema),
    possibleDates: z.array(PlainDateSchema),
    state: z.enum(['done', 'overdue', 'due', 'upcoming', 'undetermined']),
    inTime: orNull(YesNoUnknownSchema),
    filedAt: orNull(InstantSchema),
    reference: orNull(z.string()),
    notes: z.array(TextSchema),
  })
  .openapi('IncidentClock');

export const IncidentSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'inc_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    systemId: z.string(),
    title: z.string(),
    description: z.string(),
    occurredAt: orNull(InstantSchema),
    detectedAt: InstantSchema,
    confirmedAt: orNull(InstantSchema),
    resolvedAt: orNull(InstantSchema),
    test: IncidentTestSchema,
    serious: YesNoUnknownSchema.openapi({
      description: 'In the sense of the Law, article 3.8, by the answers of `test`.',
    }),
    consequence: YesNoUnknownSchema.openapi({
      description:
        'Has one of the consequences of Decree 142, article 19.1, happened? Only they make its reports due for certain.',
    }),
    possibleLimits: z.array(z.enum(LIMITS)).openapi({
      description: 'Time limits of the preliminary report that are still possible; one when it is settled.',
    }),
    unsettled: z.boolean().openapi({ description: 'The law itself leaves the time limit open.' }),
    peopleAffected: orNull(z.int()),
    harm: orNull(z.string()),
    measures: orNull(z.string()),
    fields: z.record(z.string(), z.string()),
    filings: z.array(FilingSchema),
    clocks: z.array(IncidentClockSchema),
    citations: z.record(z.string(), TextSchema),
    revision: z.int(),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('Incident');

export const NoteSchema = z
  .strictObject({ note: textOf(5_000), happenedAt: orNull(MomentSchema).default(null) })
  .openapi('NewTimelineNote');

export const WithdrawalSchema = z.strictObject({ why: textOf(2_000) }).openapi('FilingWithdrawal');

export type NewIncident = z.output<typeof NewIncidentSchema>;
export type IncidentChange = z.output<typeof IncidentChangeSchema>;
export type NewFiling = z.output<typeof NewFilingSchema>;
export type Incident = z.output<typeof IncidentSchema>;
