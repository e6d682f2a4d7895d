/** @module A timeline, as it is answered. */
import { z } from '@hono/zod-openapi';
import { InstantSchema, orNull } from '../../app/schemas.ts';

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
