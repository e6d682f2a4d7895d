/** @module An incident as it is answered, and as a report takes it. */
import type { AppContext } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import { citationsOf } from '../law/index.ts';
import type { IncidentEntry } from '../reports/index.ts';
import { countClocks, type IncidentClock, type IncidentFacts } from './count-clocks.ts';
import { type IncidentTest, judgeIncident } from './judge-incident.ts';
import type { Incident } from './schema.ts';
import type { FilingRow, IncidentRow } from './store.ts';

/** What stands around the row. */
export interface IncidentContext {
  filings: readonly FilingRow[];
  /** Roles of the organisation towards the system, from the register of systems. */
  roles: readonly string[];
}

type LawContext = Pick<AppContext, 'content' | 'engine' | 'clock'>;

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

const factsOf = (row: IncidentRow, { filings, roles }: IncidentContext): IncidentFacts => ({
  test: row.test as IncidentTest,
  detectedAt: row.detected_at,
  confirmedAt: row.confirmed_at,
  resolvedAt: row.resolved_at,
  roles,
  filings: filings.filter(({ incident_id }) => incident_id === row.id),
});

/** The clocks of an incident, as they stand now. */
export const incidentClocks = (ctx: LawContext, row: IncidentRow, around: IncidentContext): IncidentClock[] =>
  countClocks(ctx.content, factsOf(row, around), ctx.clock.now());

export function presentIncident(ctx: LawContext, row: IncidentRow, around: IncidentContext): Incident {
  const clocks = incidentClocks(ctx, row, around);
  return {
    id: row.id,
    systemId: row.system_id,
    ...presentFields(row),
    ...judgeIncident(row.test as IncidentTest),
    filings: around.filings.filter(({ incident_id }) => incident_id === row.id).map(presentFiling),
    clocks,
    citations: citationsOf(ctx.engine.law, clocks),
    revision: row.revision,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What people enter and change. */
export const presentFields = (row: IncidentRow) => ({
  title: row.title,
  description: row.description,
  occurredAt: instant(row.occurred_at),
  detectedAt: row.detected_at.toISOString(),
  confirmedAt: instant(row.confirmed_at),
  resolvedAt: instant(row.resolved_at),
  test: row.test as IncidentTest,
  peopleAffected: row.people_affected,
  harm: row.harm,
  measures: row.measures,
  fields: row.fields,
});

export const presentFiling = (row: FilingRow): Incident['filings'][number] => ({
  id: row.id,
  kind: row.kind,
  filedAt: row.filed_at.toISOString(),
  addressee: row.addressee,
  reference: row.reference,
  note: row.note,
  recordedBy: row.recorded_by,
  recordedAt: row.recorded_at.toISOString(),
  withdrawnAt: instant(row.withdrawn_at),
  withdrawnWhy: row.withdrawn_why,
});

/** What the forms AI01a and AI01b and the incident report are made from. Clocks of other parties' duties are left out. */
export function incidentEntry(
  ctx: LawContext,
  row: IncidentRow,
  around: IncidentContext,
  lang: Language,
): IncidentEntry {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    detectedAt: row.detected_at.toISOString(),
    confirmedAt: instant(row.confirmed_at),
    resolvedAt: instant(row.resolved_at),
    fields: { ...knownFields(row), ...row.fields },
    clocks: incidentClocks(ctx, row, around)
      .filter(({ yours, filing }) => yours !== 'no' && filing !== null)
      .map(({ id, title, applies, dueAt, dueOn, possibleDates, filedAt }) => ({
        id,
        title: title[lang],
        applies,
        dueAt,
        dueOn,
        possibleDates,
        filedAt,
      })),
  };
}

/** What the register itself knows of the lines of the form; what somebody wrote for a line goes before it. */
function knownFields(row: IncidentRow): Record<string, string> {
  const known: Record<string, string | null> = {
    occurredAt: instant(row.occurred_at),
    peopleAffected: row.people_affected === null ? null : String(row.people_affected),
    harm: row.harm,
    measures: row.measures,
    ...Object.fromEntries(Object.entries(row.test).map(([key, value]) => [`test.${key}`, value])),
  };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
