/** @module Changes an organisation can make, and what an input becomes when they are made. */
import type { Control, Dimension, DomainInput, Factor, ListName } from './input.ts';
import { LISTS } from './input.ts';
import { gradeValue } from './prepare.ts';
import type { Scheme } from './scheme.ts';

export type ChangeKind = 'improve_control' | 'raise_evidence' | 'answer_unknown';

/** One change of one input. Parts that are absent stay as they are; nothing is ever made worse. */
export interface Change {
  kind: ChangeKind;
  dimension: string;
  list: ListName;
  id: string;
  to: { design?: number; operation?: number; value?: number; evidence?: string };
}

/**
 * Every change worth trying (methods 3.3, P5–P8: none of them can raise the score): controls that are not fully in place,
 * statements whose evidence can be stronger, and factors nobody knows, supposing that they turn out no worse than
 * `scheme.actions.answer_unknown.value`.
 * @param evidence false leaves out stronger evidence for risk factors, which moves the confidence only
 */
export function changesOf({ dimensions }: DomainInput, scheme: Scheme, { evidence = true } = {}): Change[] {
  return dimensions
    .filter(({ notApplicable }) => !notApplicable)
    .flatMap((dimension) =>
      LISTS.flatMap((list) =>
        dimension[list].flatMap((entry: Factor | Control) =>
          (list === 'controls'
            ? controlChanges(entry as Control, scheme)
            : factorChanges(entry as Factor, scheme, evidence)
          ).map(({ kind, to }): Change => ({ kind, dimension: dimension.id, list, id: entry.id, to })),
        ),
      ),
    );
}

type Step = Pick<Change, 'kind' | 'to'>;

function controlChanges({ reading }: Control, scheme: Scheme): Step[] {
  if (reading.state === 'not_applicable') return [];
  const { improve_control: aim, raise_evidence: raise } = scheme.actions;
  const improve: Step = {
    kind: 'improve_control',
    to: { design: aim.design, operation: aim.operation, evidence: aim.evidence },
  };
  if (reading.state === 'unknown') return [improve];
  const steps: Step[] = [];
  if (reading.design < aim.design || reading.operation < aim.operation) steps.push(improve);
  if (gradeValue(reading.evidence, scheme) < gradeValue(raise.to, scheme)) {
    steps.push({ kind: 'raise_evidence', to: { evidence: raise.to } });
  }
  return steps;
}

function factorChanges({ reading, critical }: Factor, scheme: Scheme, evidence: boolean): Step[] {
  const { answer_unknown: answer, raise_evidence: raise } = scheme.actions;
  if (reading.state === 'unknown') {
    const now = critical ? scheme.unknown.factor.critical : scheme.unknown.factor.point;
    if (answer.value > now) return [];
    return [{ kind: 'answer_unknown', to: { value: answer.value, evidence: scheme.evidence.default } }];
  }
  if (reading.state === 'not_applicable' || !evidence) return [];
  if (gradeValue(reading.evidence, scheme) >= gradeValue(raise.to, scheme)) return [];
  return [{ kind: 'raise_evidence', to: { evidence: raise.to } }];
}

/** The dimension after the changes that concern it. Several changes of one input join: each part takes its best value. */
export function applyChanges(dimension: Dimension, changes: readonly Change[], scheme: Scheme): Dimension {
  const changed = { ...dimension };
  for (const change of changes) {
    if (change.dimension !== dimension.id) continue;
    if (change.list === 'controls') {
      changed.controls = changed.controls.map((entry) =>
        entry.id === change.id ? improvedControl(entry, change, scheme) : entry,
      );
    } else {
      changed[change.list] = changed[change.list].map((entry) =>
        entry.id === change.id ? improvedFactor(entry, change, scheme) : entry,
      );
    }
  }
  return changed;
}

function improvedControl(control: Control, { to }: Change, scheme: Scheme): Control {
  const { reading } = control;
  if (reading.state === 'not_applicable') return control;
  const now = reading.state === 'known' ? reading : { design: 0, operation: 0, evidence: scheme.evidence.default };
  return {
    ...control,
    reading: {
      state: 'known',
      design: Math.max(now.design, to.design ?? 0),
      operation: Math.max(now.operation, to.operation ?? 0),
      evidence: stronger(now.evidence, to.evidence, scheme),
    },
  };
}

function improvedFactor(factor: Factor, { to }: Change, scheme: Scheme): Factor {
  const { reading } = factor;
  if (reading.state === 'not_applicable') return factor;
  if (reading.state === 'unknown') {
    if (to.value === undefined) return factor;
    return {
      ...factor,
      reading: { state: 'known', value: to.value, evidence: to.evidence ?? scheme.evidence.default },
    };
  }
  return { ...factor, reading: { ...reading, evidence: stronger(reading.evidence, to.evidence, scheme) } };
}

const stronger = (now: string, other: string | undefined, scheme: Scheme): string =>
  other !== undefined && gradeValue(other, scheme) > gradeValue(now, scheme) ? other : now;
