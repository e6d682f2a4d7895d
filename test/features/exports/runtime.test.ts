import { createContext, Script } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

/** What every runtime of the web has; nothing of Node. */
const WEB = {
  TextEncoder,
  TextDecoder,
  URL,
  atob,
  btoa,
  crypto,
  setTimeout,
  clearTimeout,
  AbortController,
  structuredClone,
  Uint8Array,
  ReadableStream,
  TransformStream,
  WritableStream,
  DecompressionStream,
  Blob,
  Event,
  EventTarget,
  Headers,
  Request,
  Response,
};

/** Bundled as a Worker is, and run where text cannot become code and Node does not exist. */
describe('exports and templates on a runtime that is not Node', () => {
  let run: (expression: string) => unknown;
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          export { writeCsv } from './src/features/exports/write-csv.ts';
          export { writeXlsx } from './src/features/exports/write-xlsx.ts';
          export { Writer } from './src/features/exports/oscal/write.ts';
          export { applyTemplate, validateTemplate } from './src/features/report-templates/apply-template.ts';
          export { checkLogo } from './src/features/report-templates/logo.ts';
        `,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'bundle',
      platform: 'browser',
      conditions: ['workerd', 'worker', 'browser'],
      logLevel: 'silent',
    });
    const context = createContext({ ...WEB }, { codeGeneration: { strings: false, wasm: false } });
    new Script(outputFiles[0]!.text).runInContext(context);
    run = (expression) => new Script(expression).runInContext(context);
  });

  it('neither eval nor Node is there', () => {
    expect(run('typeof Buffer + typeof process + typeof require')).toBe('undefinedundefinedundefined');
    expect(() => run('eval("1")')).toThrow(/Code generation from strings disallowed/);
  });

  it('writes CSV and XLSX, also large ones', () => {
    expect(run(`bundle.writeCsv({ name: 'T', columns: ['a'], rows: [["=1"]] }).length`)).toBe(15);
    const rows = `Array.from({ length: 20000 }, (_, n) => ['Đỗ ' + n, '=1'])`;
    const bytes = run(
      `bundle.writeXlsx([{ name: 'T', columns: ['a', 'b'], rows: ${rows} }], { sheet: 'L', columns: ['1', '2', '3', '4', '5'], note: 'n' }).length`,
    );
    expect(bytes).toBeGreaterThan(50_000);
  });

  it('reads and writes templates, and looks at a logo', async () => {
    expect(run(`bundle.applyTemplate('{{#if asOf}}<p>{{asOf}}</p>{{/if}}', { asOf: '<b>' }, 'vi')`)).toBe(
      '<p>&lt;b&gt;</p>',
    );
    expect(run(`bundle.validateTemplate('{{{x}}}').issues.length`)).toBe(2);
    expect(await run(`bundle.checkLogo(btoa('<svg/>'))`)).toHaveProperty('message');
  });

  it('names things by UUID', () => {
    expect(
      run(`new bundle.Writer({ subject: { submission: { id: 's' }, answerSet: { questionnaires: [] } } }).uuid('a')`),
    ).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
