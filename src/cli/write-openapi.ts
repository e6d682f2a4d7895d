/** @module `npm run build:openapi`: writes openapi.json, the contract as a file that a reviewer can compare. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeContext } from '../adapters/node/context.ts';
import { createApp } from '../app/app.ts';
import { openApiDocument } from '../app/openapi.ts';
import { CONTENT_ROOT } from '../content/load.ts';

export const OPENAPI_FILE = join(CONTENT_ROOT, 'openapi.json');

/** Text of the file: the document is a matter of routes, not of content or configuration. */
export const openApiText = (): string =>
  `${JSON.stringify(openApiDocument(createApp(createNodeContext())), null, 2)}\n`;

if (import.meta.filename === process.argv[1]) writeFileSync(OPENAPI_FILE, openApiText());
