import { describe, expect, it } from 'vitest';
import { exportLines, importLines, planExport } from '../../../src/features/organisation-data/index.ts';
import { type Header, LineWriter } from '../../../src/features/organisation-data/lines.ts';
import { fillCompany, linesOf, textOf } from '../../support/filled-company.ts';
import { startService } from '../../support/service.ts';

const service = startService();

type Rows = [table: string, rows: Record<string, unknown>[]][];

/** A file whose hashes are right, whatever it says: anyone can make one. */
function fileOf(header: Header, tables: Rows): string {
  const writer = new LineWriter();
  const lines = [writer.header(header)];
  for (const [table, rows] of tables) {
    if (rows.length > 0)
      lines.push(
        writer.rows(
          table,
          rows.map((row) => JSON.stringify(row)),
        ),
      );
    lines.push(writer.close(table));
  }
  return [...lines, writer.end()].join('');
}

function partsOf(text: string): { header: Header; tables: Rows } {
  const [head, ...lines] = text.trimEnd().split('\n');
  const tables = new Map<string, Record<string, unknown>[]>();
  for (const line of lines) {
    const { table, row, close } = JSON.parse(line) as { table?: string; row: Record<string, unknown>; close?: string };
    if (table !== undefined) tables.set(table, [...(tables.get(table) ?? []), row]);
    if (close !== undefined && !tables.has(close)) tables.set(close, []);
  }
  return { header: JSON.parse(head!) as Header, tables: [...tables] };
}

describe('an export that somebody made up', () => {
  it('brings nothing but rows of its own organisation, also under a new id', async () => {
    const { company } = await fillCompany(service);
    const victim = await service.organisation('company');
    const text = await service.db.asOwner(async (trx) => textOf(exportLines(trx, await planExport(trx, company.id))));
    const { header, tables } = partsOf(text);
    const change = (name: string, edit: (row: Record<string, unknown>) => Record<string, unknown>): Rows =>
      tables.map(([table, rows]) => [table, table === name ? rows.map(edit) : rows]);
    const imported = (file: string) =>
      service.db.asOwner((trx) => importLines(trx, linesOf(file), service.ctx.ids.next('org')));
    const at = '2026-01-01T00:00:00+00:00';
    const forged: [string, Header, Rows, RegExp][] = [
      ['an operator', header, [...tables, ['operator', [{ user_id: 'usr_evil', since: at }]]], /operator/],
      [
        'a key of the service',
        header,
        [...tables, ['signing_key', [{ key_id: 'k', jwk: {}, valid_from: at }]]],
        /no part/,
      ],
      ['a member elsewhere', header, change('member', (row) => ({ ...row, organisation_id: victim.id })), /another/],
      ['another content of an event', header, change('event', (row) => ({ ...row, content: '{}' })), /hash/],
      ['another law', header, change('content_snapshot', (row) => ({ ...row, hash: 'f'.repeat(64) })), /law/],
      [
        'another record',
        header,
        change('submission', (row) => ({ ...row, record: '{"a":1}' })),
        /submission_record_hash/,
      ],
      ['no id', { ...header, organisation: '' }, tables, /head/],
      ['a strange id', { ...header, organisation: 'name' }, tables, /head/],
      ['strangers', { ...header, outside: [{ id: 'org_x', kind: 'root' }] }, tables, /head/],
    ];
    expect((await service.asOwner('select count(*)::int as n from content_snapshot'))[0]!.n).toBeGreaterThan(0);
    for (const [what, head, rows, message] of forged) {
      await expect(imported(fileOf(head, rows)), what).rejects.toThrow(message);
    }
    expect(await service.asOwner("select * from operator where user_id = 'usr_evil'")).toEqual([]);
    // What is not made up is still taken.
    await imported(fileOf(header, tables));
  }, 120_000);
});
