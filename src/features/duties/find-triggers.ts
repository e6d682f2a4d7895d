/**
 * @module Reasons to assess again: the law or the rules changed, a new version, expired evidence, an incident, an accepted
 * risk that ran out. Only article 11 of the Decree makes some of them duties; the rest is what stale results call for.
 */
import type { AppContext } from '../../app/context.ts';
import { hashJson } from '../../content/hash.ts';
import type { PlainDate, Text } from '../../engine/index.ts';
import { type IncidentRow, type IncidentTest, judgeIncident, vietNamDay } from '../incidents/index.ts';
import type { SystemRow } from '../systems/index.ts';
import type { Duty } from './duty.ts';
import type { OpenFinding } from './store.ts';
import type { SubmissionSummary } from './summarise-submission.ts';
import { TRIGGERS } from './words.ts';

interface Around {
  system: SystemRow;
  submissionId: string;
  summary: SubmissionSummary;
  incidents: readonly IncidentRow[];
  today: PlainDate;
  /** What became law, changed or ended after a day, up to today. */
  changesAfter: (day: PlainDate) => LawChanges;
}

export type LawChanges = readonly {
  date: PlainDate;
  kind: string;
  id: string;
  title: Text;
  basis: string[];
  obligations: string[];
}[];

interface Found {
  trigger: keyof typeof TRIGGERS;
  /** Tells one occasion from the next: a new one is reminded of again. */
  key: string;
  since: PlainDate | null;
  source: Duty['source'];
  basis?: string[];
  notes?: Text[];
}

export function findTriggers(ctx: AppContext, around: Around): Duty[] {
  return [...lawTriggers(ctx, around), ...systemTriggers(around), ...incidentTriggers(around)].map((found) =>
    dutyOf(around.system.id, found),
  );
}

/** Findings whose accepted risk ran out; they need no submission of ours to be seen. */
export const acceptanceTriggers = (findings: readonly OpenFinding[], today: PlainDate): Duty[] =>
  findings
    .filter(({ state, accepted_until: until }) => state === 'risk_accepted' && until !== null && until <= today)
    .map(({ id, system_id, accepted_until, basis }) =>
      dutyOf(system_id, {
        trigger: 'acceptance',
        key: id,
        since: accepted_until,
        source: { kind: 'finding', id },
        basis,
      }),
    );

function dutyOf(systemId: string, { trigger, key, since, source, basis = [], notes = [] }: Found): Duty {
  return {
    id: `reassessment:${systemId}:${trigger}:${key}`,
    kind: 'reassessment',
    systemId,
    ...TRIGGERS[trigger],
    binding: false,
    applies: 'yes',
    yours: 'yes',
    done: 'no',
    dueAt: null,
    dueOn: null,
    possibleDates: [],
    since,
    state: 'due',
    basis,
    source,
    notes,
  };
}

/** More would bury the reader; the list of changes at /v1/law/changes has them all. */
const NAMED_CHANGES = 10;

function lawTriggers(ctx: AppContext, { summary, submissionId, changesAfter }: Around): Found[] {
  const duties = new Set(summary.obligationIds);
  const answered = new Set(summary.questionnaires.map((name) => name.split('@')[0]));
  const changes = changesAfter(summary.asOf).filter(({ kind, id, obligations }) =>
    kind === 'questionnaire' ? answered.has(id.split('@')[0]) : obligations.some((duty) => duties.has(duty)),
  );
  const last = changes.at(-1);
  if (last) {
    const notes = changes.slice(-NAMED_CHANGES).map(({ date, title }) => ({
      vi: `${date}: ${title.vi}`,
      en: `${date}: ${title.en}`,
    }));
    const basis = [...new Set(changes.flatMap((change) => change.basis))].sort();
    return [
      { trigger: 'law', key: last.date, since: changes[0]!.date, source: { kind: 'law', id: last.id }, basis, notes },
    ];
  }
  if (summary.rulesHash === ctx.content.hashes.rules) return [];
  const key = ctx.content.hashes.rules.slice(0, 12);
  return [{ trigger: 'rules', key, since: null, source: { kind: 'submission', id: submissionId } }];
}

function systemTriggers({ system, summary, submissionId, today }: Around): Found[] {
  const found: Found[] = [];
  if (system.version !== null && system.version !== summary.systemVersion) {
    found.push({
      trigger: 'version',
      // What people call a version is theirs: an id says only that it is another one.
      key: hashJson(system.version).slice(0, 12),
      since: null,
      source: { kind: 'system', id: system.id },
      basis: ['decree-142-2026:11.1.a', 'decree-142-2026:11.4'],
    });
  }
  // Valid on its last day still.
  const expired = summary.evidence.filter(({ validUntil }) => validUntil < today).map(({ validUntil }) => validUntil);
  if (expired.length > 0) {
    const [since] = expired.sort();
    found.push({
      trigger: 'evidence',
      key: expired.at(-1)!,
      since: since!,
      source: { kind: 'submission', id: submissionId },
    });
  }
  return found;
}

/**
 * Incidents known to be none are no reason; those that are not judged yet are. What was on record before the submission and
 * was confirmed only after it is news as well.
 */
function incidentTriggers({ incidents, summary }: Around): Found[] {
  const submittedAt = new Date(summary.submittedAt);
  return incidents
    .filter(({ created_at, confirmed_at: confirmedAt, test }) => {
      const isNews = created_at > submittedAt || (confirmedAt !== null && confirmedAt > submittedAt);
      return isNews && judgeIncident(test as IncidentTest).serious !== 'no';
    })
    .map(({ id, detected_at }) => ({
      trigger: 'incident' as const,
      key: id,
      since: vietNamDay(detected_at),
      source: { kind: 'incident' as const, id },
      basis: ['decree-142-2026:11.1.b'],
    }));
}
