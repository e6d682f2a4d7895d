/** @module The service as a process of its own, so that it can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export interface RunningService {
  url: string;
  /** Ends it at once, as a power cut would. */
  kill: () => Promise<void>;
  /** Ends it as an operator would. @returns its exit code */
  stop: () => Promise<number | null>;
  output: () => string;
}

export async function startProcess(env: Record<string, string>): Promise<RunningService> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/adapters/node/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DEMO: 'off', REQUESTS_PER_MINUTE: '0', ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      output += chunk;
      const found = /^Lương Tri: (http:\S+)/m.exec(output)?.[1];
      if (found && output.includes('curl')) resolve(found);
    });
    child.stderr!.on('data', (chunk) => {
      // One line a request is noted; only the end of it tells why something went wrong.
      output = `${output}${chunk}`.slice(-20_000);
    });
    void ended.then((code) => reject(new Error(`stopped with ${code}: ${output}`)));
  });
  return {
    url,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
