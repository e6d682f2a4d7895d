/** @module A problem for the reader of a page: what happened, and where to go from here. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { sendPage } from '../web/layout.tsx';
import type { Language } from './language.ts';
import type { ProblemDocument } from './problems.ts';

const WORDS = {
  vi: { home: 'Về trang đầu', id: 'Mã yêu cầu' },
  en: { home: 'Go to the front page', id: 'Request' },
} as const;

/** The same words as the document, in a page of the same status. */
export function sendProblemPage(
  c: Context,
  document: ProblemDocument,
  lang: Language,
  headers: Record<string, string>,
): Response {
  const content = (
    <>
      <h1>{document.title}</h1>
      <p>{document.detail}</p>
      {document.errors ? (
        <ul>
          {document.errors.map(({ pointer, message, fix }) => (
            <li>
              <code>{pointer}</code> {`${message}. ${fix}.`}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        <a class="target" href={`/?lang=${lang}`}>
          {WORDS[lang].home}
        </a>
      </p>
      <p class="muted">{`${WORDS[lang].id}: ${document.requestId}`}</p>
    </>
  );
  const response = sendPage(c, { lang, title: document.title, content }, document.status as ContentfulStatusCode);
  for (const [name, value] of Object.entries({
    'Cache-Control': 'no-store',
    Vary: 'Accept, Accept-Language',
    ...headers,
  })) {
    response.headers.set(name, value);
  }
  return response;
}
