import { beforeAll, describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';
import { send } from './files.ts';

const MB = 1024 * 1024;
const service = startService();
beforeAll(() => {
  service.ctx.evidenceBytes = 3 * MB;
});

/** A text of its own of so many bytes: the same bytes are kept only once. */
const text = (bytes: number, letter: string): Uint8Array => new Uint8Array(bytes).fill(letter.charCodeAt(0));
const sized = (bytes: number) => ({ more: { 'Content-Length': String(bytes) } });

const upload = (headers: Record<string, string>, bytes: number, letter: string) =>
  send(service, headers, text(bytes, letter), { filename: `${letter}.txt` }, sized(bytes));

const kept = async (organisationId: string): Promise<number> => {
  const [row] = await service.asOwner(`select coalesce(sum(octet_length(content)), 0)::int as bytes from evidence_chunk
    where organisation_id = '${organisationId}'`);
  return row!.bytes as number;
};

describe('what one organisation may keep', () => {
  it('is refused with how much is used, leaves nothing, and has room again after a deletion', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const first = await upload(owner, 2 * MB, 'a');
    expect(first.status).toBe(201);
    const refused = await upload(owner, 2 * MB, 'b');
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/storage-quota']);
    expect(refused.body.detail).toContain('2 MB trong 3 MB');
    expect(await kept(company.id)).toBe(2 * MB);
    const replaced = await send(
      service,
      { ...owner, 'If-Match': '"1"' },
      text(2 * MB, 'c'),
      { filename: 'c.txt' },
      {
        method: 'PUT',
        path: `/v1/evidence/${first.body.id}/content`,
        ...sized(2 * MB),
      },
    );
    expect(replaced.status).toBe(409);
    expect((await upload(owner, MB, 'd')).status).toBe(201);
    const other = await (await service.organisation('company')).as('owner');
    expect((await upload(other, 2 * MB, 'b')).status).toBe(201);
    const gone = await call(service, 'DELETE', `/v1/evidence/${first.body.id}`, { ...owner, 'If-Match': '"1"' });
    expect(gone.status).toBe(204);
    expect((await upload(owner, 2 * MB, 'b')).status).toBe(201);
  });

  it('counts what is under way, and gives back what was not sent', async () => {
    const company = await service.organisation('company');
    const owner = await company.as('owner');
    const short = await send(service, owner, text(10, 'z'), { filename: 'z.txt' }, sized(3 * MB));
    expect(short.status).toBe(400);
    const answers = await Promise.all([...'abcdefgh'].map((letter) => upload(owner, MB, letter)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(3);
    for (const letter of 'ijk') await upload(owner, MB, letter);
    expect(await kept(company.id)).toBe(3 * MB);
  });
});
