/**
 * @module Long runs without a space get places to break. Otherwise a browser measures such a run once for every letter in it:
 * one name of 20,000 letters would hold a printer for minutes.
 */

/** Runs shorter than this fit a line; hashes and addresses stay as they are. */
const WALL = 100;
const STEP = 40;

/** Begins where a run begins, so that each letter is looked at once. */
const RUN = new RegExp(`(?<![^\\s<])[^\\s<]{${WALL},}`, 'g');
/** An entity, or a letter with its marks: nothing is broken inside. */
const UNIT = /&[#\w]+;|\P{M}\p{M}*|\p{M}+/gu;

/** @param html a finished document; only text of its body is changed, by `<wbr>` */
export function breakWalls(html: string): string {
  const body = html.indexOf('<body');
  if (body < 0) return html;
  const parts: string[] = [];
  let kept = 0;
  let tagEnd = html.indexOf('>', body);
  while (tagEnd >= 0) {
    const tag = html.indexOf('<', tagEnd);
    if (tag < 0) break;
    if (tag - tagEnd > WALL) {
      parts.push(html.slice(kept, tagEnd + 1), html.slice(tagEnd + 1, tag).replace(RUN, breakRun));
      kept = tag;
    }
    tagEnd = html.indexOf('>', tag);
  }
  return parts.join('') + html.slice(kept);
}

function breakRun(run: string): string {
  const units = run.match(UNIT) ?? [];
  const parts: string[] = [];
  for (let start = 0; start < units.length; start += STEP) parts.push(units.slice(start, start + STEP).join(''));
  return parts.join('<wbr>');
}
