/**
 * @module Reminders: computed from the duties of the day, each written once whoever computes it, and sent in the same
 * transaction's outbox. A day on which nothing ran is made up for by the next.
 */
import { recordEvent, SERVICE } from '../../app/audit.ts';
import { type ServiceContext, todayInVietNam } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import type { PlainDate } from '../../engine/index.ts';
import { enqueue, type MailPayload } from '../outbox/index.ts';
import { collectDuties } from './collect-duties.ts';
import { type Duty, safeDay } from './duty.ts';
import { reminderMail } from './reminder-mail.ts';
import { reminderSettings } from './reminder-settings.ts';
import type { ReminderSettings } from './schema.ts';
import { insertReminder, keepSummary, latestSubmissions, listCompanies, listRemindable, readRecord } from './store.ts';
import { isSummary, summariseSubmission } from './summarise-submission.ts';

const DAY_MS = 86_400_000;

export interface Due {
  duty: Duty;
  moment: string;
  /** What tells this occasion from another day of the same duty. */
  due: string;
}

/** @returns whole days from one day to another; negative when it lies before */
const daysBetween = (from: PlainDate, to: PlainDate): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;

/** The reminder that is due today, if any: the nearest mark that was reached. */
export function momentOf(duty: Duty, settings: ReminderSettings, today: PlainDate): string | undefined {
  const day = safeDay(duty);
  // Without a day it is said once that there is something to do, or to find out: no day is not "nothing to do".
  if (day === null) return 'noticed';
  const left = daysBetween(today, day);
  if (left < 0) return `overdue-${Math.floor((-left - 1) / settings.overdueEveryDays)}`;
  const mark = settings.daysBefore.filter((days) => left <= days).sort((a, b) => a - b)[0];
  return mark === undefined ? undefined : `before-${mark}`;
}

/** Reminds every organisation of what is due. Running it more often, or twice at once, sends nothing twice. */
export async function runReminders(ctx: ServiceContext): Promise<number> {
  const companies = await ctx.db.transaction({ role: 'worker' }, listCompanies);
  let count = 0;
  for (const { organisation_id: id, settings } of companies) {
    try {
      count += await remindOrganisation(ctx, id, reminderSettings(settings));
    } catch (error) {
      // One organisation's trouble must not keep the others from being reminded.
      ctx.log.error('reminders failed', { organisation: id, error });
    }
  }
  return count;
}

async function remindOrganisation(
  ctx: ServiceContext,
  organisationId: string,
  settings: ReminderSettings,
): Promise<number> {
  await keepSummaries(ctx, organisationId);
  const today = todayInVietNam(ctx.clock);
  const scope = { role: 'reader' as const, organisationId, actorOrganisationId: organisationId, actorId: SERVICE };
  const { duties, systems } = await ctx.db.transaction(scope, (trx) => collectDuties(ctx, trx, { organisationId }));
  const due = duties.flatMap((duty): Due[] => {
    const moment = momentOf(duty, settings, today);
    return moment === undefined ? [] : [{ duty, moment, due: safeDay(duty) ?? duty.since ?? 'none' }];
  });
  if (due.length === 0) return 0;
  const names = new Map([...systems].map(([id, { name }]) => [id, name]));
  return ctx.db.transaction({ role: 'worker' }, (trx) =>
    send(ctx, trx, { organisationId, settings, due, names, today }),
  );
}

interface Sending {
  organisationId: string;
  settings: ReminderSettings;
  due: Due[];
  names: ReadonlyMap<string, string>;
  today: PlainDate;
}

async function send(
  ctx: ServiceContext,
  trx: Trx,
  { organisationId, settings, due, names, today }: Sending,
): Promise<number> {
  const fresh: Due[] = [];
  for (const entry of due) {
    const key = { organisation_id: organisationId, duty_id: entry.duty.id, due: entry.due, moment: entry.moment };
    if (await insertReminder(trx, { ...key, sent_at: ctx.clock.now() })) fresh.push(entry);
  }
  for (const { duty, moment } of fresh) {
    ctx.log.info('duty reminder', { organisation: organisationId, duty: duty.id, moment, state: duty.state });
    if (settings.webhook) await tell(ctx, trx, organisationId, duty, moment);
  }
  if (settings.mail && ctx.mailer && fresh.length > 0) {
    const mail = reminderMail(fresh, { names, today, baseUrl: ctx.baseUrl });
    for (const userId of await listRemindable(trx, organisationId, settings.roles)) {
      const payload: MailPayload = { userId, ...mail };
      await enqueue(trx, ctx, { topic: 'mail', payload, organisationId });
    }
  }
  return fresh.length;
}

/** Part of the log, and so before every webhook that asked for it. */
const tell = (ctx: ServiceContext, trx: Trx, organisationId: string, duty: Duty, moment: string): Promise<string> =>
  recordEvent(ctx, trx, {
    kind: 'duty.reminded',
    subject: duty.systemId,
    organisationId,
    actor: { id: SERVICE, organisationId: SERVICE },
    details: { dutyId: duty.id, moment, state: duty.state, dueOn: safeDay(duty), dueAt: duty.dueAt },
  });

/** Takes the dated duties out of new submissions, so that nobody who looks at duties reads whole records. */
export async function keepSummaries(ctx: ServiceContext, organisationId: string): Promise<void> {
  const scope = { role: 'member' as const, organisationId, actorOrganisationId: organisationId, actorId: SERVICE };
  await ctx.db.transaction(scope, async (trx) => {
    for (const { id, summary } of await latestSubmissions(trx, organisationId)) {
      if (isSummary(summary)) continue;
      const record = JSON.parse(await readRecord(trx, organisationId, id)) as Parameters<typeof summariseSubmission>[0];
      await keepSummary(trx, {
        organisation_id: organisationId,
        submission_id: id,
        summary: summariseSubmission(record, ctx.content),
        kept_at: ctx.clock.now(),
      });
    }
  });
}
