/** @module Checks a bundle from its bytes alone, anywhere: in a browser, on a Worker, on the command line. */
import type { Text } from '../../../engine/index.ts';
import { type Manifest, PATHS, readZip, ZipError } from '../bundle/index.ts';
import { SignatureUnsupported } from '../checkpoint/index.ts';
import type { AttestationSubject } from '../credential/index.ts';
import { BundleFiles } from './bundle-files.ts';
import { type Attested, type AttestedParts, checkAttestation, keyringOf } from './check-attestation.ts';
import { checkFiles, checkSignature } from './check-files.ts';
import { checkContent, checkNoRecords, checkRecords } from './check-records.ts';
import { type Check, type CheckId, Checklist } from './checks.ts';
import { checkResults } from './recompute.ts';
import type { Keyring, TrustedKey } from './trust.ts';
import { UNREADABLE, type Unreadable, VERDICTS, type Verdict } from './verdicts.ts';

export interface Verification {
  schema: 'luongtri.verification/1';
  verdict: Verdict;
  text: Text;
  kind: Manifest['kind'] | null;
  /** Base URL of whoever says to have issued it. */
  issuer: string | null;
  /** Were all signatures made with keys that the checker trusts? */
  issuerTrusted: boolean;
  /** What is attested; `null` while its signature is not right. */
  subject: AttestationSubject | null;
  /** The status is known as of then; later changes are not in the bundle. */
  statusAsOf: string | null;
  /** What decided the verdict, where something differs. */
  first: Check | null;
  checks: Check[];
}

export interface VerifyOptions {
  /** Keys that the checker trusts; without any, nothing is ever `genuine`. */
  trust?: readonly TrustedKey[];
}

/** Never throws for anything that is in the bytes. */
export async function verifyBundle(zip: Uint8Array, options: VerifyOptions = {}): Promise<Verification> {
  try {
    return await verifyFiles(readZip(zip), options);
  } catch (error) {
    if (error instanceof ZipError) return unreadable(error.fault, error.path);
    if (error instanceof SignatureUnsupported) return unreadable('no_signatures', null);
    throw error;
  }
}

/**
 * The same for files that are unpacked already.
 * @throws SignatureUnsupported where the runtime cannot check signatures
 */
export async function verifyFiles(
  unpacked: ReadonlyMap<string, Uint8Array>,
  { trust = [] }: VerifyOptions = {},
): Promise<Verification> {
  const files = await BundleFiles.open(unpacked);
  if (!files.has(PATHS.manifest) || !files.has(PATHS.credential)) return unreadable('no_bundle', null);
  const checks = new Checklist();
  const parts = partsOf(files);
  const keyring = keyringOf(parts, trust);
  const manifest = await checkFiles(files, keyring, checks);
  const attested = await checkAttestation(parts, keyring, checks, (file) => files.locate(file));
  if (attested.credential) checkInside(files, manifest, attested.credential.credentialSubject, checks);
  compareManifest(manifest, attested, checks);
  await checkSignature(files, keyring, manifest, attested.statusAsOf, checks);
  return conclude({ checks, keyring, attested, kind: manifest?.kind ?? null, trust });
}

const partsOf = (files: BundleFiles): AttestedParts => ({
  credential: files.text(PATHS.credential) ?? '',
  keys: files.json(PATHS.keys),
  event: files.text(PATHS.event) ?? '',
  inclusion: files.json(PATHS.inclusion),
  checkpoint: files.text(PATHS.checkpoint) ?? '',
  withdrawal: files.text(PATHS.withdrawal) ?? '',
  supersession: files.text(PATHS.supersession) ?? '',
});

function checkInside(
  files: BundleFiles,
  manifest: Manifest | undefined,
  subject: AttestationSubject,
  checks: Checklist,
): void {
  checkContent(files, subject, checks);
  const computed: CheckId[] = ['answers', 'recomputed', 'rules_recomputed', 'review_recomputed'];
  if (manifest?.kind === 'public') {
    checkNoRecords(files, checks);
    for (const id of computed.slice(1)) checks.skip(id, 'public_copy');
    return;
  }
  const records = checkRecords(files, subject, checks);
  // Rules that are not the attested ones would only be run to prove what is already known.
  if (records) checkResults(files, records, checks);
  else for (const id of computed) checks.skip(id, 'earlier_failure');
}

/** The manifest must speak of this very attestation. */
function compareManifest(manifest: Manifest | undefined, { credential }: Attested, checks: Checklist): void {
  if (!manifest || !credential || !checks.hasPassed('credential', 'manifest')) return;
  for (const [pointer, expected, found] of [
    ['/attestation', credential.id, manifest.attestation],
    ['/issuer', credential.issuer, manifest.issuer],
  ] as const) {
    if (expected !== found) checks.fail('manifest', { file: PATHS.manifest, pointer, expected, found });
  }
}

interface Findings {
  checks: Checklist;
  keyring: Keyring;
  attested: Attested;
  kind: Verification['kind'];
  trust: readonly TrustedKey[];
}

export function conclude({
  checks,
  keyring,
  attested: { credential, statusAsOf },
  kind,
  trust,
}: Findings): Verification {
  const issuerTrusted = credential !== undefined && trust.length > 0 && keyring.untrusted.size === 0;
  if (trust.length === 0) checks.skip('issuer', 'no_trust');
  else checks.settle('issuer', issuerTrusted ? undefined : { file: PATHS.keys, found: [...keyring.untrusted] });
  const list = checks.list();
  const failed = checks.fault;
  const isSet = (id: CheckId): Check | undefined => {
    const check = checks.get(id);
    return check?.status === 'failed' ? check : undefined;
  };
  const first = failed ?? isSet('withdrawal') ?? isSet('supersession') ?? isSet('issuer') ?? null;
  const verdict = failed
    ? 'altered'
    : isSet('withdrawal')
      ? 'withdrawn'
      : isSet('supersession')
        ? 'superseded'
        : issuerTrusted
          ? 'genuine'
          : 'genuine_unknown_issuer';
  return {
    schema: 'luongtri.verification/1',
    verdict,
    text: VERDICTS[verdict],
    kind,
    issuer: credential?.issuer ?? null,
    issuerTrusted,
    subject: credential && checks.hasPassed('credential', 'credential_signature') ? credential.credentialSubject : null,
    statusAsOf,
    first,
    checks: list,
  };
}

/** @param path the file to blame, if one is */
export function unreadable(fault: Unreadable, path: string | null): Verification {
  const { vi, en } = UNREADABLE[fault];
  const place = path === null ? '' : `: ${path.slice(0, 200)}`;
  return {
    schema: 'luongtri.verification/1',
    verdict: 'unreadable',
    text: { vi: `${VERDICTS.unreadable.vi} ${vi}${place}.`, en: `${VERDICTS.unreadable.en} ${en}${place}.` },
    kind: null,
    issuer: null,
    issuerTrusted: false,
    subject: null,
    statusAsOf: null,
    first: null,
    checks: [],
  };
}
