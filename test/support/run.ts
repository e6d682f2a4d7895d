/** @module Runs the real `luongtri` command in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/**
 * @param input what the command reads from standard input
 * @param env beside what this process has
 */
export function luongtri(args: string[], input?: string | Uint8Array, env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
    });
    const chunks: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => chunks[0].push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks[1].push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(chunks[0]).toString('utf8'), err: Buffer.concat(chunks[1]).toString('utf8') }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

/** Runs the command and closes its standard output after the first bytes, as `| head -1` does. */
export function closesEarly(args: string[]): Promise<Omit<Run, 'out'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: ROOT });
    const errors: Buffer[] = [];
    child.stdout.once('data', () => child.stdout.destroy());
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, err: Buffer.concat(errors).toString('utf8') }));
  });
}
