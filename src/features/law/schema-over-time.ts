/** @module What the routes on change over time answer with. */
import { z } from '@hono/zod-openapi';
import { BasisSchema, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import { TIERS } from '../../engine/index.ts';

const citations = z
  .record(z.string(), TextSchema)
  .openapi({ description: 'Each `basis` id above, written as a lawyer cites it.' });

export const ChangeListSchema = z
  .strictObject({
    from: PlainDateSchema,
    to: PlainDateSchema,
    changes: z.array(
      z.strictObject({
        date: PlainDateSchema.openapi({ description: 'First day of the new state of the law.' }),
        kind: z.enum([
          'instrument',
          'prohibited_act',
          'high_risk_row',
          'decision',
          'parameter',
          'fact',
          'obligation',
          'finding',
          'framework',
          'questionnaire',
        ]),
        what: z.enum(['began', 'changed', 'ended']),
        id: z.string(),
        title: TextSchema,
        basis: BasisSchema,
        obligations: z.array(z.string()).openapi({ description: 'Duties that depend on it.' }),
        questions: z.array(z.string()).openapi({ description: 'Questions it depends on, or that cite it.' }),
      }),
    ),
    citations,
  })
  .openapi('LawChangeList');

export const CalendarSchema = z
  .strictObject({
    asOf: PlainDateSchema,
    tier: z.enum(TIERS).nullable(),
    role: z.string().nullable(),
    entries: z.array(
      z.strictObject({
        date: PlainDateSchema,
        kind: z.enum(['text_in_force', 'text_ends', 'duty_begins', 'duty_ends', 'comply_before']).openapi({
          description: '`comply_before`: the last safe day is the day before.',
        }),
        id: z.string(),
        title: TextSchema,
        text: TextSchema,
        basis: BasisSchema,
        obligations: z.array(z.string()),
      }),
    ),
    citations,
  })
  .openapi('LawCalendar');
