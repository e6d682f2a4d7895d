/** @module Holds answers against the OpenAPI document of the app that gave them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface ResponseEntry {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, ResponseEntry> }>>;
  components?: { responses?: Record<string, ResponseEntry> };
}

export type Check = (
  method: string,
  path: string,
  status: number,
  type: string | null,
  body: unknown,
  headers?: Headers,
) => void;

/** Headers that a caller acts on: what carries one has to announce it. */
const TOLD = [
  'Allow',
  'Content-Disposition',
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'Retry-After',
  'WWW-Authenticate',
];

/** An entry of an operation's `responses`; those that many operations share are references to components. */
export function responseOf<R extends ResponseEntry>(
  document: { components?: { responses?: Record<string, R> } },
  responses: Record<string, R>,
  status: number,
): R | undefined {
  const entry = responses[status];
  const name = entry?.$ref?.replace('#/components/responses/', '');
  return name === undefined ? entry : document.components?.responses?.[name];
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** @returns a function that throws unless the answer is one that the document announces; it is silent about pages */
export function contractCheck(document: Document): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // biome-ignore lint/suspicious/noExplicitAny: the package's types miss its own default export
  (addFormats as any)(ajv);
  ajv.addSchema(document as object, 'contract');
  const known = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  return (method, address, status, type, body, headers) => {
    const { pathname } = new URL(address, 'http://here');
    const matching = known.filter(({ pattern }) => pattern.test(pathname));
    const path = (matching.find((one) => one.path === pathname) ?? matching[0])?.path;
    const operation = path && document.paths[path]![method.toLowerCase()];
    if (!operation) return;
    const at = `${method} ${path} ${status}`;
    const response = responseOf(document, operation.responses, status);
    if (!response) throw new Error(`${at} is not in the contract: ${JSON.stringify(body)}`);
    const untold = TOLD.filter((name) => headers?.has(name) && !response.headers?.[name]);
    if (untold.length > 0) throw new Error(`${at} carries ${untold.join(', ')}, which is not in the contract`);
    if (!response.content) return;
    const media = type?.split(';')[0] ?? '';
    if (!response.content[media]) throw new Error(`${at} answers ${media}, which is not in the contract`);
    const shared = operation.responses[status]!.$ref?.slice('#/'.length).split('/');
    const own = ['paths', path, method.toLowerCase(), 'responses', String(status)];
    const place = [...(shared ?? own), 'content', media, 'schema'];
    const validate = ajv.getSchema(`contract#/${place.map((part) => encodeURIComponent(escaped(part))).join('/')}`);
    if (!validate) throw new Error(`no schema for ${at}`);
    if (validate(body)) return;
    const misfits = validate.errors!.map((one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`);
    throw new Error(`${at} does not fit: ${misfits.join('; ')} ${JSON.stringify(body)}`);
  };
}
