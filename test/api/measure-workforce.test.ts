import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { WorkforceOutput } from '../../src/measure/workforce/index.ts';
import { app, ctx, placesOf, problemOf, TODAY } from '../support/app.ts';
import { responseOf } from '../support/contract.ts';
import { misfits, type Schema } from '../support/json-schema.ts';
import { luongtri } from '../support/run.ts';

const folder = join(import.meta.dirname, '..', '..', 'questionnaires', 'examples', 'data');
const FILES = { garment: 'garment-robots.workforce.yaml', bank: 'bank-chatbot.workforce.yaml' } as const;
type Plan = Record<string, unknown> & { occupations: Record<string, unknown>[] };
const planOf = (name: keyof typeof FILES): Plan => parse(readFileSync(join(folder, FILES[name]), 'utf8')) as Plan;
const SMALL: Plan = {
  technology: 'generative',
  occupations: [{ code: '4222', headcount: 140, coverage: 0.6, intent: 'replace' }],
};

interface Sent {
  query?: string;
  headers?: Record<string, string>;
}

async function post(body: unknown, { query = '', headers = {} }: Sent = {}): Promise<Response> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  return app.request(`/v1/measure/workforce?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: isRaw ? body : JSON.stringify(body),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
}

async function outputOf(response: Response): Promise<WorkforceOutput> {
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as WorkforceOutput;
}

describe('POST /v1/measure/workforce', () => {
  it('measures the chatbot of the bank', async () => {
    const response = await post(planOf('bank'));
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const output = await outputOf(response);
    expect(output).toMatchObject({
      format: 'luongtri.workforce/1',
      state: 'measured',
      values: { 'measured.workforce.dismissals-planned': 4, 'measured.workforce.allowance-total': 76_000_000 },
    });
    // 140·0.6·1·0.58 + 60·0.4·0.5·0.61 + 220·0.15·0.2·0.58 + 12·0.3·0.2·0.43
    expect(output.displaced.fte.point).toBeCloseTo(60.1776, 9);
    expect(output.words.title.en).toBe('Displaced work measured');
  });

  it('leaves the sewing robots open: the generative index is not theirs', async () => {
    const output = await outputOf(await post(planOf('garment')));
    expect(output).toMatchObject({ state: 'open', displaced: { share: { point: null }, openPeople: 14 } });
    expect(output.values).not.toHaveProperty(['measured.workforce.displaced-share']);
    const sewers = output.occupations.find(({ code }) => code === '8153')!;
    expect(sewers.exposure).toMatchObject({ source: 'tasks', gradient: null });
  });

  it.each(['garment', 'bank'] as const)('gives the bytes that the command line prints: %s', async (name) => {
    const [sent, printed] = await Promise.all([
      post(planOf(name), { query: 'as_of=2026-12-17' }).then((response) => response.text()),
      luongtri(['workforce', join(folder, FILES[name]), '--as-of', '2026-12-17', '--format', 'json']),
    ]);
    expect(printed).toMatchObject({ code: 0, err: '' });
    expect(sent).toBe(printed.out);
  });

  it.each([
    ['the query', { ...SMALL, as_of: '2026-01-02' }, 'as_of=2026-03-04', '2026-03-04'],
    ['else the plan', { ...SMALL, as_of: '2026-01-02' }, '', '2026-01-02'],
    ['else today in Viet Nam', SMALL, '', TODAY],
    ['also where the plan says unknown', { ...SMALL, as_of: 'unknown' }, '', TODAY],
  ])('the day is that of %s', async (_, plan, query, day) => {
    expect((await outputOf(await post(plan, { query }))).asOf).toBe(day);
  });

  it('judges steps not yet taken on that day', async () => {
    const statusOn = async (day: string): Promise<string> => {
      const { process } = await outputOf(await post(planOf('garment'), { query: `as_of=${day}` }));
      return process.steps.find(({ step }) => step === 'notice_workers')!.status;
    };
    expect([await statusOn('2026-12-16'), await statusOn('2026-12-17')]).toEqual(['upcoming', 'overdue']);
  });

  it('the order of keys changes nothing, the hash is that of the plan', async () => {
    const { technology, occupations } = SMALL;
    const one = await (await post({ occupations, technology })).text();
    expect(await (await post(SMALL)).text()).toBe(one);
    const other = await outputOf(await post({ ...SMALL, province: 'Huế' }));
    expect(other.inputSha256).not.toBe((JSON.parse(one) as WorkforceOutput).inputSha256);
  });

  it('lists every mistake of the plan at once, with place and remedy', async () => {
    const plan = {
      ...SMALL,
      occupations: [
        { code: '8135', headcount: 0, coverage: 60, intent: 'replace', 'a/b~': 1 },
        { code: '4222', headcount: 5, coverage: 1, intent: 'maybe', planned: { kept: 6 } },
      ],
      as_of: '2026-02-30',
      plan: 'yes',
      new_roles: [{ title: '', count: -1 }],
    };
    const problem = await problemOf(await post(plan, { query: 'lang=en' }));
    expect([problem.status, problem.type]).toEqual([422, '/problems/invalid-plan']);
    expect(placesOf(problem).sort()).toEqual(
      [
        '/as_of',
        '/new_roles/0/count',
        '/new_roles/0/title',
        '/occupations/0/a~1b~0',
        '/occupations/0/code',
        '/occupations/0/coverage',
        '/occupations/0/headcount',
        '/occupations/1/intent',
        '/occupations/1/planned',
        '/plan',
      ].map((pointer) => `${pointer} invalid_plan`),
    );
    const code = problem.errors!.find(({ pointer }) => pointer === '/occupations/0/code')!;
    expect(code.fix).toContain('8153 Sewing machine operators');
    const inVietnamese = await problemOf(await post(plan));
    expect(inVietnamese.title).toBe('Phương án lao động chưa hợp lệ');
    expect(inVietnamese.errors!.map(({ message }) => message)).not.toEqual(problem.errors!.map((e) => e.message));
  });

  it('lists mistakes of the query beside those of the plan', async () => {
    const query = 'as_of=2026-02-30&asof=2026-01-01&lang=vi';
    const both = await problemOf(await post({ ...SMALL, plan: 1 }, { query }));
    expect(placesOf(both)).toEqual(['?/as_of invalid_date', '?/asof unknown_parameter', '/plan invalid_plan']);
    const only = await problemOf(await post(SMALL, { query }));
    expect([only.type, only.errors!.length]).toEqual(['/problems/invalid-parameters', 2]);
  });

  it('names a thousand mistakes and counts the others', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`k${index}`, 1]));
    const problem = await problemOf(await post({ ...SMALL, ...wrong }, { query: 'lang=en' }));
    expect(problem.errors).toHaveLength(1_000);
    expect(problem.detail).toContain('1500 mistakes');
  });

  it.each([
    ['text that is no JSON', '{', 'syntax'],
    ['an empty body', '', 'syntax'],
    ['YAML', 'technology: generative', 'syntax'],
    ['a key given twice', '{"technology":"generative","technology":"robotics","occupations":[]}', 'duplicate_key'],
    ['a key given twice, once escaped', '{"occupations":[{"code":"4222","c\\u006fde":"8153"}]}', 'duplicate_key'],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 'invalid_utf8'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]), 'invalid_utf8'],
    ['half a character', '{"system":"\\uD800"}', 'broken_character'],
    ['half a character in a key', '{"\\udc00":1}', 'broken_character'],
    ['deep nesting', `{"technology":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'too_deep'],
    ['too many values', `{"occupations":[${'0,'.repeat(260_000)}0]}`, 'too_many'],
  ])('refuses %s', async (_, body, code) => {
    const problem = await problemOf(await post(body, { query: 'lang=en' }));
    expect([problem.status, problem.type, placesOf(problem)]).toEqual([400, '/problems/malformed-body', [` ${code}`]]);
    expect(problem.errors![0]!.fix).toContain('"occupations"');
  });

  it.each([
    ['no object', [], ''],
    ['null', null, ''],
    ['a text', '"x"', ''],
  ])('refuses %s', async (_, body, pointer) => {
    expect(placesOf(await problemOf(await post(body)))).toEqual([`${pointer} invalid_plan`]);
  });

  it('whole characters, quotes and escapes do not confuse', async () => {
    const system = 'a\\ud800 "{[😀, đ';
    expect((await outputOf(await post({ ...SMALL, system }))).system).toBe(system);
    // A pair written as two escapes is one character.
    const escaped = JSON.stringify({ ...SMALL, system: 'x' }).replace('"x"', '"\\ud83d\\ude00"');
    expect((await outputOf(await post(escaped))).system).toBe('😀');
  });

  it.each([
    ['YAML', { 'Content-Type': 'application/yaml' }],
    ['plain text', { 'Content-Type': 'text/plain' }],
    ['no type', { 'Content-Type': '' }],
    ['a name of every object', { 'Content-Type': 'constructor' }],
    ['a compressed body', { 'Content-Encoding': 'gzip' }],
  ])('refuses %s', async (_, headers) => {
    const response = await post(SMALL, { headers });
    expect([response.status, response.headers.get('Accept')]).toEqual([415, 'application/json']);
    expect((await problemOf(response)).detail).toContain('application/json');
  });

  it('takes JSON with a charset, in any case', async () => {
    const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' };
    expect((await post(SMALL, { headers })).status).toBe(200);
  });

  it('refuses what is declared or turns out to be too large', async () => {
    const declared = await problemOf(await post(SMALL, { headers: { 'Content-Length': '5000001' } }));
    expect([declared.status, declared.type]).toEqual([413, '/problems/body-too-large']);
    const text = JSON.stringify(SMALL);
    const padded = (bytes: number): string => text + ' '.repeat(bytes - text.length);
    expect((await post(padded(5_000_000))).status).toBe(200);
    expect((await post(padded(5_000_001))).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 100_000;
        controller.enqueue(new Uint8Array(100_000).fill(0x20));
      },
    });
    expect((await post(endless)).status).toBe(413);
    expect(sent).toBeLessThan(6_000_000);
  });

  it('refuses what would lose a figure or take too long: attributes given twice, thousands of attributes', async () => {
    const group = { x: { affected: 1, total: 5 } };
    const plan = (groupsOf: (index: number) => object, count = 1): Plan => ({
      ...SMALL,
      occupations: Array.from({ length: count }, (_, index) => ({ ...SMALL.occupations[0], groups: groupsOf(index) })),
    });
    const twice = await problemOf(await post(plan(() => ({ a: group, 'a ': group }))));
    expect(placesOf(twice)).toEqual(['/occupations/0/groups/a  invalid_plan']);
    const many = await problemOf(await post(plan((index) => ({ [`a${index}`]: group }), 21)));
    expect(placesOf(many)).toEqual(['/occupations invalid_plan']);
    const named = await post(plan((index) => ({ a: { [`g${index}`]: { affected: 1, total: 5 } } }), 1_001));
    expect(placesOf(await problemOf(named))).toEqual(['/occupations invalid_plan']);
  });

  it('answers a largest plan, right or wrong, in good time', async () => {
    const occupations = Array.from({ length: 2_000 }, (_, index) => ({
      ...SMALL.occupations[0],
      title: `Tổ ${index}`,
    }));
    const start = performance.now();
    expect((await post({ ...SMALL, occupations })).status).toBe(200);
    const wrong = occupations.map((entry) => ({ ...entry, code: undefined, title: `công nhân may ${entry.title}` }));
    const problem = await problemOf(await post({ ...SMALL, occupations: wrong }));
    expect(problem.errors![0]!.fix).toContain('8153');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('is answered for POST only, and logs nothing of the plan', async () => {
    const before = ctx.logged.length;
    expect((await app.request('/v1/measure/workforce')).status).toBe(405);
    await post({ ...SMALL, system: 'Bí mật' });
    await post({ ...SMALL, system: ['Bí mật'] });
    expect(ctx.logged.slice(before)).toEqual([]);
  });
});

