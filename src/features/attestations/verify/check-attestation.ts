/** @module Checks what stands without the records: keys, credential, status lists, and the place in the log. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { PATHS } from '../bundle/index.ts';
import { originOf, parseCheckpoint, parseJson, verifyNote } from '../checkpoint/index.ts';
import {
  type AttestationCredential,
  KeySet,
  misnamedKey,
  readCredential,
  type StatusPurpose,
  verifyHref,
  verifyJws,
} from '../credential/index.ts';
import { isHash, leafHash, rootFromInclusion } from '../merkle/index.ts';
import { readStatusList, statusAt } from '../status-list/index.ts';
import type { Checklist, Difference } from './checks.ts';
import { Keyring, type ResolvedKey, type TrustedKey, wasInUse } from './trust.ts';

/** `log/inclusion.json`, as a stranger may have written it. */
const Inclusion = z.strictObject({
  schema: z.literal('luongtri.inclusion/1'),
  index: z.number(),
  size: z.number(),
  leafHash: z.string().refine(isHash),
  proof: z.array(z.string()).max(128),
});

/** What is checked, as texts and parsed JSON; all of it may be wrong. */
export interface AttestedParts {
  credential: string;
  keys: unknown;
  event: string;
  inclusion: unknown;
  checkpoint: string;
  withdrawal: string;
  supersession: string;
}

export interface Attested {
  credential: AttestationCredential | undefined;
  /** When the older of the two status lists was made. */
  statusAsOf: string | null;
}

/** Reads the keys of a bundle; whatever is wrong with them is found by `checkKeys`. */
export function keyringOf(
  { keys, credential }: Pick<AttestedParts, 'keys' | 'credential'>,
  trust: readonly TrustedKey[],
): Keyring {
  const set = KeySet.safeParse(keys);
  return new Keyring(set.success ? set.data : undefined, readCredential(credential)?.credential.issuer, trust);
}

/** @param locate pointer of the value that was changed in a file, as far as that can be told */
export async function checkAttestation(
  parts: AttestedParts,
  keyring: Keyring,
  checks: Checklist,
  locate: (file: string) => Difference,
): Promise<Attested> {
  const read = readCredential(parts.credential);
  if (!read) {
    await checkKeys(parts.keys, undefined, checks, locate);
    checks.fail('credential', locate(PATHS.credential));
    return { credential: undefined, statusAsOf: null };
  }
  const { credential, jws } = read;
  checks.settle('credential', isConsistent(credential) ? undefined : locate(PATHS.credential));
  const found = keyring.find(jws.header.kid);
  const isRight = found !== undefined && (await verifyJws(jws, found.key));
  checks.settle('credential_signature', isRight ? undefined : locate(PATHS.credential));
  // A credential that somebody changed says nothing about whose keys these should be.
  await checkKeys(parts.keys, isRight ? credential.issuer : undefined, checks, locate);
  if (found) checkValidity(credential, found, checks);
  else checks.fail('credential_key', { file: PATHS.keys, pointer: '/keys', expected: jws.header.kid });
  await checkLog(parts, credential, keyring, checks, locate);
  const statusAsOf = await checkStatus(parts, credential, keyring, checks, locate);
  return { credential, statusAsOf };
}

async function checkKeys(
  keys: unknown,
  issuer: string | undefined,
  checks: Checklist,
  locate: (file: string) => Difference,
): Promise<void> {
  const set = KeySet.safeParse(keys);
  if (!set.success) {
    checks.fail('keys', locate(PATHS.keys));
    return;
  }
  const wrong = await misnamedKey(set.data);
  if (wrong !== undefined) checks.fail('keys', { ...locate(PATHS.keys), pointer: `/keys/${wrong}` });
  else if (issuer !== undefined && set.data.issuer !== issuer) {
    checks.fail('keys', { file: PATHS.keys, pointer: '/issuer', expected: issuer, found: set.data.issuer });
  } else checks.pass('keys');
}

/** Parts of the credential that follow from one another. */
function isConsistent({ id, issuer, credentialStatus, credentialSubject }: AttestationCredential): boolean {
  const [, own] = /\/v1\/attestations\/([A-Za-z0-9_-]+)$/.exec(id) ?? [];
  return (
    own !== undefined &&
    id === `${issuer}/v1/attestations/${own}` &&
    credentialSubject.id === verifyHref(issuer, own) &&
    credentialStatus.every(({ statusListCredential }) => statusListCredential.startsWith(`${issuer}/`)) &&
    credentialSubject.log.origin === originOf(issuer)
  );
}

function checkValidity({ validFrom }: AttestationCredential, found: ResolvedKey, checks: Checklist): void {
  const { valid_from: from, valid_until: until = null } = found.key;
  const place = { file: PATHS.credential, pointer: '/payload/validFrom', expected: [from, until], found: validFrom };
  checks.settle('credential_key', wasInUse(found, validFrom) ? undefined : place);
}

