/** @module The door of duties. */
export { collectDuties } from './collect-duties.ts';
export type { Duty } from './duty.ts';
export { runReminders } from './remind.ts';
export { dutyRoutes } from './routes.ts';
