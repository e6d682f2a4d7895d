/** @module The contract of an operation: what a feature says of it, and what the OpenAPI document makes of that. */
import { z } from '@hono/zod-openapi';
import type { Permission } from './policy.ts';
import { problemResponses } from './problem-schema.ts';
import type { ProblemType } from './problem-types.ts';
import { type HeaderName, headersOf } from './response-headers.ts';

type Shape = z.ZodRawShape;

/** Who may call: anyone, a person who signed in, an operator of the service, or whoever holds a permission. */
export type Access = Permission | 'public' | 'person' | 'operator';

export interface ResponseConfig {
  description: string;
  schema?: z.ZodType;
  /** Default: JSON alone. */
  mediaTypes?: readonly string[];
  /** Where each media type has a shape of its own; instead of `schema`. */
  content?: Record<string, z.ZodType>;
  /** Those that matter to a caller. */
  headers?: HeaderName[];
}

export interface OperationConfig<Q extends Shape, B extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/v1/systems/{id}`. */
  path: string;
  /** Shapes of path parameters that are no ids; for the document only, the handler answers 404 to others. */
  params?: Record<string, z.ZodType>;
  operationId: string;
  tags: [string];
  summary: string;
  description?: string;
  access: Access;
  query?: Q;
  body?: B;
  bodyExample?: unknown;
  bodyLimitBytes?: number;
  /** The edit needs `If-Match`. */
  ifMatch?: true;
  /** Other headers that it heeds, in lower case; for the document only. */
  heeds?: Record<string, z.ZodType>;
  /** `raw` bodies are taken by the handler itself. */
  rawBody?: { mediaTypes: readonly string[] };
  responses: Record<number, ResponseConfig>;
  problems?: ProblemType[];
}

const IfMatchHeader = z.string().openapi({
  description: 'ETag last read; `*` for any. Without it the edit is refused with 428, with an old one with 412.',
  example: '"7"',
});

const IdempotencyHeader = z.string().optional().openapi({
  description:
    'Up to 200 characters of your choice: the same key and request are answered once and repeated for 24 hours.',
});

const OrganisationHeader = z.string().optional().openapi({
  description:
    'Organisation to act in, where the person belongs to several; for an adviser also the client to act for. A key belongs to one.',
});

const PROBLEMS_OF: Record<'public' | 'person' | 'operator' | 'actor', ProblemType[]> = {
  public: [],
  person: ['unauthenticated', 'cross-origin'],
  // To everyone else there is no such operation.
  operator: ['unauthenticated', 'cross-origin', 'not-found'],
  // 404 also for an organisation in the header that one is no part of.
  actor: ['unauthenticated', 'forbidden', 'not-found'],
};

type Kind = keyof typeof PROBLEMS_OF;
type AnyConfig = OperationConfig<Shape, z.ZodType>;

const SECURITY: Record<Kind, Record<string, string[]>[]> = {
  public: [],
  person: [{ session: [] }],
  operator: [{ session: [] }],
  actor: [{ apiKey: [] }, { session: [] }],
};

const kindOf = (access: Access): Kind =>
  access === 'public' || access === 'person' || access === 'operator' ? access : 'actor';

/** The operation as the OpenAPI document has it. */
export function contractOf<S extends Shape, B extends z.ZodType>(given: OperationConfig<S, B>) {
  const config = given as unknown as AnyConfig;
  const kind = kindOf(config.access);
  return {
    method: config.method,
    path: config.path,
    operationId: config.operationId,
    tags: config.tags,
    summary: config.summary,
    ...(config.description ? { description: config.description } : {}),
    'x-luongtri-access': config.access,
    security: SECURITY[kind],
    request: requestOf(config, kind),
    responses: { ...successesOf(config, kind), ...problemResponses(...problemsOf(config, kind)) },
  };
}

const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
const isIdempotent = ({ method }: AnyConfig, kind: Kind): boolean => kind === 'actor' && method !== 'get';

function problemsOf(config: AnyConfig, kind: Kind): ProblemType[] {
  const { method, path, body, ifMatch, problems = [] } = config;
  return [
    ...PROBLEMS_OF[kind],
    ...(kind === 'actor' && method !== 'get' ? (['cross-origin'] as const) : []),
    ...(namesIn(path).length > 0 ? (['not-found'] as const) : []),
    // With a body, mistakes of the query are told among those of the body.
    ...(body
      ? (['malformed-body', 'body-too-large', 'unsupported-media-type', 'invalid-body'] as const)
      : (['invalid-parameters'] as const)),
    ...(ifMatch ? (['precondition-failed', 'precondition-required'] as const) : []),
    ...(isIdempotent(config, kind) ? (['conflict', 'bad-request', 'idempotency-mismatch'] as const) : []),
    'storage-unavailable',
    'unavailable',
    'read-only',
    'storage-full',
    ...problems,
  ];
}

function requestOf(config: AnyConfig, kind: Kind) {
  const { path, query, body, bodyExample, rawBody } = config;
  const names = namesIn(path);
  const headers = {
    ...(kind === 'actor' ? { 'organisation-id': OrganisationHeader } : {}),
    ...(isIdempotent(config, kind) ? { 'idempotency-key': IdempotencyHeader } : {}),
    ...(config.ifMatch ? { 'if-match': IfMatchHeader } : {}),
    ...config.heeds,
  };
  const json = body && {
    'application/json': { schema: body, ...(bodyExample === undefined ? {} : { example: bodyExample }) },
  };
  const raw = rawBody && Object.fromEntries(rawBody.mediaTypes.map((type) => [type, { schema: binary }]));
  const content = raw ?? json;
  return {
    ...(names.length > 0
      ? { params: z.strictObject(Object.fromEntries(names.map((name) => [name, parameterOf(config, name)]))) }
      : {}),
    ...(query ? { query: z.strictObject(query) } : {}),
    ...(Object.keys(headers).length > 0 ? { headers: z.object(headers) } : {}),
    ...(content ? { body: { required: true, content } } : {}),
  };
}

const binary = z.string().openapi({ format: 'binary' });

/** Ids that do not end the address of the list they are of. */
const IDS: Record<string, string> = {
  assessmentId: 'Id of an assessment.',
  dataset: 'Id of the data set: what the answer to its question names.',
  event: 'Id of an event of the log.',
  evidenceId: 'Id of the evidence, as the submission names it.',
  questionId: 'Id of a question.',
  section: 'Id of a section of the questionnaires.',
};

/** Any other id in a path is one that the path up to there lists. */
function parameterOf({ path, params }: AnyConfig, name: string): z.ZodType {
  const own = params?.[name];
  if (own) return own;
  const list = path.slice(0, path.indexOf(`/{${name}}`));
  return z.string().openapi({ description: IDS[name] ?? `Id, as \`${list}\` has it.` });
}

function successesOf(config: AnyConfig, kind: Kind) {
  const repeated: HeaderName[] = isIdempotent(config, kind) ? ['Idempotent-Replayed'] : [];
  const entries = Object.entries(config.responses).map(([status, { description, headers = [], ...rest }]) => [
    status,
    { description, headers: headersOf(...headers, ...repeated), ...contentOf(rest) },
  ]);
  return Object.fromEntries(entries) as Record<string, { description: string }>;
}

function contentOf({ schema, mediaTypes = ['application/json'], content }: Omit<ResponseConfig, 'description'>) {
  const shapes = content ?? (schema && Object.fromEntries(mediaTypes.map((type) => [type, schema])));
  if (!shapes) return {};
  return { content: Object.fromEntries(Object.entries(shapes).map(([type, shape]) => [type, { schema: shape }])) };
}
