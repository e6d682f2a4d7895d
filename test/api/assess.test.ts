import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createApp } from '../../src/app/app.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { type Content, Engine, type Result, readAnswerSet } from '../../src/engine/index.ts';
import { ResultSchema } from '../../src/features/assessments/result-schema.ts';
import { app, ctx, exampleData, placesOf, postAssess, problemOf, TODAY, testContext } from '../support/app.ts';
import { engine, loaded } from '../support/content.ts';

const minimal = { system: { name: 'Demo' } };
const sized = (bytes: number): string =>
  `${JSON.stringify(minimal)}${' '.repeat(bytes - JSON.stringify(minimal).length)}`;

/** A body that comes in pieces, without a declared length, and counts what is taken of it. */
function stream(bytes: number): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken >= bytes) controller.close();
      else {
        taken += 64_000;
        controller.enqueue(new Uint8Array(64_000).fill(0x20));
      }
    },
  });
  return { body, taken: () => taken };
}

describe('POST /v1/assess works', () => {
  it.each(loaded.examples.map((example) => [example.id, example] as const))(
    '%s: the bytes of the engine’s own result',
    async (_id, example) => {
      const response = await postAssess(example.data);
      expect(response.status).toBe(200);
      expect(response.headers.get('Content-Type')).toBe('application/json');
      const text = await response.text();
      expect(text).toBe(JSON.stringify(engine.assess(example.answerSet, hashAnswers(example.answerSet))));
      expect(() => ResultSchema.parse(JSON.parse(text))).not.toThrow();
    },
  );

  it('YAML and JSON of one answer file give the same bytes', async () => {
    const data = exampleData('e-kyc');
    const [json, yaml] = await Promise.all([
      postAssess(data),
      postAssess(stringify(data), { type: 'application/yaml; charset=utf-8' }),
    ]);
    expect(yaml.status).toBe(200);
    expect(await yaml.text()).toBe(await json.text());
  });

  it('the day: query, then body, then today in Viet Nam', async () => {
    const day = async (body: object, query = ''): Promise<string> =>
      ((await (await postAssess(body, { query })).json()) as Result).asOf;
    expect(await day(minimal)).toBe(TODAY);
    expect(await day({ ...minimal, as_of: '2026-05-01' })).toBe('2026-05-01');
    expect(await day({ ...minimal, as_of: '2026-05-01' }, '?as_of=2027-09-01')).toBe('2027-09-01');
  });

  it('nothing answered is open, not fine', async () => {
    const { classification, open } = (await (await postAssess(minimal)).json()) as Result;
    expect(classification.tier).toBe('undetermined');
    expect(classification.possibleTiers).toContain('high');
    expect(open.length).toBeGreaterThan(0);
  });

  it('trace=true adds the evaluation, and changes nothing else', async () => {
    const data = exampleData('e-kyc');
    const traced = (await (await postAssess(data, { query: '?trace=true' })).json()) as Result;
    expect(traced.trace?.length).toBeGreaterThan(100);
    const { trace: _, ...rest } = traced;
    expect(rest).toEqual(await (await postAssess(data, { query: '?trace=false' })).json());
    expect(() => ResultSchema.parse(traced)).not.toThrow();
  });

  it.each([
    ['?format=html', {}, 'text/html; charset=utf-8'],
    ['', { Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' }, 'text/html; charset=utf-8'],
    ['', { Accept: 'application/pdf' }, 'application/pdf'],
    ['?format=pdf', { Accept: 'text/html' }, 'application/pdf'],
    ['', { Accept: 'text/plain' }, 'text/plain; charset=utf-8'],
    ['', { Accept: 'text/*;q=0.3, application/json;q=0.5' }, 'application/json'],
    ['', { Accept: 'application/json;q=0, */*' }, 'text/html; charset=utf-8'],
    ['', { Accept: '*/*' }, 'application/json'],
    ['', { Accept: '' }, 'application/json'],
  ])('form: query %s, headers %j → %s', async (query, headers, type) => {
    const response = await postAssess(exampleData('e-kyc'), { query, headers: headers as Record<string, string> });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type]);
    expect(response.headers.get('Vary')).toContain('Accept');
  });

  it.each(['vi', 'en'] as const)('the report in %s is complete, runs no script and fetches nothing', async (lang) => {
    const response = await postAssess(exampleData('e-kyc'), { query: `?format=html&lang=${lang}` });
    const html = await response.text();
    expect(response.headers.get('Content-Language')).toBe(lang);
    expect(html).toContain(`<html lang="${lang}"`);
    expect(html).toContain((exampleData('e-kyc').system as { name: string }).name);
    expect(html).not.toMatch(/<script|\son\w+=|(?:src|href)="(?:https?:)?\/\/[^"]+\.(?:css|js|woff2?)/i);
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(response.headers.get('Content-Security-Policy')).not.toContain('script-src');
  });

  it('what the sender writes is text in the report, never markup', async () => {
    const name = '<img src=x onerror=alert(1)>"\'&';
    const html = await (await postAssess({ system: { name } }, { query: '?format=html' })).text();
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('&lt;img src&#x3D;x onerror');
  });

  it('the language follows ?lang, then Accept-Language, then Vietnamese', async () => {
    const language = async (query: string, accept?: string): Promise<string | null> => {
      const headers: Record<string, string> = accept === undefined ? {} : { 'Accept-Language': accept };
      return (await postAssess(minimal, { query: `?format=text${query}`, headers })).headers.get('Content-Language');
    };
    expect(await language('')).toBe('vi');
    expect(await language('', 'en-GB,en;q=0.9,vi;q=0.8')).toBe('en');
    expect(await language('', 'fr, vi;q=0.5, en;q=0.4')).toBe('vi');
    expect(await language('', 'fr')).toBe('vi');
    expect(await language('&lang=vi', 'en')).toBe('vi');
  });

  it('a PDF is the HTML report, printed with its running footer', async () => {
    const mine = testContext();
    const response = await postAssess(exampleData('e-kyc'), { query: '?format=pdf&lang=en', app: createApp(mine) });
    expect(await response.text()).toBe('%PDF-1.7 pretended');
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^inline; filename="luongtri-2026-11-22-[0-9a-f]{12}\.pdf"$/,
    );
    expect(mine.printed).toEqual([
      await (await postAssess(exampleData('e-kyc'), { query: '?format=html&lang=en' })).text(),
    ]);
  });
});

