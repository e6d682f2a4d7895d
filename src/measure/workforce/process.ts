/**
 * @module The steps that the Labour Code asks for before jobs are cut through a change of technology, with their last days.
 * A step that the file does not show is unknown, never done. Sources: Labour Code 45/2019/QH14 articles 42(3), 42(6), 44, 63(2)(c);
 * Decree 145/2020/NĐ-CP article 41(1)(b), (đ), (e); counting of days as in Civil Code 91/2015/QH13 article 147.
 */
import { addDays, type Due, dueAfter, type PlainDate, type WorkingDays } from './dates.ts';
import { PLAN_PARTS, type PlanInput, type PlanPart, type Stated, type WorkforceInput } from './input.ts';
import type { People, YesNoUnknown } from './people.ts';

export const STEPS = ['consultation', 'posting', 'plan', 'announcement', 'notice_province', 'notice_workers'] as const;
export type StepName = (typeof STEPS)[number];

/**
 * `done` in time · `late` done, or planned, after its last day · `overdue` not done and its last day is over · `missing` said not to be
 * done, without a day to measure it by · `incomplete` done without all that belongs to it · `upcoming` still possible in time ·
 * `unclear` depends on a day that may or may not be a working day · `unknown` not shown · `not_needed` nothing asks for it.
 */
export type StepStatus =
  | 'done'
  | 'late'
  | 'overdue'
  | 'missing'
  | 'incomplete'
  | 'upcoming'
  | 'unclear'
  | 'unknown'
  | 'not_needed';

export interface Step {
  step: StepName;
  /** Whether the numbers in the file make it necessary. */
  needed: YesNoUnknown;
  status: StepStatus;
  doneOn: PlainDate | null;
  /** Last day, where a day to count from is known. */
  due: Due | null;
}

export interface Process {
  steps: Step[];
  plan: {
    /** `null` while a part is not known. */
    complete: boolean | null;
    missing: PlanPart[];
    unknown: PlanPart[];
  };
  firstEndedOn: PlainDate | null;
}

const NOTICE_DAYS = 30;
const ANNOUNCEMENT_DAYS = 15;
const POSTING_DAYS = 3;

export interface Clock {
  asOf: PlainDate | null;
  calendar?: WorkingDays | undefined;
}

export function processOf(input: WorkforceInput, people: People, clock: Clock): Process {
  const firstEndedOn = firstEnd(input);
  const plan = planOf(input.plan);
  const notice = people.dismissals;
  const consult = worstNeed(people.planTrigger, notice);
  const lastNotice = firstEndedOn === null ? null : dueAfter(firstEndedOn, -NOTICE_DAYS);
  const { consultation, notices } = input;
  const heldOn = day(consultation, 'heldOn');
  const adoptedOn = day(input.plan, 'adoptedOn');
  const posting = heldOn === null ? null : (clock.calendar?.addWorkingDays(heldOn, POSTING_DAYS) ?? null);
  const announcement = adoptedOn === null ? null : dueAfter(adoptedOn, ANNOUNCEMENT_DAYS);
  const before = consultationDue(adoptedOn, firstEndedOn);
  const hasMinutes = consultation === null || consultation === 'none' ? null : consultation.minutes;
  const steps: Step[] = [
    {
      ...stepOf('consultation', consult, heldOn, before, consultation === 'none', clock),
      ...(hasMinutes === false && heldOn !== null ? { status: 'incomplete' as const } : {}),
    },
    stepOf('posting', consult, day(consultation, 'postedOn'), posting, consultation === 'none', clock),
    {
      ...stepOf('plan', people.planTrigger, adoptedOn, null, input.plan === 'none', clock),
      ...(plan.complete === false && input.plan !== 'none' ? { status: 'incomplete' as const } : {}),
      ...(plan.complete === null && adoptedOn !== null ? { status: 'unknown' as const } : {}),
    },
    stepOf(
      'announcement',
      people.planTrigger,
      day(input.plan, 'announcedOn'),
      announcement,
      input.plan === 'none',
      clock,
    ),
    stepOf('notice_province', notice, day(notices, 'provinceOn'), lastNotice, notices === 'none', clock),
    stepOf('notice_workers', notice, day(notices, 'workersOn'), lastNotice, notices === 'none', clock),
  ];
  return {
    steps: steps.map((step) => (step.needed === 'no' ? { ...step, status: 'not_needed' } : step)),
    plan,
    firstEndedOn,
  };
}

function worstNeed(a: YesNoUnknown, b: YesNoUnknown): YesNoUnknown {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'no';
}

/** A day of a statement; `null` where it is not known or there is none. */
function day<T extends object, K extends keyof T>(stated: Stated<T>, key: K): PlainDate | null {
  return stated === null || stated === 'none' ? null : (stated[key] as PlainDate | null);
}

/** First day on which a contract ends, planned or in the allowance list. */
function firstEnd({ occupations, allowance }: WorkforceInput): PlainDate | null {
  const days = [
    ...occupations.map(({ planned }) => planned?.firstEndedOn ?? null),
    ...allowance.map((e) => e.terminatedOn),
  ];
  return days.filter((date) => date !== null).sort()[0] ?? null;
}

/** Views are exchanged while the plan is made (44(2)) and before anyone is laid off (42(6)). */
function consultationDue(adoptedOn: PlainDate | null, firstEndedOn: PlainDate | null): Due | null {
  const beforeEnd = firstEndedOn === null ? null : addDays(firstEndedOn, -1);
  const last = [adoptedOn, beforeEnd].filter((date) => date !== null).sort()[0];
  return last === undefined ? null : { dates: [last], provisional: false };
}

function planOf(plan: Stated<PlanInput>): Process['plan'] {
  if (plan === 'none') return { complete: false, missing: [...PLAN_PARTS], unknown: [] };
  const of = (wanted: boolean | null): PlanPart[] =>
    PLAN_PARTS.filter((part) => (plan?.contents[part] ?? null) === wanted);
  const [missing, unknown] = [of(false), of(null)];
  const adopted = plan !== null && plan.adoptedOn !== null;
  return { complete: missing.length > 0 ? false : unknown.length > 0 || !adopted ? null : true, missing, unknown };
}

function stepOf(
  step: StepName,
  needed: YesNoUnknown,
  doneOn: PlainDate | null,
  due: Due | null,
  statedNone: boolean,
  { asOf }: Clock,
): Step {
  return { step, needed, doneOn, due, status: statusOf(doneOn, due, statedNone, asOf, TIMED.has(step)) };
}

/** Steps that are in time or not. */
const TIMED: ReadonlySet<StepName> = new Set(['posting', 'announcement', 'notice_province', 'notice_workers']);

function statusOf(
  doneOn: PlainDate | null,
  due: Due | null,
  statedNone: boolean,
  asOf: PlainDate | null,
  timed: boolean,
): StepStatus {
  const [first, last] = [due?.dates[0], due?.dates.at(-1)];
  // A day still to come is a plan, not a fact.
  const planned = doneOn !== null && asOf !== null && doneOn > asOf;
  if (doneOn !== null) {
    if (last !== undefined && doneOn > last) return 'late';
    if (planned) return 'upcoming';
    if (timed && first === undefined) return 'unknown';
    return first !== undefined && doneOn > first ? 'unclear' : 'done';
  }
  if (last !== undefined && asOf !== null && asOf > last) return statedNone ? 'overdue' : 'unknown';
  if (statedNone) return asOf !== null && first !== undefined ? 'upcoming' : 'missing';
  return 'unknown';
}
