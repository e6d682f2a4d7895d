/** @module `npm run build:schema`: what the migrations make, as a file to read in a review. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPglite } from '../adapters/node/database.ts';
import { CONTENT_ROOT } from '../content/load.ts';
import { describeSchema } from '../db/describe-schema.ts';

export const SCHEMA_FILE = join(CONTENT_ROOT, 'src', 'db', 'schema.sql');

if (import.meta.filename === process.argv[1]) {
  const db = await openPglite();
  writeFileSync(SCHEMA_FILE, await db.asOwner(describeSchema));
  await db.close();
}
