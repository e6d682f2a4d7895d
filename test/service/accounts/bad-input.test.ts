import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startAccounts } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';

const service = startAccounts();

interface Operation {
  method: string;
  path: string;
  /** Names of the fields of its body and query. */
  fields: string[];
  hasBody: boolean;
}

const OURS = /^\/(auth\/|v1\/(me|organisations?|invitations|api-keys|clients|operator)(\/|$))/;
// These would end the session that the others need.
const ENDING = /sign-out|revoke-sessions$|\/membership$/;

/** Schemas are read only for the names in them. */
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document
function operationsOf(document: any): Operation[] {
  const resolve = (schema: { $ref?: string }) =>
    schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
  return Object.entries<Record<string, never>>(document.paths).flatMap(([path, methods]) =>
    OURS.test(path) && !ENDING.test(path)
      ? // biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document
        Object.entries<any>(methods).map(([method, operation]) => {
          const body = resolve(operation.requestBody?.content['application/json']?.schema);
          const query = (operation.parameters ?? []).filter((p: { in: string }) => p.in === 'query');
          const fields = [...Object.keys(body?.properties ?? {}), ...query.map((p: { name: string }) => p.name)];
          return { method: method.toUpperCase(), path, fields, hasBody: body !== undefined };
        })
      : [],
  );
}

let operations: Operation[];
let browser: Browser;
beforeAll(async () => {
  operations = operationsOf(await (await service.app.request(`${BASE_URL}/openapi.json`)).json());
  const person = await service.person();
  browser = person;
  await person.call('POST', '/v1/organisations', { kind: 'company', name: 'Công ty' });
  await service.asOwner(`insert into operator (user_id, since) values ('${person.userId}', now())`);
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '🙂'.repeat(200),
    "'; drop table member; --",
    '../../etc',
    '%00',
    'a@b.vn',
    '__proto__',
  ),
  fc.constantFrom(0, -1, 1e21, true, null, [], {}),
);

describe('whatever is sent to accounts and organisations', () => {
  it('is answered by the contract, and never with a failure of ours', async () => {
    expect(operations.length).toBeGreaterThan(40);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(nasty, { minLength: 8, maxLength: 8 }),
        fc.oneof(fc.constant('fields'), fc.constant('json'), fc.constant('none')),
        fc.jsonValue({ maxDepth: 4 }),
        async (pick, values, shape, json) => {
          const { method, path, fields, hasBody } = operations[pick % operations.length]!;
          const id = encodeURIComponent(String(values[7]).toWellFormed()) || 'x';
          const entries = fields.map((name, index) => [name, values[index % values.length]] as const);
          const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
          const address = path.replaceAll(/\{\w+\}/g, id) + (hasBody ? '' : `?${search}`);
          const body = shape === 'json' ? json : shape === 'fields' ? Object.fromEntries(entries) : undefined;
          const { status } = await browser.call(method, address, hasBody ? body : undefined, { 'If-Match': '"1"' });
          expect([method, address, status < 500]).toEqual([method, address, true]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
