/** @module The limit of a page, as statements say it. */
import { type RawBuilder, sql } from 'kysely';

/**
 * One row more than a page, to see whether there is a next one. A literal, not a parameter: of a limit it cannot see PostgreSQL
 * assumes a tenth of the table, and plans the statement anew each time because no plan seems good for all.
 */
export const oneMoreThan = (limit: number): RawBuilder<number> => sql.lit(limit + 1);
