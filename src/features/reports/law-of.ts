/** @module The law of a content, indexed once, however many reports are written from it. */
import { type Content, LawIndex } from '../../engine/index.ts';

const indexes = new WeakMap<Content, LawIndex>();

export function lawOf(content: Content): LawIndex {
  const law = indexes.get(content) ?? new LawIndex(content);
  indexes.set(content, law);
  return law;
}
