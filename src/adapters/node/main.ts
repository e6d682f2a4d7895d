/** @module `npm start`: the service on this machine. */
import type { Hono } from 'hono';
import { createApp } from '../../app/app.ts';
import type { AppEnv } from '../../app/context.ts';
import { curlLine } from '../../features/home/index.ts';
import { CHORES, checkpointChores, startChores } from './chores.ts';
import { jsonLog } from './context.ts';
import { demonstrate } from './demonstration/demonstration.ts';
import { listen } from './listen.ts';
import { openService } from './service.ts';
import { readSettings, type Settings } from './settings.ts';

/** How long open requests may take to finish once the process is told to stop. */
const GRACE_MS = 10_000;

const settings = readSettings(process.env);
if ('wrong' in settings) fail(settings.wrong, 2);

// The port is opened first: its number is part of the address that the service is made for.
let started: (app: Pick<Hono<AppEnv>, 'fetch'>) => void;
const app = new Promise<Pick<Hono<AppEnv>, 'fetch'>>((resolve) => {
  started = resolve;
});
const { server, address } = await listen({
  fetch: async (request, clientAddress) => (await app).fetch(request, { clientAddress }),
  host: settings.host,
  port: settings.port,
  nextIfTaken: !settings.portIsChosen,
  trustedProxies: settings.trustedProxies,
}).catch((error: NodeJS.ErrnoException) =>
  fail(`Port ${settings.port} on ${settings.host} cannot be opened (${error.code}). Choose another with PORT.`, 1),
);

const service = await openService(settings, settings.baseUrl ?? address.url).catch((error: Error) =>
  fail(`The service cannot start: ${error.message}`, 1),
);
let stopping = false;
const ctx = { ...service.ctx, isStopping: () => stopping };
const running = createApp(ctx);
started!(running);
const chores = startChores(ctx, [...CHORES, ...checkpointChores(settings.dataFolder)]);
greet(settings);
if (settings.demo) {
  await showDemonstration(settings).catch((error: unknown) => jsonLog.error('no demonstration', { error }));
}

function greet(wanted: Settings): void {
  const { url } = address;
  const kept = wanted.databaseUrl === undefined ? `in ${wanted.dataFolder}` : 'on the PostgreSQL server';
  process.stdout.write(`Lương Tri: ${url}
  ${url}/docs          API
  ${url}/openapi.json  the same, for machines
  ${url}/sign-in       accounts
  ${url}/verify        check what was attested
  Data is kept ${kept}.
Try:
  ${curlLine(url, ctx.examples[0]?.id)}
`);
}

/** The service answers meanwhile. */
async function showDemonstration({ dataFolder }: Settings): Promise<void> {
  // What the demonstration asks of the service itself is nobody's request.
  const quiet = createApp({ ...ctx, log: { ...ctx.log, info: () => undefined } });
  const people = await demonstrate(ctx, quiet, dataFolder);
  if (people.length > 0) {
    process.stdout.write(`Demonstration: sign in at ${address.url}/sign-in as\n`);
    for (const line of people) process.stdout.write(`  ${line}\n`);
  }
}

function fail(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

async function stop(signal: string): Promise<void> {
  // A second signal means now.
  if (stopping) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  server.close(async () => {
    const closing = [() => chores.stop(), () => ctx.jobs.close(), () => ctx.printer.close(), () => service.close()];
    for (const close of closing) {
      await close().catch((error: unknown) => jsonLog.error('did not close', { signal, error }));
    }
    process.exit(0);
  });
  // Idle keep-alive connections would hold the server open.
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
