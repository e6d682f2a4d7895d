/** @module The verification page as the server sends it. The script fills in what only the visitor's browser can say. */
import type { Child, FC } from 'hono/jsx';
import type { Language } from '../../../app/language.ts';
import { readCredential } from '../credential/index.ts';
import type { AttestationView } from '../schema.ts';
import { factsOf, shownInstant } from './facts.ts';
import { WORDS } from './words.ts';

/** What the server has of an attestation, and says of it. */
export type ShownAttestation = AttestationView & {
  status?: 'valid' | 'superseded' | 'withdrawn';
  withdrawnAt?: string | null;
};

interface VerifyPageProps {
  lang: Language;
  /** Where this server is reached. */
  origin: string;
  /** Is there a script to check with? */
  hasScript: boolean;
  /** Id that was asked for; `view` is what the server has under it. */
  id?: string;
  view?: ShownAttestation | undefined;
}

export const VerifyPage: FC<VerifyPageProps> = ({ lang, origin, hasScript, id, view }) => {
  const words = WORDS[lang];
  // Once the data of the organisation was deleted there is nothing left here to check or to hand out.
  const hasContent = view !== undefined && view.credential !== '';
  return (
    <>
      <h1>{words.title}</h1>
      {id === undefined ? <p class="lead">{words.lead}</p> : null}
      {hasScript ? (
        <noscript>
          <p class="notice">{words.noScript}</p>
        </noscript>
      ) : (
        <p class="notice">{words.noScript}</p>
      )}
      {view ? <Statement lang={lang} view={view} /> : null}
      {id !== undefined && !view ? (
        <p class="mistake" role="alert">
          {words.unknownId}
        </p>
      ) : null}
      {hasContent && hasScript ? <Checked title={words.checkTitle} attestation={id!} /> : null}
      {hasContent ? (
        <p>
          <a class="target" href={`/v1/attestations/${view.id}/bundle`} download={`${view.id}.zip`}>
            {words.bundle}
          </a>
        </p>
      ) : null}
      {hasScript ? <FileForm lang={lang} /> : null}
      <IdForm lang={lang} id={id} />
      <CommandLine lang={lang} origin={origin} />
      {hasScript ? <script type="module" src="/assets/verify.js" /> : null}
    </>
  );
};

const Statement: FC<{ lang: Language; view: ShownAttestation }> = ({ lang, view }) => {
  const words = WORDS[lang];
  const credential = readCredential(view.credential)?.credential;
  const rows: [string, Child][] = [
    ...(view.status ? [[words.statusLabel, words.status[view.status]] as [string, Child]] : []),
    ...(view.withdrawnAt ? [[words.withdrawnAt, shownInstant(view.withdrawnAt, lang)] as [string, Child]] : []),
    ...(credential
      ? [
          ...factsOf(credential.credentialSubject, words, lang),
          [words.issuer, `${credential.issuer}, ${shownInstant(credential.validFrom, lang)}`] as [string, Child],
        ]
      : []),
  ];
  return (
    <section aria-labelledby="statement">
      <h2 id="statement">{words.statement}</h2>
      <p class="hint">{credential ? words.statementNote : words.statementOnly}</p>
      {view.credential === '' ? <p class="notice">{words.deleted}</p> : null}
      <table>
        <tbody>
          {rows.map(([label, text]) => (
            <tr>
              <th scope="row">{label}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** Where the browser writes what it found of the id that was asked for. */
const Checked: FC<{ title: string; attestation: string }> = ({ title, attestation }) => (
  <section aria-labelledby="check-title" data-attestation={attestation} hidden>
    <h2 id="check-title">{title}</h2>
    <div data-role="status" role="status" />
    <div data-role="details" />
  </section>
);

/** Shown by the script: without it, choosing a file would do nothing. */
const FileForm: FC<{ lang: Language }> = ({ lang }) => {
  const words = WORDS[lang];
  return (
    <section aria-labelledby="file-title" data-drop hidden>
      <h2 id="file-title">{words.fileTitle}</h2>
      <p class="notice">{words.fileHint}</p>
      <label for="file">{words.file}</label>
      <input id="file" type="file" accept=".zip,application/zip" />
      <details>
        <summary>
          <span aria-hidden="true">▸&nbsp;</span>
          {words.trust}
        </summary>
        <p class="hint" id="trust-hint">
          {words.trustHint}
        </p>
        <label for="trust">jwks.json</label>
        <input id="trust" type="file" accept=".json,application/json" aria-describedby="trust-hint" />
      </details>
      <div data-role="status" role="status" />
      <div data-role="details" />
    </section>
  );
};

const IdForm: FC<{ lang: Language; id: string | undefined }> = ({ lang, id }) => {
  const words = WORDS[lang];
  return (
    <section aria-labelledby="id-title">
      <h2 id="id-title">{words.idTitle}</h2>
      <form action="/verify" method="get">
        <input type="hidden" name="lang" value={lang} />
        <label for="id">{words.id}</label>
        <p class="hint" id="id-hint">
          {words.idHint}
        </p>
        <input
          id="id"
          name="id"
          value={id}
          required
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="id-hint"
        />
        <button type="submit">{words.show}</button>
      </form>
    </section>
  );
};

const CommandLine: FC<{ lang: Language; origin: string }> = ({ lang, origin }) => {
  const words = WORDS[lang];
  return (
    <section aria-labelledby="cli-title">
      <h2 id="cli-title">{words.cliTitle}</h2>
      <p>{words.cli}</p>
      <pre>
        <code>luongtri verify FILE.zip --trust jwks.json</code>
      </pre>
      <p>{words.cliTrust}</p>
      <pre>
        <code>{`curl -o jwks.json ${origin}/.well-known/jwks.json`}</code>
      </pre>
    </section>
  );
};
