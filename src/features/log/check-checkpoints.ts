/** @module The checkpoints there are, in the database and outside of it, and the keys that signed them. */
import type { Trx } from '../../db/scope.ts';
import { buildKeySet, type KeySet, parseCheckpoint, type SignedCheckpoint, verifyNote } from '../attestations/index.ts';
import type { LogFault, Report } from './log-faults.ts';
import { listKeys } from './store.ts';

export interface Published {
  keys: KeySet['keys'];
  /** What is wrong with keys that are not among them. */
  keyFaults?: readonly LogFault[];
}

/**
 * The keys of the database that are what they are named after.
 * @param ownKeyId the key that the service signs with, as its data folder or settings say; undefined where nobody knows
 */
export async function publishedKeys(trx: Trx, issuer: string, ownKeyId: string | undefined): Promise<Published> {
  const keys: KeySet['keys'] = [];
  const keyFaults: LogFault[] = [];
  for (const { key_id, jwk, valid_from, valid_until } of await listKeys(trx)) {
    const entry = {
      jwk: jwk as { x?: string; kid?: string },
      validFrom: valid_from.toISOString(),
      validUntil: valid_until?.toISOString() ?? null,
    };
    const [key] = await buildKeySet(issuer, [entry]).then(
      (set) => set.keys,
      () => [],
    );
    if (key?.kid === key_id) keys.push(key);
    else keyFaults.push({ kind: 'key_replaced', place: `key ${key_id}`, found: 'not the key of this name' });
  }
  const own = keys.find(({ kid }) => kid === ownKeyId);
  if (ownKeyId !== undefined && (!own || own.valid_until !== undefined)) {
    const found = own ? `ended ${own.valid_until}` : 'not among the published keys';
    keyFaults.push({ kind: 'key_replaced', place: `key ${ownKeyId}, which the service signs with`, found });
  }
  return { keys, keyFaults };
}

export interface Known {
  size: number;
  root: string;
  place: string;
  /** Does it stand outside of the database? */
  isKept: boolean;
}

interface Given extends Published {
  origin: string;
  kept: readonly { place: string; note: string }[];
}

/** @returns those of the database and those kept elsewhere that a published key signed */
export async function checkCheckpoints(trx: Trx, { keys, origin, kept }: Given, report: Report): Promise<Known[]> {
  const rows = await trx
    .selectFrom('log_checkpoint')
    .select(['size', 'root', 'note', 'key_id'])
    .orderBy('size')
    .execute();
  const known: Known[] = [];
  for (const row of rows) {
    const place = `checkpoint ${row.size}`;
    const checkpoint = parseCheckpoint(row.note);
    const kid = checkpoint && (await signerOf(checkpoint, keys, origin));
    if (checkpoint?.size === row.size && checkpoint.root === row.root && kid === row.key_id) {
      known.push({ size: row.size, root: row.root, place, isKept: false });
    } else report({ kind: 'signature_wrong', place, found: checkpoint?.origin ?? 'not a checkpoint' });
  }
  for (const { place, note } of kept) {
    const checkpoint = parseCheckpoint(note);
    if (checkpoint && (await signerOf(checkpoint, keys, origin)) !== undefined) {
      known.push({ size: checkpoint.size, root: checkpoint.root, place, isKept: true });
    } else report({ kind: 'signature_wrong', place, found: checkpoint?.origin ?? 'not a checkpoint' });
  }
  return known;
}

/** @returns id of the key that signed it */
async function signerOf(
  { origin: said, note }: SignedCheckpoint,
  keys: KeySet['keys'],
  origin: string,
): Promise<string | undefined> {
  if (said !== origin) return undefined;
  for (const key of keys) if (await verifyNote(note, origin, key)) return key.kid;
  return undefined;
}
