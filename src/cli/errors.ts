/** @module The two ways in which a command can be used wrongly. */

/** The words of the command line are wrong: exit code 2, with the usage. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly command?: string,
  ) {
    super(message);
  }
}

/** What the command was given is wrong: exit code 1. The message lists every problem, its place and the remedy. */
export class InputError extends Error {}
