/** @module The door of the register of systems. */
export { systemEntry } from './present-system.ts';
export { systemRoutes } from './routes.ts';
export { findSystem, findSystemsNamed, insertSystem, lockSystem, type SystemRow } from './store.ts';
