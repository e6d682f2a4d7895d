/** @module Searching registers: what is found in each field by itself, whatever helps to find it sooner. */
import { beforeAll, describe, expect, it } from 'vitest';
import { call, startService } from '../../support/service.ts';

const service = startService();
let owner: Record<string, string>;

const SYSTEMS = [
  { name: 'TRỢ LÝ tuyển dụng', purpose: 'Đọc hồ sơ 100% tự động', aiId: 'VN-AI-01' },
  { name: 'Chấm điểm tín dụng', purpose: 'xếp hạng\nkhách hàng' },
  { name: 'Tro ly noi bo', purpose: '', aiId: 'vn_ai_02' },
];

describe('searching', () => {
  beforeAll(async () => {
    owner = await (await service.organisation('company')).as('owner');
    for (const system of SYSTEMS) {
      const { body } = await call(service, 'POST', '/v1/systems', owner, system);
      await call(service, 'POST', '/v1/assessments', owner, { systemId: body.id });
    }
  });

  const found = async (what: string, q: string, key: string): Promise<string[]> => {
    const { body } = await call(service, 'GET', `/v1/${what}?q=${encodeURIComponent(q)}`, owner);
    return body.items.map((item: Record<string, string>) => item[key]).sort();
  };

  it.each([
    ['trợ lý', [0]],
    ['đỌC HỒ SƠ', [0]],
    ['tro ly', [2]],
    ['vn-ai', [0]],
    ['VN_AI', [2]],
    ['100%', [0]],
    ['%', [0]],
    ['\\', []],
    ['hạng\nkhách', [1]],
    // The end of one field and the beginning of the next are not beside each other.
    ['dụng\nđọc', []],
    ['dụng\nxếp', []],
    // A letter with a stroke is another letter.
    ['d', [0, 1]],
  ])('systems by %j', async (q, expected) => {
    expect(await found('systems', q, 'name')).toEqual(expected.map((index) => SYSTEMS[index]!.name).sort());
  });

  it.each([
    ['TUYỂN', [0]],
    ['DỤNG', [0, 1]],
    // Only in a purpose, or in an AI-ID.
    ['hồ sơ', []],
    ['vn-ai', []],
    ['không có', []],
  ])('assessments by %j in the name of their system', async (q, expected) => {
    const names = await found('assessments', q, 'systemName');
    expect(names).toEqual(expected.map((index) => SYSTEMS[index]!.name).sort());
  });

  it('finds a system by what it is called now', async () => {
    const { body } = await call(service, 'POST', '/v1/systems', owner, { name: 'Cũ' });
    await call(service, 'PATCH', `/v1/systems/${body.id}`, { ...owner, 'If-Match': '"1"' }, { name: 'Đổi TÊN' });
    expect(await found('systems', 'đổi tên', 'id')).toEqual([body.id]);
    expect(await found('systems', 'cũ', 'id')).toEqual([]);
  });

  // Few systems and many are looked for in different ways.
  it.each([
    ['few', 3],
    ['many', 45],
  ])('gives assessments of %s systems page by page: each once, newest first', async (name, count) => {
    const owner = await (await service.organisation('company')).as('owner');
    const made: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const { body } = await call(service, 'POST', '/v1/systems', owner, { name: `${name} ${number}` });
      const other = await call(service, 'POST', '/v1/systems', owner, { name: `khác ${number}` });
      for (const systemId of [body.id, other.body.id, body.id]) {
        const { body: assessment } = await call(service, 'POST', '/v1/assessments', owner, { systemId });
        if (systemId === body.id) made.push(assessment.id);
      }
    }
    const { body: withdrawn } = await call(service, 'POST', `/v1/assessments/${made[0]}/withdraw`, owner, {
      reason: 'Nhập nhầm',
    });
    expect(withdrawn.status).toBe('withdrawn');

    const pages = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const path = `/v1/assessments?q=${name}&limit=4${query}${next && `&cursor=${next}`}`;
        const { body } = await call(service, 'GET', path, owner);
        ids.push(...body.items.map(({ id }: { id: string }) => id));
        next = body.next;
      }
      return ids;
    };
    const { body: all } = await call(service, 'GET', '/v1/assessments?limit=200', owner);
    const inOrder = all.items.map(({ id }: { id: string }) => id).filter((id: string) => made.includes(id));
    expect(inOrder).toHaveLength(2 * count);
    expect(await pages('')).toEqual(inOrder);
    expect(await pages('&status=draft')).toEqual(inOrder.filter((id: string) => id !== made[0]));
    expect(await pages('&status=withdrawn')).toEqual([made[0]]);
  });
});
