/** @module Parts of the result: dimensions, gates, drivers, changes. */
import type { Change, ChangeKind } from './changes.ts';
import type { Driver } from './drivers.ts';
import type { GateVerdict } from './gates.ts';
import { type Control, type Dimension, type DomainInput, type Factor, inputId, LISTS, type ListName } from './input.ts';
import { type Rank, rankOf } from './levels.ts';
import type { LowerLevel } from './lower-level.ts';
import type {
  ChangeResult,
  DimensionResult,
  DriverResult,
  GateResult,
  InputResult,
  LevelResult,
  LowerLevelResult,
} from './result.ts';
import { round } from './round.ts';
import type { Scheme } from './scheme.ts';
import type { DomainScore } from './score.ts';
import { valueIn } from './trial.ts';

export const levelResult = (rank: Rank, { levels }: Scheme): LevelResult => {
  const { id, title } = levels[rank]!;
  return { id, name: title, number: rank + 1 };
};

export function dimensionResults(input: DomainInput, score: DomainScore): DimensionResult[] {
  const positions = new Map(score.prepared.map(({ dimension }, index) => [dimension.id, index]));
  return [...input.dimensions]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((dimension) => dimensionResult(dimension, positions.get(dimension.id), score));
}

function dimensionResult(dimension: Dimension, position: number | undefined, score: DomainScore): DimensionResult {
  const prepared = position === undefined ? undefined : score.prepared[position];
  const scored = position === undefined ? undefined : score.scenarios?.point.scored[position];
  const part = (value: number | undefined): number | null => (value === undefined ? null : round(value));
  const { id, title, weight, notApplicable } = dimension;
  const values = new Map(prepared?.entries.map((entry) => [entry.ref, valueIn(prepared.sheets.point, entry)]));
  return {
    id,
    title,
    weight,
    applies: prepared !== undefined,
    reason: notApplicable ?? null,
    severity: part(scored?.S),
    likelihood: part(scored?.L),
    inherent: part(scored?.I),
    mitigation: part(scored?.M),
    residual: part(scored?.R),
    cap: scored?.cap ?? null,
    notApplicableShare: part(prepared?.notApplicableShare),
    inputs: notApplicable
      ? []
      : LISTS.flatMap((list) =>
          [...dimension[list]]
            .sort((a, b) => (a.id < b.id ? -1 : 1))
            .map((entry) => inputResult(inputId(id, list, entry.id), list, entry, values)),
        ),
  };
}

function inputResult(
  ref: string,
  list: ListName,
  entry: Factor | Control,
  values: ReadonlyMap<string, number>,
): InputResult {
  const { reading, title, weight, basis, because } = entry;
  const value = values.get(ref);
  return {
    ref,
    list,
    title,
    state: reading.state,
    weight,
    critical: 'critical' in entry && entry.critical,
    key: 'key' in entry && entry.key,
    value: value === undefined ? null : round(value),
    evidence: reading.state === 'known' ? reading.evidence : null,
    reason: reading.state === 'not_applicable' ? reading.reason : null,
    basis,
    because,
  };
}

export const gateResults = (gates: readonly GateVerdict[], scheme: Scheme): GateResult[] =>
  gates.map(({ gate, state, because }) => ({
    id: gate.id,
    title: gate.title,
    state,
    floor: levelResult(rankOf(gate.floor, scheme.levels), scheme),
    effects: gate.effects,
    text: gate.text,
    lift: gate.lift,
    basis: gate.basis,
    source: gate.method_source,
    because,
  }));

/** Inputs that lower nothing, alone or in turn, are left out. */
export const driverResults = (drivers: readonly Driver[]): DriverResult[] =>
  drivers
    .map(({ entry, dimension, value, gain, share }) => ({
      ref: entry.ref,
      dimension: dimension.dimension.id,
      list: entry.list,
      title: entry.source.title,
      state: entry.known ? ('known' as const) : ('unknown' as const),
      value: round(value),
      gain: round(gain),
      share: round(share),
    }))
    .filter(({ gain, share }) => gain !== 0 || share !== 0);

export function lowerLevelResult(found: LowerLevel, input: DomainInput, scheme: Scheme): LowerLevelResult {
  const titles: Record<ChangeKind, ChangeResult['text']> = {
    improve_control: scheme.actions.improve_control.title,
    raise_evidence: scheme.actions.raise_evidence.title,
    answer_unknown: scheme.actions.answer_unknown.title,
  };
  const changeResult = ({ kind, dimension, list, id, to }: Change): ChangeResult => {
    const home = input.dimensions.find((entry) => entry.id === dimension)!;
    const source = home[list].find((entry: Factor | Control) => entry.id === id)!;
    const questions = source.because.map(({ questionId }) => questionId);
    return { kind, text: titles[kind], ref: inputId(dimension, list, id), title: source.title, questions, to };
  };
  const { size, proof, sets, heldBy, from, candidates, leftOut } = found;
  return {
    from: levelResult(from, scheme),
    size,
    maxSize: scheme.actions.max_size,
    sets: sets.slice(0, scheme.actions.shown).map(({ chosen, value }) => ({
      changes: chosen.map(changeResult),
      level: levelResult(value.rank, scheme),
      residual: round(value.residual),
    })),
    count: sets.length,
    heldBy,
    proof: { candidates, leftOut, ...proof },
  };
}
