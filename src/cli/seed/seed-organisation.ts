/** @module A made-up company: its people, its register of systems, and what it assessed. */

import type { EventInput } from '../../app/audit.ts';
import { eventRow } from '../../app/audit.ts';
import type { AppContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';
import { ACTORS } from '../../engine/index.ts';
import { insertSystem, type SystemRow } from '../../features/systems/index.ts';
import { Random, repeatableIds, SetClock } from './random.ts';
import { seedAssessment } from './seed-assessment.ts';
import { answersOf, said, usable } from './vary-answers.ts';
import { BRANDS_FIRST, BRANDS_LAST, FAMILY_NAMES, GIVEN_NAMES, MIDDLE_NAMES, PROVINCES, SECTORS } from './words.ts';

export const DAY_MS = 86_400_000;
/** How far back the made-up past goes. */
const PAST_DAYS = 90;
const ASSESSMENTS_OF_A_SYSTEM = 1.5;
const PEOPLE = 3;
/** Rows of one statement: PostgreSQL takes 65,535 values. */
const EVENTS_AT_ONCE = 1_000;

export interface Plan {
  seed: string;
  index: number;
  assessments: number;
  /** Nothing is dated later. Milliseconds since 1970. */
  until: number;
}

/** What the making of one organisation works with. */
export interface World {
  trx: Trx;
  ctx: AppContext;
  random: Random;
  clock: SetClock;
  organisationId: string;
  people: string[];
  event: (actor: string, kind: string, subject: string, details?: EventInput['details']) => void;
}

export interface Made {
  organisationId: string;
  name: string;
  systems: number;
  assessments: number;
  submissions: number;
  answers: number;
  events: number;
}

/** The id that a plan's organisation gets, to see whether it is there already. */
export const organisationIdOf = (plan: Plan): string => {
  const clock = new SetClock(plan.until - PAST_DAYS * DAY_MS);
  return repeatableIds(new Random(`${plan.seed}/${plan.index}`), clock).next('org');
};

/** Writes one organisation with everything it has, as the owner of the tables. */
export async function seedOrganisation(base: AppContext, trx: Trx, plan: Plan): Promise<Made> {
  const clock = new SetClock(plan.until - PAST_DAYS * DAY_MS);
  const random = new Random(`${plan.seed}/${plan.index}`);
  const ctx = { ...base, clock, ids: repeatableIds(random, clock) };
  const organisationId = ctx.ids.next('org');
  const name = await insertOrganisation({ trx, ctx, random }, organisationId, plan.index);
  const events: ReturnType<typeof eventRow>[] = [];
  const event: World['event'] = (id, kind, subject, details = {}) => {
    const actor = { id, organisationId };
    events.push(eventRow(ctx, { kind, organisationId, actor, subject, details }));
  };
  const people = await insertPeople({ trx, ctx, random }, organisationId);
  event(people[0]!, 'organisation.created', organisationId);
  const world: World = { trx, ctx, random, clock, organisationId, people, event };
  const systems: { row: SystemRow; example: AppContext['examples'][number]; last: string | undefined }[] = [];
  let submissions = 0;
  let answers = 0;
  for (let number = 0; number < plan.assessments; number += 1) {
    // Each a while after the one before, so that lists and logs read like a past.
    clock.set(plan.until - PAST_DAYS * DAY_MS * (1 - (number + 0.5) / plan.assessments));
    const isNew = systems.length === 0 || random.chance(1 / ASSESSMENTS_OF_A_SYSTEM);
    const system = isNew ? await registerSystem(world, systems.length) : random.pick(systems);
    if (isNew) systems.push(system);
    const room = (PAST_DAYS * DAY_MS) / plan.assessments / 2;
    const made = await seedAssessment(world, system, room);
    submissions += made.submitted ? 1 : 0;
    answers += made.answers;
    if (made.submitted) system.last = made.isOpen ? made.id : undefined;
  }
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    await trx
      .insertInto('event')
      .values(events.slice(from, from + EVENTS_AT_ONCE))
      .execute();
  }
  const counts = { systems: systems.length, assessments: plan.assessments, submissions, answers };
  return { organisationId, name, ...counts, events: events.length };
}

type Bare = Pick<World, 'trx' | 'ctx' | 'random'>;

async function insertOrganisation({ trx, ctx, random }: Bare, organisationId: string, index: number): Promise<string> {
  const { sector, head } = random.pick(SECTORS);
  // The number keeps names apart where the words run out.
  const name = `${head} ${random.pick(BRANDS_FIRST)} ${random.pick(BRANDS_LAST)} ${index + 1} (dữ liệu mẫu)`;
  await trx
    .insertInto('organisation')
    .values({
      organisation_id: organisationId,
      kind: 'company',
      name,
      province: random.pick(PROVINCES),
      sector,
      created_at: ctx.clock.now(),
      updated_at: ctx.clock.now(),
    })
    .execute();
  return name;
}

/** People with names and no way to sign in; addresses of a domain that reaches nobody (RFC 2606). */
async function insertPeople({ trx, ctx, random }: Bare, organisationId: string): Promise<string[]> {
  const now = ctx.clock.now();
  const people = Array.from({ length: PEOPLE }, () => ({
    id: ctx.ids.next('usr'),
    name: [FAMILY_NAMES, MIDDLE_NAMES, GIVEN_NAMES].map((names) => random.pick<string>(names)).join(' '),
  }));
  await trx
    .insertInto('auth_user')
    .values(
      people.map(({ id, name }) => ({
        id,
        name,
        email: `${id}@seed.example`,
        email_verified: false,
        two_factor_enabled: false,
        created_at: now,
        updated_at: now,
      })),
    )
    .execute();
  const roles = ['owner', 'manager', 'contributor'] as const;
  await trx
    .insertInto('member')
    .values(
      people.map(({ id }, index) => ({
        organisation_id: organisationId,
        user_id: id,
        role: roles[index]!,
        joined_at: now,
      })),
    )
    .execute();
  return people.map(({ id }) => id);
}

async function registerSystem(world: World, index: number) {
  const { trx, ctx, random, clock, organisationId, people } = world;
  const example = random.pick(ctx.examples.filter(usable));
  const about = (example.data.system ?? {}) as Record<string, string | undefined>;
  const answers = answersOf(example.data);
  const held = [said(answers['roles.held'])].flat();
  const goLive = said(answers['operation.go-live']);
  const row = await insertSystem(trx, {
    organisation_id: organisationId,
    id: ctx.ids.next('sys'),
    name: `${about.name ?? example.id} ${random.pick(BRANDS_FIRST)} ${random.pick(BRANDS_LAST)} ${index + 1}`,
    purpose: about.description ?? '',
    roles: ACTORS.filter((actor) => held.includes(actor)),
    sector: random.pick(SECTORS).sector,
    go_live_on: typeof goLive === 'string' && /^\d{4}-\d\d-\d\d$/.test(goLive) ? goLive : null,
    provider: about.provider ?? null,
    model: null,
    version: null,
    ai_id: null,
    created_by: people[0]!,
    created_at: clock.now(),
    updated_at: clock.now(),
  });
  world.event(people[0]!, 'system.registered', row.id);
  return { row, example, last: undefined as string | undefined };
}
