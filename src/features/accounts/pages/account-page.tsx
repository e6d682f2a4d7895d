/** @module Page: my account: sessions, the second step, erasure. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { renderSVG } from 'uqr';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import { formatInstant } from '../../../app/dates.ts';
import type { Language } from '../../../app/language.ts';
import { Problem } from '../../../app/problems.ts';
import { erasePerson } from '../erase-person.ts';
import { forward } from '../forward.ts';
import { presentCurrent, presentSession, readSessions } from '../present.ts';
import { CodeSchema, PasswordOnlySchema } from '../schema.ts';
import { deviceName } from './device-name.ts';
import { Field, Form, Summary } from './fields.tsx';
import { formAction, formPage, type Page, type PageInput, parseForm, seeOther, sendForm } from './form-page.tsx';
import { personOrSignIn, requireSignedIn } from './sign-in-pages.tsx';
import { WORDS } from './words.ts';

export function accountPage(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  formPage(app, ctx, '/account', showAccount);
  const act = (path: string, submit: Parameters<typeof formAction>[3]) =>
    formAction(app, ctx, path, submit, showAccount);
  act('/account/end-session', async (input) => {
    const { sessions } = await readAccount(input);
    const session = sessions.find(({ id }) => id === input.fields.id);
    if (!session) throw new Problem('not-found');
    await forward(input.ctx, input.c, { method: 'POST', path: '/revoke-session', body: { token: session.token } });
    return seeOther(input.c, '/account', input.lang);
  });
  act('/account/sign-out-everywhere', async (input) => {
    await requireSignedIn(input);
    await forward(input.ctx, input.c, { method: 'POST', path: '/revoke-sessions' });
    return seeOther(input.c, '/sign-in', input.lang);
  });
  twoFactorActions(app, ctx, act);
  act('/account/erase', async (input) => {
    const person = await requireSignedIn(input);
    const { password } = input.fields;
    await erasePerson({ ctx: input.ctx, c: input.c, person, body: { password: password || undefined } });
    return seeOther(input.c, '/sign-in?erased=1', input.lang);
  });
}

function twoFactorActions(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  act: (path: string, submit: Parameters<typeof formAction>[3]) => void,
): void {
  // The set-up is the answer to the form itself: what it shows is shown once.
  formPage(
    app,
    ctx,
    '/account/two-factor',
    (input) => (input.problem ? showAccount(input) : seeOther(input.c, '/account', input.lang)),
    async (input) => {
      await requireSignedIn(input);
      const body = parseForm(PasswordOnlySchema, { password: input.fields.password });
      const answer = await forward(input.ctx, input.c, { method: 'POST', path: '/two-factor/enable', body });
      return showSetUp(input, answer.body as SetUp);
    },
  );
  act('/account/two-factor/confirm', async (input) => {
    await requireSignedIn(input);
    const body = parseForm(CodeSchema, { code: input.fields.code?.replaceAll(' ', '') });
    await forward(input.ctx, input.c, { method: 'POST', path: '/two-factor/verify-totp', body });
    return seeOther(input.c, '/account', input.lang);
  });
  act('/account/two-factor/off', async (input) => {
    await requireSignedIn(input);
    const body = parseForm(PasswordOnlySchema, { password: input.fields.password });
    await forward(input.ctx, input.c, { method: 'POST', path: '/two-factor/disable', body });
    return seeOther(input.c, '/account', input.lang);
  });
}

async function readAccount({ ctx, c }: Pick<PageInput, 'ctx' | 'c'>) {
  const current = presentCurrent((await forward(ctx, c, { method: 'GET', path: '/get-session' })).body);
  if (!current.user || !current.session) throw new Problem('unauthenticated');
  const sessions = readSessions((await forward(ctx, c, { method: 'GET', path: '/list-sessions' })).body);
  return { user: current.user, currentId: current.session.id, sessions };
}

async function showAccount(input: PageInput): Promise<Page | Response> {
  const { lang, problem } = input;
  const { person, away } = await personOrSignIn(input);
  if (!person) return away;
  const words = WORDS[lang];
  const { user, sessions, currentId } = await readAccount(input);
  // Two forms of the page ask for the password: what went wrong belongs to one of them.
  const isErasing = input.c.req.path.endsWith('/erase');
  return {
    title: words.account,
    content: (
      <>
        <h1>{words.account}</h1>
        <Summary problem={problem} lang={lang} ids={isErasing ? { password: 'erase-password' } : {}} />
        <p>
          <strong>{person.name}</strong>
          <br />
          {person.email}
        </p>
        <p>
          <a class="target" href={`/organisations?lang=${lang}`}>
            {words.organisations}
          </a>
        </p>
        <Sessions lang={lang} sessions={sessions.map((session) => presentSession(session, currentId))} />
        <TwoFactor lang={lang} isOn={user.twoFactorEnabled} problem={isErasing ? undefined : problem} />
        <Erasure lang={lang} problem={isErasing ? problem : undefined} />
      </>
    ),
  };
}

const Sessions: FC<{ lang: Language; sessions: ReturnType<typeof presentSession>[] }> = ({ lang, sessions }) => {
  const words = WORDS[lang];
  return (
    <>
      <h2>{words.sessions}</h2>
      <ul class="cards">
        {sessions.map(({ id, current, createdAt, ipAddress, userAgent }) => (
          <li>
            <p>
              <span title={userAgent ?? undefined}>{deviceName(userAgent, lang) ?? words.unknownDevice}</span>
              {ipAddress ? ` · ${ipAddress}` : ''}
            </p>
            <p class="muted">{`${words.since} ${formatInstant(createdAt, lang)}${current ? ` · ${words.thisSession}` : ''}`}</p>
            {current ? null : (
              <Form
                action="/account/end-session"
                lang={lang}
                button={words.end}
                quiet
                label={`${words.end}: ${deviceName(userAgent, lang) ?? words.unknownDevice}, ${words.since} ${formatInstant(createdAt, lang)}`}
                hidden={{ id }}
              />
            )}
          </li>
        ))}
      </ul>
      <Form action="/sign-out" lang={lang} button={words.signOut} quiet />
      <Form action="/account/sign-out-everywhere" lang={lang} button={words.signOutEverywhere} quiet />
    </>
  );
};

const TwoFactor: FC<{ lang: Language; isOn: boolean; problem: Problem | undefined }> = ({ lang, isOn, problem }) => {
  const words = WORDS[lang];
  return (
    <>
      <h2>{words.twoFactor}</h2>
      <p>{isOn ? words.twoFactorOn : words.twoFactorOff}</p>
      <Form
        action={isOn ? '/account/two-factor/off' : '/account/two-factor'}
        lang={lang}
        button={isOn ? words.turnOff : words.turnOn}
        quiet={isOn}
      >
        <Field
          name="password"
          type="password"
          autocomplete="current-password"
          label={words.currentPassword}
          lang={lang}
          problem={problem}
        />
      </Form>
    </>
  );
};

const Erasure: FC<{ lang: Language; problem: Problem | undefined }> = ({ lang, problem }) => {
  const words = WORDS[lang];
  return (
    <>
      <h2>{words.erase}</h2>
      <p>{words.eraseLead}</p>
      <Form action="/account/erase" lang={lang} button={words.eraseButton} quiet>
        <Field
          name="password"
          id="erase-password"
          type="password"
          autocomplete="current-password"
          label={words.currentPassword}
          lang={lang}
          problem={problem}
          optional
        />
      </Form>
    </>
  );
};

interface SetUp {
  totpURI: string;
  backupCodes: string[];
}

/** Shown in answer to the form, and never again. */
function showSetUp(input: PageInput, { totpURI, backupCodes }: SetUp): Response {
  const { lang } = input;
  const words = WORDS[lang];
  const key = new URL(totpURI).searchParams.get('secret') ?? '';
  return sendForm(input, {
    title: words.twoFactor,
    content: (
      <>
        <h1>{words.twoFactor}</h1>
        <p>{words.scan}</p>
        <div class="qr" role="img" aria-label="QR">
          {raw(renderSVG(totpURI))}
        </div>
        <p>
          <code>{key.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <h2>{words.backupCodes}</h2>
        <p>{words.backupHint}</p>
        <ul>
          {backupCodes.map((code) => (
            <li>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Form action="/account/two-factor/confirm" lang={lang} button={words.turnOn}>
          <Field name="code" autocomplete="one-time-code" label={words.confirm} lang={lang} />
        </Form>
      </>
    ),
  });
}
