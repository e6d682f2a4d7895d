/** @module The scheme and the gates that apply on a day. */
import type { PlainDate } from '../content.ts';
import { versionAt } from '../program.ts';
import type { GateDefinition, RiskRules, Scheme } from './scheme.ts';

/** Everything in `rules/risk/scheme.yaml` and `rules/risk/gates.yaml`. */
export interface RiskFiles {
  schemes: Scheme[];
  gates: GateDefinition[];
}

/** @returns `undefined` where no scheme applies on the day: then nothing is scored. */
export function riskRulesOn({ schemes, gates }: RiskFiles, asOf: PlainDate): RiskRules | undefined {
  const scheme = versionAt(schemes, asOf);
  return scheme && { scheme, gates: gates.filter((gate) => versionAt([gate], asOf)) };
}
