/** @module The door of what operators of the machine ask. */
export { operationRoutes } from './routes.ts';
