/** @module Status lists: a signed credential for each purpose that says which attestations were withdrawn or superseded. */
import { z } from 'zod';
import type { Signer } from '../../../app/context.ts';
import {
  CREDENTIAL_TYPE,
  type ReadJws,
  readJws,
  STATUS_PURPOSES,
  type StatusPurpose,
  signJws,
  statusListHref,
} from '../credential/index.ts';
import { decodeBits, encodeBits, hasBit } from './bitstring.ts';

export const StatusListCredential = z.strictObject({
  '@context': z.tuple([z.literal('https://www.w3.org/ns/credentials/v2')]),
  id: z.url(),
  type: z.tuple([z.literal('VerifiableCredential'), z.literal('BitstringStatusListCredential')]),
  issuer: z.url(),
  /** When the list was made: what happened later is not in it. */
  validFrom: z.iso.datetime({ offset: false }),
  credentialSubject: z.strictObject({
    id: z.url(),
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.enum(STATUS_PURPOSES),
    encodedList: z.string().max(40_000),
  }),
});
export type StatusListCredential = z.infer<typeof StatusListCredential>;

export interface StatusListInput {
  issuer: string;
  /** `revocation`: withdrawn; `message`: superseded. */
  purpose: StatusPurpose;
  /** Which list, from 0: it holds the status indexes `list·131072` up to the next list. */
  list: number;
  /** Positions in this list (status index modulo 131072) whose status is set. */
  set: Iterable<number>;
  /** RFC 3339, UTC. */
  at: string;
}

/** @returns the list as a JWT (`vc+jwt`) */
export async function issueStatusList(input: StatusListInput, signer: Signer): Promise<string> {
  const id = statusListHref(input.issuer, input.purpose, input.list);
  const credential: StatusListCredential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuer,
    validFrom: input.at,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: input.purpose,
      encodedList: encodeBits(input.set),
    },
  };
  return signJws(StatusListCredential.parse(credential), { typ: CREDENTIAL_TYPE, cty: 'vc' }, signer);
}

/** @returns the list and its signature, which is still to be checked */
export function readStatusList(jwt: string): { jws: ReadJws; credential: StatusListCredential } | undefined {
  const jws = readJws(jwt, CREDENTIAL_TYPE);
  const read = StatusListCredential.safeParse(jws?.payload);
  return jws && read.success ? { jws, credential: read.data } : undefined;
}

/** @returns is the status at `position` set? `undefined` when the list cannot be read */
export function statusAt({ credentialSubject }: StatusListCredential, position: number): boolean | undefined {
  const bits = decodeBits(credentialSubject.encodedList);
  return bits && position < bits.length * 8 ? hasBit(bits, position) : undefined;
}
