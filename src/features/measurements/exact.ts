/** @module Compile-time proof that a published description and the type of what is sent say the same. */

/** What is left of a type in JSON: no `readonly`, no `undefined`, tuples as lists. */
export type Plain<T> = T extends readonly unknown[]
  ? Plain<T[number]>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<Exclude<T[K], undefined>> }
    : T;

/** `true`, or the direction in which the two differ. */
export type Same<Sent, Described> = [Plain<Sent>] extends [Plain<Described>]
  ? [Plain<Described>] extends [Plain<Sent>]
    ? true
    : 'the description allows more than is sent'
  : 'something is sent that the description does not allow';

export type Assert<T extends true> = T;
