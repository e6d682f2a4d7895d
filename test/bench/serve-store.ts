/** @module The service under measurement, in a process of its own: over the database that DATABASE_URL names. */
import { Hono } from 'hono';
import { serveMeasured } from './serve-measured.ts';
import { openStore } from './store-context.ts';

/** As many as a service has that nobody configured. */
const POOL = 10;

const { app } = await openStore(process.env.DATABASE_URL!, POOL);
await serveMeasured(new Hono(), app);
