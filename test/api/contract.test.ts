import { describe, expect, it } from 'vitest';
import { ISSUE_CODES } from '../../src/app/issue-codes.ts';
import { PROBLEM_TYPES, type ProblemType } from '../../src/app/problem-types.ts';
import { app, ctx, postAssess } from '../support/app.ts';
import { loaded } from '../support/content.ts';
import { responseOf } from '../support/contract.ts';
import { misfits, type Schema } from '../support/json-schema.ts';

interface Answer {
  content?: Record<string, { schema: Schema }>;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<string, Answer>;
}
const document = (await (await app.request('/openapi.json')).json()) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
};
const { schemas } = document.components;

/** What a response does wrong against the contract of its route. */
async function breaches(path: string, method: string, response: Response): Promise<string[]> {
  const type = response.headers.get('Content-Type')!.split(';')[0]!;
  const declared = responseOf(document, document.paths[path]![method]!.responses, response.status)?.content?.[type];
  if (!declared) return [`${response.status} ${type} is not declared for ${method} ${path}`];
  return type.endsWith('json') ? misfits(await response.json(), declared.schema, schemas) : [];
}

describe('what is answered is what openapi.json declares', () => {
  it.each(loaded.examples.map(({ id, data }) => [id, data] as const))('the result of %s', async (_id, data) => {
    expect(await breaches('/v1/assess', 'post', await postAssess(data, { query: '?trace=true' }))).toEqual([]);
    const { schema } = document.paths['/v1/assess']!.post!.requestBody!.content['application/json']!;
    expect(misfits(data, schema, schemas)).toEqual([]);
  });

  it('the result of an empty answer file, on every day on which the law changes', async () => {
    for (const day of ctx.engine.boundaries) {
      const response = await postAssess(
        { system: { name: 'x' }, questionnaires: ['vn-ai-triage@2026.1'] },
        { query: `?as_of=${day}` },
      );
      expect([day, await breaches('/v1/assess', 'post', response)]).toEqual([day, []]);
    }
  });

  it.each([
    ['/v1/questionnaires', ''],
    ['/v1/questionnaires/{id}', '/v1/questionnaires/vn-ai-triage'],
    ['/v1/questionnaires/{id}/versions/{version}', '/v1/questionnaires/vn-ai-triage/versions/2026.1'],
    ['/v1/law/instruments', ''],
    ['/v1/law/obligations', '/v1/law/obligations?as_of=2027-09-01'],
    ['/v1/law/high-risk-systems', ''],
    ['/v1/law/coverage', ''],
    ['/healthz', ''],
    ['/', ''],
    ['/docs', ''],
    ['/problems', ''],
    ['/problems/{type}', '/problems/not-found'],
    ['/problems/{type}', '/problems/none'],
    ['/examples/{file}', '/examples/e-kyc'],
    ['/examples/{file}', '/examples/e-kyc.pdf'],
    ['/examples/{file}', '/examples/e-kyc.json'],
    ['/examples/{file}', '/examples/none'],
    ['/v1/questionnaires/{id}', '/v1/questionnaires/none?lang=en'],
    ['/v1/law/coverage', '/v1/law/coverage?x=1'],
  ])('GET %s %s', async (path, address) => {
    expect(await breaches(path, 'get', await app.request(address || path))).toEqual([]);
  });

  it.each([
    ['a broken body', '{', {}],
    ['an unknown key', '{"system":{"name":"x","y":1}}', {}],
    ['plain text', '{}', { type: 'text/plain' }],
    ['an unknown form', '{"system":{"name":"x"}}', { query: '?format=xml' }],
    ['a wrong day', '{"system":{"name":"x"}}', { query: '?as_of=x' }],
    ['more than the limit', ' '.repeat(1_000_001), {}],
  ])('POST /v1/assess refuses %s', async (_name, body, options) => {
    expect(await breaches('/v1/assess', 'post', await postAssess(body, options))).toEqual([]);
  });

  it('each kind of problem carries its own codes and no others, wherever it is answered', () => {
    const entries = [
      ...Object.values(document.components.responses),
      ...Object.values(document.paths).flatMap((path) =>
        Object.values(path).flatMap(({ responses }) => Object.values(responses)),
      ),
    ].flatMap(({ content }) => content?.['application/problem+json'] ?? []);
    const body = (type: string, status: number, code: string) => ({
      ...{ type, title: 'x', status, detail: 'x', instance: '/', requestId: 'x' },
      errors: [{ pointer: '', code, message: 'x', fix: 'x' }],
    });
    const seen = new Set<string>();
    for (const { schema } of entries) {
      const { type, status } = schema.allOf![1]!.properties!;
      for (const address of type!.enum as string[]) {
        const { codes } = PROBLEM_TYPES[address.slice('/problems/'.length) as ProblemType];
        seen.add(address);
        for (const code of ISSUE_CODES) {
          const fits = misfits(body(address, status!.enum![0] as number, code), schema, schemas).length === 0;
          expect([address, code, fits]).toEqual([address, code, codes.includes(code)]);
        }
      }
    }
    // What the server refuses before any route is reached stands at no route, and carries no codes.
    const withCodes = Object.entries(PROBLEM_TYPES).filter(([, { codes }]) => codes.length > 0);
    for (const [kind] of withCodes) expect([...seen]).toContain(`/problems/${kind}`);
  });

  it('the example of the document is one that works', async () => {
    const { example } = document.paths['/v1/assess']!.post!.requestBody!.content['application/json']!;
    expect((await postAssess(example as object)).status).toBe(200);
  });

  it('the check itself notices a breach', () => {
    const result = schemas.Result!;
    expect(misfits({ schema: 'luongtri.result/2' }, result, schemas).length).toBeGreaterThan(5);
    expect(misfits({ vi: 'x', en: null }, schemas.Text!, schemas)).toEqual(['/en is null, not string']);
  });
});
