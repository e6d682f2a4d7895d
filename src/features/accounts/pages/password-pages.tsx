/** @module Pages: a forgotten password. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import { forward } from '../forward.ts';
import { EmailOnlySchema, PasswordResetSchema } from '../schema.ts';
import { Field, Form, Summary } from './fields.tsx';
import { formPage, type Page, type PageInput, parseForm, seeOther } from './form-page.tsx';
import { WORDS } from './words.ts';

export function passwordPages(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  formPage(app, ctx, '/forgot-password', forgotPage, async ({ ctx: service, c, lang, fields }) => {
    const body = parseForm(EmailOnlySchema, { email: fields.email });
    await forward(service, c, { method: 'POST', path: '/request-password-reset', body });
    return seeOther(c, '/forgot-password?sent=1', lang);
  });
  formPage(app, ctx, '/reset-password', resetPage, async ({ ctx: service, c, lang, fields }) => {
    const body = parseForm(PasswordResetSchema, { token: fields.token, newPassword: fields.newPassword });
    const pointers = { '/password': '/newPassword' };
    await forward(service, c, { method: 'POST', path: '/reset-password', body, pointers });
    return seeOther(c, '/sign-in?reset=1', lang);
  });
}

function forgotPage({ c, lang, fields, problem }: PageInput): Page {
  const words = WORDS[lang];
  const isSent = c.req.query('sent') !== undefined && !problem;
  return {
    title: words.forgot,
    content: (
      <>
        <h1>{words.forgot}</h1>
        <Summary problem={problem} lang={lang} />
        {isSent ? (
          <p class="notice" role="status">
            {words.sent}
          </p>
        ) : (
          <>
            <p>{words.forgotLead}</p>
            <Form action="/forgot-password" lang={lang} button={words.sendLink}>
              <Field
                name="email"
                type="email"
                autocomplete="username"
                label={words.email}
                value={fields.email}
                lang={lang}
                problem={problem}
              />
            </Form>
          </>
        )}
      </>
    ),
  };
}

function resetPage({ c, lang, fields, problem }: PageInput): Page {
  const words = WORDS[lang];
  return {
    title: words.reset,
    content: (
      <>
        <h1>{words.reset}</h1>
        <Summary problem={problem} lang={lang} />
        <Form
          action="/reset-password"
          lang={lang}
          button={words.reset}
          hidden={{ token: fields.token ?? c.req.query('token') }}
        >
          <Field
            name="newPassword"
            type="password"
            autocomplete="new-password"
            label={words.newPassword}
            hint={words.passwordHint}
            lang={lang}
            problem={problem}
          />
        </Form>
      </>
    ),
  };
}
