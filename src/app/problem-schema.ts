/** @module Problem documents as the OpenAPI document describes them. */
import { z } from '@hono/zod-openapi';
import { ISSUE_CODES } from './issue-codes.ts';
import { PROBLEM_TYPES, type ProblemType } from './problem-types.ts';

export const ProblemSchema = z
  .strictObject({
    type: z.string().openapi({
      description: 'Path of the description of this kind of problem.',
      example: '/problems/invalid-answers',
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'Path that was asked for.' }),
    requestId: z
      .string()
      .openapi({ description: 'Also in the `X-Request-Id` header; quote it when reporting a fault.' }),
    errors: z
      .array(
        z.strictObject({
          in: z
            .literal('query')
            .optional()
            .openapi({ description: 'Present where the mistake is in the query, not in the body.' }),
          pointer: z
            .string()
            .openapi({ description: 'JSON pointer (RFC 6901) to the value.', example: '/answers/system.kind' }),
          code: z.enum(ISSUE_CODES).openapi({ example: 'unknown_option' }),
          message: z.string(),
          fix: z.string(),
          line: z.int().optional(),
          column: z.int().optional(),
        }),
      )
      .optional()
      .openapi({ description: 'Every mistake at once, in the order of the body.' }),
    current: z.unknown().optional().openapi({ description: 'With 412: the present state of the record.' }),
  })
  .openapi('Problem');

/** Response entries of a route for the problems it can answer with; every route can also fail with 500. */
export function problemResponses(...types: ProblemType[]) {
  const entries = [...types, 'internal-error' as const].map((type) => {
    const { status, title } = PROBLEM_TYPES[type];
    return [
      status,
      { description: title.en, content: { 'application/problem+json': { schema: ProblemSchema } } },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<number, (typeof entries)[number][1]>;
}
