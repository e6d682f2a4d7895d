/** @module Pages: my organisations, and an invitation. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { getCookie, setCookie } from 'hono/cookie';
import type { FC } from 'hono/jsx';
import { ORGANISATION_COOKIE } from '../../../app/authenticate.ts';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import type { Language } from '../../../app/language.ts';
import { Problem } from '../../../app/problems.ts';
import {
  acceptInvitation,
  createOrganisation,
  type Membership,
  membershipsOf,
  NewOrganisationSchema,
  openInvitation,
} from '../../organisations/index.ts';
import { Field, Form, Summary } from './fields.tsx';
import { formAction, formPage, inLanguage, type Page, type PageInput, parseForm, seeOther } from './form-page.tsx';
import { personOrSignIn, requireSignedIn } from './sign-in-pages.tsx';
import { ROLE_NAMES, WORDS } from './words.ts';

export function organisationPages(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  formPage(app, ctx, '/organisations', showOrganisations, async (input) => {
    const person = await requireSignedIn(input);
    const { kind, name } = input.fields;
    const body = parseForm(NewOrganisationSchema, { kind, name });
    const reply = await createOrganisation({ ...input, person, body });
    choose(input, (reply.body as { id: string }).id);
    return seeOther(input.c, '/organisations', input.lang);
  });
  formAction(
    app,
    ctx,
    '/organisations/choose',
    async (input) => {
      const person = await requireSignedIn(input);
      const memberships = await membershipsOf(input.ctx, person.userId);
      const ids = memberships.flatMap(({ id, clients }) => [id, ...clients.map((client) => client.id)]);
      const { id = '' } = input.fields;
      if (!ids.includes(id)) throw new Problem('not-found');
      choose(input, id);
      return seeOther(input.c, '/organisations', input.lang);
    },
    showOrganisations,
  );
  formPage(app, ctx, '/invitations/accept', showInvitation, async (input) => {
    const person = await requireSignedIn(input);
    const { organisation_id } = await acceptInvitation({ ...input, person }, input.fields.token ?? '');
    choose(input, organisation_id);
    return seeOther(input.c, '/organisations', input.lang);
  });
}

/** Kept by the browser; it opens nothing by itself. */
function choose({ ctx, c }: PageInput, id: string): void {
  setCookie(c, ORGANISATION_COOKIE, id, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: ctx.baseUrl.startsWith('https:'),
    maxAge: 31_536_000,
  });
}

async function showOrganisations(input: PageInput): Promise<Page | Response> {
  const { ctx, c, lang, fields, problem } = input;
  const { person, away } = await personOrSignIn(input);
  if (!person) return away;
  const words = WORDS[lang];
  const memberships = await membershipsOf(ctx, person.userId);
  const chosen = getCookie(c, ORGANISATION_COOKIE);
  return {
    title: words.organisations,
    content: (
      <>
        <h1>{words.organisations}</h1>
        <Summary problem={problem} lang={lang} />
        {memberships.length === 0 ? <p>{words.noOrganisations}</p> : null}
        <ul class="cards">
          {memberships.map((membership) => (
            <Choice membership={membership} chosen={chosen} lang={lang} />
          ))}
        </ul>
        <h2>{words.create}</h2>
        <Form action="/organisations" lang={lang} button={words.create}>
          <Field
            name="name"
            label={words.organisationName}
            autocomplete="organization"
            value={fields.name}
            lang={lang}
            problem={problem}
          />
          <label for="kind">{words.kind}</label>
          <p class="hint" id="kind-hint">
            {words.kindHint}
          </p>
          <select id="kind" name="kind" aria-describedby="kind-hint">
            {(['company', 'adviser'] as const).map((kind) => (
              <option value={kind} selected={fields.kind === kind}>
                {words[kind]}
              </option>
            ))}
          </select>
        </Form>
        <p>
          <a class="target" href={inLanguage('/account', lang)}>
            {words.account}
          </a>
        </p>
      </>
    ),
  };
}

const Choice: FC<{ membership: Membership; chosen: string | undefined; lang: Language }> = ({
  membership,
  chosen,
  lang,
}) => {
  const words = WORDS[lang];
  const { id, name, role, status, clients } = membership;
  const choice = (target: { id: string; name: string }) =>
    target.id === chosen ? (
      <p class="muted">{words.chosen}</p>
    ) : (
      <Form
        action="/organisations/choose"
        lang={lang}
        quiet
        button={`${words.choose} ${target.name}`}
        hidden={{ id: target.id }}
      />
    );
  return (
    <li>
      <h2>{name}</h2>
      <p class="muted">{`${words.role}: ${ROLE_NAMES[lang][role]}${status === 'suspended' ? ` · ${words.suspended}` : ''}`}</p>
      {status === 'active' ? choice({ id, name }) : null}
      {clients.map((client) => (
        <>
          <p>{`${words.client}: ${client.name}`}</p>
          {choice(client)}
        </>
      ))}
    </li>
  );
};

async function showInvitation(input: PageInput): Promise<Page | Response> {
  const { ctx, c, lang, fields, problem } = input;
  const words = WORDS[lang];
  const token = fields.token ?? c.req.query('token') ?? '';
  const person = await ctx.accounts.session(c.req.raw.headers);
  const title = words.invitation;
  if (problem) {
    const content = (
      <>
        <h1>{title}</h1>
        <Summary problem={problem} lang={lang} />
      </>
    );
    return { title, content };
  }
  const { organisation, role } = await openInvitation(ctx, token);
  const next = encodeURIComponent(`/invitations/accept?token=${encodeURIComponent(token)}`);
  return {
    title,
    content: (
      <>
        <h1>{`${words.invited} ${organisation.name}`}</h1>
        <p>{`${words.role}: ${ROLE_NAMES[lang][role]}`}</p>
        {person ? (
          <>
            <p>{person.email}</p>
            <Form action="/invitations/accept" lang={lang} button={words.accept} hidden={{ token }} />
          </>
        ) : (
          <>
            <p>{words.signInFirst}</p>
            <p class="actions">
              <a class="target" href={inLanguage(`/sign-in?next=${next}`, lang)}>
                {words.signIn}
              </a>
              <a class="target" href={inLanguage(`/sign-up?next=${next}`, lang)}>
                {words.signUp}
              </a>
            </p>
          </>
        )}
      </>
    ),
  };
}
