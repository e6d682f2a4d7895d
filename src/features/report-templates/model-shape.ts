/**
 * @module The data that a template may read: nothing else exists for it. Every value is a text ready to print, `true` or
 * `false`, or a list of groups of those; what is missing is empty.
 */
import { TEMPLATE_LIMITS } from './limits.ts';

export type Shape =
  | 'text'
  | 'flag'
  | { group: Readonly<Record<string, Shape>> }
  | { list: Readonly<Record<string, Shape>> };

const text = 'text' as const;
const flag = 'flag' as const;

/** Documented for whoever writes a template; the order is that of the documentation. */
export const MODEL_SHAPE = {
  group: {
    asOf: text,
    organisation: { group: { name: text, registrationNumber: text, province: text, sector: text } },
    system: {
      group: {
        name: text,
        purpose: text,
        version: text,
        provider: text,
        model: text,
        sector: text,
        aiId: text,
        goLiveOn: text,
      },
    },
    tier: { group: { word: text, settled: flag, possible: { list: { word: text } } } },
    submission: { group: { id: text, number: text, submittedOn: text } },
    review: { group: { auditBody: text, conclusion: text, statement: text, concludedOn: text } },
    counts: { group: { duties: text, findings: text, open: text } },
    duties: { list: { title: text, basis: text, met: flag, due: text } },
    findings: {
      list: { title: text, severity: text, remedy: text, owner: text, due: text, basis: text, reviewer: flag },
    },
    open: { list: { question: text } },
  },
} as const satisfies Shape;

/** A copied model: no prototypes, frozen, only what the shape names. */
export type ModelValue = string | boolean | ModelGroup | readonly ModelGroup[];
export interface ModelGroup {
  readonly [name: string]: ModelValue;
}

/**
 * Copies what the shape names out of any value. Whatever else the value holds (prototypes, functions, getters of other
 * names) is left behind.
 */
export function copyModel(value: unknown, shape: { group: Readonly<Record<string, Shape>> } = MODEL_SHAPE): ModelGroup {
  return copyGroup(value, shape.group);
}

function copyGroup(value: unknown, names: Readonly<Record<string, Shape>>): ModelGroup {
  const copy = Object.create(null) as Record<string, ModelValue>;
  for (const [name, shape] of Object.entries(names)) copy[name] = copyValue(ownValue(value, name), shape);
  return Object.freeze(copy);
}

const ownValue = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

function copyValue(value: unknown, shape: Shape): ModelValue {
  if (shape === 'flag') return value === true;
  if (shape === 'text') return typeof value === 'string' || typeof value === 'number' ? cut(String(value)) : '';
  if ('group' in shape) return copyGroup(value, shape.group);
  const rows = Array.isArray(value) ? value.slice(0, TEMPLATE_LIMITS.rows) : [];
  return Object.freeze(rows.map((row) => copyGroup(row, shape.list)));
}

function cut(value: string): string {
  const whole = value.toWellFormed();
  if (whole.length <= TEMPLATE_LIMITS.value) return whole;
  return `${whole.slice(0, TEMPLATE_LIMITS.value - 1).toWellFormed()}…`;
}
