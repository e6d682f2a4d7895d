/** @module Every dated duty of an organisation, and every reason to assess, at first or again, in the order of their days. */
import { type ServiceContext, todayInVietNam } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { addDays, type PlainDate } from '../../engine/index.ts';
import { countChangeClocks, listSystemChanges } from '../changes/index.ts';
import { incidentClocks, listFilings, listIncidents } from '../incidents/index.ts';
import { listChanges } from '../law/index.ts';
import type { SubmissionRecord } from '../submissions/index.ts';
import type { SystemRow } from '../systems/index.ts';
import { type Duty, inOrder, stateOf } from './duty.ts';
import { acceptanceTriggers, findTriggers, type LawChanges } from './find-triggers.ts';
import { firstAssessment } from './first-assessment.ts';
import { type LatestSubmission, latestSubmissions, listOpenFindings, listSystems, readRecord } from './store.ts';
import { isSummary, type SubmissionSummary, summariseSubmission } from './summarise-submission.ts';
import { FINDING, NOT_SAID, OUT_OF_USE } from './words.ts';

export interface DutyFilter {
  organisationId: string;
  systemId?: string | undefined;
}

/**
 * Of systems in use; of those that are not, what an incident or a completed review started: no provision ends it with the
 * use, and suspending a system is what the law asks after an incident. Duties of other parties are left out.
 */
export async function collectDuties(
  ctx: ServiceContext,
  trx: Trx,
  { organisationId, systemId }: DutyFilter,
): Promise<{ duties: Duty[]; systems: Map<string, SystemRow> }> {
  const today = todayInVietNam(ctx.clock);
  const systems = new Map((await listSystems(trx, organisationId, systemId)).map((row) => [row.id, row]));
  const isInUse = (id: string): boolean => systems.get(id)?.status === 'active';
  const incidents = await listIncidents(trx, { organisationId, systemId });
  const findings = await listOpenFindings(trx, organisationId, systemId);
  const duties: Duty[] = [
    ...(await incidentDuties(ctx, trx, { organisationId, incidents, systems })),
    ...(await changeDuties(ctx, trx, { organisationId, systemId, systems })),
    ...findingDuties(findings, today),
    ...acceptanceTriggers(findings, today),
  ];
  const changesAfter = lawChanges(ctx, today);
  const submissions = await latestSubmissions(trx, organisationId, systemId);
  const assessed = new Set(submissions.map(({ system_id }) => system_id));
  for (const system of systems.values()) if (!assessed.has(system.id)) duties.push(firstAssessment(system, today));
  for (const submission of submissions) {
    const system = systems.get(submission.system_id);
    if (!system || !isInUse(system.id)) continue;
    const summary = await summaryOf(ctx, trx, organisationId, submission);
    const own = incidents.filter(({ system_id }) => system_id === system.id);
    duties.push(
      ...obligationDuties(summary, submission, today),
      ...findTriggers(ctx, { system, submissionId: submission.id, summary, incidents: own, today, changesAfter }),
    );
  }
  const wanted = duties
    .filter(({ systemId: id, yours }) => systems.has(id) && yours !== 'no')
    .flatMap((duty) => (isInUse(duty.systemId) ? [duty] : outlastsUse(duty) ? [outOfUse(duty)] : []));
  return { duties: inOrder(wanted), systems };
}

/** What an incident asks, and the notice of a level that a review found to be higher. */
const outlastsUse = ({ kind, id, dueOn, possibleDates }: Duty): boolean =>
  kind === 'incident' || (id.endsWith(':notice') && (dueOn !== null || possibleDates.length > 0));

const outOfUse = (duty: Duty): Duty => ({ ...duty, notes: [OUT_OF_USE, ...duty.notes] });

/** Many submissions share their day: each day is looked up once. */
function lawChanges(ctx: ServiceContext, today: PlainDate): (day: PlainDate) => LawChanges {
  const known = new Map<PlainDate, LawChanges>();
  return (day) => {
    const from = addDays(day, 1);
    const found = known.get(day) ?? (from > today ? [] : listChanges({ ctx, input: { from, to: today } }).changes);
    known.set(day, found);
    return found;
  };
}

