/** @module Puts an incident into the register. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf } from '../../app/read-input.ts';
import { findSystem } from '../systems/index.ts';
import { addEntry } from '../timeline/index.ts';
import { checkMoments } from './check-moments.ts';
import { judgeIncident } from './judge-incident.ts';
import { presentIncident } from './present-incident.ts';
import type { NewIncident } from './schema.ts';
import { insertIncident } from './store.ts';

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** @throws Problem 422 where the system is not one of the organisation's, or a moment cannot be */
export function registerIncident(input: ActorInput<unknown, NewIncident>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const now = ctx.clock.now();
  const moments = {
    occurredAt: momentOf(body.occurredAt),
    detectedAt: new Date(body.detectedAt),
    confirmedAt: momentOf(body.confirmedAt),
    resolvedAt: momentOf(body.resolvedAt),
  };
  checkMoments(moments, now);
  return input.write(async (trx) => {
    const system = await findSystem(trx, actor.tenantId, body.systemId);
    if (!system) throw new Problem('invalid-body', undefined, { issues: [unknownSystem] });
    const row = await insertIncident(trx, {
      organisation_id: actor.tenantId,
      id: ctx.ids.next('inc'),
      system_id: system.id,
      title: body.title,
      description: body.description,
      occurred_at: moments.occurredAt,
      detected_at: moments.detectedAt,
      confirmed_at: moments.confirmedAt,
      resolved_at: moments.resolvedAt,
      test: body.test,
      people_affected: body.peopleAffected,
      harm: body.harm,
      measures: body.measures,
      fields: body.fields,
      created_by: actor.id,
      created_at: now,
      updated_at: now,
    });
    await addEntry(trx, actor.tenantId, row.id, {
      kind: 'registered',
      by: actor.id,
      at: now,
      happenedAt: row.detected_at,
    });
    const { serious, possibleLimits } = judgeIncident(body.test);
    await input.event(trx, 'incident.registered', row.id, { systemId: system.id, serious, possibleLimits });
    return {
      status: 201,
      body: presentIncident(ctx, row, { filings: [], roles: system.roles }),
      headers: { Location: `/v1/incidents/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

export const unknownSystem: ProblemIssue = {
  pointer: '/systemId',
  code: 'refused',
  message: {
    vi: 'Không có hệ thống này trong danh mục của tổ chức',
    en: 'No such system is in the organisation’s register',
  },
  fix: {
    vi: 'Đăng ký hệ thống trước, hoặc dùng mã ở /v1/systems',
    en: 'Register the system first, or use an id of /v1/systems',
  },
};
