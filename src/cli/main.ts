/** @module The `luongtri` command. Exit codes: 0 done, 1 the input is wrong (every problem listed), 2 wrong usage. */
import { InputError, UsageError } from './errors.ts';
import { usage } from './usage.ts';

/** A command may end with an exit code of its own. */
type Command = (args: string[]) => Promise<unknown>;

/** Commands load their own modules, so that each starts as fast as it can. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ['assess', async () => (await import('./assess.ts')).assessCommand],
  ['questions', async () => (await import('./questions.ts')).questionsCommand],
  ['fairness', async () => (await import('./fairness.ts')).fairnessCommand],
  ['workforce', async () => (await import('./workforce.ts')).workforceCommand],
  ['migrate-answers', async () => (await import('./migrate-answers.ts')).migrateCommand],
  ['content', async () => (await import('./content.ts')).contentCommand],
  ['operator', async () => (await import('./operator.ts')).operatorCommand],
  ['backup', async () => (await import('./backup.ts')).backupCommand],
  ['restore', async () => (await import('./restore.ts')).restoreCommand],
  ['export', async () => (await import('./export.ts')).exportCommand],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['log', async () => (await import('./log.ts')).logCommand],
  ['seed', async () => (await import('./seed.ts')).seedCommand],
  ['migrate', async () => (await import('./migrate.ts')).migrateDatabaseCommand],
  ['verify', async () => (await import('./verify.ts')).verifyCommand],
  ['serve', async () => (await import('./serve.ts')).serveCommand],
]);

async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(`unknown command '${name}'`);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(usage(name));
    return 0;
  }
  const code = await (await command())(rest);
  return typeof code === 'number' ? code : 0;
}

// Whoever closes the pipe early (`| head`) has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`luongtri: ${error.message}\n\n${usage(error.command)}`);
    process.exitCode = 2;
  } else if (error instanceof InputError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
