/** @module How the generated client reaches the service: each person has a browser of their own, which keeps its cookies. */

/** One person at one service. */
export interface Browser {
  baseUrl: string;
  cookies: Map<string, string>;
  /** Sent with every request, once chosen. */
  organisation?: string;
}

export const openBrowser = (baseUrl: string): Browser => ({ baseUrl, cookies: new Map() });

export type SendOptions = RequestInit & {
  /** Who asks. Anyone where nobody is named: that needs the address. */
  as?: Browser;
};

/** The generated functions end here. */
export async function send<T>(path: string, { as, headers, ...options }: SendOptions): Promise<T> {
  if (!as) throw new Error(`who asks for ${path}?`);
  const response = await fetch(`${as.baseUrl}${path}`, { ...options, headers: headersOf(as, headers) });
  for (const line of response.headers.getSetCookie()) keepCookie(as, line);
  return { data: await bodyOf(response), status: response.status, headers: response.headers } as T;
}

function headersOf({ cookies, organisation }: Browser, given: RequestInit['headers']): Headers {
  const headers = new Headers(given);
  if (cookies.size > 0) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
  if (organisation !== undefined) headers.set('Organisation-Id', organisation);
  return headers;
}

function keepCookie({ cookies }: Browser, line: string): void {
  const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
  if (/max-age=0\b/i.test(rest)) cookies.delete(name);
  else cookies.set(name, value);
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (/json(;|$)/.test(type)) return response.json();
  return type.startsWith('text/') || type.endsWith('+jwt') ? response.text() : response.blob();
}

type Answered = { status: number; data: unknown; headers: Headers };

/** The answer with that status, by its own type. @throws Error with what was answered instead */
export function expectStatus<R extends Answered, S extends R['status']>(
  answer: R,
  status: S,
): Extract<R, { status: S }> {
  if (answer.status !== status) {
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.data)?.slice(0, 2_000)}`);
  }
  return answer as Extract<R, { status: S }>;
}

/** The state of a record, for the next edit of it. */
export function etagOf({ headers }: Pick<Answered, 'headers'>): string {
  const etag = headers.get('ETag');
  if (etag === null) throw new Error('no ETag');
  return etag;
}
