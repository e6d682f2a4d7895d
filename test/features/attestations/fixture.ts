/** @module A whole attestation in memory: a submission of an example, reviewed, logged, signed and bundled. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Signer } from '../../../src/app/context.ts';
import { hashAnswers, hashJson } from '../../../src/content/hash.ts';
import { contentMeasurer } from '../../../src/content/measure.ts';
import { requireOccupations } from '../../../src/content/occupations.ts';
import { type AnswerSet, type Result, readAnswerSet } from '../../../src/engine/index.ts';
import { type BundleInput, buildBundle } from '../../../src/features/attestations/bundle/index.ts';
import { originOf, signCheckpoint } from '../../../src/features/attestations/checkpoint/index.ts';
import {
  buildKeySet,
  buildSubject,
  issueCredential,
  type KeySet,
  needsOccupations,
  verifyHref,
} from '../../../src/features/attestations/credential/index.ts';
import { assembleProof, planInclusion } from '../../../src/features/attestations/merkle/index.ts';
import { issueStatusList } from '../../../src/features/attestations/status-list/index.ts';
import { reviewedResult } from '../../../src/features/attestations/verify/index.ts';
import type { AnswerFile, ReviewRecord, SubmissionRecord } from '../../../src/features/submissions/index.ts';
import { engine, loaded } from '../../support/content.ts';
import { memoryLog, testSigner } from './support.ts';

export const ISSUER = 'https://luongtri.example.vn';
const { content } = loaded;
const measure = contentMeasurer(content, () => requireOccupations());

const read = (data: unknown): AnswerSet => {
  const found = readAnswerSet(content, data, { asOf: '2026-11-22', measure });
  if ('issues' in found) throw new Error(JSON.stringify(found.issues));
  return found.answerSet;
};

/** The answer file of an example with everything named that a file may leave open. */
export function answerFileOf(example: string): AnswerFile {
  const { data } = loaded.examples.find(({ id }) => id === example)!;
  const { asOf, questionnaires } = read(data);
  return {
    ...(data as unknown as AnswerFile),
    questionnaires: questionnaires.map(({ id, version }) => `${id}@${version}`),
    as_of: asOf,
  };
}

export function submissionOf(example: string): SubmissionRecord {
  const answerFile = answerFileOf(example);
  const answerSet = read(answerFile);
  const answersHash = hashAnswers(answerSet);
  const result = JSON.parse(JSON.stringify(engine.assess(answerSet, answersHash)));
  return {
    schema: 'luongtri.submission/1',
    id: 'sub_01',
    assessmentId: 'asm_01',
    number: 2,
    supersedes: 'sub_00',
    organisation: {
      id: 'org_01',
      name: 'Công ty <b>Sông Hương</b>',
      kind: 'company',
      registrationNumber: '0100000001',
      province: 'Huế',
      sector: 'finance',
    },
    system: {
      id: 'sys_01',
      name: answerFile.system.name,
      purpose: 'Chấm điểm khoản vay',
      version: '3.1',
      provider: null,
      model: null,
      sector: 'finance',
      roles: ['provider'],
      goLiveOn: '2026-01-15',
      aiId: null,
    },
    submittedBy: 'usr_01',
    submittedAt: '2026-11-20T02:00:00.000Z',
    asOf: answerFile.as_of,
    answerFile,
    content: result.content,
    engine: result.engine,
    answersHash,
    resultHash: hashJson(result),
    evidence: [
      {
        id: 'evd_01',
        kind: 'file',
        title: 'Báo cáo kiểm thử nội bộ',
        sha256: 'ab'.repeat(32),
        bytes: 1234,
        mediaType: 'application/pdf',
        href: null,
        questions: ['scope.kind'],
        factOn: '2026-10-01',
        validFrom: null,
        validUntil: '2027-10-01',
        uploadedAt: '2026-11-01T00:00:00.000Z',
      },
      {
        id: 'evd_02',
        kind: 'link',
        title: 'Trang công bố',
        sha256: null,
        bytes: null,
        mediaType: null,
        href: 'https://example.vn/cong-bo',
        questions: [],
        factOn: null,
        validFrom: null,
        validUntil: null,
        uploadedAt: '2026-11-02T00:00:00.000Z',
      },
    ],
    result,
  } as SubmissionRecord;
}

