/** @module Changes what is known of an incident; what was known before stays in the timeline. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { addEntry, changesOf } from '../timeline/index.ts';
import { checkMoments } from './check-moments.ts';
import { judgeIncident } from './judge-incident.ts';
import { loadIncident } from './load-incident.ts';
import { presentFields, presentIncident } from './present-incident.ts';
import type { IncidentChange } from './schema.ts';
import { type FilingRow, type IncidentRow, updateIncident } from './store.ts';

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
    checkDetection(values.detected_at, row, around.filings);
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

/** @throws Problem 422 where something would have been filed before the incident was found */
function checkDetection(detectedAt: Date, before: IncidentRow, filings: readonly FilingRow[]): void {
  if (detectedAt <= before.detected_at) return;
  const isLate = filings.some((filing) => filing.withdrawn_at === null && filing.filed_at < detectedAt);
  if (isLate) throw new Problem('invalid-body', undefined, { issues: [afterFiling] });
}

const afterFiling: ProblemIssue = {
  pointer: '/detectedAt',
  code: 'out_of_range',
  message: { vi: 'Sau một lần nộp đã ghi', en: 'It lies after a filing that is recorded' },
  fix: {
    vi: 'Kiểm tra lại thời điểm, hoặc rút lại lần nộp ghi sai',
    en: 'Check the moment, or withdraw the filing that was recorded wrongly',
  },
};

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
