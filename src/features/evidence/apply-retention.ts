/**
 * @module The retention rule of each organisation: the bytes of a file are removed so many years after its last use. What
 * it was called, its hash and its dates stay, so that a submission that rested on it can still be checked.
 */
import { sql } from 'kysely';
import { recordEvent, SERVICE } from '../../app/audit.ts';
import type { ServiceContext } from '../../app/context.ts';
import { dropAbandonedBlobs } from './store-blobs.ts';
import { organisationsWithRetention, removeVersion, versionsToRemove } from './store-retention.ts';

const WORKER = { role: 'worker' } as const;
const ACTOR = { id: 'retention', organisationId: SERVICE };
/** An upload takes minutes; one of yesterday has ended. */
const ABANDONED_MS = 24 * 3_600_000;

/**
 * Run it once a day.
 * @returns how many versions lost their bytes, and how many uploads that never ended were cleared away
 */
export async function applyRetention(
  ctx: Pick<ServiceContext, 'db' | 'clock' | 'ids'>,
): Promise<{ removed: number; abandoned: number }> {
  const now = ctx.clock.now();
  const rules = await ctx.db.transaction(WORKER, organisationsWithRetention);
  let removed = 0;
  for (const { organisation_id, keep_years } of rules) {
    removed += await ctx.db.transaction(WORKER, async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`evidence:${organisation_id}`}, 0))`.execute(trx);
      const versions = await versionsToRemove(trx, organisation_id, yearsBefore(now, keep_years));
      for (const version of versions) {
        await removeVersion(trx, version, now);
        await recordEvent(ctx, trx, {
          kind: 'evidence.removed_by_retention',
          organisationId: organisation_id,
          actor: ACTOR,
          subject: version.evidence_id,
          details: { version: version.version, sha256: version.sha256, keepYears: keep_years },
        });
      }
      return versions.length;
    });
  }
  const abandoned = await ctx.db.transaction(WORKER, (trx) =>
    dropAbandonedBlobs(trx, new Date(now.getTime() - ABANDONED_MS)),
  );
  return { removed, abandoned };
}

function yearsBefore(instant: Date, years: number): Date {
  const day = new Date(instant);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day;
}
