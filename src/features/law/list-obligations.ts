/** @module The duties in force on a day, with the rule that says when each exists. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { type PlainDate, versionAt } from '../../engine/index.ts';
import { citationsOf } from './cite-bases.ts';
import type { ObligationListSchema } from './schema.ts';

export function listObligations({
  ctx: { content, engine },
  input: { asOf },
}: {
  ctx: AppContext;
  input: { asOf: PlainDate };
}): z.infer<typeof ObligationListSchema> {
  const obligations = content.obligations
    .filter((entry) => versionAt([entry], asOf))
    .map((entry) => ({
      id: entry.id,
      title: entry.title,
      duty: entry.duty,
      actors: entry.actors,
      kind: entry.kind,
      appliesFrom: entry.applies_from,
      until: entry.until ?? null,
      when: entry.when,
      basis: entry.basis,
      evidence: entry.evidence,
      deadline: { rule: entry.deadline.rule, text: entry.deadline.text, clock: entry.deadline.clock ?? null },
      transition: entry.transition ?? null,
      sanctions: entry.sanctions,
      coverage: entry.status,
      confidence: entry.confidence,
      note: entry.note ?? null,
    }));
  const named = new Set(obligations.flatMap(({ sanctions }) => sanctions));
  const sanctions = content.sanctions.filter(({ id }) => named.has(id));
  return { asOf, obligations, sanctions, citations: citationsOf(engine.law, [...obligations, ...sanctions]) };
}
