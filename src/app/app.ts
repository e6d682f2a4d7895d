/** @module The service: routes, and what surrounds every request. Listening is left to the adapters. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { ENGINE_VERSION } from '../engine/index.ts';
import { accountPages, accountRoutes } from '../features/accounts/index.ts';
import { assessmentRoutes } from '../features/assessments/index.ts';
import { verifyPages } from '../features/attestations/index.ts';
import { changeRoutes } from '../features/changes/index.ts';
import { credentialRoutes, readPublicAttestation } from '../features/credentials/index.ts';
import { deliveryRoutes, schemaRoutes } from '../features/delivery/index.ts';
import { draftRoutes } from '../features/drafts/index.ts';
import { dutyRoutes } from '../features/duties/index.ts';
import { evidenceRoutes } from '../features/evidence/index.ts';
import { homeRoutes } from '../features/home/index.ts';
import { incidentRoutes } from '../features/incidents/index.ts';
import { lawPages, lawRoutes, overTimeRoutes, referenceRoutes } from '../features/law/index.ts';
import { logRoutes } from '../features/log/index.ts';
import { measurementRoutes } from '../features/measurements/index.ts';
import { operationRoutes } from '../features/operation/index.ts';
import { operatorRoutes } from '../features/operators/index.ts';
import { organisationDataRoutes } from '../features/organisation-data/index.ts';
import { organisationRoutes } from '../features/organisations/index.ts';
import { outboxRoutes } from '../features/outbox/index.ts';
import { questionnaireRoutes } from '../features/questionnaires/index.ts';
import { reviewRoutes } from '../features/reviews/index.ts';
import { submissionRoutes } from '../features/submissions/index.ts';
import { systemRoutes } from '../features/systems/index.ts';
import { webhookRoutes } from '../features/webhooks/index.ts';
import { type AppContext, type AppEnv, isService } from './context.ts';
import { limitRequests } from './middleware/limit-requests.ts';
import { observeRequests } from './middleware/observe-requests.ts';
import { refuseMethod } from './middleware/refuse-method.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { type OpenApiDocument, openApiDocument } from './openapi.ts';
import { problemResponses } from './problem-schema.ts';
import { answerError, Problem, problemResponse } from './problems.ts';
import { UNCHANGING } from './unchanging.ts';

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['Service'],
  summary: 'Is the service able to answer?',
  responses: {
    200: {
      description: 'It is, with this engine and these rules.',
      content: {
        'application/json': {
          schema: z.strictObject({ status: z.literal('ok'), engine: z.string(), rules: z.string() }).openapi('Health'),
        },
      },
    },
    ...problemResponses(),
  },
});

const documentRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'getContract',
  tags: ['Service'],
  summary: 'This document',
  responses: {
    200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
    ...problemResponses(),
  },
});

/** Builds the app; nothing is read from outside of `ctx`. */
export function createApp(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  let document: OpenApiDocument | undefined;
  const getDocument = (): OpenApiDocument => {
    document ??= openApiDocument(app);
    return document;
  };

  app.onError((error, c) => answerError(ctx, error, c));
  app.notFound((c) => problemResponse(c, new Problem('not-found')));
  app.use(requestId({ generator: () => ctx.ids.requestId(), limitLength: 64 }));
  app.use(observeRequests(ctx));
  app.use((c, next) => {
    c.set('keepsAccounts', isService(ctx));
    return next();
  });
  app.use(securityHeaders());
  app.use(limitRequests(ctx));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  for (const path of UNCHANGING) {
    app.use(path, async (c, next) => {
      c.header('Cache-Control', 'no-cache');
      await next();
    });
    app.use(path, etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'X-Request-Id'] }));
  }

  app.route('/', assessmentRoutes(ctx));
  app.route('/', questionnaireRoutes(ctx));
  app.route('/', lawRoutes(ctx));
  app.route('/', overTimeRoutes(ctx));
  app.route('/', referenceRoutes(ctx));
  app.route('/', lawPages(ctx));
  app.route('/', measurementRoutes(ctx));
  app.route('/', accountRoutes(ctx));
  app.route('/', accountPages(ctx));
  app.route('/', organisationRoutes(ctx));
  app.route('/', organisationDataRoutes(ctx));
  app.route('/', operatorRoutes(ctx));
  app.route('/', systemRoutes(ctx));
  app.route('/', draftRoutes(ctx));
  app.route('/', evidenceRoutes(ctx));
  app.route('/', submissionRoutes(ctx));
  app.route('/', reviewRoutes(ctx));
  app.route('/', credentialRoutes(ctx));
  app.route(
    '/',
    verifyPages(ctx, async (id) => (isService(ctx) ? (await readPublicAttestation(ctx, id))?.body : undefined)),
  );
  app.route('/', deliveryRoutes(ctx));
  app.route('/', schemaRoutes(ctx));
  app.route('/', logRoutes(ctx));
  app.route('/', incidentRoutes(ctx));
  app.route('/', changeRoutes(ctx));
  app.route('/', dutyRoutes(ctx));
  app.route('/', outboxRoutes(ctx));
  app.route('/', webhookRoutes(ctx));
  app.route('/', operationRoutes(ctx));
  app.route('/', homeRoutes(ctx, getDocument));
  app.openapi(healthRoute, (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ status: 'ok' as const, engine: ENGINE_VERSION, rules: ctx.content.hashes.rules }, 200);
  });
  app.openapi(documentRoute, (c) => c.json(getDocument(), 200) as never);
  return app;
}
