/** @module The folder of an embedded service: its database, the secrets it made for itself, and who is using it. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { randomIds } from '../ids.ts';
import { createSigner } from './signer.ts';

export interface Secrets {
  /** Signs cookies and encrypts second factors. */
  authSecret: string;
  /** Private Ed25519 key. */
  signingKey: JWK;
  /** The name under which the service signs; it stays when the port changes. */
  issuer: string;
}

const FILE = 'secrets.json';

/** Below the data folder: checkpoints of the log, one file each, out of the reach of whoever owns the database. */
export const CHECKPOINTS = 'checkpoints';

/** Writes a checkpoint down, if that was not done yet. */
export function keepCheckpoint(folder: string, { size, note }: { size: number; note: string }): void {
  const place = join(folder, CHECKPOINTS);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const file = join(place, `${String(size).padStart(12, '0')}.txt`);
  if (!existsSync(file)) writeFileSync(file, note, { mode: 0o600 });
}

/** The name under which the service of a folder signs; undefined where none has run. */
export const readIssuer = (folder: string): string | undefined => readKept(join(folder, FILE)).issuer;

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
    writeFileSync(`${path}.new`, `${JSON.stringify(own, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
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
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (isAlive(holder)) throw new Error(`${folder} is in use by process ${holder}; stop it first`);
      // Left behind by a process that was killed.
      rmSync(path, { force: true });
    }
  }
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
