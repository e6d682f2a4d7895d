/** @module A data set as counts, in the form that `readCounts` reads: how a file of rows becomes part of an answer file. */
import { addTally, CELLS, type Group, type Tally, tallyOf, zeroTally } from './counts.ts';
import { type AttributeData, crossName, type Dataset } from './dataset.ts';

type Counts = Record<string, number>;
interface Counted {
  attributes: Record<string, object>;
  rejected?: { rows: number; of: number };
}

/** Read again as "not known"; see `isUnknown`. */
const UNKNOWN = 'unknown';

/**
 * @returns `{attributes: {name: {groups | strata}}, rejected?}`, or `null` where rows carry weights: sums of weights are no
 *   counts of people. People whose group or stratum is not known stay in one of that name; rows left out are told, so that the
 *   counts say no more than the file did.
 */
export function countsOf({ attributes, labelled, rejected }: Dataset): Counted | null {
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
  const one = ({ groups, strata, unknownRows }: AttributeData): object => {
    const nameless = unknownRows > 0 ? { [UNKNOWN]: unknown(unknownRows, labelled) } : {};
    if (!strata) return { groups: { ...written(groups), ...nameless } };
    const rest = { ...written(outsideStrata(groups, strata)), ...nameless };
    const inside = strata.map((stratum) => [stratum.name, written(stratum.groups)] as const);
    return {
      strata: Object.fromEntries([...inside, ...(Object.keys(rest).length > 0 ? [[UNKNOWN, rest] as const] : [])]),
    };
  };
  return {
    // A crossing of which nothing may be told holds nobody, and would not be read back.
    attributes: Object.fromEntries(
      attributes
        .filter(({ groups, unknownRows }) => groups.length > 0 || unknownRows > 0)
        .map((attribute) => [crossName(attribute.parts), one(attribute)]),
    ),
    ...(rejected && { rejected }),
  };
}

/** What the groups hold beyond their strata: people whose stratum is not known. */
function outsideStrata(groups: readonly Group[], strata: NonNullable<AttributeData['strata']>): Group[] {
  const inside = new Map<string, Tally>();
  for (const { name, tally } of strata.flatMap((stratum) => stratum.groups)) {
    const sum = inside.get(name) ?? zeroTally();
    addTally(sum, tally);
    inside.set(name, sum);
  }
  return groups.flatMap(({ name, tally }) => {
    const within = inside.get(name) ?? zeroTally();
    const [tp, fp, tn, fn] = CELLS.map((cell) => tally[cell] - within[cell]) as [number, number, number, number];
    return tp + fp + tn + fn > 0 ? [{ name, tally: tallyOf({ tp, fp, tn, fn }) }] : [];
  });
}

const confusion = ({ tp, fp, tn, fn }: Tally): Counts => ({ tp, fp, tn, fn });
const selection = ({ tp, fp, tn, fn }: Tally): Counts => ({ selected: tp + fp, total: tp + fp + tn + fn });

/** Only their number is known. */
const unknown = (rows: number, labelled: boolean): Counts =>
  labelled ? { tp: 0, fp: 0, tn: rows, fn: 0 } : { selected: 0, total: rows };
