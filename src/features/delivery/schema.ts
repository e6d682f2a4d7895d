/** @module Shapes of what is delivered, as far as a caller can rely on them. */
import { z } from '@hono/zod-openapi';
import { DOCX_TYPE } from './deliver-report.ts';

const file = z.string().openapi({ format: 'binary' });

const ReportDocumentSchema = z
  .looseObject({ documentTitle: z.string() })
  .openapi('ReportDocument', { description: 'What the report shows, as data: the rest depends on the report.' });

/** A report in each of its forms. */
export const REPORT_CONTENT = {
  'text/html': z.string(),
  'application/pdf': file,
  'application/json': ReportDocumentSchema,
  [DOCX_TYPE]: file,
};

const titled = z.looseObject({ uuid: z.string(), title: z.string() });

export const OscalSchema = z
  .looseObject({
    'assessment-results': z.looseObject({
      uuid: z.string(),
      metadata: z.looseObject({ title: z.string(), 'oscal-version': z.string() }),
      results: z.array(titled).min(1),
    }),
  })
  .openapi('OscalAssessmentResults', {
    description: 'OSCAL 1.2.1 assessment results; their whole shape is that of the schema of NIST.',
  });
