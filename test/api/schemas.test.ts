import { describe, expect, it } from 'vitest';
import {
  buildNotification,
  NOTIFICATION_SCHEMA,
  NOTIFICATION_SCHEMA_PATH,
} from '../../src/features/reports/forms/index.ts';
import { example, inputOf } from '../features/reports/forms/support.ts';
import { app } from '../support/app.ts';
import { misfits, type Schema } from '../support/json-schema.ts';

describe('schemas of files that leave the house', () => {
  it('anyone gets the schema that a notification file names, and the file keeps it', async () => {
    const answer = await app.request(NOTIFICATION_SCHEMA_PATH);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/schema\+json/);
    const served = (await answer.json()) as Schema & { $id: string };
    const { $id, $schema: _, title: __, ...schema } = served;
    expect(new URL($id).pathname).toBe(NOTIFICATION_SCHEMA_PATH);
    expect({ ...served, $id: NOTIFICATION_SCHEMA_PATH }).toEqual(NOTIFICATION_SCHEMA);
    const file = buildNotification(
      inputOf('classification-dossier', example('airport-face-recognition'), 'vi'),
      new URL($id).origin,
    );
    expect(file.$schema).toBe($id);
    expect(misfits(file, schema, {})).toEqual([]);
  });
});
