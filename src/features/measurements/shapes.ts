/** @module Small helpers to describe shapes. */
import { z } from '@hono/zod-openapi';

/** The keys of a record of words, as the list of values that a field can take. */
export const keysOf = <K extends string>(record: Record<K, unknown>): [K, ...K[]] => Object.keys(record) as [K, ...K[]];

/** The same shape under each of the names. */
export const each = <N extends string, T extends z.ZodType>(names: readonly N[], shape: T) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, shape])) as Record<N, T>);
