import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BASE_URL, call, startService } from '../../support/service.ts';

const service = startService();

type Headers = Record<string, string>;

async function newDraft(): Promise<{ owner: Headers; path: string }> {
  const owner = await (await service.organisation('company')).as('owner');
  const system = await call(service, 'POST', '/v1/systems', owner, { name: 'Hệ thống' });
  const made = await call(service, 'POST', '/v1/assessments', owner, { systemId: system.body.id });
  return { owner, path: `/v1/assessments/${made.body.id}` };
}

/** Sends a body as it stands, which no `JSON.stringify` would write. */
const saveText = (path: string, owner: Headers, body: string) =>
  service.app.request(`${BASE_URL}${path}/answers`, {
    method: 'PATCH',
    headers: { ...owner, 'If-Match': '*', 'Content-Type': 'application/json' },
    body,
  });

const numberQuestion = (): string => {
  const all = service.ctx.content.questionnaires.flatMap(({ id, version, sections }) =>
    id === 'vn-ai-triage' || version === '2026.1' ? sections.flatMap(({ questions }) => questions) : [],
  );
  return all.find(({ type, max }) => type === 'number' && max === undefined)!.id;
};

describe('a frozen record', () => {
  it('is the bytes of its hash, whatever stands in the answers', async () => {
    const { owner, path } = await newDraft();
    const strange = [
      'e\u0301 và \u00e9',
      '\u2028\u2029',
      '😀\ud83d\ude00',
      '\u0001\u001f\u007f',
      '\\u0000',
      '"\\/\b\f\n\r\t',
      '__proto__',
      '\ufeff\uffff',
    ].join('|');
    const answers = {
      'scope.kind': { value: 'system', note: strange, evidence: [strange] },
      [numberQuestion()]: { value: 1e21, note: '-0' },
    };
    const saved = await call(service, 'PATCH', `${path}/answers`, { ...owner, 'If-Match': '*' }, { answers });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect((await call(service, 'GET', `${path}/answers`, owner)).body.answers).toEqual(answers);
    const made = await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const response = await service.app.request(`${BASE_URL}/v1/submissions/${made.body.id}/record`, { headers: owner });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.body.recordHash);
    expect(JSON.parse(bytes.toString()).answerFile.answers).toEqual(answers);
  });

  it('cannot be kept beside a hash that is not its own', async () => {
    const { owner, path } = await newDraft();
    await call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '*' }, {});
    await expect(service.asOwner(`update submission set record = record || ' '`)).rejects.toThrow(/record_hash/);
    await expect(service.asOwner(`update submission set record_hash = repeat('0', 64)`)).rejects.toThrow(/record_hash/);
  });
});

describe('an answer that JSON can write and nothing can keep', () => {
  it.each([
    ['a number beyond every number', '1e400', 422],
    ['half a character', '{"value": "unknown", "note": "\\ud83d"}', 400],
    ['a character no database keeps', '{"value": "unknown", "note": "a\\u0000b"}', 422],
  ])('%s is refused, and changes nothing', async (_, written, status) => {
    const { owner, path } = await newDraft();
    const response = await saveText(path, owner, `{"answers": {"${numberQuestion()}": ${written}}}`);
    expect([response.status, ((await response.json()) as { errors: object[] }).errors.length]).toEqual([status, 1]);
    expect((await call(service, 'GET', path, owner)).body.revision).toBe(0);
  });

  it('less than nothing is nothing: -0 is kept as 0', async () => {
    const { owner, path } = await newDraft();
    const id = numberQuestion();
    const response = await saveText(path, owner, `{"answers": {"${id}": -0}}`);
    expect([response.status, await response.json()]).toEqual([200, { revision: 1, changed: [id] }]);
    const again = await saveText(path, owner, `{"answers": {"${id}": 0}}`);
    expect(await again.json()).toEqual({ revision: 1, changed: [] });
  });
});
