/** @module What the environment may set. The table in the README lists the same names. */
import { type OidcProvider, readOidcProviders } from '../accounts/index.ts';

export interface Settings {
  host: string;
  port: number;
  /** Was the port chosen, or is it only the usual one? */
  portIsChosen: boolean;
  /** A PostgreSQL server; without it the service keeps its data in `dataFolder`. */
  databaseUrl: string | undefined;
  poolSize: number;
  /** Where the embedded database, the service's own secrets and kept checkpoints live. */
  dataFolder: string;
  /** Where the service is reached from outside; default: the address it listens on. */
  baseUrl: string | undefined;
  authSecret: string | undefined;
  /** Private Ed25519 key as a JWK. */
  signingKey: string | undefined;
  operatorEmail: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  oidc: OidcProvider[];
  /** May webhooks reach this machine itself? For development. */
  webhookLoopback: boolean;
  /** Make demonstration organisations when the database is empty? */
  demo: boolean;
  /** Who sends it as a bearer may read /metrics; without it, only this machine may. */
  metricsToken: string | undefined;
  /** Of one address, and again of one key; 0 sets no limit. */
  requestsPerMinute: number;
  /** Of the files of one organisation; 0 sets no limit. */
  evidenceMegabytes: number;
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
}

type Env = Record<string, string | undefined>;
type Wrong = { wrong: string };

const DEFAULT_PORT = 8787;
const SECRET_LENGTH = 32;

/** @returns the settings, or a sentence that says what is wrong and how to write it */
export function readSettings(env: Env): Settings | Wrong {
  const place = readPlace(env);
  if ('wrong' in place) return place;
  const oidc = readOidcProviders(env);
  if ('wrong' in oidc) return oidc;
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const databaseUrl = given('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl))
    return { wrong: 'DATABASE_URL is not a PostgreSQL address; write postgres://user:password@host:5432/database' };
  const baseUrl = given('PUBLIC_URL')?.replace(/\/+$/, '');
  if (baseUrl !== undefined && !/^https?:\/\/[^/]+$/.test(baseUrl))
    return {
      wrong: `PUBLIC_URL=${JSON.stringify(baseUrl)} is not an origin; write one such as https://luongtri.example.vn`,
    };
  const authSecret = given('AUTH_SECRET');
  if (authSecret !== undefined && authSecret.length < SECRET_LENGTH)
    return { wrong: `AUTH_SECRET is shorter than ${SECRET_LENGTH} characters; write a longer, random one` };
  const read = readNumbers(env, {
    DATABASE_POOL: [10, 1, 200],
    TRUST_PROXY: [0, 0, 10],
    REQUESTS_PER_MINUTE: [1_200, 0, 999_999],
    EVIDENCE_MB: [10_000, 0, 999_999],
  });
  if ('wrong' in read) return read;
  const { numbers } = read;
  const demo = given('DEMO') ?? (databaseUrl === undefined ? 'on' : 'off');
  if (demo !== 'on' && demo !== 'off') return { wrong: `DEMO=${JSON.stringify(demo)} is neither on nor off` };
  const smtpUrl = given('SMTP_URL');
  if (smtpUrl !== undefined && !/^smtps?:\/\//.test(smtpUrl))
    return { wrong: 'SMTP_URL is not a mail server; write smtps://user:password@host:465 or smtp://host:587' };
  const webhookLoopback = given('WEBHOOK_LOOPBACK') ?? 'off';
  if (webhookLoopback !== 'on' && webhookLoopback !== 'off')
    return { wrong: `WEBHOOK_LOOPBACK=${JSON.stringify(webhookLoopback)} is neither on nor off` };
  return {
    ...place,
    databaseUrl,
    poolSize: numbers.DATABASE_POOL!,
    dataFolder: given('DATA_DIR') ?? '.luongtri',
    baseUrl,
    authSecret,
    signingKey: given('SIGNING_KEY'),
    operatorEmail: given('OPERATOR_EMAIL'),
    smtpUrl,
    mailFrom: given('MAIL_FROM'),
    oidc: oidc.providers,
    webhookLoopback: webhookLoopback === 'on',
    demo: demo === 'on',
    metricsToken: given('METRICS_TOKEN'),
    requestsPerMinute: numbers.REQUESTS_PER_MINUTE!,
    evidenceMegabytes: numbers.EVIDENCE_MB!,
    trustedProxies: numbers.TRUST_PROXY!,
  };
}

function readPlace({
  HOST: host = '127.0.0.1',
  PORT: port,
}: Env): Pick<Settings, 'host' | 'port' | 'portIsChosen'> | Wrong {
  if (host.trim() === '' || /\s/.test(host))
    return { wrong: `HOST=${JSON.stringify(host)} is not a host; write one such as 127.0.0.1 or 0.0.0.0` };
  if (port === undefined) return { host, port: DEFAULT_PORT, portIsChosen: false };
  const number = Number(port);
  if (!/^\d{1,5}$/.test(port) || number > 65_535) {
    return {
      wrong: `PORT=${JSON.stringify(port)} is not a port; write a number from 0 to 65535 (0 takes any free port)`,
    };
  }
  return { host, port: number, portIsChosen: true };
}

/** @param wanted default, least and most by name */
function readNumbers(
  env: Env,
  wanted: Record<string, [number, number, number]>,
): { numbers: Record<string, number> } | Wrong {
  const numbers: Record<string, number> = {};
  for (const [name, [usual, least, most]] of Object.entries(wanted)) {
    const text = env[name]?.trim() || String(usual);
    const number = Number(text);
    if (!/^\d{1,6}$/.test(text) || number < least || number > most)
      return { wrong: `${name}=${JSON.stringify(text)} is not a number from ${least} to ${most}` };
    numbers[name] = number;
  }
  return { numbers };
}
