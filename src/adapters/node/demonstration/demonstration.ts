/** @module Makes the demonstration once, when the database is empty, and tells at every start how to sign in as each. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { AppEnv, ServiceContext } from '../../../app/context.ts';
import { addOperator } from '../../../features/operators/index.ts';
import { writeWhole } from '../write-whole.ts';
import { DemoClient, type DemoPerson } from './client.ts';
import { type DemoOrganisation, OPERATOR, ORGANISATIONS } from './people.ts';
import { type People, playDemonstration } from './script.ts';

/** What is kept to be told again: passwords made for this folder alone. */
interface Kept {
  /** Was it made to its end? Where the process was killed meanwhile, those who are there can still sign in. */
  isWhole?: boolean;
  people: { organisation: string; kind: string; role: string; name: string; email: string; password: string }[];
}

const FILE = 'demonstration.json';

/** @returns lines that say how to sign in; none where there is no demonstration */
export async function demonstrate(
  ctx: ServiceContext,
  app: Pick<Hono<AppEnv>, 'fetch'>,
  folder: string,
): Promise<string[]> {
  const path = join(folder, FILE);
  if (!existsSync(path)) {
    if (!(await isEmpty(ctx))) return [];
    await make(ctx, app, (kept) => writeWhole(path, `${JSON.stringify(kept, null, 2)}\n`));
  }
  const { people, isWhole = true } = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  const width = Math.max(...people.map(({ email }) => email.length));
  const lines = people.map(
    ({ organisation, role, email, password }) => `${email.padEnd(width)}  ${password}  ${role}, ${organisation}`,
  );
  return isWhole
    ? lines
    : [...lines, 'It was interrupted while it was made and is not complete; an empty data folder makes it anew.'];
}

const isEmpty = (ctx: ServiceContext): Promise<boolean> =>
  ctx.db.transaction({ role: 'auth' }, async (trx) => {
    const row = await trx.selectFrom('organisation').select('organisation_id').limit(1).executeTakeFirst();
    return row === undefined;
  });

/** @param keep writes down who there is so far, before anything else is made for them */
async function make(ctx: ServiceContext, app: Pick<Hono<AppEnv>, 'fetch'>, keep: (kept: Kept) => void): Promise<void> {
  const client = new DemoClient(app, ctx.baseUrl);
  const kept: Kept = { isWhole: false, people: [] };
  const join = async (person: { name: string; email: string }, role: string, organisation: string, kind: string) => {
    const joined = await client.join({ ...person, password: ctx.ids.secret(12) });
    kept.people.push({ organisation, kind, role, name: person.name, email: person.email, password: joined.password });
    keep(kept);
    return joined;
  };
  const operator = await join(OPERATOR, 'operator', 'Lương Tri', 'operator');
  await addOperator(ctx, OPERATOR.email);
  const people: People = {};
  const organisations: Record<string, string> = {};
  for (const organisation of ORGANISATIONS) {
    const joined: Record<string, DemoPerson> = {};
    for (const person of organisation.people) {
      joined[person.key] = await join(person, person.role, organisation.name, organisation.kind);
    }
    Object.assign(people, joined);
    organisations[organisation.key] = await found(client, organisation, joined, operator);
  }
  await playDemonstration({ client, people, organisations, examples: ctx.examples, clock: ctx.clock });
  keep({ ...kept, isWhole: true });
}

/** Sets an organisation up: by its first owner, or, for a public body, by the operator. @returns its id */
async function found(
  client: DemoClient,
  { kind, name, province, sector, people, ...reach }: DemoOrganisation,
  joined: Record<string, DemoPerson>,
  operator: DemoPerson,
): Promise<string> {
  const [first, ...others] = people;
  const owner = joined[first!.key]!;
  const about = { kind, name, province, sector };
  let id: string;
  if (kind === 'company' || kind === 'adviser') {
    id = (
      await client.call(owner, 'POST', '/v1/organisations', {
        ...about,
        address: reach.address ?? null,
        contact: reach.contact ?? null,
      })
    ).id;
  } else {
    const made = await client.call(operator, 'POST', '/v1/operator/organisations', {
      ...about,
      ownerEmail: owner.email,
    });
    await client.call(owner, 'POST', '/v1/invitations/accept', { token: made.invitation.token });
    id = made.organisation.id;
  }
  for (const person of others) {
    const invitation = await client.call(owner, 'POST', '/v1/organisation/invitations', {
      email: person.email,
      role: person.role,
    });
    await client.call(joined[person.key], 'POST', '/v1/invitations/accept', { token: invitation.token });
  }
  return id;
}
