/** @module Saving answers: through the service, and as the bare statements it needs, on the same server in the same minute. */
import pg from 'pg';
import { randomIds } from '../../src/adapters/ids.ts';
import { openPostgres } from '../../src/adapters/node/database.ts';
import { eventLeafHash } from '../../src/app/audit.ts';
import { hashSecret } from '../../src/app/authenticate.ts';
import { type HttpClient, openClient } from './http-client.ts';
import { type Measurement, measurement, observation } from './measure.ts';
import { openStore } from './store-context.ts';
import { assessmentId, ORGANISATION, SECRET } from './store-data.ts';

const CONNECTIONS = 32;
const ROUNDS = 5;
const SAVES = 1_500;
const AT_ONCE = 200;
const QUESTION = 'scope.kind';

type Save = (assessment: string, note: string) => Promise<void>;

/** Drafts have odd numbers. */
const draft = (worker: number): string => assessmentId(2 * worker + 1);

/** Saves per second: each of the workers to an assessment of its own. */
async function rate(save: Save, count: number, label: string): Promise<number> {
  let left = count;
  const worker = async (_: unknown, index: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await save(draft(index), `${label} ${left}`);
    }
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (count / (performance.now() - begin)) * 1_000;
}

/** What a save says of itself, whoever sends it. */
const bodyOf = (note: string): object => ({ value: 'system', note });

const sentOf = (assessment: string, note: string) => ({
  method: 'PATCH',
  path: `/v1/assessments/${assessment}/answers`,
  headers: { Authorization: `Bearer ${SECRET}`, 'Content-Type': 'application/json', 'If-Match': '*' },
  body: JSON.stringify({ answers: { [QUESTION]: bodyOf(note) } }),
});

/** @returns a save that fails unless it was answered with 200 */
export const overHttp =
  (client: HttpClient): Save =>
  (assessment, note) =>
    client.send(sentOf(assessment, note));

/** Through the whole service in this process; only the wire is left out. */
const within =
  (app: { fetch: (request: Request) => Response | Promise<Response> }): Save =>
  async (assessment, note) => {
    const { path, ...sent } = sentOf(assessment, note);
    const response = await app.fetch(new Request(`http://localhost${path}`, sent));
    const text = await response.text();
    if (response.status !== 200) throw new Error(`a save was answered ${response.status}: ${text}`);
  };

/** The statements that a save needs, in its order, with nothing around them. */
function bareSave(pool: pg.Pool): Save {
  return async (assessment, note) => {
    await pool.query(
      `select k.id, k.organisation_id, k.role, k.scopes, k.last_used_at, o.kind from api_key k
       join organisation o on o.organisation_id = k.organisation_id
       where k.key_hash = $1 and k.revoked_at is null and k.expires_at > $2 and o.status = 'active'`,
      [hashSecret(SECRET), new Date()],
    );
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('role', $1, true), set_config('luongtri.organisation_id', $2, true),
           set_config('luongtri.actor_organisation_id', $2, true), set_config('luongtri.actor_id', $3, true)`,
        ['luongtri_member', ORGANISATION, 'key_bench'],
      );
      await writeBare(client, assessment, note);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

async function writeBare(client: pg.PoolClient, assessment: string, note: string): Promise<void> {
  const place = [ORGANISATION, assessment];
  const { rows } = await client.query(
    'select * from assessment where organisation_id = $1 and id = $2 for update',
    place,
  );
  const revision = rows[0].revision + 1;
  const before = await client.query(
    'select * from answer where organisation_id = $1 and assessment_id = $2 and question_id in ($3) order by question_id',
    [...place, QUESTION],
  );
  const now = new Date();
  const after = bodyOf(note);
  await client.query('insert into answer_change values ($1, $2, $3, $4, $5, $6, null, $7, $8)', [
    ...place,
    revision,
    QUESTION,
    before.rows[0]?.content ?? null,
    after,
    'key_bench',
    now,
  ]);
  await client.query(
    `insert into answer values ($1, $2, $3, $4, $5, $6, $7) on conflict (organisation_id, assessment_id, question_id)
     do update set content = excluded.content, revision = excluded.revision, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [...place, QUESTION, after, revision, 'key_bench', now],
  );
  await client.query(
    'update assessment set revision = $3, updated_at = $4 where organisation_id = $1 and id = $2 returning *',
    [...place, revision, now],
  );
  const id = randomIds.next('evt');
  const content = JSON.stringify({ id, at: now, kind: 'answers.saved', subject: assessment, details: { revision } });
  await client.query('insert into event values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    ORGANISATION,
    id,
    ORGANISATION,
    'answers.saved',
    assessment,
    now,
    content,
    eventLeafHash(content),
  ]);
}

const median = (list: number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;

/** @param served address of the same service in a process of its own */
export async function measureSaves(url: string, served: string): Promise<Measurement[]> {
  const db = openPostgres({ url, poolSize: CONNECTIONS });
  const app = await openStore(db);
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, options: '-c role=luongtri_auth' });
  const client = openClient(served, AT_ONCE);
  try {
    const ways = [bareSave(pool), within(app), overHttp(client)] as const;
    const rates: number[][] = ways.map(() => []);
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [index, way] of ways.entries()) {
        const perSecond = await rate(way, SAVES, `${round}/${index}`);
        // The first round warms up.
        if (round > 0) rates[index]!.push(perSecond);
      }
    }
    const [bare, own, http] = rates.map(median) as [number, number, number];
    const slowest = await slowestOfMany(ways[1]);
    const slowestServed = await slowestOfMany(ways[2]);
    return [
      measurement('answer saves per second ÷ the bare statements, 32 connections', own / bare, '×', { atLeast: 0.5 }),
      observation('the same over HTTP, the service in a process of its own', http / bare, '×'),
      observation('answer saves', own, 'per s'),
      observation('bare statements of a save', bare, 'per s'),
      measurement('200 saves of one assessment at once: the slowest', slowest, 'ms', { atMost: 2_000 }),
      measurement('the same over HTTP', slowestServed, 'ms', { atMost: 2_000 }),
    ];
  } finally {
    client.close();
    await pool.end();
    await db.close();
  }
}

async function slowestOfMany(save: Save): Promise<number> {
  const begin = performance.now();
  const times = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      await save(draft(400), `at once ${begin} ${index}`);
      return performance.now() - begin;
    }),
  );
  return Math.max(...times);
}
