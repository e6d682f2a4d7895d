/** @module The door of the risk score. */
export { assessRisk, overallRisk, type RiskOptions } from './assess.ts';
export { type Change, type ChangeKind, changesOf } from './changes.ts';
export { checkDomainInput, type RiskIssue } from './check-input.ts';
export * from './input.ts';
export { riskInputs } from './inputs.ts';
export { type GradedAnswer, lookupOf, type RiskLookup } from './lookup.ts';
export { type LowerLevel, lowerLevel } from './lower-level.ts';
export * from './mapping.ts';
export type * from './result.ts';
export { type RiskFiles, riskRulesOn } from './rules-on.ts';
export * from './scheme.ts';
export { type DomainScore, scoreDomain } from './score.ts';
export { sensitivityOf } from './sensitivity.ts';
export { type FoundSets, type SetSearch, smallestSets } from './smallest-sets.ts';
export { formatVector, parseVector, type RiskVector, type VectorIssue } from './vector.ts';
