/** @module The hard gates of a domain: which have fired, which may still, and the floors they set (methods 3.5). */
import type { Because } from '../result.ts';
import type { Confidence } from './confidence.ts';
import type { DomainInput } from './input.ts';
import { evidenceFloors, type Floor, rankOf } from './levels.ts';
import type { GateDefinition, RiskRules } from './scheme.ts';

export interface GateVerdict {
  gate: GateDefinition;
  /** `open`: it is not known yet whether the condition holds. */
  state: 'fired' | 'open' | 'clear';
  because: Because[];
}

/** Every gate of the domain. A gate about which the input says nothing is open: unknown is never fine. */
export function judgeGates(input: DomainInput, confidence: Confidence, rules: RiskRules): GateVerdict[] {
  const short = new Set(evidenceFloors(confidence, rules).map(({ by }) => by));
  return rules.gates
    .filter(({ domains }) => domains.includes(input.domain))
    .map((gate) => {
      if (gate.evidence) return { gate, state: short.has(gate.id) ? 'fired' : 'clear', because: [] };
      const { state = 'open', because = [] } = input.gates.find(({ id }) => id === gate.id) ?? {};
      return { gate, state, because };
    });
}

/** Floors of gates that depend on answers; the evidence gate is left to `evidenceFloors`. */
export const gateFloors = (
  gates: readonly GateVerdict[],
  states: readonly GateVerdict['state'][],
  { scheme }: RiskRules,
): Floor[] =>
  gates
    .filter(({ gate, state }) => !gate.evidence && states.includes(state))
    .map(({ gate }) => ({ by: gate.id, rank: rankOf(gate.floor, scheme.levels) }));

/** Does a gate say that nothing done so far may lower the score? */
export const creditDenied = (gates: readonly GateVerdict[], states: readonly GateVerdict['state'][]): boolean =>
  gates.some(({ gate, state }) => states.includes(state) && gate.effects.includes('no_mitigation_credit'));
