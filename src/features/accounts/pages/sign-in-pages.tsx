/** @module Pages: signing in, the second step, signing up, signing out. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { FC } from 'hono/jsx';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import { Problem } from '../../../app/problems.ts';
import { forward } from '../forward.ts';
import { presentSignIn } from '../present.ts';
import { CodeSchema, ProviderSignInSchema, SignInSchema, SignUpSchema } from '../schema.ts';
import { Field, Form, Summary } from './fields.tsx';
import {
  formAction,
  formPage,
  inLanguage,
  nextPath,
  type Page,
  type PageInput,
  parseForm,
  seeOther,
} from './form-page.tsx';
import { WORDS } from './words.ts';

const AFTER = '/organisations';

export function signInPages(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  formPage(app, ctx, '/sign-in', signInPage, async ({ ctx: service, c, lang, fields }) => {
    const { email, password } = parseForm(SignInSchema, { email: fields.email, password: fields.password });
    const next = nextPath(fields.next, AFTER);
    const { body } = await forward(service, c, { method: 'POST', path: '/sign-in/email', body: { email, password } });
    if (!presentSignIn(body).twoFactorRequired) return seeOther(c, next, lang);
    return seeOther(c, `/sign-in/two-factor?next=${encodeURIComponent(next)}`, lang);
  });
  formAction(
    app,
    ctx,
    '/sign-in/provider',
    async ({ ctx: service, c, fields }) => {
      const wanted = { provider: fields.provider, callbackURL: nextPath(fields.next, AFTER) };
      const body = { ...parseForm(ProviderSignInSchema, wanted), disableRedirect: true };
      const { body: answer } = await forward(service, c, { method: 'POST', path: '/sign-in/social', body });
      return c.redirect((answer as { url: string }).url, 303);
    },
    signInPage,
  );
  formPage(app, ctx, '/sign-in/two-factor', twoFactorPage, async ({ ctx: service, c, lang, fields }) => {
    const { code } = parseForm(CodeSchema, { code: fields.code?.replaceAll(' ', '') });
    const path = /^\d{6}$/.test(code) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
    await forward(service, c, { method: 'POST', path, body: { code } });
    return seeOther(c, nextPath(fields.next, AFTER), lang);
  });
  signUpPages(app, ctx);
}

function signUpPages(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  formPage(app, ctx, '/sign-up', signUpPage, async ({ ctx: service, c, lang, fields }) => {
    const { name, email, password } = fields;
    const body = { ...parseForm(SignUpSchema, { name, email, password }), callbackURL: '/sign-in?verified=1' };
    await forward(service, c, { method: 'POST', path: '/sign-up/email', body });
    const said = service.accounts.sendsMail ? 'mailed' : 'made';
    return seeOther(c, `/sign-in?${said}=1&next=${encodeURIComponent(nextPath(fields.next, AFTER))}`, lang);
  });
  formAction(
    app,
    ctx,
    '/sign-out',
    async ({ ctx: service, c, lang }) => {
      await forward(service, c, { method: 'POST', path: '/sign-out' });
      return seeOther(c, '/sign-in', lang);
    },
    signInPage,
  );
}

/** What the page is told by where the reader comes from. */
const NOTICES = {
  verified: 'verified',
  mailed: 'mailSent',
  made: 'accountMade',
  reset: 'resetDone',
  erased: 'erased',
} as const;

const Notice: FC<PageInput> = ({ c, lang }) => {
  const words = WORDS[lang];
  const error = c.req.query('error');
  if (error !== undefined) {
    const text =
      error === 'account_not_linked'
        ? words.notLinked
        : /token|TOKEN/.test(error)
          ? words.linkBad
          : words.providerFailed;
    return (
      <p class="summary" role="alert">
        {text}
      </p>
    );
  }
  const known = (Object.keys(NOTICES) as (keyof typeof NOTICES)[]).find((name) => c.req.query(name) !== undefined);
  return known ? (
    <p class="notice" role="status">
      {words[NOTICES[known]]}
    </p>
  ) : null;
};

