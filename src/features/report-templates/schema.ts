/** @module The look that an organisation gives its reports, as it is sent and answered. */
import { z } from '@hono/zod-openapi';
import type { ProblemIssue } from '../../app/problems.ts';
import { textOf } from '../../app/read-input.ts';
import { orNull } from '../../app/schemas.ts';
import { ACCENT_PATTERN, accentProblem } from './accent.ts';
import { validateTemplate } from './apply-template.ts';
import { TEMPLATE_LIMITS } from './limits.ts';
import { checkLogo, LOGO_TEXT_LENGTH } from './logo.ts';

/** Where a section of an organisation can stand: at the end of the cover, before the report, after it. */
export const PLACES = ['cover', 'start', 'end'] as const;
export type Place = (typeof PLACES)[number];

/** Reports whose look is free. The forms of the law are printed as the law has them, with nothing added. */
export const OVERRIDABLE_REPORTS = ['audit', 'labour-plan', 'change', 'public-summary'] as const;

export const SECTION_LIMIT = 10;

const both = (schema: z.ZodString) => z.strictObject({ vi: schema, en: schema });

/** Bytes are counted by `validateTemplate`; the length only keeps out what could never be small enough. */
const TemplateText = z.string().max(TEMPLATE_LIMITS.bytes).openapi({
  description:
    'Handlebars with values, `if`, `unless` and `each` only, over the documented model; a few HTML elements, links to https addresses. Nothing that runs, loads or includes.',
  example: '<p>{{organisation.name}}</p>{{#each findings}}<p>{{title}}</p>{{/each}}',
});

export const ReportLookSchema = z
  .strictObject({
    logo: orNull(z.string().min(1).max(LOGO_TEXT_LENGTH)).openapi({
      description: 'PNG or JPEG in base64, at most 512 KB and 4,096 pixels a side. Its kind is told by its bytes.',
    }),
    accent: orNull(z.string().regex(ACCENT_PATTERN)).openapi({
      description: 'Colour of headings and lines, with a contrast of at least 4.5 with white.',
      example: '#8c1d40',
    }),
    cover: orNull(both(z.string().trim().max(2_000))).openapi({
      description: 'Plain text on the cover, in both languages.',
    }),
    sections: z
      .array(
        z.strictObject({
          place: z.enum(PLACES),
          title: z.strictObject({ vi: textOf(200), en: textOf(200) }),
          template: z.strictObject({ vi: TemplateText, en: TemplateText }),
        }),
      )
      .max(SECTION_LIMIT),
  })
  .openapi('ReportLook');

export type ReportLook = z.output<typeof ReportLookSchema>;

/**
 * What the shape alone cannot say: the bytes of the logo, the contrast of the colour, every template in both languages.
 * @returns every problem at once; none when the look may be saved
 */
export async function checkReportLook(look: ReportLook): Promise<ProblemIssue[]> {
  const issues: ProblemIssue[] = [];
  if (look.logo !== null) {
    const logo = await checkLogo(look.logo);
    if ('message' in logo) issues.push({ pointer: '/logo', code: 'refused', message: logo.message, fix: logo.fix });
  }
  const accent = look.accent === null ? null : accentProblem(look.accent);
  if (accent) issues.push({ pointer: '/accent', code: 'refused', ...accent });
  for (const [index, { template }] of look.sections.entries()) {
    for (const lang of ['vi', 'en'] as const) {
      issues.push(...validateTemplate(template[lang], `/sections/${index}/template/${lang}`).issues);
    }
  }
  return issues;
}
