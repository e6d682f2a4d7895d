/**
 * @module Which groups above the floor are withheld as well, because a hidden one could be worked out from them: what a
 * table leaves out is its total minus what it shows (complementary suppression). Sizes of groups are shown; it is what
 * happened to the people of a small group that must not be readable.
 */
import type { AttributeData, Dataset } from './dataset.ts';
import { HIDDEN_BELOW } from './floors.ts';

interface Cell {
  name: string;
  rows: number;
  /** Hidden for its size, or withheld to protect another. */
  closed: boolean;
}

/** Cells whose sum is published somewhere, with the people of unknown value, who are never shown. */
interface Line {
  cells: Cell[];
  unknown: number;
}

/** Names of the withheld groups of each attribute; the smallest that serve are taken. */
export function withheldGroups({ attributes, separated }: Dataset): Map<AttributeData, Set<string>> {
  const cellsOf = new Map(attributes.map((attribute) => [attribute, openCells(attribute)]));
  if (!separated)
    protectSingles(
      attributes.filter(({ parts }) => parts.length === 1),
      cellsOf,
    );
  for (const attribute of attributes.filter(({ parts }) => parts.length > 1)) {
    protectLines(linesOf(attribute, attributes, cellsOf));
  }
  return new Map(
    [...cellsOf].map(([attribute, cells]) => [
      attribute,
      new Set(cells.filter(({ closed, rows }) => closed && rows >= HIDDEN_BELOW).map(({ name }) => name)),
    ]),
  );
}

function openCells({ groups, closed }: AttributeData): Cell[] {
  const told = new Set(closed);
  return groups
    .filter(({ tally }) => tally.rows > 0)
    .map(({ name, tally: { rows } }) => ({ name, rows, closed: rows < HIDDEN_BELOW || told.has(name) }))
    .sort((a, b) => a.rows - b.rows || (a.name < b.name ? -1 : 1));
}

const closedRows = ({ cells, unknown }: Line): number =>
  cells.reduce((sum, { rows, closed }) => sum + (closed ? rows : 0), unknown);

/** Whether the closed cells of a line can be read off its total: a single one, or so few people that it hardly matters which. */
function exposed(line: Line): boolean {
  const closed = line.cells.filter((cell) => cell.closed).length;
  return closed > 0 && (closedRows(line) < HIDDEN_BELOW || (closed === 1 && line.unknown === 0));
}

/** Closes the smallest open cell of every exposed line, until no line is exposed or nothing is left to close. */
function protectLines(lines: readonly Line[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      const next = exposed(line) ? line.cells.find(({ closed }) => !closed) : undefined;
      if (!next) continue;
      next.closed = true;
      changed = true;
    }
  }
}

/**
 * All attributes count the same people, so each gives the total of the others. Either the attribute with the small group
 * closes one more, or all those that would give its total do: whichever costs fewer people.
 */
function protectSingles(attributes: readonly AttributeData[], cellsOf: ReadonlyMap<AttributeData, Cell[]>): void {
  const lines = attributes.map(
    (attribute): Line => ({ cells: cellsOf.get(attribute)!, unknown: attribute.unknownRows }),
  );
  for (const line of lines) {
    if (!exposed(line) || closedRows(line) >= HIDDEN_BELOW) continue;
    const telling = lines.filter((other) => other !== line && closedRows(other) < HIDDEN_BELOW);
    if (telling.length === 0) continue;
    const own = line.cells.filter(({ closed }) => !closed).slice(0, 1);
    const theirs = telling.flatMap(({ cells }) => cells.filter(({ closed }) => !closed).slice(0, 1));
    const cost = (cells: Cell[], wanted: number): number =>
      cells.length < wanted ? Number.POSITIVE_INFINITY : cells.reduce((sum, { rows }) => sum + rows, 0);
    for (const cell of cost(own, 1) <= cost(theirs, telling.length) ? own : theirs) cell.closed = true;
  }
}

const SEPARATOR = ' × ';

/** The lines of an intersection: its cells that share all values but one, where their sum is shown as a group. */
function linesOf(
  { parts, groups }: AttributeData,
  attributes: readonly AttributeData[],
  cellsOf: ReadonlyMap<AttributeData, Cell[]>,
): Line[] {
  const crossing = attributes.find((one) => one.groups === groups)!;
  const cells = cellsOf.get(crossing)!;
  return parts.flatMap((_, dropped) => {
    const rest = parts.toSpliced(dropped, 1);
    const margin = attributes.find(
      (one) => one.parts.length === rest.length && rest.every((p, i) => one.parts[i] === p),
    );
    if (!margin) return [];
    const byMargin = Map.groupBy(cells, ({ name }) => name.split(SEPARATOR).toSpliced(dropped, 1).join(SEPARATOR));
    return cellsOf.get(margin)!.flatMap((total): Line[] => {
      const name = rest.length === 1 ? total.name.replaceAll('×', '\\×') : total.name;
      const own = byMargin.get(name);
      if (!own || total.closed) return [];
      return [{ cells: own, unknown: total.rows - own.reduce((sum, { rows }) => sum + rows, 0) }];
    });
  });
}
