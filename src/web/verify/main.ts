/** @module What `/verify` does in the visitor's browser: the same checks as the command line, and the file stays here. */
import { z } from 'zod';
import { PATHS, readZip } from '../../features/attestations/bundle/index.ts';
import { WORDS } from '../../features/attestations/pages/words.ts';
import {
  readTrust,
  type TrustedKey,
  type Verification,
  verifyAttestation,
  verifyBundle,
} from '../../features/attestations/verify/index.ts';
import { type Language, type Panel, panelOf, showLine, showNotice, showVerification } from './show-verification.ts';

// Shapes are checked without making code: the page may not.
z.config({ jitless: true });

const MAX_BYTES = 64 * 2 ** 20;
/** What may have been withdrawn or superseded since. */
const STANDING = new Set(['genuine', 'genuine_unknown_issuer', 'superseded']);
const lang: Language = document.documentElement.lang === 'en' ? 'en' : 'vi';
const words = WORDS[lang];

const getJson = async (path: string): Promise<unknown> => {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

/** The keys of the server that sent this page; none where it signs nothing. */
const ownKeys: Promise<unknown> = getJson('/.well-known/jwks.json').catch(() => undefined);

/** Lets the browser paint before the work starts. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

async function checkAttestation(section: HTMLElement): Promise<void> {
  const panel = panelOf(section);
  section.hidden = false;
  showLine(panel, words.working);
  try {
    const id = section.dataset.attestation!;
    const view = (await getJson(`/v1/attestations/${encodeURIComponent(id)}`)) as object;
    const keys = await ownKeys;
    // Whatever the server answers, it has to be about the id that was asked for.
    const found = await verifyAttestation({ ...view, id }, keys, { trust: readTrust(keys) ?? [] });
    showVerification(panel, found, lang);
  } catch {
    showLine(panel, words.failed);
  }
}

/** Keys of this server, and those that the visitor chose; undefined when the chosen file holds none. */
async function trustedKeys(chosen: File | undefined): Promise<TrustedKey[] | undefined> {
  const own = readTrust(await ownKeys) ?? [];
  if (!chosen) return own;
  try {
    const keys = readTrust(JSON.parse(await chosen.text()));
    return keys && keys.length > 0 ? [...own, ...keys] : undefined;
  } catch {
    return undefined;
  }
}

async function checkFile(panel: Panel, file: File, trustFile: File | undefined): Promise<void> {
  if (file.size > MAX_BYTES) {
    showLine(panel, words.tooLarge);
    return;
  }
  showLine(panel, words.working);
  const trust = await trustedKeys(trustFile);
  if (!trust) {
    showLine(panel, words.badTrust);
    return;
  }
  await painted();
  const zip = new Uint8Array(await file.arrayBuffer());
  const found = await verifyBundle(zip, { trust });
  const latest = await withLatestStatus(found, zip, trust);
  showVerification(panel, latest ?? found, lang);
  // What the bundle says of its status is as old as the bundle.
  if (!latest && found.statusAsOf !== null && STANDING.has(found.verdict)) showNotice(panel, words.notAsked);
}

/**
 * A bundle knows its status as of the day it was made. Where this server issued it, the server is asked for the status of
 * today, by the id alone; what it answers has to be signed like everything else.
 * @returns undefined where nobody says how it stands today
 */
async function withLatestStatus(
  found: Verification,
  zip: Uint8Array,
  trust: readonly TrustedKey[],
): Promise<Verification | undefined> {
  const keys = await ownKeys;
  const id = found.subject?.id.split('/').at(-1);
  const isOwn = readTrust(keys)?.some(({ issuer }) => issuer === found.issuer);
  // What the server says of its own must not speak for a bundle that another key signed.
  if (!id || !isOwn || !found.issuerTrusted || !STANDING.has(found.verdict)) return undefined;
  try {
    const view = (await getJson(`/v1/attestations/${encodeURIComponent(id)}`)) as { credential?: unknown };
    // A server that keeps nothing of it any more still says, signed, how it stands.
    const credential = view.credential || new TextDecoder().decode(readZip(zip).get(PATHS.credential));
    const latest = await verifyAttestation({ ...view, id, credential }, keys, { trust });
    const isSame = latest.issuerTrusted && latest.subject?.submission.hash === found.subject?.submission.hash;
    if (!isSame || latest.verdict === 'altered') return undefined;
    const { verdict, text, first, statusAsOf } = latest;
    return { ...found, verdict, text, first, statusAsOf };
  } catch {
    return undefined;
  }
}

function offerFiles(section: HTMLElement): void {
  const panel = panelOf(section);
  const input = section.querySelector<HTMLInputElement>('#file')!;
  const trust = section.querySelector<HTMLInputElement>('#trust')!;
  let last: File | undefined;
  // A file chosen while another is being checked is the one that counts.
  let turn = Promise.resolve();
  const check = (file: File | undefined): void => {
    last = file ?? last;
    const chosen = last;
    if (!chosen) return;
    turn = turn.then(() =>
      chosen === last
        ? checkFile(panel, chosen, trust.files?.[0]).catch(() => showLine(panel, words.failed))
        : undefined,
    );
  };
  // The same file may have changed since: choosing it again checks it again.
  input.addEventListener('click', () => {
    input.value = '';
  });
  input.addEventListener('change', () => check(input.files?.[0]));
  trust.addEventListener('change', () => check(undefined));
  // A file dropped beside the frame must not replace the page.
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    check(event.dataTransfer?.files[0]);
  });
  section.hidden = false;
}

const attestation = document.querySelector<HTMLElement>('[data-attestation]');
if (attestation) void checkAttestation(attestation);
const drop = document.querySelector<HTMLElement>('[data-drop]');
if (drop) offerFiles(drop);
