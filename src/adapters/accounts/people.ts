/** @module What the app asks about people besides their session. */
import type { Database } from '../../db/database.ts';

type Connection = Pick<Database, 'kysely'>;

/** Named by whoever runs the machine: in the table, or by a verified address of the environment. */
export async function isNamedOperator(
  { kysely }: Connection,
  user: { id: string; email: string; emailVerified: boolean },
  operatorEmail: string | undefined,
): Promise<boolean> {
  if (user.emailVerified && user.email.toLowerCase() === operatorEmail?.trim().toLowerCase()) return true;
  const row = await kysely.selectFrom('operator').select('user_id').where('user_id', '=', user.id).executeTakeFirst();
  return row !== undefined;
}

export async function namesOf({ kysely }: Connection, userIds: readonly string[]): Promise<Record<string, string>> {
  if (userIds.length === 0) return {};
  const rows = await kysely
    .selectFrom('auth_user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(userIds)])
    .execute();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
