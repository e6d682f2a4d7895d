import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CSV_LIMIT_BYTES, measureRows } from '../../src/features/measurements/measure-rows.ts';
import type { FairnessOutput } from '../../src/measure/csv/index.ts';
import { app, placesOf, problemOf } from '../support/app.ts';
import { responseOf } from '../support/contract.ts';
import { misfits, type Schema } from '../support/json-schema.ts';

const COLUMNS = 'label=y&prediction=d&attribute=sex';
const GOOD = `y,d,sex\n${'1,1,nam\n0,0,nam\n1,0,nữ\n0,1,nữ\n0,0,nữ\n'.repeat(60)}`;
const COUNTS = {
  attribute: 'sex',
  groups: { nam: { tp: 60, fp: 0, tn: 60, fn: 0 }, nữ: { tp: 0, fp: 60, tn: 60, fn: 60 } },
};

interface Sent {
  query?: string;
  type?: string;
  headers?: Record<string, string>;
}

async function post(body: string | Uint8Array | ReadableStream, sent: Sent = {}): Promise<Response> {
  const { query = COLUMNS, type = 'text/csv', headers = {} } = sent;
  return app.request(`/v1/measure/fairness?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
}
const postCounts = (data: unknown, query = ''): Promise<Response> =>
  post(typeof data === 'string' ? data : JSON.stringify(data), { query, type: 'application/json' });

async function outputOf(response: Response): Promise<FairnessOutput> {
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as FairnessOutput;
}

/** A body that is made while it is read; `sent` counts the bytes that were taken. */
function endless(piece: Uint8Array, first: Uint8Array): { body: ReadableStream<Uint8Array>; sent: () => number } {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = sent === 0 ? first : piece;
      sent += next.length;
      controller.enqueue(next);
    },
  });
  return { body, sent: () => sent };
}

describe('POST /v1/measure/fairness', () => {
  it('measures rows, and says what it measured', async () => {
    const output = await outputOf(await post(GOOD, { query: `${COLUMNS}&outcome=assistive` }));
    expect(output).toMatchObject({ format: 'luongtri.fairness/1', directionAssumed: false, verdict: 'adverse' });
    expect(output.source).toMatchObject({
      kind: 'csv',
      sha256: createHash('sha256').update(GOOD).digest('hex'),
      bytes: Buffer.byteLength(GOOD),
      encoding: 'utf-8',
      delimiter: ',',
      columns: { label: 'y', prediction: 'd', attributes: ['sex'] },
      parse: { rows: 300, counted: 300 },
    });
  });

  it('gives the same for rows in pieces, for other encodings and for counts', async () => {
    const whole = await outputOf(await post(GOOD));
    const bytes = new TextEncoder().encode(GOOD);
    let at = 0;
    const pieces = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + 7));
        at += 7;
      },
    });
    expect(await outputOf(await post(pieces))).toEqual(whole);
    const tcvn3 = Uint8Array.from(GOOD.replaceAll('nữ', 'n\xf7'), (character) => character.charCodeAt(0));
    expect((await outputOf(await post(tcvn3))).attributes).toEqual(whole.attributes);
    const semicolons = GOOD.replaceAll(',', ';');
    expect((await outputOf(await post(semicolons, { query: `${COLUMNS}&delimiter=semicolon` }))).attributes).toEqual(
      whole.attributes,
    );
    const counted = await outputOf(await postCounts(COUNTS));
    expect(counted.attributes).toEqual(whole.attributes);
    expect(counted.source).toMatchObject({ kind: 'counts', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('takes several attributes, scores, strata and weights', async () => {
    const rows = `y,s,sex,age,st,w\n${'1,0.9,nam,trẻ,a,1\n0,0.2,nữ,già,b,2\n1,0.6,nữ,trẻ,a,1.5\n'.repeat(40)}`;
    const query = 'label=y&score=s&threshold=0.5&attribute=sex&attribute=age&stratum=st&weight=w&intersections=1';
    const output = await outputOf(await post(rows, { query }));
    expect(output.attributes.map(({ attribute }) => attribute)).toEqual(['sex', 'age']);
    expect(output.source).toMatchObject({
      columns: { score: 's', threshold: 0.5, stratum: 'st', weight: 'w', intersections: 1 },
    });
  });

  it.each<[string, string, string[]]>([
    ['nothing', '', ['?/attribute missing_parameter', '?/prediction missing_parameter']],
    ['both a decision and a score', `${COLUMNS}&score=s&threshold=1`, ['?/prediction invalid_value']],
    ['a score without its threshold', 'attribute=sex&score=s', ['?/threshold missing_parameter']],
    ['a threshold that is no number', 'attribute=sex&score=s&threshold=0,5', ['?/threshold invalid_value']],
    ['two labels', `${COLUMNS}&label=z`, ['?/label duplicate_parameter']],
    ['an unknown direction', `${COLUMNS}&outcome=good`, ['?/outcome invalid_value']],
    ['an unknown encoding', `${COLUMNS}&encoding=viscii`, ['?/encoding invalid_value']],
    ['a mistyped name', `${COLUMNS}&wieght=w`, ['?/wieght unknown_parameter']],
  ])('refuses a query with %s', async (_, query, places) => {
    const problem = await problemOf(await post(GOOD, { query }));
    expect([problem.status, problem.type, placesOf(problem)]).toEqual([422, '/problems/invalid-parameters', places]);
  });

  it.each<[string, string | Uint8Array, string[]]>([
    ['a missing column', GOOD.replace('sex', 'gender'), ['?/attribute missing_column']],
    ['a label with three values', `${GOOD}2,1,nam\n`, ['?/label not_two_valued']],
    [
      'an identifier',
      `y,d,sex\n${Array.from({ length: 40 }, (_, i) => `1,${i % 2},id${i}`).join('\n')}`,
      ['?/attribute identifier'],
    ],
    ['an empty body', '', [' no_header']],
    ['a NUL', 'y,d,sex\n1,1,\u0000\n', [' nul_character']],
    [
      'an encoding that is not known',
      Uint8Array.from([0x79, 0x2c, 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      [' unknown_encoding'],
    ],
  ])('refuses %s', async (_, body, places) => {
    const response = await post(body, { query: `${COLUMNS}&lang=en` });
    const problem = await problemOf(response);
    expect([problem.status, problem.type, placesOf(problem)]).toEqual([422, '/problems/invalid-table', places]);
    expect(problem.detail).toMatch(/Nothing was measured\.$/);
  });

  it.each<[string, unknown, number, string[]]>([
    ['text that is no JSON', '{', 400, [' syntax']],
    [
      'a key given twice',
      '{"groups":{"a":{"selected":1,"total":2},"a":{"selected":1,"total":2}}}',
      400,
      ['/ duplicate_key'.replace('/', '')],
    ],
    ['half a character', '{"groups":{"\\ud800":{"selected":1,"total":2}}}', 400, [' broken_character']],
    [
      'wrong counts',
      { groups: { a: { tp: -1, fp: 0, tn: 0, fn: 0 }, b: 1 } },
      422,
      ['/groups/a/tp invalid_counts', '/groups/b invalid_counts'],
    ],
  ])('refuses counts: %s', async (_, data, status, places) => {
    const problem = await problemOf(await postCounts(data));
    expect([problem.status, placesOf(problem)]).toEqual([status, places]);
  });

  it('a key may stand in two objects, and quotes and escapes do not confuse', async () => {
    const data = '{"groups":{"a\\"{":{"selected":11,"total":20},"b:,":{"selected":10,"total":20}}}';
    expect((await postCounts(data)).status).toBe(200);
  });

  it('parameters of a table are refused beside counts', async () => {
    expect(placesOf(await problemOf(await postCounts(COUNTS, 'label=y')))).toEqual(['?/label unknown_parameter']);
  });

  it.each([
    ['another type', { type: 'text/plain' }],
    ['a compressed body', { headers: { 'Content-Encoding': 'gzip' } }],
  ])('refuses %s', async (_, sent) => {
    const response = await post(GOOD, sent);
    expect([response.status, response.headers.get('Accept')]).toEqual([415, 'text/csv, application/json']);
  });

  it('refuses what is declared or turns out to be too large', async () => {
    expect((await post(GOOD, { headers: { 'Content-Length': String(CSV_LIMIT_BYTES + 1) } })).status).toBe(413);
    expect((await postCounts(`{"groups":${' '.repeat(5_000_000)}{}}`)).status).toBe(413);
    const line = new TextEncoder().encode('1,1,nam\n'.repeat(1_000));
    const { body, sent } = endless(line, new TextEncoder().encode('y,d,sex\n'));
    const request = { columns: { label: 'y', prediction: 'd', attributes: ['sex'] }, outcome: undefined };
    await expect(measureRows(body, request, 1_000_000)).rejects.toMatchObject({ type: 'body-too-large' });
    expect(sent()).toBeLessThan(1_100_000);
  });

  it('stops reading a body that has already been refused', async () => {
    const { body, sent } = endless(new Uint8Array(1_000_000).fill(0x61), new TextEncoder().encode('y,d,sex\n'));
    const problem = await problemOf(await post(body));
    expect(placesOf(problem)).toEqual([' record_too_long']);
    expect(problem.errors![0]!.line).toBe(2);
    expect(sent()).toBeLessThan(5_000_000);
  });

  it('answers what openapi.json declares', async () => {
    type Answer = { content: Record<string, { schema: Schema }> };
    const document = (await (await app.request('/openapi.json')).json()) as {
      paths: Record<
        string,
        {
          post: {
            responses: Record<string, Answer>;
            requestBody: { content: Record<string, { example: unknown; schema: Schema }> };
          };
        }
      >;
      components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
    };
    const { responses, requestBody } = document.paths['/v1/measure/fairness']!.post;
    const check = async (response: Response) => {
      const type = response.headers.get('Content-Type')!.split(';')[0]!;
      return misfits(
        await response.json(),
        responseOf(document, responses, response.status)!.content[type]!.schema,
        document.components.schemas,
      );
    };
    const rows = `y,d,sex,age,st\n${'1,1,nam,trẻ,a\n0,1,nữ,già,b\n1,0,nữ,trẻ,a\n,1,nữ,già,b\n'.repeat(20)}1,1,khác,già,a\n`;
    const query = 'label=y&prediction=d&attribute=sex&attribute=age&stratum=st';
    expect(await check(await post(rows, { query }))).toEqual([]);
    expect(await check(await post(GOOD))).toEqual([]);
    expect(await check(await post(GOOD, { query: 'attribute=x' }))).toEqual([]);
    expect(await check(await post('', {}))).toEqual([]);
    expect(await check(await post(GOOD, { type: 'text/plain' }))).toEqual([]);
    const { example, schema } = requestBody.content['application/json']!;
    expect(misfits(example, schema, document.components.schemas)).toEqual([]);
    expect(await check(await postCounts(example))).toEqual([]);
    expect(await check(await postCounts('{'))).toEqual([]);
  });
});
