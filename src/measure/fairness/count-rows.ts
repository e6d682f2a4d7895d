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
  type ParseReport,
  type Places,
  toNumber,
} from './columns.ts';
import type { Cell } from './counts.ts';
import { crossName, isUnknown } from './dataset.ts';
import { GROUP_LIMIT, GroupCounts, STRATUM_LIMIT } from './group-counts.ts';
import { ISSUES, type Rejection, type RowIssue } from './row-issues.ts';
import { SmallValues } from './small-values.ts';
import { TallyTree } from './tally-tree.ts';
import { TwoValued } from './two-valued.ts';

const BUFFER = 50_000;
/** Share of rows left out from which on the reader is told. */
const REJECTED_WORTH_SAYING = 0.05;

export class RowCounter {
  readonly #columns: Columns;
  readonly #width: number;
  readonly #issues: readonly RowIssue[];
  readonly #places: Places;
  readonly #label: TwoValued;
  readonly #prediction: TwoValued;
  readonly #counts: GroupCounts[];
  readonly #buffer = new TallyTree();
  /** Whether the whole table fits the buffer, so that every combination of values is known at the end. */
  #whole = true;
  #separated = 0;
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

  /** Which columns are read, from 0. */
  get columnsRead(): number[] {
    const { label, prediction, score, weight, key } = this.#places;
    return [label, prediction, score, weight, ...key].filter((place) => place >= 0);
  }

  /**
   * @param row its cells; those of columns that are not read may hold anything
   * @param line where the row begins in its file
   * @param width how many cells the row has in its file
   */
  add(row: readonly string[], line: number, width = row.length): void {
    note(this.#parse, width === this.#width ? this.#count(row) : 'wrong_length', line);
  }

  /** Notes a row that cannot be read at all. */
  reject(reason: Rejection, line: number): void {
    note(this.#parse, reason, line);
  }

  #count(row: readonly string[]): Rejection | undefined {
    const selected = this.#selected(row);
    if (typeof selected === 'string') return selected;
    const { label, weight: weightPlace, key: keyPlaces } = this.#places;
    const deserved = label >= 0 && this.#label.read(row[label]!);
    if (deserved === null) return 'label_missing';
    const weight = weightPlace < 0 ? 1 : toNumber(row[weightPlace]!);
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) return 'weight_not_positive';
    if (this.#buffer.size > BUFFER) {
      this.#whole = false;
      this.#flush();
    }
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

  /** @param small what is under the floor: people of a small group are counted nowhere but in it */
  #flush(small?: SmallValues): void {
    const { attributes, stratum } = this.#columns;
    // Few different values make up the many combinations.
    const read = new Map<string, string | null>();
    const nameOf = (value: string): string | null => {
      let name = read.get(value);
      if (name === undefined) {
        name = isUnknown(value) ? null : value.trim().normalize('NFC');
        read.set(value, name);
      }
      return name;
    };
    this.#buffer.empty((raw, tally) => {
      const values = raw.map(nameOf);
      const inStratum = stratum === undefined ? null : values[attributes.length]!;
      const hidden = small?.placesIn(values) ?? [];
      if (hidden.length > 0) this.#separated += tally.rows;
      for (const counts of this.#counts) {
        if (hidden.length > 0 && !(counts.places.length === 1 && hidden.includes(counts.places[0]!))) continue;
        counts.add(values, inStratum, tally);
      }
    });
  }

  /** What became of the rows so far. */
  get parse(): ParseReport {
    return this.#parse;
  }

  /**
   * @param separate counts people of groups under the floor in their own attribute only, as what is published needs it;
   *   possible only while the table has few enough combinations of values
   */
  finish({ separate = false } = {}): Counted {
    const issues = [...this.#issues];
    const warnings: RowIssue[] = [];
    const separated = separate && this.#whole && this.#buffer.size <= BUFFER && this.#columns.attributes.length > 1;
    let small: SmallValues | undefined;
    if (issues.length === 0) {
      if (separated) small = new SmallValues(this.#buffer, this.#columns.attributes.length);
      this.#flush(small);
      if (this.#separated > 0) warnings.push(ISSUES.separated(this.#separated));
      issues.push(...this.#valueIssues());
      this.#groupIssues(issues, warnings);
      if (this.#parse.counted === 0) issues.push(ISSUES.noRows(this.#parse.rows));
    }
    const { rows: of, rejected } = this.#parse;
    const dataset = {
      labelled: this.#columns.label !== undefined,
      attributes: this.#counts.filter(({ overflow }) => !overflow).map((counts) => counts.finish(small)),
      ...(rejected.rows > 0 ? { rejected: { rows: rejected.rows, of } } : {}),
      ...(separated ? { separated } : {}),
    };
    return { dataset: issues.length > 0 ? null : dataset, issues, warnings, parse: this.#parse };
  }

  /** An attribute that is no attribute refuses the table; a crossing with too many groups is only left out. */
  #groupIssues(issues: RowIssue[], warnings: RowIssue[]): void {
    for (const counts of this.#counts) {
      const name = crossName(counts.parts);
      const single = counts.parts.length === 1;
      if (single && counts.looksLikeIdentifier) issues.push(ISSUES.identifier(name));
      else if (counts.overflow) (single ? issues : warnings).push(ISSUES.tooManyGroups(name, GROUP_LIMIT));
    }
    if (this.#counts.some(({ stratumOverflow }) => stratumOverflow)) {
      issues.push(ISSUES.tooManyStrata(this.#columns.stratum!, STRATUM_LIMIT));
    }
    const { rejected, rows } = this.#parse;
    if (rejected.rows > REJECTED_WORTH_SAYING * rows) warnings.push(ISSUES.manyRejected(rejected.rows, rows));
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
