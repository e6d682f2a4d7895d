/** @module What was filed with whom: recorded, withdrawn where it was recorded wrongly, and notes beside it. */
import type { z } from '@hono/zod-openapi';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import type { Trx } from '../../db/scope.ts';
import { addEntry } from '../timeline/index.ts';
import { checkMoments } from './check-moments.ts';
import { type LoadedIncident, loadAround, loadIncident } from './load-incident.ts';
import { presentIncident } from './present-incident.ts';
import type { NewFiling, NoteSchema, WithdrawalSchema } from './schema.ts';
import { insertFiling, updateIncident, withdrawFiling } from './store.ts';

type Input = Pick<ActorInput<unknown, unknown>, 'ctx' | 'actor'>;

export function recordFiling(input: ActorInput<unknown, NewFiling>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  const now = ctx.clock.now();
  const filedAt = new Date(body.filedAt);
  return input.write(async (trx) => {
    const loaded = await loadIncident(trx, actor.tenantId, params.id!, { lock: true });
    checkMoments({ filedAt, detectedAt: loaded.row.detected_at }, now);
    const filing = await insertFiling(trx, {
      organisation_id: actor.tenantId,
      incident_id: loaded.row.id,
      id: ctx.ids.next('fil'),
      kind: body.kind,
      filed_at: filedAt,
      addressee: body.addressee,
      reference: body.reference,
      note: body.note,
      recorded_by: actor.id,
      recorded_at: now,
    });
    await addEntry(trx, actor.tenantId, loaded.row.id, {
      kind: `filed:${body.kind}`,
      by: actor.id,
      at: now,
      happenedAt: filedAt,
      note: body.reference,
    });
    await input.event(trx, 'incident.filed', loaded.row.id, { filingId: filing.id, kind: body.kind });
    return answer(trx, input, loaded, 201);
  });
}

export function withdraw(input: ActorInput<unknown, z.output<typeof WithdrawalSchema>>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const now = ctx.clock.now();
    const loaded = await loadIncident(trx, actor.tenantId, params.id!, { lock: true });
    const id = params.filing!;
    if (!loaded.filings.some((filing) => filing.id === id)) throw new Problem('not-found');
    const place = { organisationId: actor.tenantId, incidentId: loaded.row.id, id };
    const values = { withdrawn_at: now, withdrawn_by: actor.id, withdrawn_why: body.why };
    if (!(await withdrawFiling(trx, place, values))) throw new Problem('conflict', alreadyWithdrawn);
    await addEntry(trx, actor.tenantId, loaded.row.id, {
      kind: 'filing_withdrawn',
      by: actor.id,
      at: now,
      note: body.why,
    });
    await input.event(trx, 'incident.filing_withdrawn', loaded.row.id, { filingId: id });
    return answer(trx, input, loaded, 200);
  });
}

const alreadyWithdrawn = { vi: 'Bản ghi này đã được rút lại.', en: 'This entry is withdrawn already.' };

export function addNote(input: ActorInput<unknown, z.output<typeof NoteSchema>>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  const now = ctx.clock.now();
  const happenedAt = body.happenedAt === null ? null : new Date(body.happenedAt);
  checkMoments({ happenedAt }, now);
  return input.write(async (trx) => {
    const loaded = await loadIncident(trx, actor.tenantId, params.id!, { lock: true });
    await addEntry(trx, actor.tenantId, loaded.row.id, {
      kind: 'noted',
      by: actor.id,
      at: now,
      happenedAt,
      note: body.note,
    });
    await input.event(trx, 'incident.noted', loaded.row.id);
    return answer(trx, input, loaded, 201);
  });
}

/** The incident as it is now, one revision on. */
async function answer(trx: Trx, { ctx }: Input, { row }: LoadedIncident, status: number): Promise<Reply> {
  const changed = await updateIncident(trx, row, { revision: row.revision + 1, updated_at: ctx.clock.now() });
  return {
    status,
    body: presentIncident(ctx, changed, await loadAround(trx, changed)),
    headers: { ETag: etagOf(changed.revision) },
  };
}
