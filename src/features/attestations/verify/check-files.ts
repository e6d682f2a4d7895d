/** @module Is every file of the bundle the one that its manifest lists, and is the manifest the one that was signed? */
import { fieldsOf, firstDifference, jsonBytes, MANIFEST_TYPE, Manifest, PATHS } from '../bundle/index.ts';
import { toBase64Url } from '../checkpoint/index.ts';
import { readJws, verifyJws } from '../credential/index.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Checklist, Difference } from './checks.ts';
import { type Keyring, wasInUse } from './trust.ts';

/** @returns the manifest, as far as it can be read */
export async function checkFiles(files: BundleFiles, keys: Keyring, checks: Checklist): Promise<Manifest | undefined> {
  const read = Manifest.safeParse(files.json(PATHS.manifest));
  const actual = files.list();
  if (!read.success) {
    checks.fail('manifest', (await manifestDifference(files, keys, actual)) ?? { file: PATHS.manifest });
    checks.skip('files', 'earlier_failure');
    return undefined;
  }
  const manifest = read.data;
  checks.pass('manifest');
  const difference = firstDifference(manifest.files, actual);
  if (!difference) checks.pass('files');
  else if (await isSignedAs(files, keys, manifest)) checks.fail('files', fileDifference(files, manifest, actual));
  else checks.fail('files', (await manifestDifference(files, keys, actual)) ?? fileDifference(files, manifest, actual));
  return manifest;
}

/**
 * The signature over the whole; looked at last, because what was changed inside is told more exactly by other checks.
 * @param at when the bundle was made, as far as its status lists tell: a key that was given up by then signs nothing
 */
export async function checkSignature(
  files: BundleFiles,
  keys: Keyring,
  manifest: Manifest | undefined,
  at: string | null,
  checks: Checklist,
): Promise<void> {
  const isSigned = manifest !== undefined && (await isSignedAs(files, keys, manifest));
  const kid = signatureParts(files).header?.kid;
  const found = typeof kid === 'string' ? keys.find(kid) : undefined;
  if (isSigned && found && at !== null && !wasInUse(found, at)) {
    checks.fail('bundle_signature', { file: PATHS.manifestSignature, pointer: '/header/kid', found: kid });
  } else if (isSigned) checks.pass('bundle_signature');
  else
    checks.fail('bundle_signature', checks.isSound ? await signatureDifference(files, keys) : { file: PATHS.manifest });
}

/** The first file that is missing, changed or not listed. */
function fileDifference(files: BundleFiles, manifest: Manifest, actual: Manifest['files']): Difference {
  const own = new Map(actual.map((entry) => [entry.path, entry]));
  for (const { path, sha256 } of manifest.files) {
    const found = own.get(path);
    if (!found) return { file: path, expected: sha256, found: 'missing' };
    if (found.sha256 === sha256) continue;
    const changed = path === PATHS.places ? placesDifference(files) : files.locate(path);
    const value = changed.pointer
      ? { found: valueAt(files, path, changed.pointer) }
      : { expected: sha256, found: found.sha256 };
    return { ...changed, ...value };
  }
  const listed = new Set(manifest.files.map(({ path }) => path));
  const extra = actual.find(({ path }) => !listed.has(path));
  return extra
    ? { file: extra.path, expected: 'absent', found: extra.sha256 }
    : { file: PATHS.manifest, pointer: '/files' };
}

/** Who changed the list of places itself: it follows from the other files. */
function placesDifference(files: BundleFiles): Difference {
  const places = files.json(PATHS.places);
  if (typeof places !== 'object' || places === null) return { file: PATHS.places };
  const wrong = Object.keys(places).find((file) => !files.isUnchanged(file));
  const pointer = wrong === undefined ? '' : `/${wrong.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { file: PATHS.places, pointer };
}

/**
 * Where every file is in order, the manifest can be made again from them. If that is what was signed, it was the manifest
 * that somebody changed.
 */
async function manifestDifference(
  files: BundleFiles,
  keys: Keyring,
  actual: Manifest['files'],
): Promise<Difference | undefined> {
  const again = manifestAgain(files, actual);
  if (!again || !(await isSignedAs(files, keys, again))) return undefined;
  const bytes = files.files.get(PATHS.manifest);
  const given = bytes && fieldsOf(PATHS.manifest, bytes);
  const difference = firstDifference(again, given);
  return {
    file: PATHS.manifest,
    pointer: difference?.pointer,
    expected: difference?.expected,
    found: difference?.found,
  };
}

function manifestAgain(files: BundleFiles, actual: Manifest['files']): Manifest | undefined {
  const payload = readJws(files.text(PATHS.credential) ?? '', 'vc+jwt')?.payload as { id?: unknown; issuer?: unknown };
  const again = Manifest.safeParse({
    schema: 'luongtri.bundle/1',
    kind: files.has(PATHS.submission) ? 'full' : 'public',
    attestation: payload?.id,
    issuer: payload?.issuer,
    files: actual,
  });
  return again.success ? again.data : undefined;
}

/** Is `manifest.jws` a signature over this manifest, by a key of the bundle? */
async function isSignedAs(files: BundleFiles, keys: Keyring, manifest: Manifest): Promise<boolean> {
  const [header, empty, signature] = (files.text(PATHS.manifestSignature) ?? '').split('.');
  if (empty !== '') return false;
  const jws = readJws(`${header}.${toBase64Url(jsonBytes(manifest))}.${signature}`, MANIFEST_TYPE);
  const found = jws && keys.find(jws.header.kid);
  return jws !== undefined && found !== undefined && verifyJws(jws, found.key);
}

/** The manifest, or else a file that was changed together with it, or else the signature. */
const signatureDifference = async (files: BundleFiles, keys: Keyring): Promise<Difference> =>
  (await manifestDifference(files, keys, files.list())) ?? files.firstChanged() ?? ownDifference(files, keys);

/** The parts of `manifest.jws`, as far as they can be read. */
function signatureParts(files: BundleFiles): { header?: Record<string, unknown>; payload?: unknown } {
  const bytes = files.files.get(PATHS.manifestSignature);
  return (bytes && (fieldsOf(PATHS.manifestSignature, bytes) as object | undefined)) ?? {};
}

function ownDifference(files: BundleFiles, keys: Keyring): Difference {
  const file = PATHS.manifestSignature;
  const { header, payload } = signatureParts(files);
  if (typeof header !== 'object' || header === null) return { file };
  const kid = keys.all.find((key) => key.kid === header.kid)?.kid ?? keys.all[0]?.kid;
  const wrong = firstDifference({ alg: 'EdDSA', kid, typ: MANIFEST_TYPE }, header);
  if (wrong) return { ...wrong, file, pointer: `/header${wrong.pointer}` };
  return { file, pointer: payload === '' ? '/signature' : '/payload' };
}

function valueAt(files: BundleFiles, path: string, pointer: string): unknown {
  let at = fieldsOf(path, files.files.get(path)!);
  for (const step of pointer.split('/').slice(1)) {
    at = (at as Record<string, unknown> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  const text = JSON.stringify(at) ?? '';
  return text.length > 500 ? `${text.slice(0, 500)}…` : at;
}
