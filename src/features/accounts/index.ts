/** @module The door of accounts. */
export { accountRoutes } from './routes.ts';
