/** @module The stored nodes of the tree, which proofs are made of and new entries are appended to. */
import type { Trx } from '../../db/scope.ts';
import type { NodeAddress, StoredNode } from '../attestations/index.ts';

/** @param nodes those of neighbouring entries @returns addresses of those that are stored otherwise, or not at all */
export async function differingNodes(trx: Trx, nodes: readonly StoredNode[]): Promise<NodeAddress[]> {
  const levels = Map.groupBy(nodes, ({ level }) => level);
  const rows =
    nodes.length === 0
      ? []
      : await trx
          .selectFrom('log_node')
          .selectAll()
          .where(({ eb, and, or }) =>
            or(
              [...levels].map(([level, [first, ...rest]]) =>
                and([
                  eb('level', '=', level),
                  eb('index', '>=', first!.index),
                  eb('index', '<=', (rest.at(-1) ?? first!).index),
                ]),
              ),
            ),
          )
          .execute();
  const stored = new Map(rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return nodes.filter(({ level, index, hash }) => stored.get(`${level}/${index}`) !== hash);
}

/** How many nodes are stored, and how many a log of some size has: a leaf each, and one where two are complete. */
export async function countNodes(trx: Trx): Promise<{ found: number; expected: (size: number) => number }> {
  const { count } = await trx
    .selectFrom('log_node')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const expected = (size: number): number => {
    let nodes = 0;
    for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) nodes += rest;
    return nodes;
  };
  return { found: Number(count), expected };
}