/** Kept by the worker; until then read from the record. */
async function summaryOf(
  { content }: ServiceContext,
  trx: Trx,
  organisationId: string,
  { id, summary }: LatestSubmission,
): Promise<SubmissionSummary> {
  if (isSummary(summary)) return summary;
  return summariseSubmission(JSON.parse(await readRecord(trx, organisationId, id)) as SubmissionRecord, content);
}

const obligationDuties = (summary: SubmissionSummary, { id, system_id }: LatestSubmission, today: PlainDate): Duty[] =>
  summary.dated.map((entry) => ({
    id: `obligation:${system_id}:${entry.id}`,
    kind: 'obligation',
    systemId: system_id,
    title: entry.title,
    text: entry.duty,
    binding: true,
    applies: entry.applies,
    yours: entry.party === 'own' ? 'yes' : 'unknown',
    dueAt: null,
    dueOn: entry.dates.length === 1 ? entry.dates[0]! : null,
    possibleDates: entry.dates.length === 1 ? [] : entry.dates,
    since: null,
    done: entry.done,
    state: stateOf(entry.dates, entry, today),
    basis: entry.basis,
    source: { kind: 'submission', id },
    notes: [...(entry.done === 'unknown' && (entry.dates.at(-1) ?? today) < today ? [NOT_SAID] : []), ...entry.notes],
  }));

async function incidentDuties(
  ctx: ServiceContext,
  trx: Trx,
  around: {
    organisationId: string;
    incidents: Awaited<ReturnType<typeof listIncidents>>;
    systems: Map<string, SystemRow>;
  },
): Promise<Duty[]> {
  const { organisationId, incidents, systems } = around;
  const ids = incidents.map(({ id }) => id);
  const filings = await listFilings(trx, organisationId, ids);
  return incidents.flatMap((row) =>
    incidentClocks(ctx, row, { filings, roles: systems.get(row.system_id)?.roles ?? [] }).flatMap((clock) => {
      if (clock.state === 'done') return [];
      const { title, text, applies, yours, dueAt, dueOn, possibleDates, state, basis, notes } = clock;
      const shared = { title, text, applies, yours, dueAt, dueOn, possibleDates, state, basis, notes };
      const source = { kind: 'incident' as const, id: row.id };
      const id = `incident:${row.id}:${clock.id}`;
      return [
        { id, kind: 'incident', systemId: row.system_id, binding: true, done: 'no', since: null, source, ...shared },
      ];
    }),
  );
}

async function changeDuties(
  ctx: ServiceContext,
  trx: Trx,
  { organisationId, systemId, systems }: DutyFilter & { systems: Map<string, SystemRow> },
): Promise<Duty[]> {
  const rows = await listSystemChanges(trx, { organisationId, systemId });
  return rows.flatMap((row) =>
    countChangeClocks(ctx.content, row, systems.get(row.system_id)?.roles ?? [], ctx.clock.now()).flatMap((clock) => {
      if (clock.state === 'done') return [];
      const { title, text, applies, yours, dueOn, possibleDates, state, basis, notes } = clock;
      const shared = { title, text, applies, yours, dueAt: null, dueOn, possibleDates, state, basis, notes };
      const source = { kind: 'change' as const, id: row.id };
      const id = `change:${row.id}:${clock.step}`;
      return [
        {
          id,
          kind: 'change',
          systemId: row.system_id,
          binding: true,
          done: 'no',
          since: row.happened_on,
          source,
          ...shared,
        },
      ];
    }),
  );
}

/** Days that people set; no law names them. Without one it is to be done all the same. */
const findingDuties = (findings: Awaited<ReturnType<typeof listOpenFindings>>, today: PlainDate): Duty[] =>
  findings.flatMap(({ id, system_id, title, basis, due, state }) => {
    if (state !== 'open') return [];
    return [
      {
        id: `finding:${id}`,
        kind: 'finding',
        systemId: system_id,
        title: { vi: `${FINDING.title.vi}: ${title}`, en: `${FINDING.title.en}: ${title}` },
        text: due === null ? FINDING.undated : FINDING.text,
        binding: false,
        applies: 'yes',
        yours: 'yes',
        done: 'no',
        dueAt: null,
        dueOn: due,
        possibleDates: [],
        since: null,
        state: due === null ? 'due' : stateOf([due], { applies: 'yes', done: 'no' }, today),
        basis,
        source: { kind: 'finding', id },
        notes: [],
      },
    ];
  });
