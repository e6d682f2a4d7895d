/** @module What the product covers of the law, line by line; the totals are those of `luongtri content check`. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { type PlainDate, versionAt } from '../../engine/index.ts';
import { stateOf } from './list-instruments.ts';
import type { CoverageSchema } from './schema.ts';

export function getCoverage({
  ctx: { content, coverage },
  input: { asOf },
}: {
  ctx: AppContext;
  input: { asOf: PlainDate };
}): z.infer<typeof CoverageSchema> {
  const inForce = new Set(
    content.instruments.filter((entry) => stateOf(entry, asOf) === 'in_force').map(({ id }) => id),
  );
  const current = new Set(content.obligations.filter((entry) => versionAt([entry], asOf)).map(({ id }) => id));
  const { totals, obligationStatus, confidence, articles, obligations, items } = coverage;
  return {
    asOf,
    totals,
    obligationStatus,
    confidence,
    articles: articles.map(({ basis, title, ...rest }) => ({
      basis,
      title,
      inForce: inForce.has(basis.slice(0, basis.indexOf(':'))),
      ...rest,
    })),
    obligations: obligations.map(({ id, title, ...rest }) => ({ id, title, inForce: current.has(id), ...rest })),
    items,
  };
}
