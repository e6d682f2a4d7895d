/** @module Every legal text the rules rest on, and whether it is in force on a day. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import type { Instrument, PlainDate } from '../../engine/index.ts';
import type { InstrumentListSchema } from './schema.ts';

type InstrumentList = z.infer<typeof InstrumentListSchema>;

/** Texts that do not apply (yet, or any more) are listed too: their date is what a reader wants to know. */
export function listInstruments({
  ctx,
  input: { asOf },
}: {
  ctx: AppContext;
  input: { asOf: PlainDate };
}): InstrumentList {
  return {
    asOf,
    instruments: ctx.content.instruments.map((entry) => ({
      id: entry.id,
      number: entry.number,
      kind: entry.kind,
      short: entry.short,
      title: entry.title,
      issuer: entry.issuer,
      publishedOn: entry.published_on,
      inForceFrom: entry.in_force_from,
      inForceUntil: entry.in_force_until ?? null,
      state: stateOf(entry, asOf),
      checkedOn: entry.checked_on,
      href: entry.href,
      confidence: entry.confidence,
      note: entry.note ?? null,
      articles: entry.articles,
    })),
  };
}

export function stateOf(
  { in_force_from: from, in_force_until: until }: Instrument,
  asOf: PlainDate,
): InstrumentList['instruments'][number]['state'] {
  if (asOf < from) return 'not_yet_in_force';
  return until === undefined || asOf <= until ? 'in_force' : 'ended';
}
