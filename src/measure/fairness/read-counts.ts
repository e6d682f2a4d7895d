/**
 * @module Reads counts by group: `{groups: {name: {tp, fp, tn, fn}}}`, or `{selected, total}` where what was deserved is not
 * known; `{strata: {stratum: {name: {…}}}}` instead of groups; `{attributes: {name: {groups | strata}}}` for several. People of a
 * stratum called unknown belong to the groups and to no stratum. `rejected: {rows, of}` beside them says how many rows of the
 * file behind the counts could not be read. Reports every problem at once, with its place.
 */
import { COUNT_FIXES, type CountIssue } from './count-issues.ts';
import { byName, type Group, sumTallies, type Tally, tallyOf } from './counts.ts';
import { type AttributeData, type Dataset, isUnknown } from './dataset.ts';
import { GROUP_LIMIT } from './group-counts.ts';

type Plain = Record<string, unknown>;
type Form = 'confusion' | 'selection';

const FORMS: Record<Form, readonly string[]> = {
  confusion: ['tp', 'fp', 'tn', 'fn'],
  selection: ['selected', 'total'],
};
/** Above this, sums would no longer be exact. */
const COUNT_LIMIT = 1e12;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= COUNT_LIMIT;
const step = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

class CountReader {
  readonly issues: CountIssue[] = [];
  readonly forms = new Set<Form>();

  issue(pointer: string, vi: string, en: string, fix: keyof typeof COUNT_FIXES): undefined {
    this.issues.push({ pointer, message: { vi, en }, fix: COUNT_FIXES[fix] });
    return undefined;
  }

  tally(pointer: string, raw: unknown): Tally | undefined {
    if (!isPlain(raw))
      return this.issue(pointer, 'Không phải là số đếm của một nhóm.', 'Not the counts of a group.', 'group');
    const form: Form = 'selected' in raw || 'total' in raw ? 'selection' : 'confusion';
    const before = this.issues.length;
    for (const key of FORMS[form]) {
      if (!isCount(raw[key])) {
        this.issue(`${pointer}/${key}`, 'Thiếu hoặc không phải là số đếm.', 'Missing, or not a count.', 'count');
      }
    }
    for (const key of Object.keys(raw)) {
      if (!FORMS[form].includes(key))
        this.issue(pointer + step(key), 'Khóa không được dùng ở đây.', 'Unexpected key.', 'key');
    }
    if (this.issues.length > before) return undefined;
    this.forms.add(form);
    const counts = raw as Record<string, number>;
    if (form === 'confusion') return tallyOf(counts as never);
    const { selected, total } = counts as { selected: number; total: number };
    if (selected > total)
      return this.issue(pointer, 'Nhiều người được chọn hơn tổng số.', 'More selected than there are.', 'total');
    return tallyOf({ tp: 0, fp: selected, tn: total - selected, fn: 0 });
  }

  groups(pointer: string, raw: unknown): Group[] {
    if (!isPlain(raw) || Object.keys(raw).length === 0) {
      this.issue(pointer, 'Thiếu các nhóm.', 'The groups are missing.', 'shape');
      return [];
    }
    const entries = Object.entries(raw);
    if (entries.length > GROUP_LIMIT) {
      this.issue(pointer, `Nhiều hơn ${GROUP_LIMIT} nhóm.`, `More than ${GROUP_LIMIT} groups.`, 'many');
      return [];
    }
    const merged = new Map<string, Tally[]>();
    for (const [key, value] of entries) {
      const tally = this.tally(pointer + step(key), value);
      const name = key.trim().normalize('NFC');
      if (tally) merged.set(name, [...(merged.get(name) ?? []), tally]);
    }
    return [...merged].map(([name, tallies]) => ({ name, tally: sumTallies(tallies) }));
  }

