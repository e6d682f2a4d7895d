/** @module The door of the register of changes. */
export { type ChangeClock, countChangeClocks } from './count-clocks.ts';
export { changeRoutes } from './routes.ts';
export { type ChangeRow, listSystemChanges } from './store.ts';
