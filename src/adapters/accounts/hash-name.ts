/** @module Names to sign in with, as they are counted: nobody's address stands in a table of attempts. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export const hashName = (email: string): string => bytesToHex(sha256(utf8ToBytes(email.trim().toLowerCase())));
