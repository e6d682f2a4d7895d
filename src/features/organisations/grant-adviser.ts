/** @module A client gives an adviser leave to act for it, and ends it. */
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { isDuplicate } from '../../db/failures.ts';
import { isCurrent, presentGrant } from './present.ts';
import { refusedField } from './roles.ts';
import type { NewAdviser } from './schema.ts';
import { findOrganisation } from './store.ts';
import { endGrant, findGrant, findUnrevokedGrant, insertGrant, isActiveAdviser } from './store-advisers.ts';

const NOT_AN_ADVISER = refusedField(
  '/adviserId',
  { vi: 'Không có đơn vị tư vấn nào đang hoạt động với mã này', en: 'No active adviser has this id' },
  { vi: 'Hỏi đơn vị tư vấn mã tổ chức của họ', en: 'Ask the adviser for the id of their organisation' },
);

const IN_THE_PAST = refusedField(
  '/expiresAt',
  { vi: 'Thời điểm này đã qua', en: 'This is in the past' },
  { vi: 'Chọn một thời điểm sau bây giờ, hoặc bỏ trống', en: 'Choose a later moment, or leave it out' },
);

const GRANTED_ALREADY = {
  vi: 'Đơn vị tư vấn này đang được ủy quyền. Thu hồi trước khi ủy quyền lại.',
  en: 'This adviser is granted already. Revoke the grant before giving another.',
};

export async function grantAdviser(input: ActorInput<unknown, NewAdviser>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const now = ctx.clock.now();
  const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
  return input
    .write(async (trx) => {
      const issues = [
        ...((await isActiveAdviser(trx, body.adviserId)) ? [] : [NOT_AN_ADVISER]),
        ...(expiresAt !== null && expiresAt <= now ? [IN_THE_PAST] : []),
      ];
      if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
      const earlier = await findUnrevokedGrant(trx, actor.tenantId, body.adviserId);
      if (earlier && isCurrent(earlier, now)) throw new Problem('conflict', GRANTED_ALREADY);
      // It ran out; its end is when it did.
      if (earlier) await endGrant(trx, earlier, earlier.expires_at ?? now);
      const row = await insertGrant(trx, {
        organisation_id: actor.tenantId,
        id: ctx.ids.next('adg'),
        adviser_id: body.adviserId,
        granted_by: actor.id,
        granted_at: now,
        expires_at: expiresAt,
      });
      await input.event(trx, 'adviser.granted', row.id, { adviser: row.adviser_id });
      const adviser = await findOrganisation(trx, row.adviser_id);
      return { status: 201, body: presentGrant(row, adviser?.name ?? null, now) };
    })
    .catch((error: unknown) => {
      // Two who grant at once: the index lets one through.
      throw isDuplicate(error, 'adviser_grant_current') ? new Problem('conflict', GRANTED_ALREADY) : error;
    });
}

export function revokeAdviser(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  return input.write(async (trx) => {
    const now = ctx.clock.now();
    const row = await findGrant(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    if (!isCurrent(row, now)) {
      throw new Problem('conflict', { vi: 'Ủy quyền này đã kết thúc.', en: 'This grant has ended already.' });
    }
    await endGrant(trx, row, now);
    await input.event(trx, 'adviser.revoked', row.id, { adviser: row.adviser_id });
    return { status: 204 };
  });
}
