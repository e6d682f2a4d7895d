/** @module Paths of a template, followed through the shape of the model before any data is there. */
import type { PathExpression } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { Text } from '../../engine/index.ts';
import type { Shape } from './model-shape.ts';

/** The group that names are looked up in: that of the model, or of a row inside of `each`. */
export type Names = Readonly<Record<string, Shape>>;

const RESERVED = new Set([
  '__proto__',
  'prototype',
  'constructor',
  'hasOwnProperty',
  'toString',
  'valueOf',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
]);

export type FoundPath = { path: readonly string[]; shape: Shape } | { message: Text; fix: Text };

/** @returns the path with what lies at its end, or why it leads nowhere */
export function followPath({ data, depth, parts, original }: PathExpression, names: Names): FoundPath {
  if (data || depth > 0) {
    return {
      message: {
        vi: `${original} đi ra ngoài nhóm dữ liệu hiện tại`,
        en: `${original} leaves the group of data it stands in`,
      },
      fix: { vi: 'Chỉ dùng tên trong nhóm hiện tại', en: 'Use names of the present group only' },
    };
  }
  const reserved = parts.find((part) => RESERVED.has(part));
  if (reserved !== undefined) {
    return {
      message: {
        vi: `${reserved} bị từ chối: mẫu không được chạm vào bên trong đối tượng`,
        en: `${reserved} is refused: a template may not reach into objects`,
      },
      fix: namesFix(names),
    };
  }
  return walk(parts, original, names);
}

function walk(parts: readonly string[], original: string, names: Names): FoundPath {
  let shape: Shape = { group: names };
  for (const part of parts) {
    const inside: Names = typeof shape === 'object' && 'group' in shape ? shape.group : {};
    if (!Object.hasOwn(inside, part)) {
      return {
        message: { vi: `Không có dữ liệu ${original}`, en: `There is no data ${original}` },
        fix: Object.keys(inside).length > 0 ? namesFix(inside) : wholeFix(parts, part),
      };
    }
    shape = inside[part]!;
  }
  return { path: parts, shape };
}

function namesFix(names: Names): Text {
  const list = Object.keys(names).join(', ');
  return { vi: `Ở đây có: ${list}`, en: `Here are: ${list}` };
}

function wholeFix(parts: readonly string[], end: string): Text {
  const whole = parts.slice(0, parts.indexOf(end)).join('.');
  return {
    vi: `${whole} không có gì bên trong; danh sách thì dùng {{#each ${whole}}}`,
    en: `${whole} has nothing inside; for a list use {{#each ${whole}}}`,
  };
}
