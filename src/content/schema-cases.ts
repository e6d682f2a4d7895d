/** @module Strict shape of the cases in `rules/cases/`. */
import { z } from 'zod';
import { TIERS } from '../engine/index.ts';
import { basis, date, line } from './shapes.ts';

const level = z.enum(['met', 'partly_met', 'not_met', 'unknown', 'not_applicable']);
const answerMap = z.record(z.string(), z.unknown());

export const casesFile = z.strictObject({
  bases: z.record(z.string(), answerMap).optional(),
  cases: z.array(
    z.strictObject({
      name: line,
      about: basis.min(1),
      as_of: date,
      base: z.string().optional(),
      given: answerMap,
      datasets: z.array(z.unknown()).optional(),
      expect: z.strictObject({
        tier: z.enum([...TIERS, 'undetermined']).optional(),
        possible_tiers: z.array(z.enum(TIERS)).optional(),
        in_scope: z.boolean().nullable().optional(),
        prohibited: z.record(z.string(), z.enum(['indicated', 'not_indicated', 'unknown'])).optional(),
        high_risk_row: z.string().nullable().optional(),
        conformity_route: z.enum(['certification_body', 'self_or_body', 'unknown', 'not_applicable']).optional(),
        impact_assessment: z.enum(['required', 'not_required', 'unknown']).optional(),
        deciders_include: z.array(z.string()).optional(),
        unsettled_include: z.array(z.string()).optional(),
        transitions: z.record(z.string(), z.string().nullable()).optional(),
        obligations: z
          .record(
            z.string(),
            z.strictObject({
              applies: z.enum(['yes', 'no', 'unknown', 'absent']).optional(),
              party: z.enum(['own', 'other', 'unknown']).optional(),
              status: level.optional(),
              date: date.nullable().optional(),
              possible_dates: z.array(date).optional(),
              state: z.enum(['grace', 'due', 'upcoming', 'passed', 'by_event', 'undetermined', 'none']).optional(),
            }),
          )
          .optional(),
        ethics_lines: z.record(z.string(), level).optional(),
        ethics_points: z.record(z.string(), level).optional(),
        findings_include: z.array(z.string()).optional(),
        findings_exclude: z.array(z.string()).optional(),
      }),
    }),
  ),
});

export type Case = z.infer<typeof casesFile>['cases'][number];
export type CaseBases = NonNullable<z.infer<typeof casesFile>['bases']>;
