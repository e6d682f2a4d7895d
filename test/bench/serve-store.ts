/**
 * @module The service under measurement, in a process of its own: over the database that DATABASE_URL names, or over an
 * embedded one in the folder DATA_DIR, which it fills first.
 */
import { PGlite } from '@electric-sql/pglite';
import { Hono } from 'hono';
import { openPostgres, wrapPglite } from '../../src/adapters/node/database.ts';
import type { Database } from '../../src/db/database.ts';
import { serveMeasured } from './serve-measured.ts';
import { openStore } from './store-context.ts';
import { fillStore } from './store-data.ts';

/** As many as a service has that nobody configured. */
const POOL = 10;

async function openEmbedded(folder: string): Promise<Database> {
  const pglite = await PGlite.create({ dataDir: folder });
  const db = await wrapPglite(pglite);
  await fillStore(pglite);
  return db;
}

const { DATABASE_URL: url, DATA_DIR: folder } = process.env;
const app = await openStore(url ? openPostgres({ url, poolSize: POOL }) : await openEmbedded(folder!));
await serveMeasured(new Hono(), app);
