/** @module A timeline, as it is answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull, RealDateSchema } from '../../app/schemas.ts';

/** Outside of these years nothing of a register can have happened, and calendars stop being able to count. */
const isOfThisAge = (text: string): boolean => /^20\d\d-/.test(text);
const ofThisAge = { params: { code: 'out_of_range' } };

/** An instant as somebody sends it, with its offset: no time of day is guessed. */
export const MomentSchema = z.iso
  // One mistake is told once: what is no instant has no year to be wrong.
  .datetime({ offset: true, abort: true })
  .refine(isOfThisAge, ofThisAge)
  .openapi({ format: 'date-time', example: '2026-11-03T14:30:00+07:00' });

/** A day as somebody sends it. */
export const DaySchema = RealDateSchema.refine(isOfThisAge, ofThisAge).openapi({
  format: 'date',
  example: '2026-11-22',
});

export const TimelineEntrySchema = z
  .strictObject({
    number: z.int(),
    kind: z.string().openapi({ example: 'filed' }),
    happenedAt: orNull(InstantSchema).openapi({
      description: 'When it happened; `null` where only its record is dated.',
    }),
    note: orNull(z.string()),
    changes: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    recordedBy: z.string(),
    recordedAt: InstantSchema,
  })
  .openapi('TimelineEntry');

export const TimelineSchema = z.strictObject({ items: z.array(TimelineEntrySchema) }).openapi('Timeline');
