/** @module The server under measurement: the real app, plus the same request parsed and answered with a ready result. */
import { Hono } from 'hono';
import { createNodeContext } from '../../src/adapters/node/context.ts';
import { createApp } from '../../src/app/app.ts';
import { serveMeasured } from './serve-measured.ts';

const ctx = createNodeContext();
ctx.log = { info: () => {}, error: ctx.log.error };
const app = createApp(ctx);
const server = new Hono();

const ready = new Map<string, object>();
server.post('/bench/ready/:example', async (context) => {
  // The same body is read and parsed; only the assessment is not made again.
  await context.req.json();
  return context.json(ready.get(context.req.param('example'))!);
});
server.post('/bench/prepare/:example', async (context) => {
  ready.set(context.req.param('example'), (await context.req.json()) as object);
  return context.body(null, 204);
});
/** Assessments through the app's own door, without the network in between. */
server.post('/bench/repeat/:count', async (context) => {
  const body = await context.req.text();
  for (let left = Number(context.req.param('count')); left > 0; left -= 1) {
    const request = new Request('http://localhost/v1/assess', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const response = await app.fetch(request);
    if (!response.ok) return response;
    await response.arrayBuffer();
  }
  return context.body(null, 204);
});
await serveMeasured(server, app);
