/** @module Puts a bundle together. The same input gives the same bytes. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../../../app/context.ts';
import { hashContent } from '../../../content/hash.ts';
import type { Content } from '../../../engine/index.ts';
import type { OccupationData } from '../../../measure/workforce/index.ts';
import type { ReviewRecord, SubmissionRecord } from '../../submissions/index.ts';
import { type KeySet, needsOccupations, readCredential, signJws } from '../credential/index.ts';
import type { Hash } from '../merkle/index.ts';
import { jsonBytes, listFiles, MANIFEST_TYPE, type Manifest, placesFile } from './manifest.ts';
import { PATHS, questionnairePath, REPORTS } from './paths.ts';
import { readme } from './readme.ts';
import { type BundleFile, writeZip } from './write-zip.ts';

export interface BundleInput {
  kind: Manifest['kind'];
  /** The attestation (`issueCredential`). */
  credential: string;
  keys: KeySet;
  /** The two lists that the credential names (`issueStatusList`), as they are now. */
  status: { withdrawal: string; supersession: string };
  log: LogExtract;
  /** The rules and questionnaires that the submission was assessed with. */
  content: Content;
  submission: SubmissionRecord;
  review: ReviewRecord | null;
  /** Given where a workforce plan is among the data sets (`needsOccupations`). */
  occupations: OccupationData | null;
  /** Reports as they were rendered; for a public copy only such as show no answers. */
  reports: { name: string; bytes: Uint8Array }[];
}

/** One entry of the log, with the proof that it is there. */
export interface LogExtract {
  /** The logged text, byte for byte: its leaf hash is in the log. */
  event: string;
  index: number;
  /** Size of the log at the checkpoint. */
  size: number;
  /** Inclusion proof of `index` in `size`. */
  proof: readonly Hash[];
  /** The signed checkpoint of that size. */
  checkpoint: string;
}

/** `log/inclusion.json`. */
export interface InclusionFile {
  schema: 'luongtri.inclusion/1';
  index: number;
  size: number;
  leafHash: Hash;
  proof: readonly Hash[];
}

/**
 * @returns the zip
 * @throws TypeError when the parts do not belong together: the content is not that of the submission, or the credential none
 */
export async function buildBundle(input: BundleInput, signer: Signer): Promise<Uint8Array> {
  const read = readCredential(input.credential);
  if (!read) throw new TypeError('the credential cannot be read');
  const { credential } = read;
  const words = {
    kind: input.kind,
    href: credential.credentialSubject.id,
    system: credential.credentialSubject.system.name,
    organisation: credential.credentialSubject.organisation.name,
  };
  const files: BundleFile[] = [
    { path: PATHS.readmeVi, bytes: utf8ToBytes(readme('vi', words)) },
    { path: PATHS.readmeEn, bytes: utf8ToBytes(readme('en', words)) },
    ...attestationFiles(input, credential.credentialSubject.log.leafHash),
    ...contentFiles(input),
    ...(input.kind === 'full' ? recordFiles(input) : []),
    ...input.reports.map(({ name, bytes }) => ({ path: `${REPORTS}${name}`, bytes })),
  ];
  files.push(placesFile(files));
  const manifest: Manifest = {
    schema: 'luongtri.bundle/1',
    kind: input.kind,
    attestation: credential.id,
    issuer: credential.issuer,
    files: listFiles(files),
  };
  const token = await signJws(manifest, { typ: MANIFEST_TYPE }, signer);
  // The manifest stands beside its signature; it need not be inside it, too.
  const [header, , signature] = token.split('.');
  return writeZip([
    ...files.slice(0, 2),
    { path: PATHS.manifest, bytes: jsonBytes(manifest) },
    { path: PATHS.manifestSignature, bytes: utf8ToBytes(`${header}..${signature}`) },
    ...files.slice(2),
  ]);
}

function attestationFiles({ credential, keys, status, log }: BundleInput, leafHash: Hash): BundleFile[] {
  const { index, size, proof } = log;
  const inclusion: InclusionFile = { schema: 'luongtri.inclusion/1', index, size, leafHash, proof };
  return [
    { path: PATHS.credential, bytes: utf8ToBytes(credential) },
    { path: PATHS.keys, bytes: jsonBytes(keys) },
    { path: PATHS.withdrawal, bytes: utf8ToBytes(status.withdrawal) },
    { path: PATHS.supersession, bytes: utf8ToBytes(status.supersession) },
    { path: PATHS.event, bytes: utf8ToBytes(log.event) },
    { path: PATHS.inclusion, bytes: jsonBytes(inclusion) },
    { path: PATHS.checkpoint, bytes: utf8ToBytes(log.checkpoint) },
  ];
}

/** The SHA-256 of each file is the hash that the result and the credential name. */
function contentFiles({ content, submission, occupations }: BundleInput): BundleFile[] {
  const { hashes: _, questionnaires, ...rules } = content;
  const used = submission.content.questionnaires.map((wanted) => {
    const found = questionnaires.find(({ id, version }) => id === wanted.id && version === wanted.version);
    if (!found) throw new TypeError(`the content lacks ${wanted.id}@${wanted.version}`);
    return found;
  });
  const hashes = hashContent({ ...rules, questionnaires: used });
  const wrong = submission.content.questionnaires.some(
    ({ id, version, hash }) => hashes.questionnaires[`${id}@${version}`] !== hash,
  );
  if (wrong || hashes.rules !== submission.content.rules.hash) {
    throw new TypeError('the content is not the one that the submission was assessed with');
  }
  return [
    { path: PATHS.rules, bytes: jsonBytes(rules) },
    ...used.map((entry) => ({ path: questionnairePath(entry), bytes: jsonBytes(entry) })),
    ...(occupations && needsOccupations(submission)
      ? [{ path: PATHS.occupations, bytes: jsonBytes(occupations) }]
      : []),
  ];
}

/** The records, and the parts of them that people and programs want to open by themselves. */
function recordFiles({ submission, review }: BundleInput): BundleFile[] {
  const records: [string, unknown][] = [
    [PATHS.submission, submission],
    [PATHS.answers, submission.answerFile],
    [PATHS.result, submission.result],
    [PATHS.evidence, submission.evidence],
    ...(review
      ? ([
          [PATHS.review, review],
          [PATHS.reviewedResult, review.reviewedResult],
        ] as [string, unknown][])
      : []),
  ];
  return records.map(([path, value]) => ({ path, bytes: jsonBytes(value) }));
}
