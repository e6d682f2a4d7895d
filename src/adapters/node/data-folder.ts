/** @module The folder of an embedded service: its database, the secrets it made for itself, and who is using it. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { randomIds } from '../ids.ts';
import { createSigner } from './signer.ts';
import { writeWhole } from './write-whole.ts';

export interface Secrets {
  /** Signs cookies and encrypts second factors. */
  authSecret: string;
  /** Private Ed25519 key. */
  signingKey: JWK;
  /** The name under which the service signs; it stays when the port changes. */
  issuer: string;
}

const FILE = 'secrets.json';

/** The name under which the service of a folder signs; undefined where none has run. */
export const readIssuer = (folder: string): string | undefined => readKept(join(folder, FILE)).issuer;

/**
 * The id of the key that the service of a folder signs with.
 * @param given `SIGNING_KEY`
 * @returns undefined where there is none yet
 */
export async function readKeyId(folder: string, given: string | undefined): Promise<string | undefined> {
  const key = given ? parseKey(given) : readKept(join(folder, FILE)).signingKey;
  return key && (await createSigner(key)).keyId;
}

/** Reads the secrets of a folder; what is missing is made now and kept, readable by the owner alone. */
export async function readSecrets(
  folder: string,
  given: { authSecret?: string | undefined; signingKey?: string | undefined; issuer: string; issuerIsChosen: boolean },
): Promise<Secrets> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, FILE);
  const kept = readKept(path);
  const secrets: Secrets = {
    authSecret: given.authSecret ?? kept.authSecret ?? randomIds.secret(48),
    signingKey: given.signingKey ? parseKey(given.signingKey) : (kept.signingKey ?? (await createSigner()).privateJwk),
    issuer: given.issuerIsChosen ? given.issuer : (kept.issuer ?? given.issuer),
  };
  // What the environment gives is its keeper's to keep.
  const own = {
    ...(given.authSecret ? {} : { authSecret: secrets.authSecret }),
    ...(given.signingKey ? {} : { signingKey: secrets.signingKey }),
    issuer: secrets.issuer,
  };
  if (JSON.stringify(own) !== JSON.stringify(kept)) {
    writeWhole(path, `${JSON.stringify(own, null, 2)}\n`);
  }
  return secrets;
}

function readKept(path: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read; a service without its keys must not make new ones in silence`, {
      cause: error,
    });
  }
}

/** @throws Error without showing the key */
function parseKey(text: string): JWK {
  try {
    const key = JSON.parse(text) as JWK;
    if (key.kty === 'OKP' && key.crv === 'Ed25519' && key.d && key.x) return key;
  } catch {
    // Said below, without the text.
  }
  throw new Error('SIGNING_KEY is not a private Ed25519 key as a JWK: {"kty":"OKP","crv":"Ed25519","x":"…","d":"…"}');
}

/**
 * Takes the folder for this process: two that write to one embedded database destroy it.
 * @returns gives it back
 * @throws Error naming the process that has it
 */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  // Written before it is put into place: a lock without a number would look as if nobody had it.
  const own = join(folder, `lock.${process.pid}.${randomIds.secret(6)}`);
  writeFileSync(own, String(process.pid), { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        linkSync(own, path);
        return () => rmSync(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
        removeStale(folder, path);
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes a lock left behind by a process that was killed.
 * @throws Error naming the process that has it
 */
function removeStale(folder: string, path: string): void {
  // Moved aside first: another process may have removed the old one and put its own there meanwhile.
  const aside = `${path}.${randomIds.secret(6)}`;
  const inUse = (holder: number): Error => new Error(`${folder} is in use by process ${holder}; stop it first`);
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (isAlive(holder)) throw inUse(holder);
    renameSync(path, aside);
  } catch (error) {
    // Given back, or moved aside by another, in this very moment.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = Number(readFileSync(aside, 'utf8'));
  if (isAlive(holder)) renameSync(aside, path);
  else rmSync(aside, { force: true });
  if (isAlive(holder)) throw inUse(holder);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
