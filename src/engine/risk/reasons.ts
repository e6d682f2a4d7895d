/** @module Why a result is provisional, why its level is not milder, why there is none. */
import type { Text } from '../content.ts';
import type { RiskReason } from './result.ts';
import type { ReasonCode, Scheme } from './scheme.ts';
import type { DomainScore } from './score.ts';

export function reasonsOf(score: DomainScore, scheme: Scheme): RiskReason[] {
  const { scenarios, prepared, gates, decisive, confidence } = score;
  const reason = (code: ReasonCode, refs: string[] = []): RiskReason => ({ code, refs, text: scheme.reasons[code] });
  if (!scenarios) return [reason('nothing_applicable')];
  const excluded = prepared.filter(({ notApplicableShare: share }) => share > scheme.not_applicable.provisional_above);
  const open = gates.filter(({ state }) => state === 'open').map(({ gate }) => gate.id);
  const short = gates.filter(({ gate, state }) => gate.evidence && state === 'fired').map(({ gate }) => gate.id);
  const isShort = short.length > 0 || confidence.confidence < scheme.floors.evidence.confidence_below;
  return [
    ...(isShort ? [reason('insufficient_evidence', short)] : []),
    ...(excluded.length > 0
      ? [
          reason(
            'not_applicable_share',
            excluded.map(({ dimension }) => dimension.id),
          ),
        ]
      : []),
    ...(open.length > 0 ? [reason('gate_open', open)] : []),
    ...(decisive ? [] : [reason('not_decisive')]),
    ...floorReasons(score, scheme),
  ];
}

/** The floors that hold the level above the score's own. */
function floorReasons({ scenarios, gates }: DomainScore, { floors }: Scheme): RiskReason[] {
  const { rank, scoreRank, floors: held } = scenarios!.point;
  if (rank === scoreRank) return [];
  const textOf = (by: string): Text =>
    by === 'dimension' || by === 'evidence' || by === 'controls'
      ? floors[by].text
      : gates.find(({ gate }) => gate.id === by)!.gate.text;
  const binding = [...new Set(held.filter((floor) => floor.rank === rank).map(({ by }) => by))];
  return binding.map((by) => ({ code: 'floor', refs: [by], text: textOf(by) }));
}
