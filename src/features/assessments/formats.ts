/** @module The forms a result can be sent in. */

export const MEDIA_TYPES = {
  json: 'application/json',
  html: 'text/html',
  pdf: 'application/pdf',
  text: 'text/plain',
} as const;

export type Format = keyof typeof MEDIA_TYPES;
