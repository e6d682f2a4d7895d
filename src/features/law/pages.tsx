/** @module `/glossary`: the words of the law and of the product, side by side. */
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { FC } from 'hono/jsx';
import type { AppContext, AppEnv } from '../../app/context.ts';
import type { Language } from '../../app/language.ts';
import { LangParameter, queryOf, refuseInvalid } from '../../app/parameters.ts';
import { problemResponses } from '../../app/problem-schema.ts';
import { requestLanguage } from '../../app/problems.ts';
import { sendPage } from '../../web/layout.tsx';

const WORDS = {
  vi: {
    title: 'Thuật ngữ',
    lead: 'Các từ dùng trong bộ câu hỏi và báo cáo. Phần giải thích do chúng tôi viết lại cho dễ hiểu; nguyên văn ở điều, khoản được dẫn.',
    other: 'Tiếng Anh',
    none: 'Không phải thuật ngữ của luật.',
  },
  en: {
    title: 'Glossary',
    lead: 'The words of the questionnaires and reports. The explanations are ours, in plain words; the article cited has the text of the law.',
    other: 'Vietnamese',
    none: 'Not a term of law.',
  },
} as const;

const glossaryRoute = createRoute({
  method: 'get',
  path: '/glossary',
  operationId: 'showGlossary',
  tags: ['Pages'],
  summary: 'Terms in both languages',
  request: { query: queryOf({ lang: LangParameter.optional() }) },
  responses: {
    200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' as const } } } },
    ...problemResponses('invalid-parameters'),
  },
});

const GlossaryPage: FC<{ ctx: AppContext; lang: Language }> = ({ ctx: { content, engine }, lang }) => {
  const words = WORDS[lang];
  const other = lang === 'vi' ? 'en' : 'vi';
  const terms = content.glossary.toSorted((a, b) => a.term[lang].localeCompare(b.term[lang], lang));
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <dl class="glossary">
        {terms.map(({ id, term, definition, basis }) => (
          <>
            <dt id={id}>
              {term[lang]} <span class="muted">({words.other}: </span>
              <span class="muted" lang={other}>
                {term[other]}
              </span>
              <span class="muted">)</span>
            </dt>
            <dd>
              {definition[lang]}{' '}
              <span class="muted">
                {basis.length > 0 ? basis.map((entry) => engine.law.cite(entry)[lang]).join('; ') : words.none}
              </span>
            </dd>
          </>
        ))}
      </dl>
    </>
  );
};

export function lawPages(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  app.openapi(glossaryRoute, (c) => {
    const lang = requestLanguage(c);
    return sendPage(c, {
      lang,
      title: `${WORDS[lang].title} – Lương Tri`,
      content: <GlossaryPage ctx={ctx} lang={lang} />,
    }) as never;
  });
  return app;
}
