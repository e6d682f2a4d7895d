/** @module Reads the job-loss allowance list of a workforce file: people, months and wages, exact. */
import { type Fields, MONEY_MAX, type Plain, step } from './fields.ts';
import { FIXES } from './fixes.ts';
import type { AllowanceInput } from './input.ts';

const MONTHS_MAX = 720;

/** A whole amount in VND. */
export function readMoney(fields: Fields, raw: unknown, pointer: string, most = MONEY_MAX): number | undefined {
  return fields.number(raw, pointer, FIXES.money, (value) => Number.isInteger(value) && value >= 0 && value <= most);
}

export const readAllowances = (fields: Fields, raw: unknown, pointer: string): AllowanceInput[] =>
  new AllowanceReader(fields).all(raw, pointer);

class AllowanceReader {
  constructor(private readonly fields: Fields) {}

  private months(raw: unknown, pointer: string): number | undefined {
    const whole = (value: number): boolean => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
    return this.fields.number(raw, pointer, FIXES.months, (v) => v >= 0 && v <= MONTHS_MAX && whole(v));
  }

  all(raw: unknown, pointer: string): AllowanceInput[] {
    const entries = this.fields
      .list(raw, pointer, { least: 1, most: 10_000 })
      .map((entry, index) => this.allowance(entry, pointer + step(index)) as AllowanceInput);
    const most = entries.reduce(
      (sum, entry) => sum + (entry ? (entry.people * entry.sixMonthWages * MONTHS_MAX) / 72 : 0),
      0,
    );
    if (most > Number.MAX_SAFE_INTEGER) {
      this.fields.note(
        pointer,
        'Tổng số tiền quá lớn để tính chính xác.',
        'The amounts are too large to add up exactly.',
        FIXES.amounts,
      );
    }
    return entries;
  }

  private allowance(raw: unknown, pointer: string): AllowanceInput | undefined {
    const { fields } = this;
    const before = fields.issues.length;
    const object = fields.object(raw, pointer, [
      'label',
      'people',
      'service_months',
      'insured_months',
      'paid_months',
      'average_monthly_wage',
      'last_six_wages',
      'terminated_on',
    ]);
    if (!object) return undefined;
    const label = fields.optional(object.label, `${pointer}/label`, (value, at) => fields.text(value, at));
    const people = object.people === undefined ? 1 : fields.count(object.people, `${pointer}/people`, 1);
    const serviceMonths = this.months(object.service_months, `${pointer}/service_months`);
    // Whoever was insured or paid for how long must be said: leaving it out would change what is owed.
    const insuredMonths = this.months(object.insured_months, `${pointer}/insured_months`);
    const paidMonths = object.paid_months === undefined ? 0 : this.months(object.paid_months, `${pointer}/paid_months`);
    if (
      [serviceMonths, insuredMonths, paidMonths].every((v) => v !== undefined) &&
      insuredMonths! + paidMonths! > serviceMonths!
    ) {
      fields.note(
        pointer,
        'insured_months và paid_months cộng lại nhiều hơn service_months.',
        'insured_months and paid_months together exceed service_months.',
        FIXES.part,
      );
    }
    const sixMonthWages = this.wages(object, pointer);
    const terminatedOn = fields.optional(object.terminated_on, `${pointer}/terminated_on`, (value, at) =>
      fields.date(value, at),
    );
    if (fields.issues.length > before) return undefined;
    return {
      label,
      people: people!,
      serviceMonths: serviceMonths!,
      insuredMonths: insuredMonths!,
      paidMonths: paidMonths!,
      sixMonthWages: sixMonthWages!,
      terminatedOn,
    };
  }

  private wages(object: Plain, pointer: string): number | undefined {
    const { fields } = this;
    const [average, list] = [object.average_monthly_wage, object.last_six_wages];
    if ((average === undefined) === (list === undefined)) {
      return fields.note(
        pointer,
        'Cần đúng một cách ghi lương.',
        'Exactly one way of giving the wage is needed.',
        FIXES.wages,
      );
    }
    if (average !== undefined) {
      const wage = readMoney(this.fields, average, `${pointer}/average_monthly_wage`);
      return wage === undefined ? undefined : 6 * wage;
    }
    const at = `${pointer}/last_six_wages`;
    const wages = fields
      .list(list, at, { least: 6, most: 6 })
      .map((wage, index) => readMoney(this.fields, wage, at + step(index)));
    return wages.length === 6 && wages.every((wage) => wage !== undefined)
      ? wages.reduce((a, b) => a! + b!, 0)
      : undefined;
  }
}
