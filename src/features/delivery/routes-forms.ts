/** @module What only some forms have: the copy of AI02 for the public, the notification file, the incident report. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type ActorInput, actorOperation, type Reply } from '../../app/operation.ts';
import { LangParameter } from '../../app/parameters.ts';
import { Problem, requestLanguage } from '../../app/problems.ts';
import { textOf } from '../../app/read-input.ts';
import { incidentEntry, loadIncident } from '../incidents/index.ts';
import {
  AI02_FIELDS,
  buildNotification,
  checkRedactions,
  NOTIFICATION_SCHEMA,
  REDACTION_GROUNDS,
} from '../reports/forms/index.ts';
import { textsOf } from '../reports/index.ts';
import { lastSubmissionOfSystem } from '../submissions/index.ts';
import { findSystem, systemEntry } from '../systems/index.ts';
import type { ContentShelf } from './content-of.ts';
import { deliver, REPORT_FORMATS, reportFormat } from './deliver-report.ts';
import { type Gathered, gatherSubmission, gatherSystem, withPeople } from './read-subject.ts';
import { REPORT_CONTENT } from './schema.ts';

const tags: [string] = ['Reports'];

const formResponse = {
  description: 'The form.',
  content: REPORT_CONTENT,
  headers: ['Content-Disposition' as const],
};

const PublicationSchema = z
  .strictObject({
    redactions: z
      .array(z.strictObject({ field: z.string().max(40), reason: textOf(1_000), basis: z.enum(REDACTION_GROUNDS) }))
      .max(100)
      .openapi({
        description: `Lines to withhold: ${AI02_FIELDS.join(', ')}. Each is printed as a marked block with its reason.`,
      }),
    format: z.enum(REPORT_FORMATS).optional().openapi({ description: 'Wins over `Accept`; without either: html.' }),
  })
  .openapi('PublicationCopy');

type Publication = z.output<typeof PublicationSchema>;
type Gather = (input: ActorInput<unknown, unknown>) => Promise<Gathered>;

export function formRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext, shelf: ContentShelf): void {
  const submission: Gather = async (input) =>
    withPeople(
      input.ctx,
      await input.read((trx) => gatherSubmission(input.ctx, trx, shelf, input.actor.tenantId, input.params.id!)),
    );
  registerPublication(app, ctx, submission);
  registerNotification(app, ctx, submission);
  registerIncident(app, ctx, shelf);
}

function registerPublication(app: OpenAPIHono<AppEnv>, ctx: AppContext, gather: Gather): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/submissions/{id}/publication-copy',
      operationId: 'makePublicationCopy',
      tags,
      summary: 'The impact assessment AI02 as it is published, with lines withheld',
      description: 'Decree 142, article 20.5. Nothing of what is withheld is left in any form of the copy.',
      access: 'reports.read',
      query: { lang: LangParameter.optional() },
      body: PublicationSchema,
      responses: { 200: formResponse },
      problems: ['conflict', 'not-acceptable', 'printing-unavailable', 'printing-failed'],
    },
    async (input: ActorInput<unknown, Publication>): Promise<Reply> => {
      const { redactions, format } = input.body;
      const issues = checkRedactions(redactions);
      if (issues.length > 0) {
        throw new Problem('invalid-body', undefined, {
          issues: issues.map((issue) => ({
            ...issue,
            pointer: `/redactions${issue.pointer}`,
            code: 'refused' as const,
          })),
        });
      }
      const wanted = {
        report: 'impact-assessment' as const,
        format: reportFormat(input.c, format),
        lang: requestLanguage(input.c),
      };
      return deliver(input.ctx, await gather(input), { ...wanted, options: { redactions } });
    },
  );
}

function registerNotification(app: OpenAPIHono<AppEnv>, ctx: AppContext, gather: Gather): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions/{id}/notification',
      operationId: 'getNotification',
      tags,
      summary: 'The result of the classification as a file that programs read',
      description: `What the notification asks (luongtri.notification/1): ${NOTIFICATION_SCHEMA.title ?? 'one JSON object'}. What is not known is null, and named among the gaps with the question that fills it.`,
      access: 'reports.read',
      query: { lang: LangParameter.optional() },
      responses: {
        200: {
          description: 'The file.',
          schema: z.looseObject({ schema: z.literal('luongtri.notification/1') }).openapi('Notification'),
        },
      },
    },
    async (input) => {
      const { subject, content } = await gather(input);
      const lang = requestLanguage(input.c);
      const texts = textsOf(input.ctx.reportAssets, 'classification-dossier', lang);
      return { status: 200, body: buildNotification({ subject, content, lang, texts }, input.ctx.baseUrl) };
    },
  );
}

function registerIncident(app: OpenAPIHono<AppEnv>, ctx: AppContext, shelf: ContentShelf): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/incidents/{id}/report',
      operationId: 'getIncidentReport',
      tags,
      summary: 'The report of a serious incident: form AI01a, or AI01b where an individual reports',
      access: 'reports.read',
      query: {
        form: z.enum(['AI01a', 'AI01b']).optional().openapi({
          description: 'AI01a of an organisation, AI01b of an individual. Default: AI01a.',
        }),
        format: z.enum(REPORT_FORMATS).optional().openapi({ description: 'Wins over `Accept`; without either: html.' }),
        lang: LangParameter.optional(),
      },
      responses: { 200: formResponse },
      problems: ['conflict', 'not-acceptable', 'printing-unavailable', 'printing-failed'],
    },
    async (input) => {
      const { ctx: service, actor, params, query } = input;
      const lang = requestLanguage(input.c);
      const gathered = await input.read(async (trx) => {
        const { row, ...around } = await loadIncident(trx, actor.tenantId, params.id!);
        const incident = incidentEntry(service, row, around, lang);
        const last = await lastSubmissionOfSystem(trx, actor.tenantId, row.system_id);
        const system = (await findSystem(trx, actor.tenantId, row.system_id))!;
        const found = last
          ? await gatherSubmission(service, trx, shelf, actor.tenantId, last.id)
          : await gatherSystem(service, trx, actor.tenantId, system);
        return { ...found, subject: { ...found.subject, system: systemEntry(system), incident } };
      });
      const wanted = { report: 'incident' as const, format: reportFormat(input.c, query.format), lang };
      const options = query.form ? { form: query.form } : {};
      return deliver(service, await withPeople(service, gathered), { ...wanted, options });
    },
  );
}
