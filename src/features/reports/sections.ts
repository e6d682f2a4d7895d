/** @module Numbered sections of a report: the list that the contents print, and each by its id for its heading. */

export interface Section {
  id: string;
  number: string;
  title: string;
}

/** @param texts holds the title of each section under its id */
export function numberSections<Id extends string>(ids: readonly Id[], texts: object) {
  const titles = texts as Readonly<Record<string, unknown>>;
  const sections = ids.map((id, index): Section => ({ id, number: String(index + 1), title: String(titles[id]) }));
  const section = Object.fromEntries(sections.map((entry) => [entry.id, entry])) as Record<Id, Section>;
  return { sections, section };
}
