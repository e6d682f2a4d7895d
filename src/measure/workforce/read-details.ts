/** @module Reads what a workforce file may say about an occupation: its tasks, what becomes of the people, who is affected. */
import { type Fields, step } from './fields.ts';
import { FIXES } from './fixes.ts';
import { type GroupCount, type OccupationInput, OUTCOMES, type Outcome, type Planned, type Task } from './input.ts';

/** Shares written with two decimals may miss 1 by this much. */
export const SHARE_SLACK = 0.005;

export class OccupationDetails {
  constructor(private readonly fields: Fields) {}

  tasks(raw: unknown, pointer: string): Task[] | undefined {
    const { fields } = this;
    const before = fields.issues.length;
    const tasks = fields.list(raw, pointer, { least: 2, most: 100 }).map((entry, index) => {
      const at = pointer + step(index);
      const object = fields.object(entry, at, ['name', 'share', 'automatable', 'evidence']);
      if (!object) return undefined;
      return {
        name: fields.text(object.name, `${at}/name`),
        share: fields.share(object.share, `${at}/share`),
        automatable: fields.share(object.automatable, `${at}/automatable`),
        evidence: fields.text(object.evidence, `${at}/evidence`, FIXES.evidence),
      };
    });
    if (fields.issues.length > before) return undefined;
    const total = (tasks as Task[]).reduce((sum, { share }) => sum + share, 0);
    if (total > 1 + SHARE_SLACK || total === 0) {
      const percent = Math.round(total * 100);
      return fields.note(pointer, `Tổng các share là ${percent}%.`, `The shares add up to ${percent}%.`, FIXES.tasks);
    }
    return tasks as Task[];
  }

  planned(raw: unknown, pointer: string, headcount: number | undefined): Planned | undefined {
    const { fields } = this;
    const object = fields.object(raw, pointer, [...OUTCOMES, 'first_ended_on']);
    if (!object) return undefined;
    const counts = Object.fromEntries(
      OUTCOMES.map((outcome) => [
        outcome,
        fields.optional(object[outcome], `${pointer}/${outcome}`, (value, at) => fields.count(value, at)),
      ]),
    ) as Record<Outcome, number | null>;
    const total = OUTCOMES.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
    if (headcount !== undefined && total > headcount) {
      fields.note(
        pointer,
        `Kế hoạch có ${total} người, nhiều hơn ${headcount} người của nghề này.`,
        `The plan has ${total} people, more than the ${headcount} of this occupation.`,
        FIXES.planned,
      );
    }
    // Everyone is accounted for, so an outcome that is not named has no one.
    if (total === headcount) for (const outcome of OUTCOMES) counts[outcome] ??= 0;
    const firstEndedOn = fields.optional(object.first_ended_on, `${pointer}/first_ended_on`, (v, at) =>
      fields.date(v, at),
    );
    return { counts, firstEndedOn };
  }

  groups(raw: unknown, pointer: string, headcount: number | undefined): OccupationInput['groups'] {
    const { fields } = this;
    if (raw === undefined || raw === null) return {};
    const seen = new Set<string>();
    const attributes = fields.names(raw, pointer, 10).map(([attribute, groups]) => {
      const at = pointer + step(attribute);
      const name = attribute.trim().normalize('NFC');
      // Only one of the two would be measured.
      if (seen.has(name))
        fields.note(at, 'Thuộc tính này được ghi hai lần.', 'This attribute is given twice.', FIXES.once);
      seen.add(name);
      const counts = fields
        .names(groups, at, 200)
        .map(([group, count]) => [group, this.group(count, at + step(group))] as const);
      const total = counts.reduce((sum, [, count]) => sum + (count?.total ?? 0), 0);
      if (headcount !== undefined && total > headcount) {
        fields.note(
          at,
          `Các nhóm có ${total} người, nhiều hơn ${headcount}.`,
          `The groups have ${total} people, more than ${headcount}.`,
          FIXES.groups,
        );
      }
      return [name, Object.fromEntries(counts)] as const;
    });
    const read = Object.fromEntries(attributes) as OccupationInput['groups'];
    this.compareGroups(read, pointer, headcount);
    return read;
  }

  /** Attributes that divide everyone must agree on how many are affected. */
  private compareGroups(read: OccupationInput['groups'], pointer: string, headcount: number | undefined): void {
    const whole = Object.values(read)
      .map((groups) => Object.values(groups).filter((count) => count !== undefined))
      .filter((counts) => counts.reduce((sum, { total }) => sum + total, 0) === headcount)
      .map((counts) => counts.reduce((sum, { affected }) => sum + affected, 0));
    if (new Set(whole).size < 2) return;
    this.fields.note(
      pointer,
      `Số người bị ảnh hưởng khác nhau giữa các thuộc tính: ${whole.join(', ')}.`,
      `The attributes give different numbers of affected people: ${whole.join(', ')}.`,
      FIXES.sameAffected,
    );
  }

  private group(raw: unknown, pointer: string): GroupCount | undefined {
    const { fields } = this;
    const object = fields.object(raw, pointer, ['affected', 'total']);
    if (!object) return undefined;
    const affected = fields.count(object.affected, `${pointer}/affected`);
    const total = fields.count(object.total, `${pointer}/total`);
    if (affected === undefined || total === undefined) return undefined;
    if (affected > total) {
      return fields.note(pointer, 'affected lớn hơn total.', 'affected exceeds total.', FIXES.groups);
    }
    return { affected, total };
  }
}
