/** @module The door of timelines: what happened to a record, entry after entry, never rewritten. */
export { DaySchema, MomentSchema, TimelineEntrySchema, TimelineSchema } from './schema.ts';
export { addEntry, changesOf, type FieldChange, listEntries, presentEntry, type TimelineEntryRow } from './store.ts';
