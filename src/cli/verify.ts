/** @module `luongtri verify`: is this bundle what it says, and who says so? Needs no network. Exit code 0 only for genuine. */
import { readFileSync, statSync } from 'node:fs';
import { ZIP_LIMITS } from '../features/attestations/bundle/index.ts';
import { readTrust, type TrustedKey, type Verification, verifyBundle } from '../features/attestations/verify/index.ts';
import { InputError } from './errors.ts';
import { LANGUAGES, oneOf, onlyFile, readOptions } from './options.ts';
import { verificationText } from './verify-text.ts';
import { writeOutput } from './write-output.ts';

const FORMATS = ['text', 'json'] as const;

/** @returns the exit code: 0 for genuine, 1 for everything else */
export async function verifyCommand(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('verify', args, {
    trust: { type: 'string', multiple: true },
    lang: { type: 'string' },
    format: { type: 'string' },
  });
  const file = onlyFile('verify', positionals);
  const lang = oneOf('verify', 'lang', values.lang, LANGUAGES);
  const format = oneOf('verify', 'format', values.format, FORMATS);
  const trust = (values.trust ?? []).flatMap(readTrustFile);
  const found: Verification = await verifyBundle(readBundle(file), { trust });
  const { text, ...rest } = found;
  writeOutput(
    undefined,
    format === 'json' ? `${JSON.stringify({ ...rest, text: text[lang] }, null, 2)}\n` : verificationText(found, lang),
  );
  return found.verdict === 'genuine' ? 0 : 1;
}

const cannotRead = (file: string, error: unknown): InputError =>
  new InputError(
    `${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not a file'})\n    → check the name and its permissions`,
  );

function readBundle(file: string): Uint8Array {
  try {
    if (statSync(file).size > ZIP_LIMITS.zip) throw { code: `more than ${ZIP_LIMITS.zip / 2 ** 20} MiB` };
    return readFileSync(file);
  } catch (error) {
    throw cannotRead(file, error);
  }
}

/** A JWK set that whoever checks has got from a place they trust. */
function readTrustFile(file: string): TrustedKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(file, error);
  }
  let keys: TrustedKey[] | undefined;
  try {
    keys = readTrust(JSON.parse(text));
  } catch {
    keys = undefined;
  }
  if (!keys || keys.length === 0) {
    throw new InputError(
      `${file}: holds no Ed25519 keys\n    → save the answer of the issuer's /.well-known/jwks.json there`,
    );
  }
  return keys;
}
