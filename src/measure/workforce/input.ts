/** @module What a workforce file says, after it was read and found right. `null` is "not known", never zero. */
import type { PlainDate } from './dates.ts';

export const TECHNOLOGIES = ['generative', 'robotics', 'vision', 'process_automation', 'other', 'unknown'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];

export const INTENTS = ['replace', 'mixed', 'assist', 'unknown'] as const;
export type Intent = (typeof INTENTS)[number];

export const CLASSIFICATIONS = ['vsco', 'isco08'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** Part of the work of an occupation, as the organisation found it. */
export interface Task {
  name: string;
  /** Of the working time, 0–1. */
  share: number;
  /** Part of the task that the system can do, 0–1. */
  automatable: number;
  /** What shows it: a time study, a trial run, a record. */
  evidence: string;
}

/** What becomes of the people; the six are disjoint. Article 44(1)(a)–(c) names all but `moved`. */
export const OUTCOMES = ['kept', 'retrained', 'moved', 'part_time', 'retired', 'ended'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Planned {
  counts: Record<Outcome, number | null>;
  /** Day on which the first contract ends. */
  firstEndedOn: PlainDate | null;
}

export interface GroupCount {
  affected: number;
  total: number;
}

export interface OccupationInput {
  code: string;
  classification: Classification;
  /** The organisation's own name of the job. */
  ownTitle: string | null;
  /** The code was found by the title and should be confirmed. */
  codeFromTitle: boolean;
  headcount: number;
  /** Share of the work of the occupation where the system is used, 0–1. */
  coverage: number | null;
  intent: Intent;
  technology: Technology[];
  tasks: Task[] | null;
  planned: Planned | null;
  /** Attribute → group → people affected for the worse, out of all. */
  groups: Record<string, Record<string, GroupCount>>;
}

/** The five contents of the labour-usage plan (Labour Code article 44(1)(a)–(đ)), by the words of the input file. */
export const PLAN_PARTS = ['continuing', 'retiring', 'ending', 'rights_and_duties', 'measures_and_funding'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

export interface PlanInput {
  adoptedOn: PlainDate | null;
  announcedOn: PlainDate | null;
  contents: Record<PlanPart, boolean | null>;
}

export interface ConsultationInput {
  heldOn: PlainDate | null;
  minutes: boolean | null;
  postedOn: PlainDate | null;
  /** Opinions of women workers were gathered, where their interests are touched. */
  womenHeard: boolean | null;
}

export interface NoticesInput {
  provinceOn: PlainDate | null;
  /** Day on which the last of the workers concerned was told. */
  workersOn: PlainDate | null;
}

export interface AllowanceInput {
  label: string | null;
  people: number;
  /** Months, at most two decimals. */
  serviceMonths: number;
  insuredMonths: number;
  paidMonths: number;
  /** Sum of the contract wages of the last six months, VND; exact. */
  sixMonthWages: number;
  terminatedOn: PlainDate | null;
}

export interface NewRole {
  title: string;
  count: number;
  /** Of them, how many are kept for the people affected. */
  forAffected: number | null;
}

export interface RetrainingInput {
  offered: number | null;
  completed: number | null;
  budget: number | null;
}

export const LOCAL_OPTIONS = ['many', 'some', 'few', 'unknown'] as const;
export type LocalOptions = (typeof LOCAL_OPTIONS)[number];

/** `none`: the organisation says that there is none. `null`: the file does not say. */
export type Stated<T> = T | 'none' | null;

export interface WorkforceInput {
  system: string | null;
  province: string | null;
  asOf: PlainDate | null;
  occupations: OccupationInput[];
  newRoles: NewRole[] | null;
  retraining: Stated<RetrainingInput>;
  consultation: Stated<ConsultationInput>;
  plan: Stated<PlanInput>;
  notices: Stated<NoticesInput>;
  allowance: AllowanceInput[];
  /** Jobs of a like kind within reach of the people affected. */
  localOptions: LocalOptions;
  /** Of the people affected, those who would find it hardest to find other work. */
  vulnerableAffected: number | null;
}
