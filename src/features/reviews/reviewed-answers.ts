/** @module The answers with the reviewer's verdicts applied: the rule is the verifier's, so that anyone can apply it again. */
export { type GivenVerdict, reviewedAnswers } from '../attestations/index.ts';
