/** @module Deletes the organisation one acts for, once its name was written out. */
import { recordEvent } from '../../app/audit.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import type { Deletion } from './schema.ts';
import { eraseOrganisation, resignReviews } from './store.ts';

/** @throws Problem 403 for a key: a person has to mean it; 422 unless the name is that of the organisation */
export async function deleteOrganisation(input: ActorInput<unknown, Deletion>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const organisationId = actor.organisation.id;
  if (actor.kind !== 'user') throw new Problem('forbidden', aPerson);
  const row = await input.read((trx) =>
    trx.selectFrom('organisation').select('name').where('organisation_id', '=', organisationId).executeTakeFirst(),
  );
  if (row?.name.normalize('NFC') !== body.name.normalize('NFC')) throw wrongName();
  const now = ctx.clock.now();
  // No role of the organisation may remove what was submitted; this one is entered for this alone.
  const scope = { role: 'operator', organisationId, actorId: actor.id } as const;
  const isGone = await ctx.db.transaction(scope, async (trx) => {
    // Its clients are told in their own logs, as where it gives a review up itself.
    for (const { client, review, submission, was } of await resignReviews(trx, organisationId, actor.id, now)) {
      await recordEvent(ctx, trx, {
        kind: was === 'invited' ? 'review.declined' : 'review.resigned',
        organisationId: client,
        actor: { id: actor.id, organisationId },
        subject: review,
        details: { submission, from: was },
      });
    }
    const gone = await eraseOrganisation(trx, organisationId, actor.id, now);
    await recordEvent(ctx, trx, {
      kind: 'organisation.deleted',
      organisationId,
      actor: { id: actor.id, organisationId },
      subject: organisationId,
      details: { attestationsStay: !gone },
    });
    return gone;
  });
  // Where its row stays, a request that was under way could still refer to it: what it wrote goes too.
  if (!isGone) await ctx.db.transaction(scope, (trx) => eraseOrganisation(trx, organisationId, actor.id, now));
  return { status: 204 };
}

const aPerson = {
  vi: 'Chỉ chủ sở hữu đã đăng nhập mới xóa được tổ chức; khóa API thì không.',
  en: 'Only an owner who signed in can delete the organisation; an API key cannot.',
};

const wrongName = (): Problem =>
  new Problem('invalid-body', undefined, {
    issues: [
      {
        pointer: '/name',
        code: 'invalid_value',
        message: { vi: 'Không phải tên của tổ chức', en: 'This is not the name of the organisation' },
        fix: { vi: 'Ghi đúng tên tổ chức để xác nhận việc xóa', en: 'Write the organisation’s name to confirm' },
      },
    ],
  });
