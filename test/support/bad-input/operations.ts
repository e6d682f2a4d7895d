/** @module Every operation of the OpenAPI document, in the parts that a request is made of. */

import { app } from '../app.ts';
import type { ResponseEntry } from '../contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: a schema can be anything
export type Schema = any;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  /** `GET /v1/systems`. */
  label: string;
  method: string;
  path: string;
  /** A permission, `person`, `operator` or `public`; undefined for what needs no database. */
  access: string | undefined;
  parameters: Parameter[];
  /** Schemas by media type. */
  body: Record<string, Schema>;
  responses: Record<string, ResponseEntry>;
}

/** The document of an app without a database is that of the service: routes do not depend on it. */
const response = await app.request('/openapi.json');
export const contract = (await response.json()) as Schema;

const resolved = <T>(part: T & { $ref?: string }): T =>
  part.$ref === undefined
    ? part
    : part.$ref
        .slice('#/'.length)
        .split('/')
        .reduce((from, name) => from[name], contract);

export const operations: Operation[] = Object.entries<Schema>(contract.paths).flatMap(([path, methods]) =>
  Object.entries<Schema>(methods).map(([method, operation]) => ({
    label: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    access: operation['x-luongtri-access'],
    parameters: (operation.parameters ?? []).map(resolved),
    body: Object.fromEntries(
      Object.entries<Schema>(resolved(operation.requestBody ?? {}).content ?? {}).map(([type, { schema }]) => [
        type,
        schema,
      ]),
    ),
    responses: operation.responses,
  })),
);

/** Files of tests, each with the operations it is for; an operation belongs to the first that takes it. */
const PARTS = {
  accounts: /^\/(auth\/|v1\/(me|organisations?|invitations|api-keys|clients|operator|webhooks|outbox|log)(\/|$))/,
  records: /^\/v1\/(systems|assessments|submissions|evidence[\w-]*|report-jobs|attestations)(\/|$)/,
  rest: /^\//,
} as const;

export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as Part[];

export const partOf = ({ path }: Operation): Part | undefined => PART_NAMES.find((part) => PARTS[part].test(path));
export const operationsOf = (part: Part): Operation[] => operations.filter((one) => partOf(one) === part);
