/**
 * @module Page numbers of a table of contents. The browser cannot write on which page a target lies, so the document is
 * printed twice: the first copy says where each target lies, the second carries the numbers.
 */

/** An entry of the contents waits for its number in an element with this attribute, which names the target. */
export const PAGE_OF = 'data-page-of';

/**
 * Where each link target of a printed document lies.
 * @param pdf as Chromium writes it: objects in plain text, targets of links as named destinations
 * @returns page, from 1, by the id of the target; empty when the document has no inner link
 */
export function pageNumbersOf(pdf: Uint8Array): Map<string, number> {
  const text = latin1(pdf);
  const objects = objectsOf(text);
  const catalog = /\/Type \/Catalog[\s\S]*?\/Pages (\d+) 0 R[\s\S]*?\/Dests (\d+) 0 R/.exec(text);
  if (!catalog) return new Map();
  const [, root, destinations] = catalog;
  const pages = new Map(leavesOf(objects, root!).map((id, index) => [id, index + 1] as const));
  const found = new Map<string, number>();
  for (const [, name, page] of (objects.get(destinations!) ?? '').matchAll(/\/([^\s[\]<>()/]+) \[(\d+) 0 R/g)) {
    const number = pages.get(page!);
    if (number !== undefined) found.set(unescaped(name!), number);
  }
  return found;
}

/** Script for the page that writes the numbers into its table of contents. Values are numbers, keys are quoted. */
export const writePageNumbers = (numbers: ReadonlyMap<string, number>): string =>
  `(() => {
    const numbers = new Map(${JSON.stringify([...numbers])});
    for (const place of document.querySelectorAll('[${PAGE_OF}]')) {
      const number = numbers.get(place.getAttribute('${PAGE_OF}'));
      if (number !== undefined) place.textContent = String(number);
    }
  })()`;

const decoder = new TextDecoder('latin1');
const latin1 = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Objects by number, without the data of their streams. */
function objectsOf(text: string): Map<string, string> {
  const objects = new Map<string, string>();
  for (const match of text.matchAll(/^(\d+) 0 obj\r?\n/gm)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endobj', start);
    const stream = text.indexOf('stream', start);
    objects.set(match[1]!, text.slice(start, stream > 0 && stream < end ? stream : end));
  }
  return objects;
}

/** Pages below a node of the page tree, in order. */
function leavesOf(objects: ReadonlyMap<string, string>, id: string): string[] {
  const body = objects.get(id) ?? '';
  const kids = /\/Kids \[([^\]]*)\]/.exec(body);
  if (!kids) return [id];
  return [...kids[1]!.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => leavesOf(objects, kid!));
}

/** Names write some characters as `#` and two hexadecimal digits of their UTF-8 bytes. */
function unescaped(name: string): string {
  if (!name.includes('#')) return name;
  return decodeURIComponent(name.replaceAll('%', '%25').replaceAll(/#([0-9A-Fa-f]{2})/g, '%$1'));
}
