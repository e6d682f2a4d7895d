/** @module A second implementation of the evaluation, on json-logic-js: one interpreted rule after the other. */
import jsonLogic from 'json-logic-js';
import type { Value } from '../../src/engine/index.ts';
import type { Plan } from '../../src/engine/program.ts';

type Data = Record<string, unknown>;

/** json-logic-js reads `a.b` as `b` inside `a`. */
function put(data: Data, id: string, value: unknown): void {
  const steps = id.split('.');
  let at = data;
  for (const step of steps.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Data;
  }
  at[steps.at(-1)!] = value;
}

/**
 * Evaluates every rule of a plan the way json-logic-js does. Meaningful where everything a rule reads is known:
 * json-logic-js has no unknown, it takes `null` for one.
 * @returns value by rule id; rules without a version are left out
 */
export function evaluateByReference(
  plan: Plan,
  answers: ReadonlyMap<string, Value>,
  asOf: string,
): Map<string, unknown> {
  const data: Data = {};
  const values = new Map<string, unknown>();
  put(data, 'as_of', asOf);
  for (const step of plan.steps) {
    const value = referenceValue(step, data, answers);
    values.set(step.id, value);
    put(data, step.id, value);
  }
  return values;
}

function referenceValue(step: Plan['steps'][number], data: Data, answers: ReadonlyMap<string, Value>): unknown {
  if (step.kind === 'answer') {
    const { show_if: showIf, otherwise } = step.question!;
    const shown = showIf === undefined || jsonLogic.apply(showIf as never, data);
    return (shown ? answers.get(step.id) : otherwise) ?? null;
  }
  if (step.decision) {
    const found = step.decision.cases.find((entry) => jsonLogic.apply(entry.when as never, data));
    return found?.value ?? null;
  }
  const [logic] = step.logic;
  if (logic === undefined) return step.kind === 'row' || step.kind === 'prohibited' ? false : null;
  return jsonLogic.apply(logic as never, data);
}
