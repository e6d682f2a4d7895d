/**
 * @module Job-loss allowance (Labour Code 45/2019/QH14 article 47; Decree 145/2020/NĐ-CP article 8). Whole numbers only: months
 * in hundredths, time in half years, wages as the sum of six months, so that no rounding error can reach the amount.
 */
import { type Due, dueAfter, type WorkingDays } from './dates.ts';
import type { AllowanceInput } from './input.ts';

export interface Allowance {
  label: string | null;
  people: number;
  eligible: boolean;
  /** Service less time insured for unemployment less time already paid for, months. */
  countedMonths: number;
  /** The same in years after rounding: a multiple of one half. */
  countedYears: number;
  /** Months of pay owed to each person. */
  monthsOfPay: number;
  /** The least of two months decided the amount. */
  leastApplied: boolean;
  /** VND, whole; a fraction of a đồng is rounded up (ours: the law is silent). */
  perPerson: number;
  total: number;
  /** Article 48(1): 14 working days after the end; with technological change it may take longer, at most 30 days. */
  settlement: { usual: Due | null; latest: Due } | null;
}

const YEAR = 1_200;
const ELIGIBLE_FROM = 1_200;
/** Two months, in half months. */
const LEAST = 4;

/**
 * Half years of service that count: full years, and for what is left over half a year up to six months, a year above
 * (Decree 145/2020/NĐ-CP article 8(3)(c)).
 * @param months hundredths of a month, a whole number from 0
 */
export function halfYears(months: number): number {
  const rest = months % YEAR;
  return 2 * Math.floor(months / YEAR) + (rest === 0 ? 0 : rest <= YEAR / 2 ? 1 : 2);
}

const hundredths = (months: number): number => Math.round(months * 100);

/** @param calendar without it the date in working days stays open */
export function allowanceOf(input: AllowanceInput, calendar?: WorkingDays): Allowance {
  const service = hundredths(input.serviceMonths);
  const counted = Math.max(0, service - hundredths(input.insuredMonths) - hundredths(input.paidMonths));
  const eligible = service >= ELIGIBLE_FROM;
  const halves = halfYears(counted);
  // One month for each year, so one half month for each half year; at least two months (article 47(1)).
  const halfMonths = eligible ? Math.max(LEAST, halves) : 0;
  const perPerson = Math.ceil((halfMonths * input.sixMonthWages) / 12);
  const { terminatedOn } = input;
  return {
    label: input.label,
    people: input.people,
    eligible,
    countedMonths: counted / 100,
    countedYears: halves / 2,
    monthsOfPay: halfMonths / 2,
    leastApplied: eligible && halves < LEAST,
    perPerson,
    total: perPerson * input.people,
    settlement:
      terminatedOn === null
        ? null
        : { usual: calendar?.addWorkingDays(terminatedOn, 14) ?? null, latest: dueAfter(terminatedOn, 30) },
  };
}
