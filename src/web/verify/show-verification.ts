/** @module Writes a verification into the page. Everything a bundle says is text: nothing of it becomes markup. */
import { factsOf, shownInstant } from '../../features/attestations/pages/facts.ts';
import { WORDS } from '../../features/attestations/pages/words.ts';
import type { Check, Verdict, Verification } from '../../features/attestations/verify/index.ts';

export type Language = 'vi' | 'en';

/** A colour and a sign for each verdict; the words carry the meaning. */
const LOOKS: Record<Verdict, [string, string]> = {
  genuine: ['low', '✓'],
  genuine_unknown_issuer: ['undetermined', '?'],
  altered: ['prohibited', '✗'],
  withdrawn: ['high', '!'],
  superseded: ['medium', '!'],
  unreadable: ['undetermined', '?'],
};

const element = (name: string, text: string | null, ...children: Node[]): HTMLElement => {
  const made = document.createElement(name);
  if (text !== null) made.textContent = text;
  made.append(...children);
  return made;
};

/** The style of the pages takes the browser's own sign away. */
function marker(): Node {
  const sign = element('span', '▸\u00a0');
  sign.setAttribute('aria-hidden', 'true');
  return sign;
}

/** Where a section shows its state and its details. */
export interface Panel {
  status: HTMLElement;
  details: HTMLElement;
}

export function panelOf(section: HTMLElement): Panel {
  const find = (role: string): HTMLElement => section.querySelector<HTMLElement>(`[data-role="${role}"]`)!;
  return { status: find('status'), details: find('details') };
}

/** One line, such as "checking". */
export function showLine({ status, details }: Panel, text: string): void {
  status.replaceChildren(element('p', text));
  details.replaceChildren();
}

/** Beside the verdict: what it does not say. */
export function showNotice({ status }: Panel, text: string): void {
  const notice = element('p', text);
  notice.className = 'notice';
  status.append(notice);
}

export function showVerification({ status, details }: Panel, found: Verification, lang: Language): void {
  const words = WORDS[lang];
  const [look, sign] = LOOKS[found.verdict];
  const verdict = element('p', found.text[lang]);
  verdict.className = `lead level ${look}`;
  verdict.dataset.sign = sign;
  verdict.dataset.verdict = found.verdict;
  status.replaceChildren(verdict);
  details.replaceChildren(...[...firstDifference(found, lang), ...facts(found, lang), ...checks(found.checks, lang)]);
  if (found.statusAsOf !== null) {
    details.append(element('p', `${words.statusAsOf} ${shownInstant(found.statusAsOf, lang)}.`));
  }
}

function firstDifference({ first }: Verification, lang: Language): Node[] {
  if (!first) return [];
  const words = WORDS[lang];
  const lines = [element('h3', words.first), element('p', first.text[lang])];
  if (first.place) {
    const { file, pointer, within } = first.place;
    const place = element('p', null, element('code', `${file}${pointer ? ` ${pointer}` : ''}`));
    place.dataset.role = 'place';
    if (within !== null) place.append(` (${words.within} ${within})`);
    lines.push(place);
  }
  for (const [label, value] of [
    [words.expected, first.expected],
    [words.found, first.found],
  ] as const) {
    if (value !== null) lines.push(element('p', `${label}: ${shown(value)}`));
  }
  return [element('div', null, ...lines)];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function facts({ subject, issuer, issuerTrusted }: Verification, lang: Language): Node[] {
  const words = WORDS[lang];
  const rows: [string, string][] = subject ? factsOf(subject, words, lang) : [];
  if (issuer !== null) rows.push([words.issuer, `${issuer} (${issuerTrusted ? words.trusted : words.untrusted})`]);
  if (rows.length === 0) return [];
  const body = element(
    'tbody',
    null,
    ...rows.map(([label, text]) => {
      const head = element('th', label);
      head.setAttribute('scope', 'row');
      return element('tr', null, head, element('td', text));
    }),
  );
  return [...(subject ? [element('h3', words.attested)] : []), element('table', null, body)];
}

function checks(list: Check[], lang: Language): Node[] {
  if (list.length === 0) return [];
  const words = WORDS[lang];
  const items = list.map(({ status, text }) => {
    const item = element(
      'li',
      null,
      element('strong', `${words.signs[status]}: `),
      document.createTextNode(text[lang]),
    );
    item.dataset.status = status;
    return item;
  });
  return [
    element(
      'details',
      null,
      element('summary', null, marker(), document.createTextNode(words.checks)),
      element('ul', null, ...items),
    ),
  ];
}
