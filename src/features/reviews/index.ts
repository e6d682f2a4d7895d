/** @module The door of reviews and findings. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { auditRoutes } from './routes-audit.ts';
import { companyRoutes } from './routes-company.ts';
import { decisionRoutes } from './routes-decide.ts';
import { findingRoutes } from './routes-findings.ts';
import { workRoutes } from './routes-work.ts';

export { type FindingRow, isOpen, stateOn } from './finding-state.ts';
export { peopleOfRecord } from './freeze-review.ts';
export { reviewedAnswers } from './reviewed-answers.ts';
export { type Reviewed, reviewedResult } from './reviewed-result.ts';
export { drawSample, SAMPLING_METHOD, type Sample } from './sampling.ts';
export { findReview, findReviewRecord, type ReviewRow } from './store.ts';

export function reviewRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  for (const routes of [companyRoutes, findingRoutes, auditRoutes, workRoutes, decisionRoutes]) {
    app.route('/', routes(ctx));
  }
  return app;
}
