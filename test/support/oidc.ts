/** @module A real OpenID provider on this machine, and a person at a browser who signs in there. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { keep } from './people.ts';

export interface OidcPerson {
  sub: string;
  name: string;
  email: string;
  email_verified: boolean;
}

export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  people: Map<string, OidcPerson>;
  stop: () => Promise<void>;
}

/** @param redirectUri the only address it sends a browser back to */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, OidcPerson>();
  const client = { clientId: 'luongtri', clientSecret: 'a secret between the two of them' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    cookies: { keys: ['keys of the tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: async () => ({ ...person }) };
    },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    ...client,
    people,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Opens the provider's page, gives a name, consents.
 * @returns where the provider sends the browser back to
 */
export async function signInAtProvider(url: string, sub: string): Promise<string> {
  const { origin } = new URL(url);
  const cookies = new Map<string, string>();
  let next = url;
  let form: Record<string, string> | undefined;
  for (let step = 0; step < 12; step += 1) {
    const response: Response = await fetch(next, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    keep(cookies, response.headers);
    form = undefined;
    const location = response.headers.get('Location');
    const page = await response.text();
    if (location) {
      next = new URL(location, next).href;
      if (!next.startsWith(origin)) return next;
    } else {
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!prompt) throw new Error(`the provider said: ${page.slice(0, 500)}`);
      form = prompt === 'login' ? { prompt, login: sub, password: 'x' } : { prompt };
    }
  }
  throw new Error('the provider sent the browser around in circles');
}
