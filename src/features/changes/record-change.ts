/** @module Records a change of a system, and what the review of it gave. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import type { Text } from '../../engine/index.ts';
import { findIncident, vietNamDay } from '../incidents/index.ts';
import { findSystem } from '../systems/index.ts';
import { addEntry, changesOf } from '../timeline/index.ts';
import { presentChange, presentFields } from './present-change.ts';
import type { ChangeEdit, NewChange } from './schema.ts';
import { type ChangeRow, insertChange, lockChange, updateChange } from './store.ts';

const issue = (pointer: string, message: Text, fix: Text): ProblemIssue => ({
  pointer,
  code: 'out_of_range',
  message,
  fix,
});

const unknownId = (pointer: string): ProblemIssue => ({
  pointer,
  code: 'refused',
  message: { vi: 'Tổ chức không có mã này', en: 'The organisation has no such id' },
  fix: { vi: 'Dùng mã trong danh mục của tổ chức', en: 'Use an id of the organisation’s own register' },
});

const checkDate: Text = { vi: 'Kiểm tra lại ngày', en: 'Check the day' };

/** @throws Problem 422 that names every day that cannot be: a clock would start from it */
function checkDays(row: Days, now: Date): void {
  const today = vietNamDay(now);
  const { past, orders } = daysOf(row);
  const issues = Object.entries(past)
    .filter(([, day]) => day !== null && day > today)
    .map(([name]) => issue(`/${name}`, { vi: 'Ngày ở tương lai', en: 'The day lies in the future' }, checkDate));
  for (const [name, earlier, later] of orders) {
    if (earlier !== null && later !== null && later < earlier) {
      issues.push(issue(`/${name}`, { vi: 'Trước sự việc mà nó theo sau', en: 'Before what it follows' }, checkDate));
    }
  }
  if (row.kind === 'routine' && row.affects_criteria === 'yes') {
    issues.push(
      issue(
        '/affectsCriteria',
        {
          vi: 'Việc làm đổi bản chất rủi ro thì không phải là nâng cấp thông thường (khoản 4 Điều 11 Nghị định 142)',
          en: 'What changes the nature of the risk is no routine upgrade (Decree 142, article 11.4)',
        },
        { vi: 'Ghi là significant_change', en: 'Record it as significant_change' },
      ),
    );
  }
  if (row.affects_criteria === 'no' && row.result === 'higher') {
    issues.push(
      issue(
        '/result',
        {
          vi: 'Mức rủi ro cao hơn mà lại ghi là không ảnh hưởng đến tiêu chí phân loại',
          en: 'The level is higher, yet the change is said not to affect the criteria',
        },
        {
          vi: 'Ghi affectsCriteria là "yes", hoặc kiểm tra lại kết quả rà soát',
          en: 'Set affectsCriteria to "yes", or check the result of the review',
        },
      ),
    );
  }
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
}

type Days = Pick<ChangeRow, 'kind' | 'affects_criteria' | 'happened_on'> &
  Partial<
    Pick<ChangeRow, 'result' | 'review_completed_on' | 'measures_applied_on' | 'notified_at' | 'dossier_completed_on'>
  >;

function daysOf(row: Days) {
  const happenedOn = row.happened_on;
  const reviewCompletedOn = row.review_completed_on ?? null;
  const notifiedAt = row.notified_at ? vietNamDay(row.notified_at) : null;
  const past = {
    happenedOn,
    reviewCompletedOn,
    measuresAppliedOn: row.measures_applied_on ?? null,
    notifiedAt,
    dossierCompletedOn: row.dossier_completed_on ?? null,
  };
  const orders: [string, string | null, string | null][] = [
    ['reviewCompletedOn', happenedOn, reviewCompletedOn],
    ['notifiedAt', happenedOn, notifiedAt],
  ];
  return { past, orders };
}

