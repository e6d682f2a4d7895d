/** @module Changes what is known of an incident; what was known before stays in the timeline. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { addEntry, changesOf } from '../timeline/index.ts';
import { checkMoments } from './check-moments.ts';
import { judgeIncident } from './judge-incident.ts';
import { loadIncident } from './load-incident.ts';
import { presentFields, presentIncident } from './present-incident.ts';
import type { IncidentChange } from './schema.ts';
import { type IncidentRow, updateIncident } from './store.ts';

const FIELDS = [
  'title',
  'description',
  'occurredAt',
  'detectedAt',
  'confirmedAt',
  'resolvedAt',
  'test',
  'peopleAffected',
  'harm',
  'measures',
  'fields',
] as const;

export function changeIncident(input: ActorInput<unknown, IncidentChange>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const { row, ...around } = await loadIncident(trx, actor.tenantId, params.id!, { lock: true });
    matchRevision(input.ifMatch, row.revision, presentIncident(ctx, row, around));
    const now = ctx.clock.now();
    const values = valuesOf(row, body);
    checkMoments(
      {
        occurredAt: values.occurred_at,
        detectedAt: values.detected_at,
        confirmedAt: values.confirmed_at,
        resolvedAt: values.resolved_at,
      },
      now,
    );
    const changed = await updateIncident(trx, row, { ...values, revision: row.revision + 1, updated_at: now });
    const changes = changesOf(presentFields(row), presentFields(changed), FIELDS);
    await addEntry(trx, actor.tenantId, row.id, {
      kind: 'changed',
      by: actor.id,
      at: now,
      note: body.why ?? null,
      changes,
    });
    const { serious, possibleLimits } = judgeIncident(changed.test as Parameters<typeof judgeIncident>[0]);
    const fields = changes.map(({ field }) => field);
    await input.event(trx, 'incident.changed', row.id, { fields, serious, possibleLimits, revision: changed.revision });
    return { status: 200, body: presentIncident(ctx, changed, around), headers: { ETag: etagOf(changed.revision) } };
  });
}

function valuesOf(row: IncidentRow, body: IncidentChange) {
  const moment = (text: string | null | undefined, before: Date | null): Date | null =>
    text === undefined ? before : text === null ? null : new Date(text);
  return {
    title: body.title ?? row.title,
    description: body.description ?? row.description,
    occurred_at: moment(body.occurredAt, row.occurred_at),
    detected_at: body.detectedAt === undefined ? row.detected_at : new Date(body.detectedAt),
    confirmed_at: moment(body.confirmedAt, row.confirmed_at),
    resolved_at: moment(body.resolvedAt, row.resolved_at),
    test: { ...row.test, ...body.test },
    people_affected: body.peopleAffected === undefined ? row.people_affected : body.peopleAffected,
    harm: body.harm === undefined ? row.harm : body.harm,
    measures: body.measures === undefined ? row.measures : body.measures,
    fields: body.fields ?? row.fields,
  };
}
