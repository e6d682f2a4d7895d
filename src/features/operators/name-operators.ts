/** @module Who runs the service: named on the machine, never over the network. */
import { MACHINE, recordEvent, SERVICE } from '../../app/audit.ts';
import type { ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { deleteOperator, findUserByEmail, findUsers, insertOperator, listOperatorIds } from './store.ts';

type Context = Pick<ServiceContext, 'db' | 'clock' | 'ids'>;

/** Who was meant, and whether anything is other than before. */
export interface Named {
  id: string;
  isNew: boolean;
}

/** @returns undefined where nobody signed up with this address */
export const addOperator = (ctx: Context, email: string): Promise<Named | undefined> =>
  change(ctx, email, 'operator.named', (trx, userId) => insertOperator(trx, userId, ctx.clock.now()));

/** @returns undefined where nobody signed up with this address */
export const removeOperator = (ctx: Context, email: string): Promise<Named | undefined> =>
  change(ctx, email, 'operator.removed', deleteOperator);

async function change(
  ctx: Context,
  email: string,
  kind: string,
  write: (trx: Trx, userId: string) => Promise<boolean>,
): Promise<Named | undefined> {
  const user = await ctx.db.transaction({ role: 'auth' }, (trx) => findUserByEmail(trx, email));
  if (!user) return undefined;
  const isNew = await ctx.db.transaction({ role: 'operator' }, async (trx) => {
    if (!(await write(trx, user.id))) return false;
    await recordEvent(ctx, trx, { kind, organisationId: SERVICE, actor: MACHINE, subject: user.id });
    return true;
  });
  return { id: user.id, isNew };
}

/** @returns operators with their addresses, the first named in front */
export async function listOperators({
  db,
}: Pick<Context, 'db'>): Promise<{ id: string; email: string; name: string; since: Date }[]> {
  return db.transaction({ role: 'auth' }, async (trx) => {
    const rows = await listOperatorIds(trx);
    if (rows.length === 0) return [];
    const users = await findUsers(
      trx,
      rows.map(({ user_id }) => user_id),
    );
    return rows.flatMap(({ user_id, since }) => {
      const user = users.find(({ id }) => id === user_id);
      return user ? [{ ...user, since }] : [];
    });
  });
}
