/** @module The door of the register of incidents. */
export { calendarOf, type IncidentClock, stateOn, vietNamDay } from './count-clocks.ts';
export { type IncidentTest, judgeIncident } from './judge-incident.ts';
export { loadIncident } from './load-incident.ts';
export { type IncidentContext, incidentClocks, incidentEntry } from './present-incident.ts';
export { incidentRoutes } from './routes.ts';
export { type FilingRow, findIncident, type IncidentRow, listFilings, listIncidents } from './store.ts';
