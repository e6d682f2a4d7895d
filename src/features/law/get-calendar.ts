/** @module The dates of the law from a day on, for everyone or for one tier and role. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import {
  type Actor,
  addDays,
  compile,
  type Obligation,
  type PlainDate,
  type Text,
  type Tier,
  type Value,
} from '../../engine/index.ts';
import { citationsOf } from './cite-bases.ts';
import type { CalendarSchema } from './schema-over-time.ts';

type Calendar = z.infer<typeof CalendarSchema>;

export interface CalendarInput {
  asOf: PlainDate;
  tier?: Tier | undefined;
  role?: Actor | undefined;
}

/** Everything dated from `asOf` on; a duty is left out only if the tier rules it out or it is not the role's. */
export function getCalendar({ ctx, input }: { ctx: AppContext; input: CalendarInput }): Calendar {
  const { content, engine } = ctx;
  const { asOf, tier, role } = input;
  const concerns = content.obligations.filter((entry) => isRelevant(entry, input));
  const entries = [
    ...textDates(ctx),
    ...concerns.flatMap((entry) => dutyDates(entry)),
    ...transitionDates(ctx, input, concerns),
  ]
    .filter(({ date }) => date >= asOf)
    .sort((a, b) => compare(a.date, b.date) || compare(a.kind, b.kind) || compare(a.id, b.id));
  return { asOf, tier: tier ?? null, role: role ?? null, entries, citations: citationsOf(engine.law, entries) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** With only the tier known, does the condition of the duty still leave it possible? */
function isRelevant({ actors, when }: Obligation, { tier, role }: CalendarInput): boolean {
  if (role && !actors.includes(role) && !actors.includes('anyone')) return false;
  if (!tier) return true;
  const value: Value[] = [tier];
  const holds = compile(when, (id) => ({ index: id === 'decision.tier' ? 0 : 1 }))(value);
  return holds !== false;
}

function textDates({ content }: AppContext): Calendar['entries'] {
  return content.instruments.flatMap(({ id, short, title, in_force_from: from, in_force_until: until }) => {
    const entry = { id, title: short, text: title, basis: [], obligations: [] };
    return [
      { ...entry, date: from, kind: 'text_in_force' as const },
      ...(until ? [{ ...entry, date: addDays(until, 1), kind: 'text_ends' as const }] : []),
    ];
  });
}

function dutyDates({ id, title, duty, basis, applies_from: from, until }: Obligation): Calendar['entries'] {
  const entry = { id, title, text: duty, basis, obligations: [id] };
  return [
    { ...entry, date: from, kind: 'duty_begins' as const },
    ...(until ? [{ ...entry, date: addDays(until, 1), kind: 'duty_ends' as const }] : []),
  ];
}

/** Ends of transition periods, with the duties they move. */
function transitionDates(
  { content }: AppContext,
  { asOf }: CalendarInput,
  concerns: Obligation[],
): Calendar['entries'] {
  return content.decisions.flatMap(({ id, title, values, versions }) => {
    const obligations = concerns.filter((entry) => entry.transition === id).map((entry) => entry.id);
    const running = versions.filter(({ until }) => until === undefined || until >= asOf);
    const reachable = new Set(running.flatMap(({ cases }) => cases.map(({ value }) => value)));
    if (obligations.length === 0) return [];
    return values
      .filter((value) => value.date !== undefined && reachable.has(value.id))
      .map((value) => ({
        date: value.date!,
        kind: 'comply_before' as const,
        id: `${id}:${value.id}`,
        title: value.title,
        text: join(title, value.meanwhile),
        basis: value.basis,
        obligations,
      }));
  });
}

const join = (title: Text, meanwhile: Text | undefined): Text =>
  meanwhile ? { vi: `${title.vi}. ${meanwhile.vi}`, en: `${title.en}. ${meanwhile.en}` } : title;
