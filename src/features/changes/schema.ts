/** @module A change of a system and the review that followed, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';
import { BasisSchema, InstantSchema, orNull, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import { CHANGE_KINDS } from '../../db/tables-duties.ts';
import { TIERS } from '../../engine/index.ts';
import { DaySchema, MomentSchema } from '../timeline/index.ts';

const YesNoUnknown = z.enum(['yes', 'no', 'unknown']);

const fields = {
  kind: z.enum(CHANGE_KINDS).openapi({
    description:
      'Decree 142: `significant_change` 11.1.a, `incident_higher_risk` 11.1.b, `list_amended` 11.1.c, `authority_order` 11.1.d, `deployer_change` 11.2, `routine` 11.4.',
  }),
  description: textOf(5_000),
  happenedOn: DaySchema.openapi({ description: 'The day of the event.' }),
  affectsCriteria: YesNoUnknown.openapi({
    description:
      'Does it affect the criteria of the classification, give rise to new or higher risk, or (list) change the level?',
  }),
  incidentId: orNull(z.string().min(1).max(100)),
  listEffectiveOn: orNull(DaySchema).openapi({
    description: 'The day on which the amendment of the list took effect.',
  }),
  reviewCompletedOn: orNull(DaySchema),
  result: z
    .enum(['higher', 'same', 'lower', 'unknown'])
    .openapi({ description: 'Level after the review against before.' }),
  tierAfter: orNull(z.enum(TIERS)),
  measuresAppliedOn: orNull(DaySchema),
  notifiedAt: orNull(MomentSchema).openapi({ description: 'When the authority was notified of the result.' }),
  noticeReference: orNull(textOf(200)),
  dossierCompletedOn: orNull(DaySchema),
};

export const NewChangeSchema = z
  .strictObject({
    systemId: z.string().min(1).max(100),
    kind: fields.kind,
    description: fields.description,
    happenedOn: fields.happenedOn,
    affectsCriteria: fields.affectsCriteria.default('unknown'),
    incidentId: fields.incidentId.default(null),
    listEffectiveOn: fields.listEffectiveOn.default(null),
  })
  .openapi('NewSystemChange');

export const ChangeEditSchema = z
  .strictObject({
    description: fields.description.optional(),
    happenedOn: fields.happenedOn.optional(),
    affectsCriteria: fields.affectsCriteria.optional(),
    listEffectiveOn: fields.listEffectiveOn.optional(),
    reviewCompletedOn: fields.reviewCompletedOn.optional(),
    result: fields.result.optional(),
    tierAfter: fields.tierAfter.optional(),
    measuresAppliedOn: fields.measuresAppliedOn.optional(),
    notifiedAt: fields.notifiedAt.optional(),
    noticeReference: fields.noticeReference.optional(),
    dossierCompletedOn: fields.dossierCompletedOn.optional(),
    why: textOf(2_000).optional().openapi({ description: 'Kept with the change in the timeline.' }),
  })
  .openapi('SystemChangeEdit');

export const ChangeClockSchema = z
  .strictObject({
    id: z.string().openapi({ description: 'The duty, see /v1/law/obligations.', example: 'VN-AI-027' }),
    step: z.enum(['review', 'notice', 'measures', 'dossier']),
    title: TextSchema,
    text: TextSchema,
    basis: BasisSchema,
    actors: z.array(z.string()),
    applies: z.enum(['yes', 'unknown']),
    yours: YesNoUnknown,
    dueOn: orNull(PlainDateSchema),
    possibleDates: z.array(PlainDateSchema),
    state: z.enum(['done', 'overdue', 'due', 'upcoming', 'undetermined']),
    inTime: orNull(YesNoUnknown),
    notes: z.array(TextSchema),
  })
  .openapi('SystemChangeClock');

export const ChangeSchema = z
  .strictObject({
    id: z.string().openapi({ example: 'chg_019aa0c2f4c07a60a1a8d7f3c1d2e3f4' }),
    systemId: z.string(),
    ...fields,
    notifiedAt: orNull(InstantSchema),
    clocks: z.array(ChangeClockSchema),
    citations: z.record(z.string(), TextSchema),
    revision: z.int(),
    createdBy: z.string(),
    createdAt: InstantSchema,
    updatedAt: InstantSchema,
  })
  .openapi('SystemChangeRecord');

export type NewChange = z.output<typeof NewChangeSchema>;
export type ChangeEdit = z.output<typeof ChangeEditSchema>;
export type ChangeBody = z.output<typeof ChangeSchema>;