describe('POST /v1/assess rejects', () => {
  it('every mistake of a request at once, in both languages', async () => {
    const body = {
      system: { name: 'x', colour: 'red' },
      as_of: '2026-02-30',
      answers: { 'scope.kind': 'no-such-option', 'no.such.question': true },
      extra: 1,
    };
    const vi = await problemOf(await postAssess(body, { query: '?as-of=2026-01-01&trace=yes' }));
    const en = await problemOf(
      await postAssess(body, { query: '?as-of=2026-01-01&trace=yes', headers: { 'Accept-Language': 'en' } }),
    );
    expect([vi.status, vi.type]).toEqual([422, '/problems/invalid-answers']);
    expect(placesOf(vi).sort()).toEqual(
      [
        '?/as-of unknown_parameter',
        '?/trace invalid_value',
        '/extra unknown_key',
        '/as_of invalid_date',
        '/system/colour unknown_key',
        '/answers/scope.kind unknown_option',
        '/answers/no.such.question unknown_question',
      ].sort(),
    );
    expect(placesOf(en)).toEqual(placesOf(vi));
    expect(vi.title).not.toBe(en.title);
    for (const problem of [vi, en])
      for (const error of problem.errors!) expect(error.message && error.fix).toBeTruthy();
  });

  it('a wrong query alone', async () => {
    const problem = await problemOf(await postAssess(minimal, { query: '?as_of=2026-13-01&lang=fr' }));
    expect([problem.type, placesOf(problem)]).toEqual([
      '/problems/invalid-parameters',
      ['?/as_of invalid_date', '?/lang invalid_value'],
    ]);
    expect(
      placesOf(await problemOf(await postAssess(minimal, { query: '?as_of=2026-11-22&as_of=2027-01-01' }))),
    ).toEqual(['?/as_of duplicate_parameter']);
    expect(placesOf(await problemOf(await postAssess(minimal, { query: '?as_of=1999-01-01' })))).toEqual([
      '?/as_of no_questionnaire_in_force',
    ]);
  });

  it.each([
    ['{"system":{"name":"x"},}', '/system syntax', 1, 24],
    ['{\n "system": {"name": "a"},\n "answers": {"q": true, "q": false}\n}', '/answers/q duplicate_key', 3, 25],
    ['{"system":{"name":"a","n\\u0061me":"b"}}', '/system/name duplicate_key', 1, 23],
    ['', ' syntax', 1, 1],
    ['not json', ' syntax', 1, 1],
    ['['.repeat(50), `${'/0'.repeat(32)} too_deep`, 1, 33],
  ])('JSON %j is a 400 with its place', async (body, place, line, column) => {
    const problem = await problemOf(await postAssess(body));
    expect([problem.status, problem.type, placesOf(problem)]).toEqual([400, '/problems/malformed-body', [place]]);
    expect(problem.errors![0]).toMatchObject({ line, column });
    expect(problem.detail).toContain(`Dòng ${line}, cột ${column}`);
  });

  it.each([
    ['system:\n  name: x\n name: y\n', 'syntax'],
    ['system: {name: x}\nanswers:\n  a: 1\n  a: 2\n', 'duplicate_key'],
    ['system: &s {name: x}\nanswers: *s\n', 'unsupported_yaml'],
  ])('YAML %j is a 400 with its place', async (body, code) => {
    const problem = await problemOf(await postAssess(body, { type: 'application/yaml' }));
    expect(problem.status).toBe(400);
    expect(problem.errors![0]).toMatchObject({ code, line: expect.any(Number), column: expect.any(Number) });
  });

  it('bytes that are not UTF-8, and half characters', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"system":{"name":"'), 0xff, 0x22, 0x7d, 0x7d]);
    expect(placesOf(await problemOf(await postAssess(bytes)))).toEqual([' invalid_utf8']);
    expect(placesOf(await problemOf(await postAssess('{"system":{"name":"\\ud800"}}')))).toEqual([
      '/system/name broken_character',
    ]);
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=utf-16', {}],
    ['multipart/form-data; boundary=x', {}],
    ['constructor', {}],
    ['application/json', { 'Content-Encoding': 'gzip' }],
  ])('content type %s with %j is a 415', async (type, headers) => {
    const response = await postAssess(JSON.stringify(minimal), { type, headers: headers as Record<string, string> });
    expect(response.headers.get('Accept')).toBe('application/json, application/yaml');
    expect((await problemOf(response)).status).toBe(415);
  });

  it('a missing content type is a 415', async () => {
    expect((await problemOf(await postAssess(new TextEncoder().encode('{}'), { type: null }))).status).toBe(415);
  });

  it.each(['?format=xml', '?format=', '?format=toString'])('%s is a 406', async (query) => {
    expect((await problemOf(await postAssess(minimal, { query }))).type).toBe('/problems/not-acceptable');
  });

  it.each(['image/png', 'application/json;q=0'])('Accept: %s is a 406', async (accept) => {
    expect((await problemOf(await postAssess(minimal, { headers: { Accept: accept } }))).status).toBe(406);
  });

  it('a PDF without a printer is a 501, a printer that fails a 503 that says nothing of the inside', async () => {
    const { printer: _, ...bare } = testContext();
    const without = await postAssess(minimal, { query: '?format=pdf', app: createApp(bare) });
    expect((await problemOf(without)).type).toBe('/problems/printing-unavailable');
    const failing = testContext({ printer: { print: () => Promise.reject(new Error('secret path /opt/chrome')) } });
    const problem = await problemOf(await postAssess(minimal, { query: '?format=pdf', app: createApp(failing) }));
    expect(problem.type).toBe('/problems/printing-failed');
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(failing.logged.map(({ event }) => event)).toEqual(['printing failed']);
  });
});

