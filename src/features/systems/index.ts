/** @module The door of the register of systems. */
export { systemEntry } from './present-system.ts';
export { systemRoutes } from './routes.ts';
export { findSystem, insertSystem, lockSystem, type SystemRow, systemsNamed } from './store.ts';
