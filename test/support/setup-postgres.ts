/** @module Set-up of the project `service-postgres`. */
export { makePostgresTemplate as default } from './databases.ts';
