/** @module The calendar of an organisation, ready to be sent. */
import type { ServiceContext } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import type { Trx } from '../../db/scope.ts';
import { citationsOf } from '../law/index.ts';
import { collectDuties, type DutyFilter } from './collect-duties.ts';
import { writeDutiesIcs } from './write-ics.ts';

/** The calendar of an organisation, or of one of its systems. */
export async function calendarFile(
  ctx: ServiceContext,
  trx: Trx,
  filter: DutyFilter,
  lang: Language,
): Promise<{ body: string; headers: Record<string, string> }> {
  const { duties, systems } = await collectDuties(ctx, trx, filter);
  const names = new Map([...systems].map(([id, { name }]) => [id, name]));
  const citations = citationsOf(ctx.engine.law, duties);
  return {
    body: writeDutiesIcs({ duties, names, citations }, lang, ctx.clock.now()),
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="luongtri-duties.ics"',
    },
  };
}
