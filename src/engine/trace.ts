/** @module The evaluation, step by step, for anyone who wants to follow it. */

import type { Evaluated } from './classify.ts';
import type { Value } from './content.ts';
import { possibleValues } from './program.ts';
import type { TraceNode } from './result.ts';

/** Every value computed, in the order of computation; a step's inputs always stand above it. */
export function traceOf({ plan, state }: Evaluated): TraceNode[] {
  return plan.steps.map((step) => {
    const value = (state.env[step.index] as Value | undefined) ?? null;
    const node: TraceNode = { rule: step.id, kind: step.kind, appliesFrom: step.appliesFrom, value, reads: step.reads };
    if (step.decision && value === null) node.possible = possibleValues(step, state);
    return node;
  });
}
