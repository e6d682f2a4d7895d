/** @module `luongtri seed`: made-up companies in numbers, to try the service, or an upgrade of it, under load. */
import { randomIds } from '../adapters/ids.ts';
import { createNodeContext } from '../adapters/node/context.ts';
import { recordEvent, SERVICE } from '../app/audit.ts';
import { hashSecret, KEY_PREFIX } from '../app/authenticate.ts';
import type { Clock } from '../app/context.ts';
import { permissionsOf } from '../app/policy.ts';
import type { Database } from '../db/database.ts';
import { InputError, UsageError } from './errors.ts';
import { openForTool } from './open-database.ts';
import { readOptions } from './options.ts';
import { DAY_MS, type Made, organisationIdOf, seedOrganisation } from './seed/seed-organisation.ts';

const COMMAND = 'seed';
const MOST = 100_000;
const KEY_DAYS = 30;
/** Progress is told where somebody would begin to wonder. */
const SILENT_MS = 2_000;

export interface SeedOptions {
  organisations: number;
  /** Of each organisation. */
  assessments: number;
  seed: string;
  /** Nothing made up is dated later. */
  until: Date;
  progress?: (done: number) => void;
}

export async function seedCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, {
    organisations: { type: 'string' },
    assessments: { type: 'string' },
    seed: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unexpected '${positionals[0]}'`, COMMAND);
  const organisations = count('organisations', values.organisations);
  const assessments = count('assessments', values.assessments);
  const now = Date.now();
  const { db, close } = await openForTool();
  try {
    // Midnight: the same seed makes the same on any hour of a day.
    const until = new Date(now - (now % DAY_MS));
    const options = { organisations, assessments, seed: values.seed ?? '1', until };
    const made = await seedDatabase(db, { ...options, progress: progressOf(organisations) });
    const secret = await makeKey(db, made[0]!.organisationId, { now: () => new Date(now) });
    process.stdout.write(textOf(made, secret));
  } finally {
    await close();
  }
}

function count(name: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`--${name} N is missing`, COMMAND);
  const number = Number(text);
  if (/^\d{1,6}$/.test(text) && number >= 1 && number <= MOST) return number;
  throw new UsageError(`--${name} ${text}: write a number from 1 to ${MOST}`, COMMAND);
}

/**
 * One transaction for each organisation: what was finished stays when it is interrupted.
 * @throws InputError, before anything is written, when an organisation of this seed is there already
 */
export async function seedDatabase(db: Database, options: SeedOptions): Promise<Made[]> {
  const { organisations, assessments, seed, until, progress } = options;
  const ctx = createNodeContext();
  const plans = Array.from({ length: organisations }, (_, index) => ({
    seed,
    index,
    assessments,
    until: until.getTime(),
  }));
  await refuseTwice(db, plans.map(organisationIdOf), seed);
  const made: Made[] = [];
  for (const plan of plans) {
    made.push(await db.asOwner((trx) => seedOrganisation(ctx, trx, plan)));
    progress?.(made.length);
  }
  return made;
}

const IDS_AT_ONCE = 1_000;

async function refuseTwice(db: Database, ids: string[], seed: string): Promise<void> {
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const known = await db.asOwner((trx) =>
      trx
        .selectFrom('organisation')
        .select('organisation_id')
        .where('organisation_id', 'in', ids.slice(from, from + IDS_AT_ONCE))
        .executeTakeFirst(),
    );
    if (!known) continue;
    throw new InputError(
      `The organisations of --seed ${seed} are in the database already (${known.organisation_id}).\n    → choose another --seed; nothing was written`,
    );
  }
}

/** The one thing that chance of a known seed must not make: whoever knew the seed would know the key. */
export async function makeKey(db: Database, organisationId: string, clock: Clock): Promise<string> {
  const secret = `${KEY_PREFIX}${randomIds.secret(32)}`;
  const now = clock.now();
  const row = {
    organisation_id: organisationId,
    id: randomIds.next('key'),
    name: COMMAND,
    key_hash: hashSecret(secret),
    hint: secret.slice(0, 8),
    role: 'owner' as const,
    scopes: permissionsOf('company', 'owner'),
    created_by: SERVICE,
    created_at: now,
    expires_at: new Date(now.getTime() + KEY_DAYS * DAY_MS),
  };
  await db.asOwner(async (trx) => {
    await trx.insertInto('api_key').values(row).execute();
    await recordEvent({ clock, ids: randomIds }, trx, {
      kind: 'key.created',
      organisationId,
      actor: { id: SERVICE, organisationId: SERVICE },
      subject: row.id,
      details: { role: row.role, scopes: row.scopes },
    });
  });
  return secret;
}

function progressOf(total: number): (done: number) => void {
  let told = Date.now();
  return (done) => {
    if (Date.now() - told < SILENT_MS) return;
    told = Date.now();
    process.stderr.write(`${done} of ${total} organisations\n`);
  };
}

function textOf(made: Made[], secret: string): string {
  const sum = (of: (one: Made) => number): number => made.reduce((total, one) => total + of(one), 0);
  const [first] = made;
  return `${made.length} organisations, ${sum((one) => one.systems)} systems, ${sum((one) => one.assessments)} assessments with ${sum((one) => one.answers)} saved answers, ${sum((one) => one.submissions)} submissions, ${sum((one) => one.events)} events.
The service gives the events their place in the log when it next runs.
First: ${first!.name} (${first!.organisationId})
Its API key, for ${KEY_DAYS} days, shown this once: ${secret}
`;
}
