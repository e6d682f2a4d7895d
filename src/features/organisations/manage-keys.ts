/** @module Makes and revokes API keys. A secret is shown once; nothing that is kept leads back to it. */
import { hashSecret, KEY_PREFIX } from '../../app/authenticate.ts';
import type { ActorInput, Reply } from '../../app/operation.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { presentKey } from './present.ts';
import { permissionsToGive, refusedField, requireStanding, roleIssue } from './roles.ts';
import type { NewKey } from './schema.ts';
import { lockOrganisation } from './store.ts';
import { revokePendingOf } from './store-invitations.ts';
import { findKey, insertKey, revokeKeyRow } from './store-keys.ts';

const YEAR_MS = 366 * 86_400_000;
const HINT_LENGTH = 8;

function issuesOf({ ctx, actor, body }: ActorInput<unknown, NewKey>): ProblemIssue[] {
  const now = ctx.clock.now().getTime();
  const expiresAt = new Date(body.expiresAt).getTime();
  const role = roleIssue(actor, body.role);
  const given = permissionsToGive(actor, body.role);
  const scopes = body.scopes.flatMap((scope, index) =>
    role || given.includes(scope)
      ? []
      : [
          refusedField(
            `/scopes/${index}`,
            {
              vi: `${scope} không thuộc vai trò này, hoặc không thuộc quyền của người tạo`,
              en: `${scope} is not held by this role, or not by whoever makes the key`,
            },
            { vi: `Chọn trong: ${given.join(', ')}`, en: `Choose from: ${given.join(', ')}` },
          ),
        ],
  );
  const isTooFar = expiresAt <= now || expiresAt > now + YEAR_MS;
  return [
    ...(role ? [role] : []),
    ...scopes,
    ...(isTooFar
      ? [
          refusedField(
            '/expiresAt',
            { vi: 'Khóa phải hết hạn trong vòng một năm kể từ bây giờ', en: 'A key expires within a year from now' },
            {
              vi: 'Chọn thời điểm sớm hơn; khi cần, tạo khóa mới rồi thu hồi khóa cũ',
              en: 'Choose an earlier moment; to renew, make a new key and revoke the old one',
            },
          ),
        ]
      : []),
  ];
}

export async function createKey(input: ActorInput<unknown, NewKey>): Promise<Reply> {
  const { ctx, actor, body } = input;
  const issues = issuesOf(input);
  if (issues.length > 0) throw new Problem('invalid-body', undefined, { issues });
  const secret = `${KEY_PREFIX}${ctx.ids.secret(32)}`;
  // What is kept for a repeated request never holds the secret.
  const reply = await input.write(async (trx) => {
    await lockOrganisation(trx, actor.tenantId);
    await requireStanding(trx, actor);
    const row = await insertKey(trx, {
      organisation_id: actor.tenantId,
      id: ctx.ids.next('key'),
      name: body.name,
      key_hash: hashSecret(secret),
      hint: secret.slice(0, HINT_LENGTH),
      role: body.role,
      scopes: [...new Set(body.scopes)].sort(),
      created_by: actor.id,
      created_at: ctx.clock.now(),
      expires_at: new Date(body.expiresAt),
    });
    await input.event(trx, 'key.created', row.id, { role: row.role, scopes: row.scopes });
    return {
      status: 201,
      body: { ...presentKey(row), secret: null },
      headers: { Location: `/v1/api-keys/${row.id}` },
    };
  });
  if (reply.headers?.['Idempotent-Replayed']) return reply;
  return { ...reply, body: { ...(reply.body as object), secret } };
}

/** Ends at once, with the invitations that it made and nobody took up; a key that has ended stays in the list. */
export function revokeKey(input: ActorInput<unknown, unknown>): Promise<Reply> {
  const { ctx, actor, params } = input;
  return input.write(async (trx) => {
    await lockOrganisation(trx, actor.tenantId);
    const row = await findKey(trx, actor.tenantId, params.id!);
    if (!row) throw new Problem('not-found');
    if (row.revoked_at === null) {
      const now = ctx.clock.now();
      await revokeKeyRow(trx, row, now);
      const place = { organisationId: row.organisation_id, invitedBy: row.id, now };
      await input.event(trx, 'key.revoked', row.id, { invitations: await revokePendingOf(trx, place) });
    }
    return { status: 204 };
  });
}
