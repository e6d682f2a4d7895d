/** @module SHA-256 over canonical JSON (RFC 8785): the identity of content and of answers. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { type AnswerSet, type Content, canonicalAnswers } from '../engine/index.ts';

/** Lower-case hex SHA-256 of the UTF-8 bytes of a text. */
export const sha256Text = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Lower-case hex SHA-256 of the canonical form of any JSON value. */
export const hashJson = (value: unknown): string => sha256Text(canonicalize(value)!);

/** Hash of an answer set: date, versions, system, answers with notes and evidence; order of answers does not matter. */
export const hashAnswers = (answerSet: AnswerSet): string => hashJson(canonicalAnswers(answerSet));

/** Hashes of the rules as a whole and of each questionnaire version. Comments and layout do not count. */
export function hashContent(parts: Omit<Content, 'hashes'>): Content['hashes'] {
  const { questionnaires, ...rules } = parts;
  return {
    rules: hashJson(rules),
    questionnaires: Object.fromEntries(
      questionnaires.map((entry) => [`${entry.id}@${entry.version}`, hashJson(entry)]),
    ),
  };
}
