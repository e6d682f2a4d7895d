/**
 * @module Kysely over `pg`, in fewer round trips. What opens a transaction travels with its first statement, the end of one
 * that only read is not waited for, and statements that come again and again are prepared once on each connection.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { isStalePlan } from '../../db/failures.ts';
import { entersScope } from '../../db/scope.ts';
import { StatementNames } from './statement-names.ts';

/** A dialect over a pool whose connections are in pipeline mode: what is sent is answered in its order. */
export class ThriftyDialect extends PostgresDialect {
  constructor(private readonly pool: pg.Pool) {
    super({ pool });
  }

  override createDriver(): Driver {
    return new ThriftyDriver(this.pool);
  }
}

class ThriftyDriver implements Driver {
  private readonly names = new StatementNames();
  /** Kysely's own, for what needs no other way. */
  private readonly plain: PostgresDriver;

  constructor(private readonly pool: pg.Pool) {
    this.plain = new PostgresDriver({ pool });
  }

  init(): Promise<void> {
    return this.plain.init();
  }

  destroy(): Promise<void> {
    return this.plain.destroy();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(await this.pool.connect(), this.names);
  }

  async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    connection.begin(settings);
  }

  async commitTransaction(connection: Connection): Promise<void> {
    // A commit that PostgreSQL answers with a rollback is refused there.
    if (!connection.endReading()) await this.plain.commitTransaction(connection);
  }

  rollbackTransaction(connection: Connection): Promise<void> {
    return connection.rollback();
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.release();
  }
}

const ignore = (): void => undefined;

/** One client of the pool, from the moment it is lent until it is given back. */
class Connection implements DatabaseConnection {
  /** Statements whose answer nobody reads: they are sent with the next one, and their failure is told as its failure. */
  private ahead: pg.QueryConfig[] = [];
  private readsOnly = false;
  private isBroken = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly names: StatementNames,
  ) {}

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    const mode = [isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(' ');
    this.readsOnly = accessMode === 'read only';
    this.ahead = [{ text: `begin ${mode}` }];
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const query = { ...this.names.nameOf(sql), text: sql, values: parameters as unknown[] };
    // Where nothing can be written, the first statement need not wait for the scope: were it refused, so would the
    // statement be, and what it finds is not handed out.
    if (this.readsOnly && entersScope(sql)) {
      this.ahead.push(query);
      return { rows: [] };
    }
    return resultOf<R>(await this.send(query));
  }

  private async send(query: pg.QueryConfig): Promise<pg.QueryResult> {
    const sent = [...this.ahead, query].map((one) => this.client.query(one));
    this.ahead = [];
    // The first failure is the one to tell; those behind it only follow from it.
    for (const one of sent) one.catch(ignore);
    try {
      for (const one of sent.slice(0, -1)) await one;
      return await sent.at(-1)!;
    } catch (error) {
      if (isStalePlan(error)) this.names.renew();
      throw error;
    }
  }

  // biome-ignore lint/correctness/useYield: nothing here streams; the interface asks for it
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are read in pages or by a cursor of SQL, not as a stream');
  }

  /**
   * Ends a transaction that wrote nothing without waiting: whatever is sent on this connection later comes after the end.
   * @returns false for one that may have written
   */
  endReading(): boolean {
    if (!this.readsOnly) return false;
    this.readsOnly = false;
    if (this.ahead.length === 0) this.client.query('commit').catch(ignore);
    this.ahead = [];
    return true;
  }

  async rollback(): Promise<void> {
    this.readsOnly = false;
    const isOpen = this.ahead.length === 0;
    this.ahead = [];
    if (!isOpen) return;
    try {
      await this.client.query('rollback');
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }

  release(): void {
    this.client.release(this.isBroken);
  }
}

function resultOf<R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> {
  // How a transaction ended: the driver looks whether a commit was one.
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command } as R] };
  const isWrite = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
  return { rows: (rows ?? []) as R[], ...(isWrite ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
}