export function recordChange(input: ActorInput<unknown, NewChange>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const now = ctx.clock.now();
  checkDays({ kind: body.kind, affects_criteria: body.affectsCriteria, happened_on: body.happenedOn }, now);
  return input.write(async (trx) => {
    const system = await findSystem(trx, actor.tenantId, body.systemId);
    const incident = body.incidentId === null ? null : await findIncident(trx, actor.tenantId, body.incidentId);
    const issues = [
      ...(system ? [] : [unknownId('/systemId')]),
      ...(incident === undefined || (incident && incident.system_id !== body.systemId)
        ? [unknownId('/incidentId')]
        : []),
    ];
    if (!system || issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
    const row = await insertChange(trx, {
      organisation_id: actor.tenantId,
      id: ctx.ids.next('chg'),
      system_id: system.id,
      kind: body.kind,
      description: body.description,
      happened_on: body.happenedOn,
      affects_criteria: body.affectsCriteria,
      incident_id: body.incidentId,
      list_effective_on: body.listEffectiveOn,
      created_by: actor.id,
      created_at: now,
      updated_at: now,
    });
    await addEntry(trx, actor.tenantId, row.id, { kind: 'recorded', by: actor.id, at: now });
    await input.event(trx, 'change.recorded', row.id, {
      systemId: system.id,
      kind: row.kind,
      affects: row.affects_criteria,
    });
    return {
      status: 201,
      body: presentChange(ctx, row, system.roles),
      headers: { Location: `/v1/changes/${row.id}`, ETag: etagOf(row.revision) },
    };
  });
}

const FIELDS = [
  'description',
  'happenedOn',
  'affectsCriteria',
  'listEffectiveOn',
  'reviewCompletedOn',
  'result',
  'tierAfter',
  'measuresAppliedOn',
  'notifiedAt',
  'noticeReference',
  'dossierCompletedOn',
] as const;

export function editChange(input: ActorInput<unknown, ChangeEdit>): Promise<Reply> {
  const { ctx, actor, body, params } = input;
  return input.write(async (trx) => {
    const row = await lockChange(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    const roles = (await findSystem(trx, actor.tenantId, row.system_id))?.roles ?? [];
    matchRevision(input.ifMatch, row.revision, presentChange(ctx, row, roles));
    const now = ctx.clock.now();
    const values = valuesOf(row, body);
    checkDays({ ...row, ...values }, now);
    const changed = await updateChange(trx, row, { ...values, revision: row.revision + 1, updated_at: now });
    const changes = changesOf(presentFields(row), presentFields(changed), FIELDS);
    await addEntry(trx, actor.tenantId, row.id, {
      kind: 'changed',
      by: actor.id,
      at: now,
      note: body.why ?? null,
      changes,
    });
    const fields = changes.map(({ field }) => field);
    await input.event(trx, 'change.changed', row.id, { fields, result: changed.result, revision: changed.revision });
    return { status: 200, body: presentChange(ctx, changed, roles), headers: { ETag: etagOf(changed.revision) } };
  });
}

function valuesOf(row: ChangeRow, body: ChangeEdit) {
  const kept = <T>(sent: T | undefined, before: T): T => (sent === undefined ? before : sent);
  return {
    description: kept(body.description, row.description),
    happened_on: kept(body.happenedOn, row.happened_on),
    affects_criteria: kept(body.affectsCriteria, row.affects_criteria),
    list_effective_on: kept(body.listEffectiveOn, row.list_effective_on),
    review_completed_on: kept(body.reviewCompletedOn, row.review_completed_on),
    result: kept(body.result, row.result),
    tier_after: kept<string | null>(body.tierAfter, row.tier_after),
    measures_applied_on: kept(body.measuresAppliedOn, row.measures_applied_on),
    notified_at:
      body.notifiedAt === undefined ? row.notified_at : body.notifiedAt === null ? null : new Date(body.notifiedAt),
    notice_reference: kept(body.noticeReference, row.notice_reference),
    dossier_completed_on: kept(body.dossierCompletedOn, row.dossier_completed_on),
  };
}
