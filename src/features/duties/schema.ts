/** @module Duties, reminders and feeds, as they are sent and answered. */
import { z } from '@hono/zod-openapi';
import { LANGUAGES } from '../../app/language.ts';
import { textOf } from '../../app/read-input.ts';
import { BasisSchema, InstantSchema, orNull, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import { DUTY_KINDS, DUTY_STATES } from './duty.ts';

export const DutySchema = z
  .strictObject({
    id: z.string().openapi({ example: 'incident:inc_019aa0c2f4c07a60a1a8d7f3c1d2e3f4:VN-AI-062' }),
    kind: z.enum(DUTY_KINDS),
    systemId: z.string(),
    title: TextSchema,
    text: TextSchema,
    binding: z.boolean().openapi({ description: 'Asked for by law; otherwise by a reviewer, or sensible.' }),
    applies: z.enum(['yes', 'unknown']),
    yours: z
      .enum(['yes', 'no', 'unknown'])
      .openapi({ description: 'By the roles of the organisation towards the system.' }),
    done: z.enum(['no', 'unknown']).openapi({ description: '`unknown`: nobody has said whether it was done.' }),
    dueAt: orNull(InstantSchema).openapi({ description: 'Exact end, where the law counts hours.' }),
    dueOn: orNull(PlainDateSchema).openapi({ description: 'Last day on which it can be done in time.' }),
    possibleDates: z.array(PlainDateSchema).openapi({
      description: 'Last days that are still possible while the day is not settled; the first is the safe one.',
    }),
    since: orNull(PlainDateSchema),
    state: z.enum(DUTY_STATES),
    basis: BasisSchema,
    source: z.strictObject({
      kind: z.enum(['submission', 'incident', 'change', 'finding', 'system', 'law']),
      id: z.string(),
    }),
    notes: z.array(TextSchema),
  })
  .openapi('Duty');

export const DutyListSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    duties: z.array(DutySchema),
    next: orNull(z.string()).openapi({ description: '`cursor` of the next page; `null` on the last.' }),
    citations: z.record(z.string(), TextSchema),
  })
  .openapi('DutyList');

const ROLES = ['owner', 'manager', 'contributor', 'viewer'] as const;

export const ReminderSettingsSchema = z
  .strictObject({
    daysBefore: z
      .array(z.int().min(0).max(365))
      .max(10)
      .openapi({ description: '0 is the day itself.', example: [30, 7, 1, 0] }),
    overdueEveryDays: z.int().min(1).max(90),
    mail: z.boolean(),
    webhook: z.boolean().openapi({ description: 'As the event `duty.reminded`.' }),
    roles: z.array(z.enum(ROLES)).max(ROLES.length).openapi({ description: 'Who gets the mail.' }),
  })
  .openapi('ReminderSettings');

export const NewFeedSchema = z
  .strictObject({ name: textOf(200), lang: z.enum(LANGUAGES).default('vi') })
  .openapi('NewDutyFeed');

export const FeedSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    lang: z.enum(LANGUAGES),
    createdBy: z.string(),
    createdAt: InstantSchema,
  })
  .openapi('DutyFeed');

export const FeedWithAddressSchema = z
  .strictObject({
    // `extend` comes out as two shapes in `allOf`, of which each refuses what only the other has.
    ...FeedSchema.shape,
    href: z.string().openapi({
      description:
        'Address for a calendar program, shown once. Whoever knows it reads names of systems, titles and days.',
    }),
  })
  .openapi('DutyFeedWithAddress');

export type ReminderSettings = z.output<typeof ReminderSettingsSchema>;
