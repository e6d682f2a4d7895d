/** @module What an event says of itself in its hashed content, against what stands beside it so that it can be found. */
import { sql } from 'kysely';
import type { EventContent } from '../../app/audit.ts';
import type { Trx } from '../../db/scope.ts';

/** The event of an organisation that was read in from a file (features/organisation-data). */
export const IMPORTED = 'organisation.imported';

/** Under which names events of an organisation may speak of it, where that is more than its own id. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>;

/** What was hashed; undefined where it is no event at all. */
export function contentOf(text: string): EventContent | undefined {
  try {
    const content = JSON.parse(text) as EventContent | null;
    const isEvent = typeof content === 'object' && typeof content?.actor === 'object' && content.actor !== null;
    return isEvent && typeof content.details === 'object' && content.details !== null ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Rows of events that may be of a kind by what was hashed: the column beside it proves nothing. Read them to be sure. */
export const saysKind = (kind: string) => sql<boolean>`content like ${`%"kind":"${kind}"%`}`;

export interface Shown {
  id: string;
  organisation_id: string;
  actor_organisation_id: string | null;
  kind: string | null;
  subject_id: string | null;
  at: Date | null;
}

/** @param names where an organisation was read in under another id, its earlier events speak of the old one */
export function saysTheSame(text: string, shown: Shown, names: Names): boolean {
  const said = contentOf(text);
  if (!said) return false;
  const isOf = (said: string, shown: string | null): boolean =>
    said === shown || (shown !== null && names.get(shown)?.has(said) === true);
  return (
    said.id === shown.id &&
    said.kind === shown.kind &&
    Date.parse(said.at) === shown.at?.getTime() &&
    isOf(said.organisation, shown.organisation_id) &&
    isOf(said.actor.organisation, shown.actor_organisation_id) &&
    isOf(said.subject, shown.subject_id)
  );
}

/** Reads which organisations were read in under another id than they had. */
export async function namesOf(trx: Trx): Promise<Names> {
  const rows = await trx.selectFrom('event').select(['organisation_id', 'content']).where(saysKind(IMPORTED)).execute();
  const names = new Map<string, Set<string>>();
  // A copy of a copy: who was whose copy is said in the words of its time, so that the newest has to be read first.
  for (let grew = true; grew; ) {
    grew = false;
    for (const { organisation_id, content } of rows) {
      const said = contentOf(content);
      const from = said?.details.from;
      const own = names.get(organisation_id) ?? new Set([organisation_id]);
      if (said?.kind !== IMPORTED || typeof from !== 'string' || own.has(from) || !own.has(said.organisation)) continue;
      names.set(organisation_id, own.add(from));
      grew = true;
    }
  }
  return names;
}