export function reviewOf(submission: SubmissionRecord): ReviewRecord {
  const { answers } = submission.answerFile;
  const [first, next] = Object.keys(answers);
  // What is refused is a claim: an admission that is refused stays what it was, and so would the result.
  const second = Object.keys(answers).find((id) => (answers[id] as { value?: unknown }).value === 'met') ?? next;
  const by = { by: 'usr_09', at: '2026-11-21T02:00:00.000Z' };
  const verdicts: ReviewRecord['verdicts'] = [
    { questionId: first!, verdict: 'accepted', reason: '', evidenceGrade: 'document', ...by },
    { questionId: second!, verdict: 'rejected', reason: 'Không có tài liệu', evidenceGrade: null, ...by },
  ];
  const assess = (file: AnswerFile) => {
    const answerSet = read(file);
    return JSON.parse(JSON.stringify(engine.assess(answerSet, hashAnswers(answerSet))));
  };
  const { result: reviewedAs } = reviewedResult(assess, submission, verdicts);
  return {
    schema: 'luongtri.review/1',
    id: 'rev_01',
    submissionId: submission.id,
    submissionHash: hashJson(submission),
    auditBody: { id: 'org_09', name: 'Kiểm toán Bến Nghé' },
    scope: 'Toàn bộ hồ sơ',
    method: 'Đọc tài liệu, phỏng vấn',
    sampling: { population: 20, examined: 2, seed: 'a1b2', questions: [first!, second!] },
    independence: [{ ...by, noStake: true, noAdvice: true, statement: 'Không có lợi ích liên quan' }],
    verdicts,
    findings: [
      {
        id: 'fnd_01',
        questionId: second!,
        title: 'Thiếu tài liệu',
        description: 'Chưa có tài liệu về câu này',
        severity: 'high',
        basis: ['ai-law:13.1'],
        owner: null,
        due: '2027-01-31',
        state: 'open',
        remediation: null,
        verification: null,
        riskAcceptance: null,
      },
    ],
    conclusion: 'open_findings',
    statement: 'Còn một phát hiện chưa xử lý.',
    signOffs: [by, { by: 'usr_10', at: '2026-11-21T03:00:00.000Z' }],
    concludedAt: '2026-11-21T03:00:00.000Z',
    reviewedResult: reviewedAs,
    reviewedResultHash: hashJson(reviewedAs),
  };
}

export interface Variant {
  example?: string;
  reviewed?: boolean;
  kind?: BundleInput['kind'];
  issuer?: string;
  id?: string;
  /** What a dishonest issuer does to the result before signing it. */
  tamper?: (result: Result) => void;
  /** Status indexes that are set. */
  withdrawn?: number[];
  superseded?: number[];
}

export interface Made {
  input: BundleInput;
  zip: Uint8Array;
  keys: KeySet;
  signer: Signer;
}

export const STATUS_INDEX = 40_000;

/** A key that signed before, and the one that signs now. */
export async function keysOf(issuer: string, signer: Signer, old: Signer): Promise<KeySet> {
  return buildKeySet(issuer, [
    { jwk: old.publicJwk, validFrom: '2025-01-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
    { jwk: signer.publicJwk, validFrom: '2026-01-01T00:00:00Z', validUntil: null },
  ]);
}

export async function makeBundle(variant: Variant = {}, seed = 7): Promise<Made> {
  const {
    example = 'credit-scoring-officer',
    reviewed = true,
    kind = 'full',
    issuer = ISSUER,
    id = 'att_01',
  } = variant;
  const [signer, old] = [await testSigner(seed), await testSigner(seed + 100)];
  const submission = submissionOf(example);
  variant.tamper?.(submission.result);
  submission.resultHash = hashJson(submission.result);
  const review = reviewed ? reviewOf(submission) : null;
  const details = review
    ? { submissionHash: hashJson(submission), recordHash: hashJson(review) }
    : { recordHash: hashJson(submission) };
  const event = canonicalize({
    schema: 'luongtri.event/1',
    id: 'evt_01',
    at: '2026-11-21T03:00:00.000Z',
    kind: review ? 'review.concluded' : 'assessment.submitted',
    organisation: 'org_01',
    actor: { id: 'usr_09', organisation: 'org_09' },
    subject: 'rev_01',
    details,
  })!;
  const leaves = Array.from({ length: 21 }, (_, at) => utf8ToBytes(at === 13 ? event : `event ${at}`));
  const log = memoryLog(leaves);
  const size = leaves.length;
  const origin = originOf(issuer);
  const occupations = needsOccupations(submission) ? requireOccupations() : null;
  const subject = buildSubject({
    href: verifyHref(issuer, id),
    submission,
    review,
    occupations,
    log: { origin, index: 13, leafHash: log.leaves[13]! },
  });
  const credential = await issueCredential(
    { issuer, id, issuedAt: '2026-11-21T03:00:05.000Z', statusIndex: STATUS_INDEX, subject },
    signer,
  );
  const list = (purpose: 'revocation' | 'message', set: number[]) =>
    issueStatusList({ issuer, purpose, list: 0, set, at: '2026-11-22T00:00:00.000Z' }, signer);
  const input: BundleInput = {
    kind,
    credential,
    keys: await keysOf(issuer, signer, old),
    status: {
      withdrawal: await list('revocation', variant.withdrawn ?? [5]),
      supersession: await list('message', variant.superseded ?? []),
    },
    log: {
      event,
      index: 13,
      size,
      proof: assembleProof(planInclusion(13, size), log.read),
      checkpoint: await signCheckpoint({ origin, size, root: log.roots[size]! }, signer),
    },
    content,
    submission,
    review,
    occupations,
    reports: [
      { name: 'public-summary.vi.html', bytes: utf8ToBytes('<!doctype html><p>Bản tóm tắt</p>') },
      { name: 'public-summary.vi.pdf', bytes: utf8ToBytes('%PDF-1.7 pretended') },
    ],
  };
  return { input, zip: await buildBundle(input, signer), keys: input.keys, signer };
}
