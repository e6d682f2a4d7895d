/**
 * @module Reads a workforce file (methods 2.5; Labour Code 45/2019/QH14 articles 42, 44, 47, 48). Strict: an unknown key, a
 * wrong code, a count that does not fit are refused, all at once, each with its place and remedy. What is left out, or written
 * as `unknown`, is not known; it is never taken for zero or for done.
 */
import { Fields, MONEY_MAX, type Plain, step, type WorkforceIssue } from './fields.ts';
import { FIXES } from './fixes.ts';
import {
  CLASSIFICATIONS,
  type ConsultationInput,
  LOCAL_OPTIONS,
  type NewRole,
  type NoticesInput,
  type OccupationInput,
  PLAN_PARTS,
  type PlanInput,
  type RetrainingInput,
  type Stated,
  type WorkforceInput,
} from './input.ts';
import type { OccupationTable } from './occupations.ts';
import { readAllowances, readMoney } from './read-allowance.ts';
import { checkGroups } from './read-groups.ts';
import { OccupationReader, readTechnology } from './read-occupation.ts';

const KEYS = [
  'system',
  'province',
  'as_of',
  'technology',
  'classification',
  'occupations',
  'new_roles',
  'retraining',
  'consultation',
  'plan',
  'notices',
  'allowance',
  'local_options',
  'vulnerable_affected',
];

/** @param raw parsed JSON or YAML; every mistake in it is reported, or else the input is whole and right */
export function readWorkforce(
  raw: unknown,
  table: OccupationTable,
): { input: WorkforceInput } | { issues: WorkforceIssue[] } {
  const fields = new Fields();
  const object = fields.object(raw, '', KEYS);
  if (!object) return { issues: fields.issues };
  const reader = new FileReader(fields, table);
  const input = reader.file(object);
  checkGroups(fields, input.occupations);
  return fields.issues.length > 0 ? { issues: fields.issues } : { input };
}

class FileReader {
  constructor(
    private readonly fields: Fields,
    private readonly table: OccupationTable,
  ) {}

  file(object: Plain): WorkforceInput {
    const { fields } = this;
    const text = (key: string): string | null =>
      fields.optional(object[key], `/${key}`, (value, at) => fields.text(value, at));
    const defaults = {
      technology:
        object.technology === undefined ? null : (readTechnology(fields, object.technology, '/technology') ?? []),
      classification:
        fields.optional(object.classification, '/classification', (v, at) => fields.word(v, at, CLASSIFICATIONS)) ??
        'vsco',
    };
    const occupations = new OccupationReader(fields, this.table, defaults);
    return {
      system: text('system'),
      province: text('province'),
      asOf: fields.optional(object.as_of, '/as_of', (value, at) => fields.date(value, at)),
      occupations: fields
        .list(object.occupations, '/occupations', { least: 1, most: 2_000 })
        .map((entry, index) => occupations.read(entry, `/occupations${step(index)}`) as OccupationInput),
      newRoles: fields.optional(object.new_roles, '/new_roles', (value, at) => this.newRoles(value, at)),
      retraining: this.stated(object.retraining, '/retraining', (value, at) => this.retraining(value, at)),
      consultation: this.stated(object.consultation, '/consultation', (value, at) => this.consultation(value, at)),
      plan: this.stated(object.plan, '/plan', (value, at) => this.plan(value, at)),
      notices: this.stated(object.notices, '/notices', (value, at) => this.notices(value, at)),
      allowance: object.allowance === undefined ? [] : readAllowances(fields, object.allowance, '/allowance'),
      localOptions:
        fields.optional(object.local_options, '/local_options', (v, at) => fields.word(v, at, LOCAL_OPTIONS)) ??
        'unknown',
      vulnerableAffected: this.countOrNull(object.vulnerable_affected, '/vulnerable_affected'),
    };
  }

  /** `none` is a statement; nothing at all is not. */
  private stated<T>(raw: unknown, pointer: string, read: (raw: unknown, pointer: string) => T | undefined): Stated<T> {
    if (raw === 'none') return 'none';
    if (typeof raw === 'string' && raw !== 'unknown') {
      this.fields.note(pointer, 'Giá trị này không dùng được.', 'This value cannot be used.', FIXES.statedOrNone);
      return null;
    }
    return this.fields.optional(raw, pointer, read);
  }

  private countOrNull(raw: unknown, pointer: string): number | null {
    return this.fields.optional(raw, pointer, (value, at) => this.fields.count(value, at));
  }

