/** @module Reports and exports of drafts and submissions, in every form they come in. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type ActorInput, actorOperation, type Reply } from '../../app/operation.ts';
import { LangParameter } from '../../app/parameters.ts';
import { Problem, requestLanguage } from '../../app/problems.ts';
import {
  buildOscal,
  CSV_MEDIA_TYPE,
  EXPORT_TABLES,
  type ExportTable,
  exportCsv,
  exportXlsx,
  OSCAL_MEDIA_TYPE,
  XLSX_MEDIA_TYPE,
} from '../exports/index.ts';
import { jobHeaders, jobView, ReportJobSchema, startJob } from '../report-jobs/index.ts';
import { REPORT_IDS, type ReportId } from '../reports/index.ts';
import { ContentShelf } from './content-of.ts';
import {
  deliver,
  fileName,
  printReport,
  REPORT_FORMATS,
  type ReportFormat,
  reportFormat,
  reportKey,
  type Wanted,
} from './deliver-report.ts';
import { readLook } from './looks.ts';
import { type Gathered, gatherDraft, gatherSubmission, withPeople } from './read-subject.ts';
import { bundleRoutes } from './routes-bundles.ts';
import { formRoutes } from './routes-forms.ts';
import { jobHref, jobResultHref, jobRoutes, ownerOf } from './routes-jobs.ts';
import { lookRoutes } from './routes-looks.ts';
import { OscalSchema, REPORT_CONTENT } from './schema.ts';

const tags: [string] = ['Reports'];

const reportQuery = {
  format: z.enum(REPORT_FORMATS).optional().openapi({ description: 'Wins over `Accept`; without either: html.' }),
  lang: LangParameter.optional(),
};

const reportResponse = {
  description: 'The report. JSON is the model that the others are made from.',
  content: REPORT_CONTENT,
  headers: ['Content-Disposition' as const],
};

const reportParams = { report: z.enum(REPORT_IDS).openapi({ description: 'Which report.' }) };

const heeds = {
  prefer: z.string().optional().openapi({
    description: '`respond-async` with PDF: answered at once with 202, while the report is being made (RFC 7240).',
    example: 'respond-async',
  }),
};

const EXPORTS = [...EXPORT_TABLES, 'workbook', 'oscal'] as const;

const laterResponse = {
  description: 'With `Prefer: respond-async` and PDF: the report is being made; Location says where its state is.',
  schema: ReportJobSchema,
  headers: ['Location' as const, 'Retry-After' as const],
};

type Input = ActorInput<{ format?: ReportFormat | undefined }, unknown>;

export function deliveryRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  const shelf = new ContentShelf(ctx);
  const draft = (input: ActorInput<unknown, unknown>): Promise<Gathered> =>
    input.read((trx) => gatherDraft(input.ctx, trx, input.actor.tenantId, input.params.id!));
  const submission = (input: ActorInput<unknown, unknown>): Promise<Gathered> =>
    input.read((trx) => gatherSubmission(input.ctx, trx, shelf, input.actor.tenantId, input.params.id!));
  registerReports(app, ctx, { draft, submission });
  registerExports(app, ctx, submission);
  bundleRoutes(app, ctx, shelf);
  formRoutes(app, ctx, shelf);
  jobRoutes(app, ctx);
  lookRoutes(app, ctx);
  return app;
}

type Gather = (input: ActorInput<unknown, unknown>) => Promise<Gathered>;

function registerReports(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  gather: { draft: Gather; submission: Gather },
): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/assessments/{id}/reports/{report}',
      params: reportParams,
      heeds,
      operationId: 'getDraftReport',
      tags,
      summary: 'A report on the answers as they are now',
      description: `One of ${REPORT_IDS.join(', ')}. It says that nothing was submitted.`,
      access: 'reports.read',
      query: reportQuery,
      responses: { 200: reportResponse, 202: laterResponse },
      problems: ['invalid-answers', 'conflict', 'not-acceptable', 'printing-unavailable', 'printing-failed'],
    },
    (input) => answer(input, gather.draft),
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions/{id}/reports/{report}',
      params: reportParams,
      heeds,
      operationId: 'getSubmissionReport',
      tags,
      summary: 'A report on a submission, with its review where there is one',
      description: `One of ${REPORT_IDS.join(', ')}.`,
      access: 'reports.read',
      query: reportQuery,
      responses: { 200: reportResponse, 202: laterResponse },
      problems: ['conflict', 'not-acceptable', 'printing-unavailable', 'printing-failed'],
    },
    (input) => answer(input, gather.submission),
  );
}

async function answer(input: Input, gather: Gather): Promise<Reply> {
  const report = input.params.report as ReportId;
  if (!REPORT_IDS.includes(report)) throw new Problem('not-found');
  const gathered = await withPeople(input.ctx, await gather(input));
  const { look, revision } = await input.read((trx) => readLook(trx, input.actor.tenantId));
  const dressed = revision === 0 ? gathered : { ...gathered, look };
  const wanted: Wanted = { report, format: reportFormat(input.c, input.query.format), lang: requestLanguage(input.c) };
  const isLater = wanted.format === 'pdf' && (input.c.req.header('Prefer') ?? '').includes('respond-async');
  return isLater ? begin(input, dressed, wanted) : deliver(input.ctx, dressed, wanted);
}

/** Printing takes its time and its turn: whoever prefers is answered at once, with the address of the state (RFC 7240). */
async function begin({ ctx, actor }: Input, gathered: Gathered, wanted: Wanted): Promise<Reply> {
  const status = await startJob(ctx, reportKey(gathered, wanted), ownerOf(actor), async () => ({
    bytes: await printReport(ctx, gathered, wanted),
    mediaType: 'application/pdf',
    fileName: fileName(gathered, wanted),
  }));
  return {
    status: 202,
    body: jobView(status, wanted.lang, jobResultHref(status.id)),
    headers: { ...jobHeaders(status, jobHref(status.id)), 'Preference-Applied': 'respond-async' },
  };
}

