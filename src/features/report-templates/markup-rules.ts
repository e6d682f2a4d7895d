/** @module The HTML that an organisation may write: a list of what is allowed, and why the rest is not. */
import type { Text } from '../../engine/index.ts';

/** What may stand inside of an element. */
export type Inside = 'flow' | 'phrase' | 'nothing' | readonly string[];

interface TagRule {
  kind: 'block' | 'inline' | 'part';
  inside: Inside;
}

const block = (inside: Inside): TagRule => ({ kind: 'block', inside });
const inline = (inside: Inside = 'phrase'): TagRule => ({ kind: 'inline', inside });
const part = (inside: Inside): TagRule => ({ kind: 'part', inside });

export const TAGS: ReadonlyMap<string, TagRule> = new Map([
  ['p', block('phrase')],
  ['h3', block('phrase')],
  ['h4', block('phrase')],
  ['div', block('flow')],
  ['blockquote', block('flow')],
  ['ul', block(['li'])],
  ['ol', block(['li'])],
  ['li', part('flow')],
  ['dl', block(['dt', 'dd'])],
  ['dt', part('phrase')],
  ['dd', part('flow')],
  ['table', block(['caption', 'thead', 'tbody'])],
  ['caption', part('phrase')],
  ['thead', part(['tr'])],
  ['tbody', part(['tr'])],
  ['tr', part(['th', 'td'])],
  ['th', part('phrase')],
  ['td', part('flow')],
  ['hr', block('nothing')],
  ['br', inline('nothing')],
  ['strong', inline()],
  ['em', inline()],
  ['b', inline()],
  ['i', inline()],
  ['small', inline()],
  ['sub', inline()],
  ['sup', inline()],
  ['span', inline()],
  ['a', inline()],
]);

/** An address in a link: https, a plain host name, and nothing that could end the attribute. */
const LINK = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][^\s"'<>`\\{}]*)?$/i;
const LINK_LENGTH = 2_000;
const SPAN = /^(?:[1-9]|1\d|20)$/;

const EVERYWHERE: Record<string, (value: string) => boolean> = {
  lang: (value) => value === 'vi' || value === 'en',
  dir: (value) => ['ltr', 'rtl', 'auto'].includes(value),
};

const cell = { colspan: (value: string) => SPAN.test(value), rowspan: (value: string) => SPAN.test(value) };

const ATTRIBUTES: Record<string, Record<string, (value: string) => boolean>> = {
  a: { href: (value) => value.length <= LINK_LENGTH && LINK.test(value) },
  td: cell,
  th: { ...cell, scope: (value) => value === 'row' || value === 'col' },
  ol: { start: (value) => /^\d{1,4}$/.test(value) },
};

const RUNS = new Set(['script', 'noscript', 'template', 'applet', 'slot', 'xmp', 'plaintext', 'noembed']);
const LOADS = new Set(
  'img picture source video audio track iframe frame frameset object embed param link svg math image portal canvas map area'.split(
    ' ',
  ),
);

/** @returns why the element is not allowed */
export function refusedTag(name: string): Text {
  if (RUNS.has(name)) {
    return {
      vi: `<${name}> bị từ chối: mẫu không được chứa mã chạy`,
      en: `<${name}> is refused: a template may not run anything`,
    };
  }
  if (LOADS.has(name)) {
    return {
      vi: `<${name}> bị từ chối: mẫu không được tải hay nhúng gì; biểu trưng được đặt ở mục riêng`,
      en: `<${name}> is refused: a template may not load or embed anything; the logo has a place of its own`,
    };
  }
  return {
    vi: `<${name}> không nằm trong các thẻ được phép`,
    en: `<${name}> is not among the allowed elements`,
  };
}

/** @returns why an attribute of an allowed element is refused, or `null` where it is fine */
export function attributeProblem(tag: string, name: string, value: string): Text | null {
  if (/^on/.test(name)) {
    return {
      vi: `${name} bị từ chối: mẫu không được gắn mã vào sự kiện`,
      en: `${name} is refused: a template may not react to events`,
    };
  }
  if (name === 'style') return styleProblem(value);
  const rules = ATTRIBUTES[tag];
  const rule = Object.hasOwn(EVERYWHERE, name)
    ? EVERYWHERE[name]
    : rules && Object.hasOwn(rules, name)
      ? rules[name]
      : undefined;
  if (!rule) {
    return {
      vi: `Thuộc tính ${name} không được phép ở <${tag}>`,
      en: `The attribute ${name} is not allowed on <${tag}>`,
    };
  }
  if (rule(value)) return null;
  return name === 'href' ? linkProblem(value) : valueProblem(tag, name);
}

const valueProblem = (tag: string, name: string): Text => ({
  vi: `Giá trị của ${name} ở <${tag}> không được phép`,
  en: `The value of ${name} on <${tag}> is not allowed`,
});

function styleProblem(value: string): Text {
  return /url\s*\(|@import|image-set|expression/i.test(value)
    ? {
        vi: 'style với url() bị từ chối: mẫu không được tải gì từ nơi khác',
        en: 'style with url() is refused: a template may not load anything',
      }
    : {
        vi: 'style không được phép: kiểu chữ và màu sắc do báo cáo quy định',
        en: 'style is not allowed: type and colour are those of the report',
      };
}

function linkProblem(value: string): Text {
  const address = value.replaceAll(/[\s\p{Cc}]/gu, '').toLowerCase();
  if (/^(javascript|data|vbscript|blob):/.test(address)) {
    return {
      vi: 'Liên kết bị từ chối: địa chỉ này chạy mã hoặc nhúng dữ liệu',
      en: 'The link is refused: such an address runs code or embeds data',
    };
  }
  if (/^(file:|\/|\.)/.test(address)) {
    return {
      vi: 'Liên kết bị từ chối: không được trỏ đến tệp hay đường dẫn của máy chủ',
      en: 'The link is refused: it may not point to a file or a path of the server',
    };
  }
  return {
    vi: 'Liên kết chỉ được là địa chỉ https:// đầy đủ',
    en: 'A link may only be a complete https:// address',
  };
}
