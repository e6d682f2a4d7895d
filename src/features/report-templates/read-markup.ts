/**
 * @module Reads the HTML between the expressions of a template. Strict where browsers are lenient: what is not plainly one
 * of the allowed elements, closed in its order, is refused, so that what comes out is what was checked.
 */
import type { Text } from '../../engine/index.ts';
import { TEMPLATE_LIMITS } from './limits.ts';
import { attributeProblem, type Inside, refusedTag, TAGS } from './markup-rules.ts';
import { type Place, placeIn, type TemplateIssues } from './template-issues.ts';

/** Elements that are open at a point of the template, outermost first. */
export interface OpenElements {
  readonly names: readonly string[];
  /** How many of them a surrounding block opened: only the others may be closed here. */
  readonly outer: number;
}

const ALLOWED = [...TAGS.keys()].map((name) => `<${name}>`).join(' ');
const USE: Text = { vi: `Dùng: ${ALLOWED}`, en: `Use: ${ALLOWED}` };
const REMOVE: Text = { vi: 'Bỏ phần này', en: 'Remove it' };

export const insideOf = ({ names }: OpenElements): Inside =>
  names.length === 0 ? 'flow' : TAGS.get(names.at(-1)!)!.inside;

/** May text, or a value, stand here? */
export const takesText = (open: OpenElements): boolean => insideOf(open) === 'flow' || insideOf(open) === 'phrase';

const OPENING = /<([a-zA-Z][^\s/>]*)/y;
const CLOSING = /<\/([a-zA-Z][^\s>]*)\s*>/y;
const ATTRIBUTE = /[\s/]*([^\s=>"'/<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;
const END = /[\s/]*>/y;

export class MarkupReader {
  #open: { names: string[]; outer: number };
  #out = '';

  constructor(
    private readonly issues: TemplateIssues,
    private readonly text: string,
    private readonly start: Place,
    open: OpenElements,
  ) {
    this.#open = { names: [...open.names], outer: open.outer };
  }

  /** @returns the same markup as it is written out, and what is open after it */
  read(): { html: string; open: OpenElements } {
    let at = 0;
    while (at < this.text.length) {
      const next = this.text.indexOf('<', at);
      const end = next < 0 ? this.text.length : next;
      this.#words(at, end);
      at = next < 0 ? end : this.#tag(next);
    }
    return { html: this.#out, open: this.#open };
  }

  #refuse(offset: number, message: Text, fix: Text): void {
    this.issues.refuse(placeIn(this.text, offset, this.start), message, fix);
  }

  #words(from: number, to: number): void {
    const words = this.text.slice(from, to);
    this.#out += words;
    if (words.trim() === '' || takesText(this.#open)) return;
    const parent = this.#open.names.at(-1)!;
    this.#refuse(
      from + (words.length - words.trimStart().length),
      { vi: `Chữ không được đứng trực tiếp trong <${parent}>`, en: `Text may not stand directly in <${parent}>` },
      insideFix(this.#open),
    );
  }

  /** @returns where the text goes on */
  #tag(at: number): number {
    const second = this.text[at + 1] ?? '';
    if (second === '/') return this.#closing(at);
    if (/[a-zA-Z]/.test(second)) return this.#opening(at);
    if (second === '!' || second === '?') return this.#special(at);
    this.#refuse(
      at,
      { vi: 'Dấu < đứng một mình', en: 'A < that begins no element' },
      { vi: 'Viết &lt;', en: 'Write &lt;' },
    );
    return at + 1;
  }

  #special(at: number): number {
    const isComment = this.text.startsWith('<!--', at);
    this.#refuse(
      at,
      isComment
        ? {
            vi: 'Chú thích HTML bị từ chối: nó có thể chứa lệnh chèn tệp hoặc che phần khác',
            en: 'HTML comments are refused: they can include files or hide other parts',
          }
        : { vi: 'Khai báo HTML bị từ chối', en: 'HTML declarations are refused' },
      isComment ? { vi: 'Dùng {{! chú thích }}', en: 'Use {{! comment }}' } : REMOVE,
    );
    const end = isComment ? this.text.indexOf('-->', at) : this.text.indexOf('>', at);
    return end < 0 ? this.text.length : end + (isComment ? 3 : 1);
  }

  #closing(at: number): number {
    CLOSING.lastIndex = at;
    const found = CLOSING.exec(this.text);
    if (!found) {
      this.#unfinished(at);
      return this.text.length;
    }
    const name = found[1]!.toLowerCase();
    const { names, outer } = this.#open;
    // Of an element that is refused the opening tag has been reported.
    if (TAGS.has(name)) {
      if (names.length > outer && names.at(-1) === name) {
        names.pop();
        this.#out += `</${name}>`;
      } else this.#strayClosing(at, name);
    } else if (!this.issues.refusedElements.has(name)) this.#refuse(at, refusedTag(name), USE);
    return CLOSING.lastIndex;
  }

  #strayClosing(at: number, name: string): void {
    const { names, outer } = this.#open;
    const expected = names.length > outer ? names.at(-1) : undefined;
    this.#refuse(
      at,
      { vi: `</${name}> không đóng thẻ nào mở ở đây`, en: `</${name}> closes nothing that was opened here` },
      expected
        ? { vi: `Đóng <${expected}> trước`, en: `Close <${expected}> first` }
        : {
            vi: 'Mở và đóng mỗi thẻ trong cùng một khối {{#…}}',
            en: 'Open and close each element within the same {{#…}} block',
          },
    );
    // Go on as the writer meant it, so that one slip is not reported many times.
    const depth = names.lastIndexOf(name);
    if (depth >= outer) names.length = depth;
  }

  #opening(at: number): number {
    OPENING.lastIndex = at;
    const name = OPENING.exec(this.text)![1]!.toLowerCase();
    const rule = TAGS.get(name);
    const attributes = this.#attributes(OPENING.lastIndex, rule ? name : undefined);
    if (!rule) this.issues.refusedElements.add(name);
    if (!attributes) {
      if (rule) this.#unfinished(at);
      else this.#refuse(at, refusedTag(name), USE);
      // Its closing tag, further on, is meant for it.
      if (rule && rule.inside !== 'nothing') this.#open.names.push(name);
      return this.text.length;
    }
    for (const { place, problem, fix } of attributes.problems) this.#refuse(place, problem, fix);
    if (!rule) {
      this.#refuse(at, refusedTag(name), USE);
      return this.#afterRaw(name, attributes.end);
    }
    this.#checkPlace(at, name);
    this.#out += `<${name}${attributes.written}>`;
    if (rule.inside !== 'nothing') this.#open.names.push(name);
    return attributes.end;
  }

  /** What stands in a script or a style is no text of the template: it is refused with its element, once. */
  #afterRaw(name: string, end: number): number {
    if (name !== 'script' && name !== 'style') return end;
    const close = this.text.toLowerCase().indexOf(`</${name}`, end);
    return close < 0 ? this.text.length : close;
  }

  #checkPlace(at: number, name: string): void {
    const { kind } = TAGS.get(name)!;
    const inside = insideOf(this.#open);
    const fits =
      typeof inside === 'string'
        ? (kind === 'inline' && inside !== 'nothing') || (kind === 'block' && inside === 'flow')
        : inside.includes(name);
    const twice = name === 'a' && this.#open.names.includes('a');
    if (fits && !twice && this.#open.names.length < TEMPLATE_LIMITS.depth) return;
    const parent = this.#open.names.at(-1);
    this.#refuse(
      at,
      {
        vi: parent ? `<${name}> không được đứng trong <${parent}>` : `<${name}> không được đứng ở đây`,
        en: parent ? `<${name}> may not stand in <${parent}>` : `<${name}> may not stand here`,
      },
      insideFix(this.#open),
    );
  }

  /** @returns the attributes as they are written out, what is wrong, and where the tag ends; nothing where it does not end */
  #attributes(
    from: number,
    tag: string | undefined,
  ): { written: string; problems: AttributeProblem[]; end: number } | undefined {
    const seen = new Set<string>();
    const problems: AttributeProblem[] = [];
    let written = '';
    let at = from;
    while (at < this.text.length) {
      END.lastIndex = at;
      if (END.test(this.text)) return { written, problems, end: END.lastIndex };
      ATTRIBUTE.lastIndex = at;
      const found = ATTRIBUTE.exec(this.text);
      if (!found) return undefined;
      const name = found[1]!.toLowerCase();
      const value = found[2] ?? found[3] ?? found[4] ?? '';
      const wrong = attributeWrong(tag, name, value, { bare: found[4] !== undefined, again: seen.has(name) });
      if (wrong) problems.push({ place: at + found[0].indexOf(found[1]!), ...wrong });
      else written += ` ${name}="${value}"`;
      seen.add(name);
      at = ATTRIBUTE.lastIndex;
    }
    return undefined;
  }

  #unfinished(at: number): void {
    this.#refuse(
      at,
      {
        vi: 'Thẻ chưa kết thúc: giá trị {{…}} không được đứng bên trong thẻ',
        en: 'The tag does not end: a value {{…}} may not stand inside of a tag',
      },
      {
        vi: 'Viết thẻ liền một mạch, đặt giá trị giữa hai thẻ',
        en: 'Write the tag in one piece and put the value between tags',
      },
    );
  }
}

