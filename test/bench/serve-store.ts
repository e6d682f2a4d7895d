/** @module The service under measurement, in a process of its own: over the database that DATABASE_URL names. */
import { Hono } from 'hono';
import { listen } from '../../src/adapters/node/listen.ts';
import { openStore } from './store-context.ts';

/** As many as a service has that nobody configured. */
const POOL = 10;

const { app } = await openStore(process.env.DATABASE_URL!, POOL);
const server = new Hono();
server.get('/bench/memory', (context) => {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return context.json({ heapUsed, rss });
});
server.all('*', (context) => app.fetch(context.req.raw));
const { address } = await listen({
  fetch: (request) => server.fetch(request),
  host: '127.0.0.1',
  port: 0,
  nextIfTaken: false,
});
process.stdout.write(`${address.url}\n`);
process.on('SIGTERM', () => process.exit(0));
