/** @module Who is told of a problem on a page: someone with a browser who followed a link. Programs get a problem document. */

/** Below /v1 there are only programs. */
export const mayAnswerWithPage = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && !path.startsWith('/v1/');

interface Operation {
  responses: Record<string, { content?: Record<string, object> }>;
}

/** Says so in a document, of every operation that it holds for. */
export function announceProblemPages(document: { paths?: Record<string, object> }): void {
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    const { get } = methods as { get?: Operation };
    if (!get || !mayAnswerWithPage('GET', path)) continue;
    for (const { content } of Object.values(get.responses)) {
      if (content?.['application/problem+json']) content['text/html'] = { schema: { type: 'string' } };
    }
  }
}
