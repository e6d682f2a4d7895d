/** @module The part of JSON Schema that our OpenAPI document uses, to hold answers against the published contract. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: Schema[];
  maxItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  [annotation: string]: unknown;
}

/** Keywords that are read below, or that only inform. */
const KNOWN = new Set(
  '$ref type enum const properties required additionalProperties items prefixItems maxItems minItems anyOf oneOf allOf description example format minimum maximum'.split(
    ' ',
  ),
);

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Places at which `value` does not fit; throws on a keyword that is not understood. */
export function misfits(value: unknown, schema: Schema, schemas: Record<string, Schema>, path = ''): string[] {
  for (const keyword of Object.keys(schema)) if (!KNOWN.has(keyword)) throw new Error(`keyword ${keyword} at ${path}`);
  const inner = (part: unknown, of: Schema, at: string): string[] => misfits(part, of, schemas, `${path}/${at}`);
  if (schema.$ref) return misfits(value, schemas[schema.$ref.slice('#/components/schemas/'.length)]!, schemas, path);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && !choices.some((choice) => misfits(value, choice, schemas, path).length === 0))
    return [`${path} fits no choice`];
  const found: string[] = (schema.allOf ?? []).flatMap((part) => misfits(value, part, schemas, path));
  if ('const' in schema && value !== schema.const) found.push(`${path} is not ${String(schema.const)}`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${path} ${JSON.stringify(value)} is not in the list`);
  if (schema.type) {
    const types = [schema.type].flat().map((type) => (type === 'integer' ? 'number' : type));
    if (!types.includes(typeOf(value))) return [...found, `${path} is ${typeOf(value)}, not ${types.join(' or ')}`];
  }
  if (Array.isArray(value)) {
    if (schema.maxItems !== undefined && value.length > schema.maxItems) found.push(`${path} is too long`);
    for (const [index, item] of value.entries()) {
      if (schema.items) found.push(...inner(item, schema.items, String(index)));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) found.push(`${path}/${name} is missing`);
    for (const [name, part] of Object.entries(value)) {
      const own = schema.properties?.[name] ?? schema.additionalProperties;
      if (own === false) found.push(`${path}/${name} is not in the contract`);
      else if (typeof own === 'object') found.push(...inner(part, own, name));
    }
  }
  return found;
}
