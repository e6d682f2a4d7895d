/** @module `/verify`: anyone checks a bundle or an id; the checking is done by the visitor's own browser. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AppContext, AppEnv } from '../../../app/context.ts';
import { requestLanguage } from '../../../app/problems.ts';
import { sendPage } from '../../../web/layout.tsx';
import { PAGE_POLICY } from '../../../web/styles.ts';
import { type ShownAttestation, VerifyPage } from './verify-page.tsx';
import { WORDS } from './words.ts';

/** The page runs its own script, asks its own server, and nothing else: a bundle that pretends to be a page gets nowhere. */
const VERIFY_POLICY = [
  PAGE_POLICY.replace("form-action 'none'", "form-action 'self'"),
  "script-src 'self'",
  "connect-src 'self'",
].join('; ');

/** @returns what `GET /v1/attestations/{id}` answers; undefined where nothing was issued under the id */
export type ReadAttestation = (id: string) => Promise<ShownAttestation | undefined>;

const ID = /^[A-Za-z0-9_-]{1,100}$/;

export function verifyPages(ctx: AppContext, readAttestation: ReadAttestation): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  let script: Promise<string> | undefined;
  app.get('/verify', async (c) => {
    const id = c.req.query('id')?.trim();
    if (id === undefined || id === '') return show(ctx, c, readAttestation, undefined);
    // One address for each attestation: that of its QR code. What cannot be an id is shown as unknown.
    if (!ID.test(id)) return show(ctx, c, readAttestation, id);
    return c.redirect(`/verify/${id}?lang=${requestLanguage(c)}`, 303);
  });
  app.get('/verify/:id', (c) => show(ctx, c, readAttestation, c.req.param('id')));
  app.get('/assets/verify.js', async (c) => {
    if (!ctx.verifyScript) return c.notFound();
    script ??= ctx.verifyScript();
    return c.body(await script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    });
  });
  return app;
}

async function show(
  ctx: AppContext,
  c: Context<AppEnv>,
  readAttestation: ReadAttestation,
  id: string | undefined,
): Promise<Response> {
  const lang = requestLanguage(c);
  const view = id !== undefined && ID.test(id) ? await readAttestation(id) : undefined;
  const origin = ctx.baseUrl ?? new URL(c.req.url).origin;
  const content = (
    <VerifyPage
      lang={lang}
      origin={origin}
      hasScript={ctx.verifyScript !== undefined}
      {...(id === undefined ? {} : { id })}
      view={view}
    />
  );
  const response = sendPage(c, { lang, title: WORDS[lang].title, content }, id !== undefined && !view ? 404 : 200);
  response.headers.set('Content-Security-Policy', VERIFY_POLICY);
  return response;
}
