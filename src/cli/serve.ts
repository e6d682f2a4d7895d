/** @module `luongtri serve`: the same as `npm start`. */
import { UsageError } from './errors.ts';

export async function serveCommand(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`unexpected '${args[0]}'`, 'serve');
  await import('../adapters/node/main.ts');
}
