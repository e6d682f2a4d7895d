/** @module The only way to the data: one transaction, in the scope of one actor. */
import type { AccessMode, Kysely } from 'kysely';
import { sql } from 'kysely';
import { DatabaseFailure, failureOf } from './failures.ts';
import { enterScope, type Scope, type Trx } from './scope.ts';
import type { Tables } from './tables.ts';

/** Two transactions that met are told apart by trying once more; more often means something else is wrong. */
const ATTEMPTS = 4;

/** Connections as they are before a transaction of ours says more. */
export type Identity = Pick<Kysely<Tables>, 'selectFrom' | 'updateTable'>;

async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind === 'collided' && attempt < ATTEMPTS) continue;
      throw failure ?? error;
    }
  }
}

export class Database {
  constructor(
    /** For tools that bring their own statements (accounts, migrations); it sees no organisation's data. */
    readonly kysely: Kysely<Tables>,
    readonly kind: 'pglite' | 'postgres',
    private readonly end: () => Promise<void>,
  ) {}

  /**
   * Runs `work` in one transaction under the role and for the organisation of `scope`. Everything in it is written, or
   * nothing. `work` must use only the transaction it is given, and must not act on the outside: it may run again when
   * it collides with another.
   * @throws DatabaseFailure when the database cannot answer
   */
  transaction<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T> {
    return persistently(() =>
      this.kysely.transaction().execute(async (trx) => {
        await enterScope(trx, scope);
        return await work(trx);
      }),
    );
  }

  /**
   * Single statements about who somebody is, under the role that a connection has by itself: it sees identity and nothing
   * else, and needs no transaction to say so.
   * @throws DatabaseFailure when the database cannot answer
   */
  identify<T>(work: (kysely: Identity) => Promise<T>): Promise<T> {
    return persistently(() => work(this.kysely));
  }

  /**
   * For the tools of whoever keeps the database: a transaction under the connection's own user, who owns the tables and
   * sees everything. No request may get here.
   */
  asOwner<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.snapshot(undefined, async (trx) => {
      await sql`set local role none`.execute(trx);
      return work(trx);
    });
  }

  /**
   * Reads under a scope, every statement as of the same moment; PostgreSQL refuses to write in it. `work` may run again.
   * @throws DatabaseFailure when the database cannot answer
   */
  readSnapshot<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T> {
    return persistently(() =>
      this.snapshot('read only', async (trx) => {
        await enterScope(trx, scope);
        return await work(trx);
      }),
    );
  }

  private snapshot<T>(mode: AccessMode | undefined, work: (trx: Trx) => Promise<T>): Promise<T> {
    const ofOneMoment = this.kysely.transaction().setIsolationLevel('repeatable read');
    return (mode ? ofOneMoment.setAccessMode(mode) : ofOneMoment).execute(work);
  }

  /** @throws DatabaseFailure unless the database answers and its schema is there */
  async ping(): Promise<void> {
    try {
      await sql`select 1 from log_checkpoint limit 1`.execute(this.kysely);
    } catch (error) {
      throw failureOf(error) ?? new DatabaseFailure('unavailable', error);
    }
  }

  async close(): Promise<void> {
    await this.end();
  }
}
