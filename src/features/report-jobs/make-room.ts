/** @module Which kept results go when a new one needs room: nobody's large report costs others theirs. */

export interface KeptResult {
  owner: string;
  bytes: number;
}

/**
 * The room is shared equally by those who have results in it. Whoever has more than their share gives way, who has most
 * first, oldest result first; whoever keeps within their share loses nothing to others.
 * @param kept results there are, oldest first
 * @param added the one that needs room
 * @param room bytes of all results together
 * @returns those that go; undefined where the new one does not fit beside what others may keep
 */
export function makeRoom<Kept extends KeptResult>(
  kept: readonly Kept[],
  added: KeptResult,
  room: number,
): Kept[] | undefined {
  const used = new Map<string, number>();
  for (const { owner, bytes } of [...kept, added]) used.set(owner, (used.get(owner) ?? 0) + bytes);
  const share = room / used.size;
  const staying = [...kept];
  const going: Kept[] = [];
  let total = [...used.values()].reduce((sum, bytes) => sum + bytes, 0);
  while (total > room) {
    const [next] = staying
      .filter(({ owner }) => owner === added.owner || used.get(owner)! > share)
      .sort((a, b) => used.get(b.owner)! - used.get(a.owner)!);
    if (!next) return undefined;
    staying.splice(staying.indexOf(next), 1);
    going.push(next);
    used.set(next.owner, used.get(next.owner)! - next.bytes);
    total -= next.bytes;
  }
  return going;
}
