/** @module Headers of answers as the OpenAPI document describes them, each once. */

interface Described {
  description: string;
  schema: { type: 'string' | 'integer'; format?: string };
  example?: string | number;
}

const text = (description: string, example?: string): Described => ({
  description,
  schema: { type: 'string' },
  ...(example === undefined ? {} : { example }),
});
const count = (description: string, example: number): Described => ({
  description,
  schema: { type: 'integer' },
  example,
});

export const RESPONSE_HEADERS = {
  Accept: text('Media types that the operation takes.', 'application/json'),
  Allow: text('Methods that the address takes.', 'GET, OPTIONS'),
  'Content-Disposition': text('Name to keep the file under.', 'attachment; filename="report.pdf"'),
  ETag: text('The state of the record, for `If-Match` of the next edit.', '"7"'),
  'Idempotent-Replayed': text(
    '`true` where the `Idempotency-Key` was answered before: this is that answer, and nothing was done again.',
    'true',
  ),
  Location: text('Where what was made can be read, or where the browser is sent.', '/v1/systems/sys_0'),
  'RateLimit-Limit': count('Requests that the caller has in a period; also on other answers.', 600),
  'RateLimit-Remaining': count('Requests left in this period; also on other answers.', 0),
  'RateLimit-Reset': count('Seconds until the period ends; also on other answers.', 30),
  'Retry-After': count('Seconds after which trying again makes sense.', 5),
  'Set-Cookie': text('The session, readable by no script.'),
  'WWW-Authenticate': text('How to say who is asking.', 'Bearer realm="luongtri"'),
  'X-Request-Id': text('Names the request in the log of the server; quote it when reporting a fault.'),
} as const satisfies Record<string, Described>;

export type HeaderName = keyof typeof RESPONSE_HEADERS;

/** References to the headers of an answer. */
export const headersOf = (...names: HeaderName[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
