/** @module The door of the submissions feature. */
export * from './record.ts';
