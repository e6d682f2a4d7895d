/** @module How much a template of an organisation may be and do. */
export const TEMPLATE_LIMITS = {
  /** UTF-8 bytes of one template. */
  bytes: 64 * 1024,
  /** Blocks and tags inside of each other. */
  depth: 16,
  /** `each` inside of `each`. */
  loops: 2,
  /** Parts evaluated, loops counted at their longest. */
  steps: 20_000,
  /** Characters that come out. */
  output: 512 * 1024,
  /** Characters of one value; the rest is cut, and marked so. */
  value: 20_000,
  /** Rows of one list of the model; a longer list ends there. */
  rows: 200,
  /** Problems reported at once. */
  issues: 100,
} as const;
