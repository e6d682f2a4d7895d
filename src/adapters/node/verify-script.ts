/** @module The script of the verification page, made from the very sources that the command line runs. */
import { join } from 'node:path';
import { type BuildOptions, build, buildSync } from 'esbuild';
import { CONTENT_ROOT } from '../../content/load.ts';

const OPTIONS = {
  entryPoints: [join(CONTENT_ROOT, 'src', 'web', 'verify', 'main.ts')],
  absWorkingDir: CONTENT_ROOT,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  // Older than the first browsers with Ed25519 signatures, which the page needs.
  target: ['es2022'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions & { write: false };

let built: Promise<string> | undefined;

/** @returns one module for browsers, minified; built once a process, when it is first asked for */
export function verifyScript(): Promise<string> {
  built ??= build(OPTIONS).then(
    ({ outputFiles }) => outputFiles[0]!.text,
    (error: unknown) => {
      // The next visitor tries again.
      built = undefined;
      throw error;
    },
  );
  return built;
}

/** The same at once, for a runtime that has no esbuild. */
export const buildVerifyScript = (): string => buildSync(OPTIONS).outputFiles[0]!.text;