function registerExports(app: OpenAPIHono<AppEnv>, ctx: AppContext, gather: Gather): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/submissions/{id}/exports/{table}',
      params: { table: z.enum(EXPORTS).openapi({ description: 'What is exported, and with it the form.' }) },
      operationId: 'exportSubmission',
      tags,
      summary: 'Answers, findings or evidence as a table; everything as a workbook; or OSCAL assessment results',
      description: `\`table\` is one of ${EXPORT_TABLES.join(', ')} (CSV), \`workbook\` (XLSX) or \`oscal\` (OSCAL 1.2.1 JSON).`,
      access: 'reports.read',
      query: { lang: LangParameter.optional() },
      responses: {
        200: {
          description: 'The export.',
          content: {
            [CSV_MEDIA_TYPE.split(';')[0]!]: z.string(),
            [XLSX_MEDIA_TYPE]: z.string().openapi({ format: 'binary' }),
            [OSCAL_MEDIA_TYPE]: OscalSchema,
          },
          headers: ['Content-Disposition'],
        },
      },
    },
    async (input) => {
      const { table } = input.params as { table: string };
      if (!EXPORTS.includes(table as (typeof EXPORTS)[number])) throw new Problem('not-found');
      const { subject, engine } = await withPeople(input.ctx, await gather(input));
      const lang = requestLanguage(input.c);
      const name = `luongtri-${table}-${subject.submission!.id}`;
      if (table === 'oscal')
        return file(JSON.stringify(buildOscal({ subject, engine, lang })), OSCAL_MEDIA_TYPE, `${name}.json`);
      if (table === 'workbook')
        return file(await exportXlsx({ subject, engine, lang }), XLSX_MEDIA_TYPE, `${name}.xlsx`);
      return file(exportCsv({ subject, engine, lang }, table as ExportTable), CSV_MEDIA_TYPE, `${name}.csv`);
    },
  );
}

const file = (body: string | Uint8Array, type: string, name: string): Reply => ({
  status: 200,
  body,
  headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
});
