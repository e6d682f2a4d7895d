/** @module The frame of every page: works without JavaScript, at 320 px, and in print. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Text } from '../engine/index.ts';
import { PAGE_CSS, PAGE_POLICY } from './styles.ts';

type Language = keyof Text;

const WORDS = {
  vi: {
    skip: 'Đến nội dung chính',
    home: 'Trang đầu',
    docs: 'API',
    glossary: 'Thuật ngữ',
    verify: 'Kiểm tra hồ sơ',
    signIn: 'Đăng nhập',
    account: 'Tài khoản',
    other: 'English',
    note: 'Kết quả được tính từ câu trả lời của đơn vị; không phải ý kiến pháp lý và không do cơ quan nào xác nhận.',
  },
  en: {
    skip: 'Skip to the main content',
    home: 'Home',
    docs: 'API',
    glossary: 'Glossary',
    verify: 'Verify a record',
    signIn: 'Sign in',
    account: 'Account',
    other: 'Tiếng Việt',
    note: 'Results are computed from the organisation’s own answers; they are not legal advice and no authority has confirmed them.',
  },
} as const;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6' fill='%238C1D40'/%3E%3C/svg%3E";

interface PageProps {
  lang: Language;
  title: string;
  /** Address of the page itself, for the switch of language. */
  here: URL;
  /** The way to one's account; absent where the service keeps none. */
  door?: Door;
  children?: Child;
}

type Door = 'signIn' | 'account';

const DOORS: Record<Door, string> = { signIn: '/sign-in', account: '/account' };

const SESSION = /^(?:__Secure-)?luongtri\.session_token$/;

/** By the cookie alone: a page for everybody asks no database, and `/account` asks who has a stale one to sign in. */
function doorOf(c: Context): Door | undefined {
  if (!c.get('keepsAccounts')) return undefined;
  return Object.keys(getCookie(c)).some((name) => SESSION.test(name)) ? 'account' : 'signIn';
}

const Layout: FC<PageProps> = ({ lang, title, here, door, children }) => {
  const words = WORDS[lang];
  const other = lang === 'vi' ? 'en' : 'vi';
  // Whatever was asked for, the link stays here: two slashes would begin another server's address.
  const path = here.pathname.replace(/^\/+/, '/');
  const search = new URLSearchParams(here.search);
  search.set('lang', other);
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href="/assets/fonts.css" />
        <style>{raw(PAGE_CSS)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header>
          <a class="brand" href={`/?lang=${lang}`}>
            Lương Tri
          </a>
          <nav aria-label={words.home}>
            {door ? <a href={`${DOORS[door]}?lang=${lang}`}>{words[door]}</a> : null}
            <a href={`/verify?lang=${lang}`}>{words.verify}</a>
            <a href={`/glossary?lang=${lang}`}>{words.glossary}</a>
            <a href={`/docs?lang=${lang}`}>{words.docs}</a>
            <a href={`${path}?${search}`} lang={other} hreflang={other}>
              {words.other}
            </a>
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer>{words.note}</footer>
      </body>
    </html>
  );
};

/** Sends a page in one language, under the policy that allows nothing but its own style. */
export function sendPage(
  c: Context,
  page: { lang: Language; title: string; content: Child },
  status: ContentfulStatusCode = 200,
): Response {
  const door = doorOf(c);
  const html = (
    <Layout lang={page.lang} title={page.title} here={new URL(c.req.url)} {...(door ? { door } : {})}>
      {page.content}
    </Layout>
  );
  return c.body(`<!doctype html>${html}`, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': page.lang,
    'Content-Security-Policy': PAGE_POLICY,
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Language, Cookie',
  });
}