describe('POST /v1/assess protects', () => {
  it('a body of exactly the limit is read, one byte more is not', async () => {
    expect((await postAssess(sized(1_000_000))).status).toBe(200);
    expect((await problemOf(await postAssess(sized(1_000_001)))).status).toBe(413);
    expect((await problemOf(await postAssess(`# ${'x'.repeat(128_000)}`, { type: 'application/yaml' }))).status).toBe(
      413,
    );
  });

  it('a declared length above the limit is refused unread, a false one does not help', async () => {
    const { body, taken } = stream(10_000_000);
    expect((await postAssess(body, { headers: { 'Content-Length': '10000000' } })).status).toBe(413);
    expect(taken()).toBeLessThanOrEqual(64_000);
    for (const length of ['10', '-1', 'NaN', '1e3']) {
      const lying = await postAssess(sized(1_000_001), { headers: { 'Content-Length': length } });
      expect([length, lying.status]).toEqual([length, 413]);
    }
  });

  it('a body in pieces is dropped as soon as it is too large', async () => {
    const { body, taken } = stream(10_000_000);
    expect((await problemOf(await postAssess(body))).status).toBe(413);
    expect(taken()).toBeLessThan(1_300_000);
  });

  it('a body that breaks off is the sender’s problem, not an error of the server', async () => {
    const mine = testContext();
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('gone')) });
    expect((await problemOf(await postAssess(body, { app: createApp(mine) }))).status).toBe(400);
    expect(mine.logged).toEqual([]);
  });

  it('prototype names are keys nobody knows, wherever they stand', async () => {
    const body = `{"__proto__":{"name":"x"},"system":{"name":"x","constructor":1,"__proto__":2},
      "answers":{"__proto__":true,"constructor":true,"toString":null,"scope.kind":{"__proto__":{"value":"system"},"value":"system"}}}`;
    const problem = await problemOf(await postAssess(body));
    expect(placesOf(problem).sort()).toEqual(
      [
        '/__proto__ unknown_key',
        '/system/constructor unknown_key',
        '/system/__proto__ unknown_key',
        '/answers/__proto__ unknown_question',
        '/answers/constructor unknown_question',
        '/answers/toString unknown_question',
        '/answers/scope.kind/__proto__ unknown_key',
      ].sort(),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('thousands of mistakes are listed, within seconds', async () => {
    const answers = Object.fromEntries(
      Array.from({ length: 4_500 }, (_, index) => [`high-risk.no-such-${index}`, true]),
    );
    const start = performance.now();
    const problem = await problemOf(await postAssess({ ...minimal, answers }));
    expect(problem.errors).toHaveLength(4_500);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  it('an error inside is a 500 without a word of it, logged with the request it belongs to', async () => {
    const broken = testContext();
    broken.engine = Object.assign(Object.create(Engine.prototype), {
      assess: () => {
        throw new Error('password=hunter2');
      },
    }) as Engine;
    const response = await postAssess(minimal, { app: createApp(broken) });
    const problem = await problemOf(response);
    expect([problem.status, problem.type]).toEqual([500, '/problems/internal-error']);
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|Error:|\.ts/);
    expect(broken.logged).toHaveLength(1);
    expect(broken.logged[0]!.fields).toMatchObject({
      requestId: response.headers.get('X-Request-Id'),
      route: '/v1/assess',
    });
  });

  it('requests at the same time do not disturb each other, nor the content', async () => {
    const before = JSON.stringify(ctx.content);
    const bodies = loaded.examples.map(({ data }) => data);
    const alone: string[] = [];
    for (const body of bodies) alone.push(await (await postAssess(body)).text());
    const together = await Promise.all(bodies.map(async (body) => (await postAssess(body)).text()));
    expect(together).toEqual(alone);
    expect(JSON.stringify(ctx.content)).toBe(before);
  });

  it('the answers hash names the answers: order does not matter, every word does', async () => {
    const hash = async (body: object): Promise<string> =>
      ((await (await postAssess(body)).json()) as Result).answersHash;
    const data = exampleData('e-kyc') as { answers: Record<string, unknown> };
    const reversed = { ...data, answers: Object.fromEntries(Object.entries(data.answers).reverse()) };
    expect(await hash(reversed)).toBe(await hash(data));
    expect(await hash({ ...data, system: { name: 'other' } })).not.toBe(await hash(data));
    const read = readAnswerSet(ctx.content as Content, data, { asOf: TODAY });
    expect('answerSet' in read && hashAnswers(read.answerSet)).toBe(await hash(data));
  });

  it('only POST, and it says so', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const response = await app.request('/v1/assess', { method });
      expect([method, response.status, response.headers.get('Allow')]).toEqual([method, 405, 'OPTIONS, POST']);
    }
  });
});