  private dateOrNull(object: Plain, key: string, pointer: string): string | null {
    return this.fields.optional(object[key], `${pointer}/${key}`, (value, at) => this.fields.date(value, at));
  }

  private yesNoOrNull(object: Plain, key: string, pointer: string): boolean | null {
    return this.fields.optional(object[key], `${pointer}/${key}`, (value, at) => this.fields.yesNo(value, at));
  }

  private order(pointer: string, first: string | null, then: string | null, words: { vi: string; en: string }): void {
    if (first !== null && then !== null && then < first) this.fields.note(pointer, words.vi, words.en, FIXES.dateOrder);
  }

  private newRoles(raw: unknown, pointer: string): NewRole[] {
    const { fields } = this;
    return fields.list(raw, pointer, { least: 0, most: 500 }).flatMap((entry, index) => {
      const at = pointer + step(index);
      const object = fields.object(entry, at, ['title', 'count', 'for_affected']);
      if (!object) return [];
      const title = fields.text(object.title, `${at}/title`);
      const count = fields.count(object.count, `${at}/count`);
      const forAffected = this.countOrNull(object.for_affected, `${at}/for_affected`);
      if (count !== undefined && forAffected !== null && forAffected > count) {
        fields.note(`${at}/for_affected`, 'for_affected lớn hơn count.', 'for_affected exceeds count.', FIXES.part);
      }
      return title === undefined || count === undefined ? [] : [{ title, count, forAffected }];
    });
  }

  private retraining(raw: unknown, pointer: string): RetrainingInput | undefined {
    const { fields } = this;
    const object = fields.object(raw, pointer, ['offered', 'completed', 'budget']);
    if (!object) return undefined;
    const offered = this.countOrNull(object.offered, `${pointer}/offered`);
    const completed = this.countOrNull(object.completed, `${pointer}/completed`);
    if (offered !== null && completed !== null && completed > offered) {
      fields.note(`${pointer}/completed`, 'completed lớn hơn offered.', 'completed exceeds offered.', FIXES.part);
    }
    const budget = fields.optional(object.budget, `${pointer}/budget`, (value, at) =>
      readMoney(fields, value, at, MONEY_MAX * 1_000),
    );
    return { offered, completed, budget };
  }

  private consultation(raw: unknown, pointer: string): ConsultationInput | undefined {
    const object = this.fields.object(raw, pointer, ['held_on', 'minutes', 'posted_on', 'women_heard']);
    if (!object) return undefined;
    const heldOn = this.dateOrNull(object, 'held_on', pointer);
    const postedOn = this.dateOrNull(object, 'posted_on', pointer);
    this.order(`${pointer}/posted_on`, heldOn, postedOn, {
      vi: 'Niêm yết trước khi đối thoại.',
      en: 'Posted before the dialogue was held.',
    });
    return {
      heldOn,
      postedOn,
      minutes: this.yesNoOrNull(object, 'minutes', pointer),
      womenHeard: this.yesNoOrNull(object, 'women_heard', pointer),
    };
  }

  private plan(raw: unknown, pointer: string): PlanInput | undefined {
    const { fields } = this;
    const object = fields.object(raw, pointer, ['adopted_on', 'announced_on', 'contents']);
    if (!object) return undefined;
    const adoptedOn = this.dateOrNull(object, 'adopted_on', pointer);
    const announcedOn = this.dateOrNull(object, 'announced_on', pointer);
    this.order(`${pointer}/announced_on`, adoptedOn, announcedOn, {
      vi: 'Công khai trước khi thông qua.',
      en: 'Announced before it was adopted.',
    });
    const contents =
      fields.optional(object.contents, `${pointer}/contents`, (v, at) => fields.object(v, at, PLAN_PARTS)) ?? {};
    const parts = PLAN_PARTS.map((part) => [part, this.yesNoOrNull(contents, part, `${pointer}/contents`)]);
    return { adoptedOn, announcedOn, contents: Object.fromEntries(parts) as PlanInput['contents'] };
  }

  private notices(raw: unknown, pointer: string): NoticesInput | undefined {
    const object = this.fields.object(raw, pointer, ['province_on', 'workers_on']);
    if (!object) return undefined;
    return {
      provinceOn: this.dateOrNull(object, 'province_on', pointer),
      workersOn: this.dateOrNull(object, 'workers_on', pointer),
    };
  }
}