async function checkLog(
  { event, inclusion, checkpoint }: AttestedParts,
  { issuer, credentialSubject: { submission, review, log } }: AttestationCredential,
  keyring: Keyring,
  checks: Checklist,
  locate: (file: string) => Difference,
): Promise<void> {
  const leaf = leafHash(utf8ToBytes(event));
  if (leaf === log.leafHash) checks.settle('log_event', eventDifference(event, submission.hash, review?.hash ?? null));
  else checks.fail('log_event', { ...locate(PATHS.event), expected: log.leafHash, found: leaf });

  const head = parseCheckpoint(checkpoint);
  const isSigned = head !== undefined && (await isSignedCheckpoint(head, keyring));
  const isOwn = head?.origin === log.origin && head.origin === originOf(issuer);
  if (!checks.settle('log_checkpoint', isSigned && isOwn ? undefined : locate(PATHS.checkpoint))) {
    checks.skip('log_inclusion', 'earlier_failure');
    return;
  }

  const proof = Inclusion.safeParse(inclusion);
  if (!proof.success || proof.data.index !== log.index || proof.data.leafHash !== log.leafHash) {
    checks.fail('log_inclusion', locate(PATHS.inclusion));
    return;
  }
  const { index, size, proof: path } = proof.data;
  const root = rootFromInclusion(log.leafHash, index, size, path);
  const isIn = root !== undefined && size === head?.size && root === head.root;
  checks.settle(
    'log_inclusion',
    isIn ? undefined : { ...locate(PATHS.inclusion), expected: head?.root ?? null, found: root ?? null },
  );
}

async function isSignedCheckpoint(
  { note, origin }: NonNullable<ReturnType<typeof parseCheckpoint>>,
  keyring: Keyring,
): Promise<boolean> {
  for (const key of keyring.all) {
    if (await verifyNote(note, origin, key)) {
      keyring.rely(key);
      return true;
    }
  }
  return false;
}

/** What was logged when it was submitted or, after a review, when the review was concluded: the hashes of the frozen records. */
function eventDifference(event: string, submission: string, review: string | null): Difference | undefined {
  const wanted: [string, string][] =
    review === null
      ? [
          ['/kind', 'assessment.submitted'],
          ['/details/recordHash', submission],
        ]
      : [
          ['/kind', 'review.concluded'],
          ['/details/recordHash', review],
          ['/details/submissionHash', submission],
        ];
  const { kind, details } = readEvent(event);
  const given: Record<string, unknown> = {
    '/kind': kind,
    '/details/recordHash': details?.recordHash,
    '/details/submissionHash': details?.submissionHash,
  };
  for (const [pointer, expected] of wanted) {
    const found = given[pointer] ?? null;
    if (found !== expected) return { file: PATHS.event, pointer, expected, found };
  }
  return undefined;
}

function readEvent(event: string): { kind?: unknown; details?: Record<string, unknown> } {
  try {
    const value = parseJson(event) as { kind?: unknown; details?: Record<string, unknown> } | null;
    return value !== null && canonicalize(value) === event ? value : {};
  } catch {
    return {};
  }
}

/** Lists are signed like credentials; that a bit is set is no fault of the bundle, and is reported for itself. */
async function checkStatus(
  parts: AttestedParts,
  { credentialStatus, issuer, validFrom }: AttestationCredential,
  keyring: Keyring,
  checks: Checklist,
  locate: (file: string) => Difference,
): Promise<string | null> {
  const lists = [
    { file: PATHS.withdrawal, jwt: parts.withdrawal, entry: credentialStatus[0], check: 'withdrawal' },
    { file: PATHS.supersession, jwt: parts.supersession, entry: credentialStatus[1], check: 'supersession' },
  ] as const;
  const dates: string[] = [];
  let wrong: Difference | undefined;
  for (const { file, jwt, entry, check } of lists) {
    const status = await readStatus(jwt, { ...entry, issuer, issuedAt: validFrom }, keyring);
    if (!status) {
      wrong ??= locate(file);
      checks.skip(check, 'earlier_failure');
      continue;
    }
    dates.push(status.at);
    checks.settle(check, status.isSet ? { file, pointer: '/payload/credentialSubject/encodedList' } : undefined);
  }
  checks.settle('status_lists', wrong);
  return dates.sort()[0] ?? null;
}

/** Processes of one service need not agree on the second. */
const CLOCKS_MS = 5 * 60_000;

interface StatusEntry {
  statusPurpose: StatusPurpose;
  statusListIndex: string;
  statusListCredential: string;
  issuer: string;
  issuedAt: string;
}

async function readStatus(
  jwt: string,
  entry: StatusEntry,
  keyring: Keyring,
): Promise<{ isSet: boolean; at: string } | undefined> {
  const read = readStatusList(jwt);
  if (!read) return undefined;
  const { credential, jws } = read;
  const found = keyring.find(jws.header.kid);
  const isOwn =
    credential.id === entry.statusListCredential &&
    credential.issuer === entry.issuer &&
    credential.credentialSubject.id === `${entry.statusListCredential}#list` &&
    credential.credentialSubject.statusPurpose === entry.statusPurpose &&
    // A list that is older than the attestation cannot say that it was not withdrawn.
    Date.parse(credential.validFrom) >= Date.parse(entry.issuedAt) - CLOCKS_MS;
  if (!isOwn || !found || !wasInUse(found, credential.validFrom) || !(await verifyJws(jws, found.key)))
    return undefined;
  const isSet = statusAt(credential, Number(entry.statusListIndex));
  return isSet === undefined ? undefined : { isSet, at: credential.validFrom };
}