describe('the contract of /v1/measure/workforce', async () => {
  type Answer = { content: Record<string, { schema: Schema }> };
  const document = (await (await app.request('/openapi.json')).json()) as {
    paths: Record<
      string,
      {
        post: {
          operationId: string;
          tags: string[];
          responses: Record<string, Answer>;
          requestBody: { content: Record<string, { example: unknown; schema: Schema }> };
        };
      }
    >;
    components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
  };
  const { schemas } = document.components;
  const operation = document.paths['/v1/measure/workforce']!.post;
  const { example, schema } = operation.requestBody.content['application/json']!;
  const breaches = async (response: Response): Promise<string[]> => {
    const type = response.headers.get('Content-Type')!.split(';')[0]!;
    const { content } = responseOf(document, operation.responses, response.status)!;
    return misfits(await response.json(), content[type]!.schema, schemas);
  };

  it('names the operation', () => {
    expect([operation.operationId, operation.tags]).toEqual(['measureWorkforce', ['Measurements']]);
  });

  it.each([
    ['garment', planOf('garment')],
    ['bank', planOf('bank')],
    ['the example of the document', example],
    ['nothing but what must be said', SMALL],
    [
      'much that is not known',
      {
        technology: ['unknown'],
        classification: 'isco08',
        occupations: [
          { code: 5244, headcount: 9, coverage: 'unknown', intent: 'unknown', title: null, planned: 'unknown' },
          { code: '2120', headcount: 1, coverage: 1, intent: 'assist', technology: 'generative', groups: null },
          { code: '1120', headcount: 1, coverage: 1, intent: 'mixed', classification: 'vsco', technology: 'other' },
        ],
        new_roles: null,
        retraining: 'none',
        consultation: 'unknown',
        plan: { adopted_on: 'unknown', contents: { ending: 'unknown' } },
        local_options: 'unknown',
      },
    ],
  ])('what is taken and what is sent fit: %s', async (_, plan) => {
    expect(misfits(plan, schema, schemas)).toEqual([]);
    const response = await post(plan);
    expect(response.status).toBe(200);
    expect(await breaches(response)).toEqual([]);
  });

  it('refusals fit too', async () => {
    const sent: [unknown, Sent?][] = [
      ['{'],
      [{ ...SMALL, x: 1 }],
      [SMALL, { query: 'x=1' }],
      [SMALL, { headers: { 'Content-Type': 'text/plain' } }],
      [SMALL, { headers: { 'Content-Length': '9000000' } }],
    ];
    for (const [body, options] of sent) expect(await breaches(await post(body, options))).toEqual([]);
  });

  it('a description that differs is noticed', async () => {
    const output = await outputOf(await post(planOf('bank')));
    const report = operation.responses[200]!.content['application/json']!.schema;
    expect(misfits({ ...output, extra: 1 }, report, schemas)).toEqual(['/extra is not in the contract']);
    expect(misfits({ ...output, state: 'safe' }, report, schemas)).toEqual(['/state "safe" is not in the list']);
    expect(misfits({ ...SMALL, tecnology: 'x' }, schema, schemas)).toEqual(['/tecnology is not in the contract']);
  });
});
