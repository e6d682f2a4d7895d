/** @module Verification of bundles and attestations, without trusting whoever made them. */
export type { Check, CheckId, Place } from './checks.ts';
export { type GivenVerdict, reviewedAnswers } from './reviewed-answers.ts';
export { type AssessFile, isMilder, type Reviewed, reviewedResult } from './reviewed-result.ts';
export { readTrust, type TrustedKey } from './trust.ts';
export { VERDICT_IDS, VERDICTS, type Verdict } from './verdicts.ts';
export { verifyAttestation } from './verify-attestation.ts';
export { type Verification, type VerifyOptions, verifyBundle, verifyFiles } from './verify-bundle.ts';
