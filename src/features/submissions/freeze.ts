/** @module Makes the record of a submission: everything that will never change again, as canonical bytes. */
import canonicalize from 'canonicalize';
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import { hashJson } from '../../content/hash.ts';
import type { Content, Result } from '../../engine/index.ts';
import type { AnswerFile, EvidenceEntry, OrganisationEntry, SubmissionRecord, SystemEntry } from './record.ts';

export interface Frozen {
  record: SubmissionRecord;
  /** RFC 8785; what is stored, hashed and exported. */
  text: string;
  hash: string;
  resultHash: string;
}

export interface ToFreeze {
  id: string;
  assessmentId: string;
  number: number;
  supersedes: string | null;
  organisation: OrganisationEntry;
  system: SystemEntry;
  submittedBy: string;
  submittedAt: string;
  answerFile: AnswerFile;
  result: Result;
  evidence: EvidenceEntry[];
}

export function freeze(input: ToFreeze): Frozen {
  const { result } = input;
  const resultHash = hashJson(result);
  const record: SubmissionRecord = {
    schema: 'luongtri.submission/1',
    ...input,
    asOf: result.asOf,
    content: result.content,
    engine: result.engine,
    answersHash: result.answersHash,
    resultHash,
  };
  return { record, text: canonicalize(record)!, hash: hashJson(record), resultHash };
}

/** Identity of the law a result was computed with: its rules, and every version of every questionnaire. */
export const contentHash = (content: Content): string => hashJson(content.hashes);

export const packContent = (content: Content): Uint8Array => gzipSync(strToU8(JSON.stringify(content)), { mtime: 0 });

export const unpackContent = (packed: Uint8Array): Content => JSON.parse(strFromU8(gunzipSync(packed))) as Content;
