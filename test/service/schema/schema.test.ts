import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_FILE } from '../../../src/cli/write-schema.ts';
import { describeSchema } from '../../../src/db/describe-schema.ts';
import { statementsOf } from '../../../src/db/migrate.ts';
import { startService } from '../../support/service.ts';

const service = startService();

describe('the schema', () => {
  it('is what the committed file says, on either database (npm run build:schema)', async () => {
    expect(await service.db.asOwner(describeSchema)).toBe(readFileSync(SCHEMA_FILE, 'utf8'));
  });

  it('statements end with a semicolon and an empty line; what stands before them as a remark is left out', () => {
    expect(
      statementsOf('-- why\n\ncreate table a ();\n\n-- more\ncreate function f() as $$ begin x; end $$;\n\n'),
    ).toEqual(['create table a ()', 'create function f() as $$ begin x; end $$']);
  });
});
