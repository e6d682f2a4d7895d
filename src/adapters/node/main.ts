/** @module `npm start`: the service on this machine. */
import { createApp } from '../../app/app.ts';
import { curlLine } from '../../features/home/index.ts';
import { createNodeContext, jsonLog } from './context.ts';
import { listen } from './listen.ts';
import { readSettings } from './settings.ts';

/** How long open requests may take to finish once the process is told to stop. */
const GRACE_MS = 10_000;

const settings = readSettings(process.env);
if ('wrong' in settings) {
  process.stderr.write(`${settings.wrong}\n`);
  process.exit(2);
}
const ctx = createNodeContext();
const app = createApp(ctx);
const { server, address } = await listen({
  fetch: (request) => app.fetch(request),
  host: settings.host,
  port: settings.port,
  nextIfTaken: !settings.portIsChosen,
}).catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(
    `Port ${settings.port} on ${settings.host} cannot be opened (${error.code}). Choose another with PORT.\n`,
  );
  process.exit(1);
});

process.stdout.write(`Lương Tri: ${address.url}
  ${address.url}/docs          API
  ${address.url}/openapi.json  the same, for machines
Try:
  ${curlLine(address.url, ctx.examples[0]?.id)}
`);

let stopping = false;
async function stop(signal: string): Promise<void> {
  // A second signal means now.
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  server.close(async () => {
    await ctx.printer.close().catch((error: unknown) => jsonLog.error('printer did not close', { signal, error }));
    process.exit(0);
  });
  // Idle keep-alive connections would hold the server open.
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
