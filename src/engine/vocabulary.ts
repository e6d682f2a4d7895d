/** @module The law's closed lists that shapes, routes and rules share: the outcomes of classification and the roles. */

/** Gravest first. */
export const TIERS = ['prohibited', 'high', 'medium', 'low', 'out_of_scope'] as const;
export type Tier = (typeof TIERS)[number];

/** Who a duty falls on; `anyone` is every role at once. */
export const ACTORS = [
  'developer',
  'provider',
  'deployer',
  'user',
  'state_agency',
  'sandbox_participant',
  'content_producer',
  'personal_data_processor',
  'applicant',
  'employer',
  'trader',
  'anyone',
] as const;
export type Actor = (typeof ACTORS)[number];
