/** @module Serves an app that is measured, on a free port, and says its address on standard output. */
import type { Hono } from 'hono';
import { listen } from '../../src/adapters/node/listen.ts';

/**
 * @param server routes of the measurement, which come before those of the app; the memory of the process is added
 */
export async function serveMeasured(
  server: Hono,
  app: { fetch: (request: Request) => Response | Promise<Response> },
): Promise<void> {
  server.get('/bench/memory', (context) => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return context.json({ heapUsed, rss });
  });
  const { address } = await listen({
    // The app is called as `npm start` calls it, not through another router.
    fetch: (request) => (request.url.includes('/bench/') ? server : app).fetch(request),
    host: '127.0.0.1',
    port: 0,
    nextIfTaken: false,
  });
  process.stdout.write(`${address.url}\n`);
  process.on('SIGTERM', () => process.exit(0));
}
