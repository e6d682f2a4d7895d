import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';
import { exampleData, app as nodeApp, type ProblemBody } from '../support/app.ts';
import { loaded } from '../support/content.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFIG = join(ROOT, 'wrangler.toml');

let folder: string;
let bundle: string;
let server: TestHarness;
/** Milliseconds of the very first request, which builds the app. */
let coldMs: number;
let coldBody: string;

const post = (body: string, headers: Record<string, string> = {}, query = '') => ({
  path: `/v1/assess${query}`,
  init: { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body },
});

/** One request to workerd; the body as text. */
async function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const response = await server.fetch(path, init);
  return {
    status: response.status,
    type: response.headers.get('Content-Type'),
    headers: response.headers,
    text: await response.text(),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luongtri-worker-'));
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false' };
  const wrangler = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js');
  const built = spawnSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--config', CONFIG, '--outdir', folder], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  bundle = readFileSync(join(folder, 'worker.js'), 'utf8');
  server = createTestHarness({ root: ROOT, workers: [{ configPath: CONFIG, prebuiltWorkerDir: folder }] });
  await server.listen();
  const start = performance.now();
  const { path, init } = post(JSON.stringify(exampleData('e-kyc')));
  coldBody = (await ask(path, init)).text;
  coldMs = performance.now() - start;
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Modules of the bundle (esbuild names each in a comment) with the code that follows. */
const modules = (): { name: string; code: string }[] =>
  bundle
    .split(/^\s*\/\/ (?=(?:\.\.\/)*(?:src|dist|node_modules)\/)/m)
    .slice(1)
    .map((part) => ({ name: part.slice(0, part.indexOf('\n')), code: part.slice(part.indexOf('\n')) }));

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

describe('workerd', () => {
  it('the bundle evaluates no text as code, except in the browser library, which is loaded for PDFs only', () => {
    const names = modules().map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        expect.stringContaining('src/adapters/workers/worker.ts'),
        expect.stringContaining('dist/content/templates.js'),
      ]),
    );
    const offenders = modules()
      .filter(({ code }) => /\bnew Function\b|(?<![.\w$])eval\(|\bFunction\(["'`]/.test(withoutComments(code)))
      .map(({ name }) => name)
      .filter((name) => !name.includes('@cloudflare/puppeteer'));
    expect(offenders).toEqual([]);
    // The template compiler stays behind: only its runtime comes along, and the parser, which reads what organisations write.
    expect(
      names.filter((name) =>
        /handlebars\/(dist\/cjs\/handlebars\/compiler\/(compiler|javascript-compiler|code-gen)|lib)/.test(name),
      ),
    ).toEqual([]);
    expect(
      names.filter((name) => /src\/(cli|adapters\/node)\/|content\/(load|source|collect|check)/.test(name)),
    ).toEqual([]);
  });

  it('the first request of all is an assessment, and the bytes are those of Node', async () => {
    const { path, init } = post(JSON.stringify(exampleData('e-kyc')));
    expect(coldBody).toBe(await (await nodeApp.request(path, init)).text());
    expect(coldMs).toBeLessThan(5_000);
  });

  it.each(loaded.examples.map(({ id, data }) => [id, data] as const))(
    '%s: the bytes of Node, on three days of the law',
    async (_id, data) => {
      for (const day of ['2026-03-01', '2026-11-22', '2027-09-01']) {
        const { path, init } = post(JSON.stringify(data), {}, `?as_of=${day}`);
        const [here, there] = [await (await nodeApp.request(path, init)).text(), await ask(path, init)];
        expect([there.status, there.text === here]).toEqual([200, true]);
      }
    },
  );

  it.each(['vi', 'en'])('the HTML report in %s is the one of Node', async (lang) => {
    const { path, init } = post(JSON.stringify(exampleData('hospital-triage')), {}, `?format=html&lang=${lang}`);
    const there = await ask(path, init);
    expect([there.status, there.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(there.text).toBe(await (await nodeApp.request(path, init)).text());
  });

  it('pages and demonstration systems', async () => {
    for (const path of [
      '/',
      '/?lang=en',
      '/docs',
      '/problems/not-found',
      '/examples/e-kyc?lang=en',
      '/assets/fonts.css',
      '/v1/law/coverage',
      '/v1/questionnaires',
      '/openapi.json',
      '/healthz',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    }
    expect((await ask('/')).text).not.toContain('.pdf');
    expect(JSON.parse((await ask('/openapi.json')).text)).toEqual(
      await (await nodeApp.request('/openapi.json')).json(),
    );
  });

  it.each([
    ['a repeated key', '{"system":{"name":"a","name":"b"}}', {}, '', 400, 'malformed-body'],
    [
      'a repeated key in YAML',
      'answers: {a: 1, a: 2}\n',
      { 'Content-Type': 'application/yaml' },
      '',
      400,
      'malformed-body',
    ],
    ['a million brackets', '['.repeat(999_999), {}, '', 400, 'malformed-body'],
    ['more than the limit', ' '.repeat(1_000_001), {}, '', 413, 'body-too-large'],
    ['plain text', '{}', { 'Content-Type': 'text/plain' }, '', 415, 'unsupported-media-type'],
    ['a prototype name', '{"system":{"name":"x"},"answers":{"__proto__":1}}', {}, '', 422, 'invalid-answers'],
    ['an unknown form', '{"system":{"name":"x"}}', {}, '?format=xml', 406, 'not-acceptable'],
    ['a PDF without a browser', '{"system":{"name":"x"}}', {}, '?format=pdf', 501, 'printing-unavailable'],
  ])('refuses %s', async (_name, body, headers, query, status, type) => {
    const { path, init } = post(body, headers as Record<string, string>, query);
    const answer = await ask(path, init);
    const problem = JSON.parse(answer.text) as ProblemBody;
    expect([answer.status, answer.type, problem.type]).toEqual([
      status,
      'application/problem+json',
      `/problems/${type}`,
    ]);
    expect(answer.headers.get('X-Request-Id')).toBe(problem.requestId);
  });

  it('unknown addresses and methods', async () => {
    expect((await ask('/nowhere')).status).toBe(404);
    const wrong = await ask('/v1/assess');
    expect([wrong.status, wrong.headers.get('Allow')]).toEqual([405, 'OPTIONS, POST']);
  });

  it('many at once do not mix', async () => {
    const answers = await Promise.all(
      loaded.examples
        .flatMap(({ data }) => [data, data, data])
        .map(async (data) => {
          const { path, init } = post(JSON.stringify(data));
          return [(JSON.parse((await ask(path, init)).text) as { system: object }).system, data.system];
        }),
    );
    for (const [got, sent] of answers) expect(got).toEqual(sent);
  });

  it('the log of the runtime holds no error', () => {
    expect(server.getLogs().filter(({ level }) => level === 'error')).toEqual([]);
  });
});
