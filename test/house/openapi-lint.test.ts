import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const LINTER = join(ROOT, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
const folder = mkdtempSync(join(tmpdir(), 'luongtri-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ends the linter at once where it asks the network: it would swallow an error. */
const OFFLINE = `import net from 'node:net'; net.Socket.prototype.connect = () => process.exit(99);`;

interface Linted {
  code: number;
  problems: { ruleId: string; severity: string; message: string; location: { pointer: string }[] }[];
  said: string;
}

/** @param file the document, by its path */
const lint = (file: string): Promise<Linted> =>
  new Promise((resolve, reject) => {
    const offline = `data:text/javascript,${encodeURIComponent(OFFLINE)}`;
    const args = [
      '--import',
      offline,
      LINTER,
      'lint',
      '--config',
      join(ROOT, 'redocly.yaml'),
      '--format',
      'json',
      file,
    ];
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    execFile(process.execPath, args, { env, cwd: folder, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
      const code = error ? Number(error.code) : 0;
      try {
        resolve({ code, problems: JSON.parse(stdout).problems, said: stderr });
      } catch {
        reject(new Error(`the linter ended with ${code}: ${stdout}${stderr}`));
      }
    });
  });

describe('openapi.json and a public linter (Redocly, redocly.yaml)', () => {
  it('has no errors and no warnings', { timeout: 30_000 }, async () => {
    const { code, problems, said } = await lint(join(ROOT, 'openapi.json'));
    const told = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`);
    expect(told).toEqual([]);
    expect(code).toBe(0);
    // A rule that cannot apply is told on the side.
    expect(said).not.toContain('WARNING');
  });

  it('would be told of what is wrong', { timeout: 30_000 }, async () => {
    const document = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
    const { get, post } = document.paths['/v1/systems'];
    delete get.summary;
    get.responses['200'].headers = {};
    post.responses['404'] = { ...document.components.responses.NotFound, content: { 'application/json': {} } };
    post.requestBody.content['application/json'].example = { name: 7 };
    post.operationId = get.operationId;
    delete post.responses['201'];
    document.paths['/v1/systems/{other}'] = document.paths['/v1/systems/{id}'];
    document.components.schemas.Unused = { type: 'object' };
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify(document));
    const { code, problems } = await lint(file);
    expect(code).toBe(1);
    expect([...new Set(problems.map(({ ruleId }) => ruleId))]).toEqual(
      expect.arrayContaining([
        'operation-summary',
        'response-contains-header',
        'rule/problem-for-errors',
        'operation-4xx-problem-details-rfc7807',
        'no-invalid-media-type-examples',
        'operation-operationId-unique',
        'rule/operation-success',
        'no-identical-paths',
        'no-unused-components',
      ]),
    );
  });
});

it('openapi.json is OpenAPI 3.1 by the schema of the OpenAPI Initiative, JSON Schemas included', async () => {
  const document = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
  const dialect = 'https://spec.openapis.org/oas/3.1/schema-base';
  expect(await validate(dialect, document, 'BASIC')).toMatchObject({ valid: true });
  document.components.schemas.Problem.type = 'objekt';
  expect((await validate(dialect, document)).valid).toBe(false);
});

/** Of two shapes with one name the document would silently hold the first. */
it('no two shapes of the contract share a name', () => {
  const names = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/\.openapi\(\s*'(\w+)'/g)])
    .map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
