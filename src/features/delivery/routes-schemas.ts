/** @module `/schemas`: the schemas of files that leave the house, for whoever reads them without us; open to anyone. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { NOTIFICATION_SCHEMA, NOTIFICATION_SCHEMA_PATH } from '../reports/forms/index.ts';

const MEDIA_TYPE = 'application/schema+json';
/** A day; a published version never changes its meaning, its descriptions may be put better. */
const CACHE = 'public, max-age=86400';

const notificationSchemaRoute = createRoute({
  method: 'get',
  path: NOTIFICATION_SCHEMA_PATH,
  operationId: 'getNotificationSchema',
  tags: ['Reports'],
  summary: 'JSON Schema of the notification file (luongtri.notification/1)',
  responses: {
    200: {
      description: 'JSON Schema 2020-12; `$id` is its own address.',
      content: { [MEDIA_TYPE]: { schema: z.looseObject({ $id: z.string() }).openapi('JsonSchemaDocument') } },
    },
    ...problemResponses(),
  },
});

export function schemaRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  app.openapi(notificationSchemaRoute, (c) => {
    const base = ctx.baseUrl ?? new URL(c.req.url).origin;
    const schema = { ...NOTIFICATION_SCHEMA, $id: base + NOTIFICATION_SCHEMA_PATH };
    return c.body(JSON.stringify(schema), 200, { 'Content-Type': MEDIA_TYPE, 'Cache-Control': CACHE }) as never;
  });
  return app;
}
