/** @module Ids and secrets, the same on every runtime. */
import { v7 } from 'uuid';
import type { Ids } from '../app/context.ts';

export const randomIds: Ids = {
  requestId: () => crypto.randomUUID(),
  // A time-ordered UUID (version 7): rows written one after the other lie beside each other.
  next: (prefix) => `${prefix}_${v7().replaceAll('-', '')}`,
  secret: (bytes) => {
    const text = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)));
    return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  },
};
