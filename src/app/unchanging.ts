/** @module What does not change between releases need not be sent twice: it carries an ETag, and `If-None-Match` is heeded. */
import { headersOf } from './response-headers.ts';

/** Addresses as the router takes them. */
export const UNCHANGING = ['/v1/questionnaires/*', '/v1/law/*', '/openapi.json'] as const;

/** `/v1/law/*` is for what lies below it, and for `/v1/law` itself. */
const isUnchanging = (path: string): boolean =>
  UNCHANGING.some((pattern) =>
    pattern.endsWith('/*') ? `${path}/`.startsWith(pattern.slice(0, -1)) : path === pattern,
  );

const IfNoneMatch = {
  name: 'if-none-match',
  in: 'header',
  required: false,
  description: 'ETags that one has: where the answer would be one of them, it is 304 without a body.',
  schema: { type: 'string', example: '"5f2c"' },
};

interface Operation {
  parameters?: unknown[];
  responses: Record<string, { headers?: object }>;
}

/** Says so in a document, of every operation that it holds for. */
export function announceUnchanging(document: { paths?: Record<string, object> }): void {
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    const { get } = methods as { get?: Operation };
    if (!get || !isUnchanging(path)) continue;
    get.parameters = [...(get.parameters ?? []), IfNoneMatch];
    get.responses['200']!.headers = { ...get.responses['200']!.headers, ...headersOf('ETag') };
    get.responses['304'] = { description: 'What one has is still it.', headers: headersOf('ETag') } as {
      headers: object;
    };
  }
}
