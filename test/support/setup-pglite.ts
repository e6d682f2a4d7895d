/** @module Set-up of the project `service-pglite`. */
export { makePgliteTemplate as default } from './databases.ts';
