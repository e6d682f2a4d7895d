/** @module The whole service over a database of its own, for measuring; quiet, and without limits. */
import { createNodeContext } from '../../src/adapters/node/context.ts';
import { createSigner } from '../../src/adapters/node/signer.ts';
import { createApp } from '../../src/app/app.ts';
import type { Accounts } from '../../src/app/context.ts';
import type { Database } from '../../src/db/database.ts';

/** Nobody signs in here: requests come with a key. */
const NOBODY: Accounts = {
  session: async () => undefined,
  names: async () => ({}),
  confirmPassword: async () => false,
  handle: async () => new Response(null, { status: 404 }),
  providers: [],
  sendsMail: false,
};

export async function openStore(db: Database): Promise<ReturnType<typeof createApp>> {
  const base = createNodeContext();
  const ctx = {
    ...base,
    log: { info: () => {}, error: base.log.error },
    db,
    accounts: NOBODY,
    signer: await createSigner(),
    baseUrl: 'http://localhost',
  };
  return createApp(ctx);
}
