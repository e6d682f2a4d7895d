/** @module Lists in pages: the cursor says after which row to go on, so that rows added meanwhile are neither lost nor doubled. */
import { z } from '@hono/zod-openapi';
import type { Text } from '../engine/index.ts';
import { Problem } from './problems.ts';

/** What one looks through at a time; whoever wants more asks for it. */
export const PAGE_LIMIT = 25;
export const PAGE_LIMIT_MAX = 200;

export const LimitParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(PAGE_LIMIT_MAX)
  .openapi({ description: `Rows of a page, up to ${PAGE_LIMIT_MAX}. Default: ${PAGE_LIMIT}.`, example: 20 });

export const CursorParameter = z.string().min(1).max(300).openapi({
  description: 'Where the last page ended: its `next`.',
});

export const pageQuery = { limit: LimitParameter.optional(), cursor: CursorParameter.optional() };

export const pageSchema = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.union([z.string(), z.null()]).openapi({ description: '`cursor` of the next page; `null` on the last.' }),
  });

/** Position of a row in a list that is ordered by instant and id. */
export interface Position {
  at: Date;
  id: string;
}

const wrongCursor: Text = {
  vi: 'cursor không phải là giá trị next mà máy chủ đã trả',
  en: 'cursor is not a value of next that the server gave',
};

export const refusedCursor = (): Problem =>
  new Problem('invalid-parameters', undefined, {
    issues: [
      {
        in: 'query',
        pointer: '/cursor',
        code: 'invalid_value',
        message: wrongCursor,
        fix: { vi: 'Bỏ cursor để bắt đầu lại từ trang đầu', en: 'Leave cursor out to begin with the first page' },
      },
    ],
  });

export function readCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15})\.([a-z]{2,8}_[0-9a-z]{1,64})$/.exec(cursor);
  if (!match) throw refusedCursor();
  return { at: new Date(Number(match[1])), id: match[2]! };
}

/** Cuts the extra row off that was read to see whether there is a next page. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  position: (row: Row) => Position,
  present: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const at = more ? position(last) : undefined;
  return { items: page.map(present), next: at ? `${at.at.getTime()}.${at.id}` : null };
}
