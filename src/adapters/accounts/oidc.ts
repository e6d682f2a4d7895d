/** @module Identity providers (OpenID Connect) as the environment names them. */

export interface OidcProvider {
  /** In addresses: `/auth/callback/<id>`. */
  id: string;
  /** On the button. */
  name: string;
  /** Address of the issuer; its discovery document is below `/.well-known/openid-configuration`. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

type Env = Record<string, string | undefined>;

const FIELDS = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'] as const;

/**
 * `OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_CLIENT_SECRET` and `OIDC_NAME` name one provider (`oidc`); `OIDC_2_ISSUER` and so
 * on up to `OIDC_9_…` name more (`oidc-2`). The address to register there is `<base>/auth/callback/<id>`.
 * @returns the providers, or a sentence that says what is wrong and how to write it
 */
export function readOidcProviders(env: Env): { providers: OidcProvider[] } | { wrong: string } {
  const providers: OidcProvider[] = [];
  for (let number = 1; number <= 9; number += 1) {
    const prefix = number === 1 ? 'OIDC' : `OIDC_${number}`;
    const [issuer, clientId, clientSecret] = FIELDS.map((field) => env[`${prefix}_${field}`]?.trim());
    if (!issuer && !clientId && !clientSecret) continue;
    const missing = FIELDS.filter((field) => !env[`${prefix}_${field}`]?.trim());
    if (missing.length > 0) {
      return {
        wrong: `${prefix}_${missing[0]} is not set; an identity provider needs ${prefix}_${FIELDS.join(`, ${prefix}_`)}`,
      };
    }
    if (!isIssuer(issuer!)) {
      return {
        wrong: `${prefix}_ISSUER=${JSON.stringify(issuer)} is not an address; write one such as https://id.example.vn`,
      };
    }
    providers.push({
      id: number === 1 ? 'oidc' : `oidc-${number}`,
      name: env[`${prefix}_NAME`]?.trim() || new URL(issuer!).host,
      issuer: issuer!.replace(/\/$/, ''),
      clientId: clientId!,
      clientSecret: clientSecret!,
    });
  }
  return { providers };
}

/** Secrets and tokens travel there: only HTTPS, or a machine's own address. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

export const discoveryUrl = ({ issuer }: OidcProvider): string => `${issuer}/.well-known/openid-configuration`;
