/** @module Makes the typed client from the contract, with a public generator (orval), in a folder of its own. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'orval';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '..', '..', '..');
const run = promisify(execFile);

/** As strict as our own; without Node's types, because a client has to compile for a browser as well. */
const TSCONFIG = {
  extends: join(ROOT, 'tsconfig.json'),
  compilerOptions: { lib: ['ES2024', 'DOM', 'DOM.Iterable'], types: [], skipLibCheck: false },
  include: ['*.ts'],
  exclude: [],
};

/**
 * Copies the driver into a temporary folder and generates the client beside it.
 * @param document the OpenAPI document
 * @returns the folder
 */
export async function generateClient(document: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'luongtri-client-'));
  cpSync(join(HERE, 'driver'), folder, { recursive: true });
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  await generate(
    {
      input: { target: './openapi.json' },
      output: {
        target: './client.ts',
        client: 'fetch',
        mode: 'single',
        // Header parameters are arguments, so that an edit without If-Match does not compile.
        headers: true,
        urlEncodeParameters: true,
        override: { mutator: { path: './http.ts', name: 'send', extension: '.ts' } },
      },
    },
    folder,
  );
  return folder;
}

/** @returns what the compiler has to say of client and driver; nothing where all is well */
export async function compile(folder: string): Promise<string> {
  try {
    await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder]);
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Runs the driver as a process of its own. @returns what it printed @throws Error with what it complained of */
export async function drive(folder: string, task: object): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [join(folder, 'main.ts'), JSON.stringify(task)], {
    maxBuffer: 50_000_000,
  });
  return JSON.parse(stdout);
}
