/** @module `/v1/report-jobs`: reports that are made after the answer. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation } from '../../app/operation.ts';
import { requestLanguage } from '../../app/problems.ts';
import { jobHeaders, jobView, ReportJobSchema, readJob, readJobResult } from '../report-jobs/index.ts';

const tags: [string] = ['Reports'];

export const jobHref = (id: string): string => `/v1/report-jobs/${id}`;
export const jobResultHref = (id: string): string => `${jobHref(id)}/result`;

export function jobRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/report-jobs/{id}',
      operationId: 'getReportJob',
      tags,
      summary: 'How a report that is being made stands',
      access: 'reports.read',
      responses: {
        200: {
          description: 'Its state, place in the line, and where the report is.',
          headers: ['Location'],
          schema: ReportJobSchema,
        },
      },
      problems: ['printing-unavailable'],
    },
    async ({ ctx: service, actor, params, c }) => {
      const status = await readJob(service, params.id!, ownerOf(actor));
      const body = jobView(status, requestLanguage(c), jobResultHref(status.id));
      return { status: 200, body, headers: jobHeaders(status, jobHref(status.id)) };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/report-jobs/{id}/result',
      operationId: 'getReportJobResult',
      tags,
      summary: 'The report that was made',
      access: 'reports.read',
      responses: {
        200: {
          description: 'The report.',
          headers: ['Content-Disposition'],
          schema: z.string().openapi({ format: 'binary' }),
          mediaTypes: ['application/pdf'],
        },
      },
      problems: ['conflict', 'printing-unavailable', 'printing-failed'],
    },
    async ({ ctx: service, actor, params }) => {
      const { bytes, mediaType, fileName } = await readJobResult(service, params.id!, ownerOf(actor));
      return {
        status: 200,
        body: bytes,
        headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${fileName}"` },
      };
    },
  );
}

/** An adviser sees what it had made for one client only while it acts for that client. */
export const ownerOf = (actor: { organisation: { id: string }; tenantId: string }): string =>
  `${actor.organisation.id} ${actor.tenantId}`;