interface AttributeProblem {
  place: number;
  problem: Text;
  fix: Text;
}

/** @param tag `undefined` for an element that is refused as a whole: what makes it dangerous is still worth naming */
function attributeWrong(
  tag: string | undefined,
  name: string,
  value: string,
  { bare, again }: { bare: boolean; again: boolean },
): Omit<AttributeProblem, 'place'> | null {
  if (tag === undefined && !name.startsWith('on')) return null;
  const problem = attributeProblem(tag ?? '', name, value);
  if (problem) return { problem, fix: REMOVE };
  if (!bare && !again) return null;
  return {
    problem: again
      ? { vi: `Thuộc tính ${name} lặp lại`, en: `The attribute ${name} is repeated` }
      : { vi: `Giá trị của ${name} không có dấu ngoặc kép`, en: `The value of ${name} is not quoted` },
    fix: { vi: `Viết một lần: ${name}="…"`, en: `Write it once: ${name}="…"` },
  };
}

function insideFix(open: OpenElements): Text {
  const inside = insideOf(open);
  if (typeof inside !== 'string') {
    const list = inside.map((name) => `<${name}>`).join(', ');
    return { vi: `Ở đây chỉ dùng: ${list}`, en: `Here only: ${list}` };
  }
  return inside === 'phrase'
    ? { vi: 'Ở đây chỉ dùng chữ và thẻ trong dòng', en: 'Here only text and elements within a line' }
    : {
        vi: `Đặt vào đúng thẻ chứa nó; lồng không quá ${TEMPLATE_LIMITS.depth} cấp`,
        en: `Put it into the element it belongs to; at most ${TEMPLATE_LIMITS.depth} deep`,
      };
}
