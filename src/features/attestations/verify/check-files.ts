/** @module Is every file of the bundle the one that its manifest lists, and is the manifest the one that was signed? */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fieldsOf, firstDifference, jsonBytes, listFiles, MANIFEST_TYPE, Manifest, PATHS } from '../bundle/index.ts';
import { toBase64Url } from '../checkpoint/index.ts';
import { readJws, verifyJws } from '../credential/index.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { Checklist, Difference } from './checks.ts';
import type { Keyring } from './trust.ts';

/** @returns the manifest, as far as it can be read */
export async function checkFiles(files: BundleFiles, keys: Keyring, checks: Checklist): Promise<Manifest | undefined> {
  const read = Manifest.safeParse(files.json(PATHS.manifest));
  const actual = listFiles([...files.files].map(([path, bytes]) => ({ path, bytes })));
  if (!read.success) {
    checks.fail('manifest', await manifestDifference(files, keys, actual));
    checks.skip('files', 'earlier_failure');
    checks.fail('bundle_signature', { file: PATHS.manifest });
    return undefined;
  }
  const manifest = read.data;
  checks.pass('manifest');
  const isSigned = await isSignedAs(files, keys, manifest);
  const difference = firstDifference(manifest.files, actual);
  if (!difference) checks.pass('files');
  else if (isSigned) checks.fail('files', fileDifference(files, manifest, actual));
  else checks.fail('files', (await manifestDifference(files, keys, actual)) ?? fileDifference(files, manifest, actual));
  checks.settle('bundle_signature', isSigned ? undefined : await signatureDifference(files, keys, actual));
  return manifest;
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
  for (const file of Object.keys(places)) {
    const bytes = files.files.get(file);
    const isRight = bytes !== undefined && files.locate(file).pointer === '';
    if (!isRight) return { file: PATHS.places, pointer: `/${file.replaceAll('~', '~0').replaceAll('/', '~1')}` };
  }
  return { file: PATHS.places };
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

async function signatureDifference(files: BundleFiles, keys: Keyring, actual: Manifest['files']): Promise<Difference> {
  const changed = (await manifestDifference(files, keys, actual)) ?? files.firstChanged();
  if (changed) return changed;
  const text = files.text(PATHS.manifestSignature) ?? '';
  const [header, , signature] = text.split('.');
  const jws = readJws(`${header}.${toBase64Url(utf8ToBytes('{}'))}.${signature}`, MANIFEST_TYPE);
  const isOwnFault = !jws || !keys.all.some(({ kid }) => kid === jws.header.kid);
  return isOwnFault ? { file: PATHS.manifestSignature, pointer: jws ? '/header/kid' : '' } : { file: PATHS.manifest };
}

function valueAt(files: BundleFiles, path: string, pointer: string): unknown {
  let at = fieldsOf(path, files.files.get(path)!);
  for (const step of pointer.split('/').slice(1)) {
    at = (at as Record<string, unknown> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  const text = JSON.stringify(at) ?? '';
  return text.length > 500 ? `${text.slice(0, 500)}…` : at;
}
