/** @module A data set as counts, in the form that `readCounts` reads: how a file of rows becomes part of an answer file. */
import { CELLS, type Group, type Tally } from './counts.ts';
import { crossName, type Dataset } from './dataset.ts';

type Counts = Record<string, number>;

/**
 * @returns `{attributes: {name: {groups | strata}}}`, or `null` where rows carry weights: sums of weights are no counts of
 *   people. People whose value is not known stay in a group of that name.
 */
export function countsOf({ attributes, labelled }: Dataset): { attributes: Record<string, object> } | null {
  const everyGroup = attributes.flatMap(({ groups, strata }) => [
    ...groups,
    ...(strata ?? []).flatMap((s) => s.groups),
  ]);
  if (
    everyGroup.some(({ tally }) =>
      CELLS.some((cell) => !Number.isInteger(tally[cell]) || tally[cell] !== tally.squares[cell]),
    )
  ) {
    return null;
  }
  const written = (groups: readonly Group[]): Record<string, Counts> =>
    Object.fromEntries(groups.map(({ name, tally }) => [name, labelled ? confusion(tally) : selection(tally)]));
  return {
    attributes: Object.fromEntries(
      attributes.map(({ parts, groups, strata, unknownRows }) => [
        crossName(parts),
        strata
          ? { strata: Object.fromEntries(strata.map((stratum) => [stratum.name, written(stratum.groups)])) }
          : { groups: { ...written(groups), ...(unknownRows > 0 && { unknown: unknown(unknownRows, labelled) }) } },
      ]),
    ),
  };
}

const confusion = ({ tp, fp, tn, fn }: Tally): Counts => ({ tp, fp, tn, fn });
const selection = ({ tp, fp, tn, fn }: Tally): Counts => ({ selected: tp + fp, total: tp + fp + tn + fn });

/** Only their number is known. */
const unknown = (rows: number, labelled: boolean): Counts =>
  labelled ? { tp: 0, fp: 0, tn: rows, fn: 0 } : { selected: 0, total: rows };
