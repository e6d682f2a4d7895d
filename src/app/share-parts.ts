/**
 * @module What many operations of the OpenAPI document repeat is written once, among its components, and referred to:
 * problem responses, the headers and query parameters that are the same everywhere, and the headers of answers.
 */
import { RESPONSE_HEADERS } from './response-headers.ts';

const pascalCase = (name: string): string =>
  name
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

interface Reference {
  $ref: string;
}

interface Response {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, { schema?: { allOf?: [Reference, { properties: { type: { enum: string[] } } }] } }>;
}

interface Parameter {
  name: string;
  in: string;
  schema: { description?: string };
}

interface Operation {
  parameters?: (Parameter | Reference)[];
  responses: Record<string, Response | Reference>;
}

/** The parts of a document that are looked at here. */
export interface Shareable {
  paths?: Record<string, object>;
  components?: object;
}

/** A parameter is shared from so many uses on: below that a reader is sent away for nothing. */
const USES_MIN = 5;

/** @returns the document with shared parts among its components, in the order in which its operations first need them */
export function shareParts<D extends Shareable>(document: D): D {
  const paths = Object.fromEntries(Object.entries(document.paths ?? {}).map(([path, item]) => [path, inOrder(item)]));
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const shared = sharedParameters(operations);
  const parameters: Record<string, Parameter> = {};
  const responses: Record<string, Response> = {};
  for (const operation of operations) {
    for (const [index, parameter] of (operation.parameters ?? []).entries()) {
      const name = shared.get(JSON.stringify(parameter));
      if (name === undefined) continue;
      parameters[name] = parameter as Parameter;
      operation.parameters![index] = { $ref: `#/components/parameters/${name}` };
    }
    for (const [status, response] of Object.entries(operation.responses)) {
      if ('$ref' in response) continue;
      response.headers = { ...response.headers, 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
      const name = problemName(response);
      if (name === undefined) continue;
      responses[name] = response;
      operation.responses[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  const components = { ...document.components, parameters, responses, headers: RESPONSE_HEADERS };
  return { ...document, paths, components };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Operations of a path, reading first, in whatever order features registered them. */
const inOrder = (item: object): Record<string, Operation> =>
  Object.fromEntries(
    Object.entries(item as Record<string, Operation>).toSorted(
      ([one], [other]) => METHODS.indexOf(one) - METHODS.indexOf(other),
    ),
  );

/** By its text, the name under which a parameter is shared. */
function sharedParameters(operations: Operation[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const parameter of operations.flatMap((operation) => operation.parameters ?? [])) {
    const text = JSON.stringify(parameter);
    uses.set(text, (uses.get(text) ?? 0) + 1);
  }
  const often = [...uses].filter(([, count]) => count >= USES_MIN).toSorted(([, one], [, other]) => other - one);
  const names = new Map<string, string>();
  for (const [text] of often) {
    const { name, in: place } = JSON.parse(text) as Parameter;
    const shared = pascalCase(name);
    // A path parameter is named by its path: nearly every `id` is that of something else. And of two parameters with one
    // name the more frequent is shared.
    if (place !== 'path' && ![...names.values()].includes(shared)) names.set(text, shared);
  }
  return names;
}

/** Name of a problem response, made of its kinds; undefined for any other response. */
function problemName({ content }: Response): string | undefined {
  const kinds = content?.['application/problem+json']?.schema?.allOf?.[1].properties.type.enum;
  if (!kinds) return undefined;
  const name = kinds.map((kind) => pascalCase(kind.replace('/problems/', ''))).join('Or');
  return content['text/html'] ? `${name}Page` : name;
}
