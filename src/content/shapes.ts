/** @module Shapes that several kinds of content share. */
import { z } from 'zod';
import { isPlainDate } from '../engine/index.ts';

export const date = z
  .string()
  .refine(isPlainDate, { params: { code: 'invalid_date' }, error: 'is not a date that exists (YYYY-MM-DD)' });
export const line = z.string().trim().min(1);

/** Both languages, neither empty. */
export const text = z.strictObject(
  { vi: line, en: line },
  { error: ({ code }) => (code === 'invalid_type' ? 'must be written as {vi: …, en: …}' : undefined) },
);
export const id = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'must be lower-case words joined by . or -');
export const optionId = z.string().regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/, 'must be lower-case words joined by _ or -');
export const basis = z.array(z.string().regex(/^[a-z0-9-]+:\S+$/, 'must look like law-134-2025:10.1'));
export const confidence = z.enum(['certain', 'likely', 'unknown']);
export const idOf = (kind: string) => id.startsWith(`${kind}.`, `must begin with ${kind}.`);
/** Checked by `check-logic.ts`, which knows the variables. */
export const logic = z.unknown().refine((value) => value !== undefined, 'must be a rule');
export const version = z.strictObject({ applies_from: date, until: date.optional(), logic });
export const versions = z.array(version).min(1);
export const value = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

export const effort = z.enum(['small', 'medium', 'large']);
export const remedy = z.strictObject({ action: text, owner: text, document: text, effort });
