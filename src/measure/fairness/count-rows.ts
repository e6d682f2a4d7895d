/**
 * @module One pass over rows. Memory follows the number of groups, never the number of rows: equal combinations of values
 * are counted together in a buffer of fixed size, which is emptied into the groups when it is full.
 */

import {
  type Columns,
  type Counted,
  combinations,
  emptyParse,
  locate,
  note,
  type Places,
  toNumber,
} from './columns.ts';
import type { Cell } from './counts.ts';
import { isUnknown } from './dataset.ts';
import { GROUP_LIMIT, GroupCounts } from './group-counts.ts';
import { ISSUES, type Rejection, type RowIssue } from './row-issues.ts';
import { TallyTree } from './tally-tree.ts';
import { TwoValued } from './two-valued.ts';

const BUFFER = 50_000;

export class RowCounter {
  readonly #columns: Columns;
  readonly #width: number;
  readonly #issues: readonly RowIssue[];
  readonly #places: Places;
  readonly #label: TwoValued;
  readonly #prediction: TwoValued;
  readonly #counts: GroupCounts[];
  readonly #buffer = new TallyTree();
  readonly #parse = emptyParse();

  constructor(header: readonly string[], columns: Columns) {
    if (columns.attributes.length === 0) throw new RangeError('no attribute is named');
    if (columns.prediction === undefined && !columns.score) throw new RangeError('no decision is named');
    this.#columns = columns;
    this.#width = header.length;
    const { places, issues } = locate(header, columns);
    this.#places = places;
    this.#issues = issues;
    this.#label = new TwoValued(columns.favourable);
    this.#prediction = new TwoValued(columns.favourable);
    this.#counts = combinations(columns.attributes.length, columns.crossed ?? 2).map(
      (set) =>
        new GroupCounts(
          set.map((index) => columns.attributes[index]!),
          set,
          columns.stratum !== undefined && set.length === 1,
        ),
    );
  }

  /** Problems of the header; rows need not be read when there are any. */
  get headerIssues(): readonly RowIssue[] {
    return this.#issues;
  }

  /** @param line where the row begins in its file */
  add(row: readonly string[], line: number): void {
    note(this.#parse, this.#count(row), line);
  }

  #count(row: readonly string[]): Rejection | undefined {
    if (row.length !== this.#width) return 'wrong_length';
    const selected = this.#selected(row);
    if (typeof selected === 'string') return selected;
    const { label, weight: weightPlace, key: keyPlaces } = this.#places;
    const deserved = label >= 0 && this.#label.read(row[label]!);
    if (deserved === null) return 'label_missing';
    const weight = weightPlace < 0 ? 1 : toNumber(row[weightPlace]!);
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) return 'weight_not_positive';
    if (this.#buffer.size >= BUFFER) this.#flush();
    const tally = this.#buffer.at(row, keyPlaces);
    if (!tally) return 'control_character';
    const cell: Cell = selected ? (deserved ? 'tp' : 'fp') : deserved ? 'fn' : 'tn';
    tally[cell] += weight;
    tally.squares[cell] += weight * weight;
    tally.rows += 1;
    return undefined;
  }

  #selected(row: readonly string[]): boolean | Rejection {
    const { prediction, score } = this.#places;
    if (score >= 0) {
      const { threshold } = this.#columns.score!;
      const value = toNumber(row[score]!);
      if (!Number.isFinite(value)) return 'score_not_a_number';
      // A threshold between 0 and 1 says that scores are probabilities.
      if (threshold >= 0 && threshold <= 1 && (value < 0 || value > 1)) return 'score_out_of_range';
      return value >= threshold;
    }
    const value = this.#prediction.read(row[prediction]!);
    if (value === null) return 'prediction_missing';
    // A value that is not understood refuses the table in the end; until then it must only not stop the pass.
    return value ?? false;
  }

  #flush(): void {
    const { attributes, stratum } = this.#columns;
    this.#buffer.empty((raw, tally) => {
      const values = raw.map((value) => (isUnknown(value) ? null : value.trim().normalize('NFC')));
      const inStratum = stratum === undefined ? null : values[attributes.length]!;
      for (const counts of this.#counts) counts.add(values, inStratum, tally);
    });
  }

  finish(): Counted {
    const issues = [...this.#issues];
    const warnings: RowIssue[] = [];
    if (issues.length === 0) {
      this.#flush();
      issues.push(...this.#valueIssues());
      for (const counts of this.#counts) {
        const name = counts.parts.join(' × ');
        const issue = counts.overflow
          ? ISSUES.tooManyGroups(name, GROUP_LIMIT)
          : counts.parts.length === 1 && counts.looksLikeIdentifier
            ? ISSUES.identifier(name)
            : undefined;
        if (issue) (counts.parts.length === 1 ? issues : warnings).push(issue);
      }
      if (this.#parse.counted === 0) issues.push(ISSUES.noRows());
    }
    const dataset = {
      labelled: this.#columns.label !== undefined,
      attributes: this.#counts.filter(({ overflow }) => !overflow).map((counts) => counts.finish()),
    };
    return { dataset: issues.length > 0 ? null : dataset, issues, warnings, parse: this.#parse };
  }

  #valueIssues(): RowIssue[] {
    const { label, prediction, favourable } = this.#columns;
    const read = [
      ...(label === undefined ? [] : [{ column: label, values: this.#label }]),
      ...(prediction === undefined || this.#columns.score ? [] : [{ column: prediction, values: this.#prediction }]),
    ];
    return read.flatMap(({ column, values }) => {
      if (!values.twoValued) return [ISSUES.notTwoValued(column, values.values)];
      if (!values.understood) return [ISSUES.notUnderstood(column, values.values)];
      const absent = values.inOtherWords || read.every((other) => !other.values.sawFavourable);
      return absent && favourable !== undefined ? [ISSUES.favourableAbsent(column, favourable, values.values)] : [];
    });
  }
}

/** Counts a table whose first row is its header; lines are numbered as if no cell held a line break. */
export function countRows(rows: Iterable<readonly string[]>, columns: Columns): Counted {
  let counter: RowCounter | undefined;
  let line = 0;
  for (const row of rows) {
    line += 1;
    if (counter) counter.add(row, line);
    else counter = new RowCounter(row, columns);
    if (counter.headerIssues.length > 0) break;
  }
  if (counter) return counter.finish();
  return { dataset: null, issues: [ISSUES.noHeader()], warnings: [], parse: emptyParse() };
}
