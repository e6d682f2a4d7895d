/** @module What a workforce measurement takes. `readWorkforce` does the checking; this is its public description. */
import { z } from '@hono/zod-openapi';
import { AsOfParameter, LangParameter, queryOf } from '../../app/parameters.ts';
import { PlainDateSchema } from '../../app/schemas.ts';
import { INTENT_TITLES, PLAN_PART_TITLES, TECHNOLOGY_TITLES } from '../../measure/workforce/index.ts';
import { keysOf } from './shapes.ts';

export const PlanQuery = queryOf({
  as_of: AsOfParameter.optional().openapi({
    description:
      'The day on which steps not yet taken are judged, `YYYY-MM-DD`. Default: `as_of` of the plan, else today in Viet Nam.',
  }),
  lang: LangParameter.optional(),
});

/** Left out, `null` and `unknown` all say that it is not known; never that it is zero or done. */
const known = <T extends z.ZodType>(shape: T) => z.union([shape, z.literal('unknown'), z.null()]).optional();
/** `none` is a statement that there is none; leaving it out is not. */
const stated = <T extends z.ZodType>(shape: T) =>
  z.union([shape, z.literal('none'), z.literal('unknown'), z.null()]).optional();

const people = z.int().openapi({ minimum: 0 });
const share = z.number().openapi({ minimum: 0, maximum: 1 });
const months = z.number().openapi({ minimum: 0, maximum: 720, description: 'Months, at most two decimals.' });
const dong = z.int().openapi({ minimum: 0, description: 'VND.' });
const date = known(PlainDateSchema);
const yesNo = known(z.boolean());

const technology = z.enum(keysOf(TECHNOLOGY_TITLES));
const technologies = z.union([technology, z.array(technology)]).optional();
const classification = known(z.enum(['vsco', 'isco08']));

const Task = z
  .strictObject({
    name: z.string(),
    share: share.openapi({ description: 'Of the working time.' }),
    automatable: share.openapi({ description: 'Part of the task that the system can do.' }),
    evidence: z.string().openapi({ description: 'A time study, a trial run, production data.' }),
  })
  .openapi('WorkforceTask');

const Planned = z
  .strictObject({
    kept: known(people),
    retrained: known(people),
    moved: known(people),
    part_time: known(people),
    retired: known(people),
    ended: known(people),
    first_ended_on: date,
  })
  .openapi('WorkforcePlanned', { description: 'What becomes of the people; the six numbers share no one.' });

const Occupation = z
  .strictObject({
    code: z
      .union([z.string(), z.int(), z.null()])
      .optional()
      .openapi({ description: 'Four digits. Without it the `title` must be that of one occupation.', example: '4222' }),
    title: known(z.string()),
    classification,
    headcount: z.int().openapi({ minimum: 1 }),
    coverage: z
      .union([share, z.literal('unknown')])
      .openapi({ description: 'Share of the work of the occupation where the system is used.' }),
    intent: z.enum(keysOf(INTENT_TITLES)),
    technology: technologies,
    tasks: known(z.array(Task)).openapi({
      description: 'The organisation’s own task shares; needed where the technology is not generative AI.',
    }),
    planned: known(Planned),
    groups: z
      .union([
        z.record(z.string(), z.record(z.string(), z.strictObject({ affected: people, total: people }))),
        z.null(),
      ])
      .optional()
      .openapi({ description: 'Attribute → group → people affected for the worse, out of all.' }),
  })
  .openapi('WorkforceOccupationInput');

const Allowance = z
  .strictObject({
    label: known(z.string()),
    people: z.int().optional().openapi({ minimum: 1, description: 'Default: 1.' }),
    service_months: months,
    insured_months: months,
    paid_months: months.optional(),
    average_monthly_wage: dong.optional(),
    last_six_wages: z.array(dong).optional().openapi({ description: 'Instead of the average.' }),
    terminated_on: date,
  })
  .openapi('WorkforceAllowanceInput');

const contents = z.strictObject(
  Object.fromEntries(keysOf(PLAN_PART_TITLES).map((part) => [part, yesNo])) as Record<
    keyof typeof PLAN_PART_TITLES,
    typeof yesNo
  >,
);

export const WorkforcePlanSchema = z
  .strictObject({
    system: known(z.string()),
    province: known(z.string()),
    as_of: date,
    technology: technologies.openapi({ description: 'Of all occupations that do not name their own.' }),
    classification: classification.openapi({ description: 'Of the codes. Default: `vsco`.' }),
    occupations: z.array(Occupation),
    new_roles: known(z.array(z.strictObject({ title: z.string(), count: people, for_affected: known(people) }))),
    retraining: stated(z.strictObject({ offered: known(people), completed: known(people), budget: known(dong) })),
    consultation: stated(z.strictObject({ held_on: date, minutes: yesNo, posted_on: date, women_heard: yesNo })),
    plan: stated(z.strictObject({ adopted_on: date, announced_on: date, contents: known(contents) })),
    notices: stated(z.strictObject({ province_on: date, workers_on: date })),
    allowance: z.array(Allowance).optional(),
    local_options: known(z.enum(['many', 'some', 'few'])),
    vulnerable_affected: known(people),
  })
  .openapi('WorkforcePlan', {
    description:
      'Occupations with headcount, what the system is used for, what becomes of the people, and the steps of the Labour Code. What is left out is not known; it is never taken for zero or for done.',
  });
