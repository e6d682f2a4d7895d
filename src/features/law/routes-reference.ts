/** @module `/v1/law/glossary`, `/v1/law/frameworks`, `/v1/law/crosswalk`: the words, the frameworks, what they share with others. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { BasisSchema, ConfidenceSchema, PlainDateSchema, TextSchema } from '../../app/schemas.ts';
import { citationsOf } from './cite-bases.ts';

const citations = z
  .record(z.string(), TextSchema)
  .openapi({ description: 'Each `basis` id above, written as a lawyer cites it.' });

const GlossarySchema = z
  .strictObject({
    terms: z.array(z.strictObject({ id: z.string(), term: TextSchema, definition: TextSchema, basis: BasisSchema })),
    citations,
  })
  .openapi('Glossary');

const remedy = z.strictObject({
  action: TextSchema,
  owner: TextSchema,
  document: TextSchema,
  effort: z.enum(['small', 'medium', 'large']),
});
const entry = z.strictObject({
  ref: z.string(),
  title: TextSchema,
  basis: BasisSchema,
  remedy,
  confidence: ConfidenceSchema.optional(),
});

const FrameworkListSchema = z
  .strictObject({
    frameworks: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        applies_from: PlainDateSchema,
        basis: BasisSchema,
        binding_when: z.unknown().openapi({ description: 'JsonLogic: for whom it is a duty.' }),
        principles: z.array(z.strictObject({ ref: z.string(), title: TextSchema, basis: BasisSchema })),
        lines: z.array(entry.extend({ points: z.array(z.string()) })),
        points: z.array(entry.extend({ principle: z.string(), expectation: TextSchema })),
      }),
    ),
    citations,
  })
  .openapi('FrameworkList');

const CrosswalkListSchema = z
  .strictObject({
    crosswalks: z.array(
      z.strictObject({
        id: z.string(),
        title: TextSchema,
        href: z.string(),
        confidence: ConfidenceSchema,
        checked_on: PlainDateSchema,
        note: TextSchema,
        mappings: z.array(
          z.strictObject({
            from: z.string(),
            to: z.string(),
            title: TextSchema,
            relation: z.enum(['equivalent', 'subset', 'overlap']),
            confidence: ConfidenceSchema.optional(),
          }),
        ),
      }),
    ),
  })
  .openapi('CrosswalkList', {
    description: 'Our own thematic reading, no official concordance: meeting one column does not prove another.',
  });

const route = <P extends string, S extends z.ZodType>(path: P, operationId: string, summary: string, schema: S) =>
  createRoute({
    method: 'get',
    path,
    operationId,
    tags: ['Law'],
    summary,
    request: { query: queryOf({ lang: LangParameter.optional() }) },
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...problemResponses('invalid-parameters'),
    },
  });

const glossaryRoute = route('/v1/law/glossary', 'getGlossary', 'Terms, with where the law uses them', GlossarySchema);
const frameworksRoute = route(
  '/v1/law/frameworks',
  'listFrameworks',
  'Ethics frameworks: official form and points',
  FrameworkListSchema,
);
const crosswalkRoute = route(
  '/v1/law/crosswalk',
  'listCrosswalks',
  'What the requirements share with other frameworks',
  CrosswalkListSchema,
);

export function referenceRoutes({ content, engine: { law } }: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  app.openapi(glossaryRoute, (c) =>
    c.json({ terms: content.glossary, citations: citationsOf(law, content.glossary) }, 200),
  );
  app.openapi(frameworksRoute, (c) => {
    const { frameworks } = content;
    const cited = frameworks.flatMap((entry) => [entry, ...entry.principles, ...entry.lines, ...entry.points]);
    return c.json({ frameworks, citations: citationsOf(law, cited) } as never, 200);
  });
  app.openapi(crosswalkRoute, (c) => c.json({ crosswalks: content.crosswalks } as never, 200));
  return app;
}
