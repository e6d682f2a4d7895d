/** @module The service with everything it keeps: opened the same way by `npm start` and by the tools of whoever keeps it. */
import { join } from 'node:path';
import type { ServiceContext } from '../../app/context.ts';
import type { Database } from '../../db/database.ts';
import { publishKey } from '../../features/log/index.ts';
import { createMemoryJobs, type ReportJobs } from '../../features/report-jobs/index.ts';
import { createAccounts } from '../accounts/index.ts';
import { createVault } from '../vault.ts';
import { createNodeContext } from './context.ts';
import { readSecrets, takeFolder } from './data-folder.ts';
import { migratePostgres, openPglite, openPostgres } from './database.ts';
import { createFetcher } from './fetcher.ts';
import { createLimiter } from './limiter.ts';
import { createMailer } from './mailer.ts';
import { createMetrics } from './metrics.ts';
import type { Printer } from './printer.ts';
import type { Settings } from './settings.ts';
import { createSigner } from './signer.ts';

export interface OpenedDatabase {
  db: Database;
  close: () => Promise<void>;
}

/** Opens and migrates the database that the settings name. */
export async function openDatabase(settings: Settings): Promise<OpenedDatabase> {
  const { databaseUrl, dataFolder, poolSize } = settings;
  if (databaseUrl !== undefined) {
    await migratePostgres(databaseUrl);
    const db = openPostgres({ url: databaseUrl, poolSize });
    return { db, close: () => db.close() };
  }
  const giveBack = takeFolder(dataFolder);
  try {
    const db = await openPglite(join(dataFolder, 'database'));
    return {
      db,
      close: async () => {
        await db.close();
        giveBack();
      },
    };
  } catch (error) {
    giveBack();
    throw error;
  }
}

export interface OpenedService extends OpenedDatabase {
  ctx: ServiceContext & { printer: Printer; jobs: ReportJobs };
}

/**
 * @param baseUrl where the service is reached; part of links, and of what it signs
 * @throws Error that says what is wrong with the content, the folder or the database
 */
export async function openService(settings: Settings, baseUrl: string): Promise<OpenedService> {
  const { db, close } = await openDatabase(settings);
  try {
    const base = createNodeContext();
    const secrets = await readSecrets(settings.dataFolder, {
      authSecret: settings.authSecret,
      signingKey: settings.signingKey,
      issuer: baseUrl,
      issuerIsChosen: settings.baseUrl !== undefined,
    });
    const mailer = settings.smtpUrl
      ? createMailer({ url: settings.smtpUrl, from: settings.mailFrom ?? mailFromOf(baseUrl) })
      : undefined;
    const accounts = createAccounts({
      db,
      mailer,
      baseUrl,
      secret: secrets.authSecret,
      oidc: settings.oidc,
      operatorEmail: settings.operatorEmail,
      ids: base.ids,
      clock: base.clock,
      log: base.log,
    });
    const signer = await createSigner(secrets.signingKey);
    const ctx = {
      ...base,
      db,
      accounts,
      signer,
      baseUrl,
      issuer: secrets.issuer,
      ...(mailer ? { mailer } : {}),
      fetcher: createFetcher({ allowsLoopback: settings.webhookLoopback }),
      vault: createVault(secrets.authSecret),
      jobs: createMemoryJobs({ clock: base.clock, ids: base.ids, log: base.log }),
      metrics: createMetrics(settings.metricsToken),
      ...(settings.requestsPerMinute > 0 ? { limiter: createLimiter(settings.requestsPerMinute) } : {}),
      ...(settings.evidenceMegabytes > 0 ? { evidenceBytes: settings.evidenceMegabytes * 1024 * 1024 } : {}),
    };
    await publishKey(ctx);
    return { ctx, db, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Mail has to come from somewhere; a host of its own name is the least surprising. */
const mailFromOf = (baseUrl: string): string => `Lương Tri <no-reply@${new URL(baseUrl).hostname}>`;