const nextOf = ({ c, fields }: PageInput): string | undefined => {
  const next = nextPath(fields.next ?? c.req.query('next'), '');
  return next === '' ? undefined : next;
};

function signInPage(input: PageInput): Page {
  const { ctx, lang, fields, problem } = input;
  const words = WORDS[lang];
  const next = nextOf(input);
  const search = next ? `?next=${encodeURIComponent(next)}` : '';
  const shared = { lang, problem };
  return {
    title: words.signIn,
    content: (
      <>
        <h1>{words.signIn}</h1>
        <Summary problem={problem} lang={lang} />
        {problem ? null : <Notice {...input} />}
        <Form action="/sign-in" lang={lang} button={words.signIn} hidden={{ next }}>
          <Field
            name="email"
            type="email"
            autocomplete="username"
            label={words.email}
            value={fields.email}
            {...shared}
          />
          <Field name="password" type="password" autocomplete="current-password" label={words.password} {...shared} />
        </Form>
        {ctx.accounts.providers.map(({ id, name }) => (
          <Form
            action="/sign-in/provider"
            lang={lang}
            button={`${words.with} ${name}`}
            quiet
            hidden={{ provider: id, next }}
          />
        ))}
        <p class="actions">
          <a class="target" href={inLanguage(`/sign-up${search}`, lang)}>
            {words.noAccount}
          </a>
          {ctx.accounts.sendsMail ? (
            <a class="target" href={inLanguage('/forgot-password', lang)}>
              {words.forgot}
            </a>
          ) : null}
        </p>
      </>
    ),
  };
}

function twoFactorPage(input: PageInput): Page {
  const { lang, problem } = input;
  const words = WORDS[lang];
  return {
    title: words.secondStep,
    content: (
      <>
        <h1>{words.secondStep}</h1>
        <Summary problem={problem} lang={lang} />
        <Form action="/sign-in/two-factor" lang={lang} button={words.continue} hidden={{ next: nextOf(input) }}>
          <Field
            name="code"
            autocomplete="one-time-code"
            label={words.code}
            hint={words.codeHint}
            lang={lang}
            problem={problem}
          />
        </Form>
        <p>
          <a class="target" href={inLanguage('/sign-in', lang)}>
            {words.signIn}
          </a>
        </p>
      </>
    ),
  };
}

function signUpPage(input: PageInput): Page {
  const { lang, fields, problem } = input;
  const words = WORDS[lang];
  const shared = { lang, problem };
  return {
    title: words.signUp,
    content: (
      <>
        <h1>{words.signUp}</h1>
        <Summary problem={problem} lang={lang} />
        <Form action="/sign-up" lang={lang} button={words.signUp} hidden={{ next: nextOf(input) }}>
          <Field
            name="name"
            autocomplete="name"
            label={words.name}
            hint={words.nameHint}
            value={fields.name}
            {...shared}
          />
          <Field
            name="email"
            type="email"
            autocomplete="username"
            label={words.email}
            value={fields.email}
            {...shared}
          />
          <Field
            name="password"
            type="password"
            autocomplete="new-password"
            label={words.password}
            hint={words.passwordHint}
            {...shared}
          />
        </Form>
        <p>
          <a class="target" href={inLanguage('/sign-in', lang)}>
            {words.haveAccount}
          </a>
        </p>
      </>
    ),
  };
}

/** @returns whoever is signed in, or the way to the page for it and back */
export async function personOrSignIn({ ctx, c, lang }: Pick<PageInput, 'ctx' | 'c' | 'lang'>) {
  const person = await ctx.accounts.session(c.req.raw.headers);
  if (person) return { person };
  const here = new URL(c.req.url);
  const next = c.req.method === 'GET' ? `?next=${encodeURIComponent(`${here.pathname}${here.search}`)}` : '';
  return { away: seeOther(c, `/sign-in${next}`, lang) };
}

/** For what only whoever is signed in sends. @throws Problem 401 */
export async function requireSignedIn({ ctx, c }: Pick<PageInput, 'ctx' | 'c'>) {
  const person = await ctx.accounts.session(c.req.raw.headers);
  if (!person) throw new Problem('unauthenticated');
  return person;
}
