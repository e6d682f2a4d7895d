/** @module The service with real accounts, and browsers that keep their cookies. */
import { type AccountOptions, createAccounts } from '../../src/adapters/accounts/index.ts';
import { randomIds } from '../../src/adapters/ids.ts';
import type { Mailer } from '../../src/app/context.ts';
import { type Check, contractCheck } from './contract.ts';
import { type Answered, BASE_URL, startService, type TestService } from './service.ts';

export const PASSWORD = 'mật khẩu đủ dài 1';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export interface AccountsService extends TestService {
  mails: Mail[];
  browser: () => Browser;
  /** A person who signed up and in. */
  person: (email?: string, name?: string) => Promise<Browser & { email: string; userId: string }>;
}

export interface Browser {
  cookies: Map<string, string>;
  call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Headers; body: Answered }>;
  /** Posts a form, as a page does. */
  submit: (
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ) => ReturnType<Browser['call']>;
}

type Options = Partial<Pick<AccountOptions, 'oidc' | 'operatorEmail' | 'limits'>> & { mail?: boolean };

export const uniqueEmail = (): string => `${randomIds.next('nguoi')}@vi-du.vn`;

const GENEROUS = { perAddress: { window: 60, max: 10_000 }, perName: { window: 60, max: 1_000 } };

/** @param options read when the service starts, so that a provider started before it can be named */
export function startAccounts(options: () => Options = () => ({})): AccountsService {
  const mails: Mail[] = [];
  const mailer: Mailer = {
    send: async (message) => {
      mails.push(message);
    },
  };
  const service = startService((db) => {
    const { mail, ...rest } = options();
    const accounts = createAccounts({
      db,
      baseUrl: BASE_URL,
      secret: 'a secret of the tests, long enough to sign cookies',
      ids: randomIds,
      log: { info: () => undefined, error: (event, fields) => console.error(event, fields) },
      limits: GENEROUS,
      ...(mail ? { mailer } : {}),
      ...rest,
    });
    return { accounts, ...(mail ? { mailer } : {}) };
  }) as AccountsService;
  service.mails = mails;
  service.browser = () => makeBrowser(service);
  service.person = async (email = uniqueEmail(), name = 'Trần Văn Bình') => {
    const browser = makeBrowser(service);
    await browser.call('POST', '/auth/sign-up/email', { name, email, password: PASSWORD });
    const { status, body } = await browser.call('POST', '/auth/sign-in/email', { email, password: PASSWORD });
    if (status !== 200) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
    return { ...browser, email, userId: body.user.id };
  };
  return service;
}

/** One for each app: the document takes a while to make. */
const checks = new WeakMap<object, Promise<Check>>();

function checkOf(app: TestService['app']): Promise<Check> {
  const known =
    checks.get(app) ?? (async () => contractCheck(await (await app.request(`${BASE_URL}/openapi.json`)).json()))();
  checks.set(app, known);
  return known;
}

/** Whatever a browser is answered has to be what the contract says. */
function makeBrowser(service: Pick<TestService, 'app'>): Browser {
  const cookies = new Map<string, string>();
  const send = async (
    method: string,
    path: string,
    type: string | undefined,
    body: string | undefined,
    headers: Record<string, string>,
  ) => {
    const response = await service.app.request(`${BASE_URL}${path}`, {
      method,
      headers: {
        ...(type === undefined ? {} : { 'Content-Type': type }),
        ...(cookies.size > 0 ? { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        Origin: BASE_URL,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    keep(cookies, response.headers);
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('Content-Type') ?? '');
    const answered = isJson && text ? JSON.parse(text) : text;
    const check = await checkOf(service.app);
    check(method, path, response.status, response.headers.get('Content-Type'), answered, response.headers);
    return { status: response.status, headers: response.headers, body: answered };
  };
  return {
    cookies,
    call: (method, path, body, headers = {}) =>
      send(
        method,
        path,
        body === undefined ? undefined : 'application/json',
        body === undefined ? undefined : JSON.stringify(body),
        headers,
      ),
    submit: (path, fields, headers = {}) =>
      send('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString(), headers),
  };
}

/** Cookies as a browser keeps them; one that has ended is dropped. */
export function keep(cookies: Map<string, string>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    const [pair, ...attributes] = cookie.split(';');
    const at = pair!.indexOf('=');
    const [name, value] = [pair!.slice(0, at), pair!.slice(at + 1)];
    const isOver = value === '' || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (isOver) cookies.delete(name);
    else cookies.set(name, value);
  }
}
