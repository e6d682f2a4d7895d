import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../src/app/openapi.ts';
import type { OrganisationKind, Role } from '../../../src/app/policy.ts';
import { ROLES_OF } from '../../../src/app/policy.ts';
import { sequenceEvents } from '../../../src/features/log/index.ts';
import { type Everything, makeEverything, PORTS } from '../../support/everything.ts';
import { fakeBody } from '../../support/fake-body.ts';
import { call, startService, type TestOrganisation } from '../../support/service.ts';

/** Every operation of the contract, asked by every role of a second organisation of every kind, with the ids of a first. */
const service = startService(PORTS);

interface Operation {
  method: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a schema can be anything
  body: any;
  access: string;
}

let everything: Everything;
let operations: Operation[];
// biome-ignore lint/suspicious/noExplicitAny: a schema can be anything
let components: Record<string, any>;
const others: { organisation: TestOrganisation; role: Role }[] = [];

beforeAll(async () => {
  everything = await makeEverything(service);
  // What waits for its place in the log gets it now, not while others ask.
  await sequenceEvents(service.ctx);
  // biome-ignore lint/suspicious/noExplicitAny: read as plain JSON
  const document = openApiDocument(service.app) as any;
  components = document.components.schemas;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    // biome-ignore lint/suspicious/noExplicitAny: read as plain JSON
    Object.entries(methods as Record<string, any>)
      .filter(([, operation]) => operation['x-luongtri-access'] !== undefined)
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        body: operation.requestBody?.content?.['application/json']?.schema,
        access: operation['x-luongtri-access'],
      })),
  );
  for (const kind of Object.keys(ROLES_OF) as OrganisationKind[]) {
    const organisation = await service.organisation(kind);
    for (const role of ROLES_OF[kind]) others.push({ organisation, role });
  }
}, 120_000);

/** The ids of a path, by the longest beginning that is known. */
function idsOf(path: string): Record<string, string> | undefined {
  const known = Object.keys(everything.ids).filter((prefix) => path.startsWith(`${prefix}/{`));
  return everything.ids[known.sort((a, b) => b.length - a.length)[0] ?? ''];
}

const fill = (path: string, ids: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `{${name}}`);

/** The same ids, of records that do not exist. */
const random = (ids: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [
      name,
      /^[a-z]+_[0-9a-f]{32}$/.test(id) ? `${id.split('_')[0]}_${'0'.repeat(32)}` : id,
    ]),
  );

const snapshot = async (): Promise<unknown> => {
  const tables = await service.asOwner(
    `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'organisation_id' order by 1`,
  );
  const rows: unknown[] = [];
  for (const { table_name } of tables) {
    rows.push(
      await service.asOwner(
        `select '${table_name}' as name, count(*)::int as rows, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
           from ${table_name} t where organisation_id = '${everything.company.id}'`,
      ),
    );
  }
  return rows;
};

const stripped = ({ status, body }: { status: number; body: unknown }): unknown => {
  if (typeof body !== 'object' || body === null) return { status, body };
  const { requestId: _, instance: __, ...rest } = body as Record<string, unknown>;
  return { status, body: rest };
};

describe('what another organisation gets', () => {
  it('there is a record to try every path with', () => {
    const missing = operations
      .filter(({ path, access }) => path.includes('{') && access !== 'public' && access !== 'operator')
      .filter(({ path }) => {
        const ids = idsOf(path);
        return !ids || fill(path, ids).includes('{');
      });
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(operations.length).toBeGreaterThan(100);
  });

  it('is the same for a record of the first as for one that does not exist, whatever role asks; nothing of the first changes', async () => {
    const before = await snapshot();
    const faults: string[] = [];
    for (const { organisation, role } of others) {
      const headers = { ...(await organisation.as(role)), 'If-Match': '*' };
      for (const { method, path, body, access } of operations) {
        if (access === 'public' || access === 'person' || access === 'operator') continue;
        const ids = path.includes('{') ? idsOf(path)! : {};
        const flat = Object.fromEntries(
          Object.entries({
            systemId: '/v1/systems',
            copyFrom: '/v1/assessments',
            supersedes: '/v1/assessments',
            submissionId: '/v1/submissions',
          }).map(([field, prefix]) => [field, everything.ids[prefix]!.id!]),
        );
        const ask = (chosen: Record<string, string>, fields: Record<string, string>) =>
          call(
            service,
            method,
            fill(path, chosen),
            headers,
            body === undefined ? undefined : fakeBody(body, { components, fields }),
          );
        const real = await ask(ids, flat);
        const label = `${role} of ${organisation.kind}: ${method} ${path}`;
        if (real.status >= 500) faults.push(`${label} failed with ${real.status}`);
        if (JSON.stringify(real.body).includes(everything.company.id)) faults.push(`${label} shows the other's id`);
        if (!path.includes('{')) continue;
        const nothing = await ask(random(ids), random(flat));
        if (real.status < 400) faults.push(`${label} was answered with ${real.status}`);
        if (JSON.stringify(stripped(real)) !== JSON.stringify(stripped(nothing))) {
          faults.push(`${label} tells a record from none: ${real.status} / ${nothing.status}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(await snapshot()).toEqual(before);
  }, 600_000);

  it('naming the first organisation in the header gets nobody in', async () => {
    for (const { organisation, role } of others) {
      const headers = { ...(await organisation.as(role)), 'Organisation-Id': everything.company.id };
      for (const path of ['/v1/systems', '/v1/organisation', '/v1/log/events']) {
        expect([role, path, (await call(service, 'GET', path, headers)).status]).toEqual([role, path, 404]);
      }
    }
  });

  it('operations of operators are not there for anyone else', async () => {
    const { headers } = await everything.company.person('owner');
    for (const { method, path } of operations.filter(({ access }) => access === 'operator')) {
      const address = fill(path, { id: everything.company.id });
      const answer = await call(service, method, address, headers, method === 'GET' ? undefined : {});
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
  });
});
