/** @module A file that may be whole, but cannot be read into this database. */

export class Refused extends Error {
  constructor(
    what: string,
    readonly fix: string,
  ) {
    super(what);
  }
}