  attribute(pointer: string, name: string, raw: unknown, allowed: readonly string[]): AttributeData | undefined {
    if (!isPlain(raw)) return this.issue(pointer, 'Không phải là một đối tượng.', 'Not an object.', 'shape');
    for (const key of Object.keys(raw)) {
      if (!allowed.includes(key))
        this.issue(pointer + step(key), 'Khóa không được dùng ở đây.', 'Unexpected key.', 'key');
    }
    const stratified = raw.strata !== undefined;
    if (stratified && raw.groups !== undefined) {
      this.issue(`${pointer}/groups`, 'Có cả groups và strata.', 'Both groups and strata are given.', 'key');
    }
    if (!stratified) return withoutUnknown([name], this.groups(`${pointer}/groups`, raw.groups));
    const given = raw.strata;
    if (!isPlain(given))
      return this.issue(`${pointer}/strata`, 'Không phải là một đối tượng.', 'Not an object.', 'shape');
    const strata = Object.entries(given).map(([stratum, groups]) => ({
      name: stratum,
      groups: this.groups(`${pointer}/strata${step(stratum)}`, groups),
    }));
    const byGroup = Map.groupBy(
      strata.flatMap(({ groups }) => groups),
      (group) => group.name,
    );
    const sums = [...byGroup].map(([group, parts]) => ({ name: group, tally: sumTallies(parts.map((p) => p.tally)) }));
    const known = strata
      .filter(({ name: stratum }) => !isUnknown(stratum))
      .map(({ name: stratum, groups }) => ({ name: stratum, groups: groups.filter((g) => !isUnknown(g.name)) }));
    return { ...withoutUnknown([name], sums), strata: known.sort(byName) };
  }
}

/** Rows left out before the counts were made; `undefined` where none is told. */
function readRejected(reader: CountReader, raw: unknown): Dataset['rejected'] {
  if (!isPlain(raw) || raw.rejected === undefined) return undefined;
  const { rejected } = raw;
  if (!isPlain(rejected))
    return reader.issue('/rejected', 'Không phải là một đối tượng.', 'Not an object.', 'rejected');
  const before = reader.issues.length;
  for (const key of ['rows', 'of']) {
    if (!isCount(rejected[key])) {
      reader.issue(`/rejected/${key}`, 'Thiếu hoặc không phải là số đếm.', 'Missing, or not a count.', 'rejected');
    }
  }
  for (const key of Object.keys(rejected)) {
    if (key === 'rows' || key === 'of') continue;
    reader.issue(`/rejected${step(key)}`, 'Khóa không được dùng ở đây.', 'Unexpected key.', 'key');
  }
  const { rows, of } = rejected as { rows: number; of: number };
  if (reader.issues.length > before) return undefined;
  if (rows > of) {
    return reader.issue(
      '/rejected',
      'Số dòng bị loại lớn hơn tổng số dòng.',
      'More rows left out than there are.',
      'rejected',
    );
  }
  return { rows, of };
}

/** Moves unknown values out of the groups. */
function withoutUnknown(parts: string[], groups: readonly Group[]): AttributeData {
  const unknown = groups.filter(({ name }) => isUnknown(name));
  return {
    parts,
    groups: groups.filter(({ name }) => !isUnknown(name)),
    unknownRows: unknown.reduce((sum, { tally }) => sum + tally.rows, 0),
  };
}

/** @param fallback name of the attribute where the counts do not give one */
export function readCounts(raw: unknown, fallback = 'group'): { dataset: Dataset } | { issues: CountIssue[] } {
  const reader = new CountReader();
  const attributes: AttributeData[] = [];
  const take = (data: AttributeData | undefined): void => {
    if (data) attributes.push(data);
  };
  if (isPlain(raw) && isPlain(raw.attributes)) {
    for (const key of Object.keys(raw)) {
      if (key !== 'attributes' && key !== 'rejected')
        reader.issue(step(key), 'Khóa không được dùng ở đây.', 'Unexpected key.', 'key');
    }
    for (const [name, value] of Object.entries(raw.attributes)) {
      take(reader.attribute(`/attributes${step(name)}`, name, value, ['groups', 'strata']));
    }
  } else {
    const name = isPlain(raw) && typeof raw.attribute === 'string' ? raw.attribute : fallback;
    take(reader.attribute('', name, raw, ['attribute', 'groups', 'strata', 'rejected']));
  }
  const rejected = readRejected(reader, raw);
  if (reader.forms.size > 1) {
    reader.issue('', 'Có cả tp/fp/tn/fn và selected/total.', 'Both tp/fp/tn/fn and selected/total are used.', 'form');
  }
  if (reader.issues.length === 0 && attributes.length === 0) {
    reader.issue('/attributes', 'Thiếu các nhóm.', 'The groups are missing.', 'shape');
  }
  return reader.issues.length > 0
    ? { issues: reader.issues }
    : { dataset: { labelled: reader.forms.has('confusion'), attributes, ...(rejected && { rejected }) } };
}
