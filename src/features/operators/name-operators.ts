/** @module Who runs the service: named on the machine, never over the network. */
import type { ServiceContext } from '../../app/context.ts';
import { deleteOperator, findUserByEmail, findUsers, insertOperator, listOperatorIds } from './store.ts';

type Context = Pick<ServiceContext, 'db' | 'clock'>;

/** @returns the person's id, or undefined where nobody signed up with this address */
export async function addOperator({ db, clock }: Context, email: string): Promise<string | undefined> {
  const user = await db.transaction({ role: 'auth' }, (trx) => findUserByEmail(trx, email));
  if (user) await db.transaction({ role: 'operator' }, (trx) => insertOperator(trx, user.id, clock.now()));
  return user?.id;
}

/** @returns the person's id, or undefined where nobody signed up with this address */
export async function removeOperator({ db }: Context, email: string): Promise<string | undefined> {
  const user = await db.transaction({ role: 'auth' }, (trx) => findUserByEmail(trx, email));
  if (user) await db.transaction({ role: 'operator' }, (trx) => deleteOperator(trx, user.id));
  return user?.id;
}

/** @returns operators with their addresses, the first named in front */
export async function listOperators({
  db,
}: Context): Promise<{ id: string; email: string; name: string; since: Date }[]> {
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
