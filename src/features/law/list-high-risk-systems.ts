/** @module The rows of the high-risk list that apply on a day. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { type PlainDate, versionAt } from '../../engine/index.ts';
import { citationsOf } from './cite-bases.ts';
import type { HighRiskListSchema } from './schema.ts';

export function listHighRiskSystems({
  ctx: { content, engine },
  input: { asOf },
}: {
  ctx: AppContext;
  input: { asOf: PlainDate };
}): z.infer<typeof HighRiskListSchema> {
  const rows = content.highRisk.flatMap((entry) => {
    const version = versionAt(entry.versions, asOf);
    if (!version) return [];
    return [
      {
        row: entry.id,
        title: entry.title,
        field: entry.field,
        basis: entry.basis,
        appliesFrom: version.applies_from,
        conditions: entry.conditions.map(({ question, kind, human_approval }) => ({
          question,
          kind,
          humanApproval: human_approval ?? false,
        })),
        logic: version.logic,
        route: entry.route.value,
        routeConfidence: entry.route.confidence,
        routeSource: entry.route.source,
        pdfPage: entry.pdf_page,
        note: entry.note ?? null,
      },
    ];
  });
  return { asOf, rows, citations: citationsOf(engine.law, rows) };
}
