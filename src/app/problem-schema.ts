/** @module Problem documents as the OpenAPI document describes them. */
import { z } from '@hono/zod-openapi';
import { ISSUE_CODES } from './issue-codes.ts';
import { PROBLEM_TYPES, type ProblemType } from './problem-types.ts';
import { type HeaderName, headersOf } from './response-headers.ts';

const addressOf = (type: ProblemType): string => `/problems/${type}`;

export const ProblemSchema = z
  .strictObject({
    type: z.enum((Object.keys(PROBLEM_TYPES) as ProblemType[]).map(addressOf)).openapi({
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

/** What every operation can answer with, whatever it does. */
const ALWAYS = ['too-many-requests', 'internal-error'] as const satisfies ProblemType[];

const HEADERS: Partial<Record<ProblemType, HeaderName[]>> = {
  unauthenticated: ['WWW-Authenticate'],
  'method-not-allowed': ['Allow'],
  'precondition-failed': ['ETag'],
  'unsupported-media-type': ['Accept'],
  'too-many-requests': ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  unavailable: ['Retry-After'],
  'read-only': ['Retry-After'],
  'printing-failed': ['Retry-After'],
};

/**
 * Response entries of a route for the problems it can answer with. Kinds of one status share an entry that names them all;
 * the document keeps each distinct entry once (`shareParts`).
 */
export function problemResponses(...types: ProblemType[]) {
  const wanted = new Set<ProblemType>([...types, ...ALWAYS]);
  // The order of the list of kinds, so that the same kinds make the same entry wherever they are named.
  const all = (Object.keys(PROBLEM_TYPES) as ProblemType[]).filter((type) => wanted.has(type));
  const entries = [...new Set(all.map((type) => PROBLEM_TYPES[type].status))].map((status) => {
    const kinds = all.filter((type) => PROBLEM_TYPES[type].status === status);
    return [status, responseOf(status, kinds)] as const;
  });
  return Object.fromEntries(entries) as Record<number, (typeof entries)[number][1]>;
}

function responseOf(status: number, kinds: ProblemType[]) {
  const headers = [...new Set(kinds.flatMap((type) => HEADERS[type] ?? []))];
  const narrowed = {
    type: 'object' as const,
    properties: {
      type: { type: 'string' as const, enum: kinds.map(addressOf) },
      status: { type: 'integer' as const, enum: [status] },
      ...(kinds.length === 1 ? { errors: errorsOf(kinds[0]!) } : {}),
    },
    required: ['type', 'status'],
  };
  const each = kinds.length === 1 ? [] : [{ oneOf: kinds.map(kindWithCodes) }];
  return {
    description: `${kinds.map((type) => PROBLEM_TYPES[type].title.en).join(', or: ')}.`,
    headers: headersOf(...headers),
    content: {
      'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, narrowed, ...each] } },
    },
  };
}

/** Where several kinds share a status, each with its own codes. */
const kindWithCodes = (kind: ProblemType) => ({
  type: 'object' as const,
  properties: { type: { type: 'string' as const, enum: [addressOf(kind)] }, errors: errorsOf(kind) },
  required: ['type'],
});

/** The entries of `errors` that a kind can carry, by the list of codes that it is served with at `/problems/<type>`. */
function errorsOf(kind: ProblemType) {
  const codes: ReadonlySet<string> = new Set(PROBLEM_TYPES[kind].codes);
  if (codes.size === 0) return { type: 'array' as const, maxItems: 0 };
  const code = { type: 'string' as const, enum: ISSUE_CODES.filter((known) => codes.has(known)) };
  return { type: 'array' as const, items: { type: 'object' as const, properties: { code }, required: ['code'] } };
}
