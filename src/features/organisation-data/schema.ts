/** @module What is sent to delete an organisation. */
import { z } from '@hono/zod-openapi';
import { textOf } from '../../app/read-input.ts';

export const DeletionSchema = z
  .strictObject({ name: textOf(300).openapi({ description: 'The organisation’s name, to confirm.' }) })
  .openapi('OrganisationDeletion');

export type Deletion = z.output<typeof DeletionSchema>;
