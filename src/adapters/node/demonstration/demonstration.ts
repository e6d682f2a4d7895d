/** @module Makes the demonstration once, when the database is empty, and tells at every start how to sign in as each. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { AppEnv, ServiceContext } from '../../../app/context.ts';
import { addOperator } from '../../../features/operators/index.ts';
import { DemoClient, type DemoPerson } from './client.ts';
import { type DemoOrganisation, OPERATOR, ORGANISATIONS } from './people.ts';
import { type People, playDemonstration } from './script.ts';

/** What is kept to be told again: passwords made for this folder alone. */
interface Kept {
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
    writeFileSync(path, `${JSON.stringify(await make(ctx, app), null, 2)}\n`, { mode: 0o600 });
  }
  const { people } = JSON.parse(readFileSync(path, 'utf8')) as Kept;
  const width = Math.max(...people.map(({ email }) => email.length));
  return people.map(
    ({ organisation, role, email, password }) => `${email.padEnd(width)}  ${password}  ${role}, ${organisation}`,
  );
}

const isEmpty = (ctx: ServiceContext): Promise<boolean> =>
  ctx.db.transaction({ role: 'auth' }, async (trx) => {
    const row = await trx.selectFrom('organisation').select('organisation_id').limit(1).executeTakeFirst();
    return row === undefined;
  });

async function make(ctx: ServiceContext, app: Pick<Hono<AppEnv>, 'fetch'>): Promise<Kept> {
  const client = new DemoClient(app, ctx.baseUrl);
  const kept: Kept = { people: [] };
  const join = async (person: { name: string; email: string }, role: string, organisation: string, kind: string) => {
    const joined = await client.join({ ...person, password: ctx.ids.secret(12) });
    kept.people.push({ organisation, kind, role, name: person.name, email: person.email, password: joined.password });
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
  await playDemonstration({ client, people, organisations, examples: ctx.examples });
  return kept;
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
