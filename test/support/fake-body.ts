/** @module Makes a body that fits a JSON schema, so that a request is refused for who sends it and not for what it says. */

// biome-ignore lint/suspicious/noExplicitAny: a schema can be anything
type Schema = any;

export interface FakeOptions {
  components: Record<string, Schema>;
  /** Values for fields by name: ids of records, say. */
  fields?: Record<string, unknown>;
}

/** Required fields only, the shortest values that fit. */
export function fakeBody(schema: Schema, options: FakeOptions, name = ''): unknown {
  const { components, fields = {} } = options;
  if (Object.hasOwn(fields, name)) return fields[name];
  if (schema.$ref) return fakeBody(components[schema.$ref.split('/').at(-1)], options, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  for (const union of [schema.anyOf, schema.oneOf]) if (union) return fakeBody(union[0], options, name);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part: Schema) => fakeBody(part, options, name)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object': {
      const required: string[] = schema.required ?? [];
      const wanted = Object.keys(schema.properties ?? {}).filter((key) => required.includes(key) || key in fields);
      return Object.fromEntries(wanted.map((key) => [key, fakeBody(schema.properties[key], options, key)]));
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => fakeBody(schema.items ?? {}, options, name));
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : 0.5);
    case 'null':
      return null;
    default:
      return fakeText(schema, name);
  }
}

function fakeText(schema: Schema, name: string): string {
  if (schema.example !== undefined) return String(schema.example);
  if (schema.format === 'date') return '2026-11-22';
  if (schema.format === 'date-time') return '2026-11-22T03:00:00.000Z';
  if (schema.format === 'email') return 'ai.do@example.vn';
  if (schema.format === 'uri' || name === 'href' || name === 'url') return 'https://example.vn/';
  return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
}
