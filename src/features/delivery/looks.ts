/** @module The look that an organisation saved for its reports: kept, read, and put on a finished report. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { etagOf, matchRevision } from '../../app/read-input.ts';
import { hashJson } from '../../content/hash.ts';
import type { Trx } from '../../db/scope.ts';
import { checkReportLook, type ReportLook } from '../report-templates/index.ts';

export const PLAIN_LOOK: ReportLook = { logo: null, accent: null, cover: null, sections: [] };

export interface KeptLook {
  look: ReportLook;
  /** 0 where nothing was saved. */
  revision: number;
}

export async function findLook(trx: Trx, organisationId: string): Promise<KeptLook> {
  const row = await trx
    .selectFrom('report_look')
    .select(['look', 'revision'])
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirst();
  return row ? { look: row.look as ReportLook, revision: row.revision } : { look: PLAIN_LOOK, revision: 0 };
}

/** The same without a lock, for whoever only reads. */
export async function readLook(trx: Trx, organisationId: string): Promise<KeptLook> {
  const row = await trx
    .selectFrom('report_look')
    .select(['look', 'revision'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ? { look: row.look as ReportLook, revision: row.revision } : { look: PLAIN_LOOK, revision: 0 };
}

/** @throws Problem 422 with everything wrong with logo, colour and templates; 412 */
export async function saveLook(input: ActorInput<unknown, ReportLook>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const issues = await checkReportLook(body);
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
  return input.write(async (trx) => {
    const kept = await findLook(trx, actor.organisation.id);
    matchRevision(input.ifMatch, kept.revision, { revision: kept.revision });
    const row = {
      look: body,
      revision: kept.revision + 1,
      changed_by: actor.id,
      changed_at: ctx.clock.now(),
    };
    await trx
      .insertInto('report_look')
      .values({ organisation_id: actor.organisation.id, ...row })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
      .execute();
    await input.event(trx, 'report_look.saved', actor.organisation.id, {
      revision: row.revision,
      hash: hashJson(body),
    });
    return { status: 200, body: { look: body, revision: row.revision }, headers: { ETag: etagOf(row.revision) } };
  });
}
