/** @module Calls the service as its users do, without a network: what the demonstration makes went through every rule. */
import type { Hono } from 'hono';
import type { AppEnv } from '../../../app/context.ts';

export interface DemoPerson {
  email: string;
  name: string;
  password: string;
  /** What a browser would send. */
  headers: Record<string, string>;
}

type App = Pick<Hono<AppEnv>, 'fetch'>;
// biome-ignore lint/suspicious/noExplicitAny: the script knows the shapes it asked for
type Answered = any;

export class DemoClient {
  constructor(
    private readonly app: App,
    private readonly baseUrl: string,
  ) {}

  /** @throws Error with the answer, where it is a refusal */
  async call(person: DemoPerson | undefined, method: string, path: string, body?: unknown): Promise<Answered> {
    const { answer } = await this.send(person?.headers ?? {}, method, path, body);
    return answer;
  }

  /** Signs somebody up and in. */
  async join(person: Omit<DemoPerson, 'headers'>): Promise<DemoPerson> {
    const { email, name, password } = person;
    await this.send({}, 'POST', '/auth/sign-up/email', { email, name, password });
    const { response } = await this.send({}, 'POST', '/auth/sign-in/email', { email, password });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return { ...person, headers: { Cookie: cookies.join('; '), Origin: this.baseUrl } };
  }

  private async send(
    headers: Record<string, string>,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ response: Response; answer: Answered }> {
    const response = await this.app.fetch(
      new Request(`${this.baseUrl}${path}`, {
        method,
        headers: {
          Origin: this.baseUrl,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          // The script is alone: it always means the state it finds.
          'If-Match': '*',
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    if (!response.ok) throw new Error(`demonstration: ${method} ${path} was answered with ${response.status}: ${text}`);
    const isJson = response.headers.get('Content-Type')?.includes('json');
    return { response, answer: isJson ? JSON.parse(text) : text };
  }
}
