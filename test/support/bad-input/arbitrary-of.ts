/** @module Values that fit a JSON schema, for fast-check: the schema is the contract's, so the values get past it. */
import fc, { type Arbitrary } from 'fast-check';
import { contract, type Schema } from './operations.ts';

/** Values for fields by name: ids of records that exist, say. */
export type Fields = Record<string, unknown>;

const DEPTH_MAX = 8;

export function arbitraryOf(schema: Schema, fields: Fields, name = '', depth = 0): Arbitrary<unknown> {
  if (Object.hasOwn(fields, name)) return fc.constant(fields[name]);
  const inner = (part: Schema, key = name): Arbitrary<unknown> => arbitraryOf(part, fields, key, depth + 1);
  if (schema.$ref) return inner(contract.components.schemas[schema.$ref.split('/').at(-1)]);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return depth > DEPTH_MAX ? fc.constant(null) : fc.oneof(...union.map((part: Schema) => inner(part)));
  if (schema.allOf) return inner(Object.assign({}, ...schema.allOf));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return objectOf(schema, inner);
    case 'array': {
      const size = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) };
      return fc.array(inner(schema.items ?? {}), { ...size, maxLength: Math.max(size.minLength, size.maxLength) });
    }
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1_000_000 });
    case 'number':
      return numberOf(schema);
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema, name);
    default:
      return fc.jsonValue({ maxDepth: 2 }) as Arbitrary<unknown>;
  }
}

function objectOf(schema: Schema, inner: (part: Schema, key: string) => Arbitrary<unknown>): Arbitrary<unknown> {
  const properties: [string, Schema][] = Object.entries(schema.properties ?? {});
  if (properties.length === 0 && typeof schema.additionalProperties === 'object') {
    return fc.dictionary(fc.constantFrom('scope.kind', 'a', 'nhóm 1', 'x.y'), inner(schema.additionalProperties, ''), {
      maxKeys: 3,
    });
  }
  const model = Object.fromEntries(properties.map(([key, part]) => [key, inner(part, key)]));
  return fc.record(model, { requiredKeys: schema.required ?? [], noNullPrototype: true });
}

const numberOf = ({ minimum, maximum, exclusiveMinimum }: Schema): Arbitrary<number> =>
  fc
    .integer({ min: Math.ceil((minimum ?? -1000) * 100), max: Math.floor((maximum ?? 1000) * 100) })
    .map((hundredths) => Math.max(hundredths / 100, exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + 0.01));

function textOf(schema: Schema, name: string): Arbitrary<string> {
  switch (schema.format) {
    case 'date':
      return fc.constantFrom('2026-11-22', '2026-03-01', '2024-02-29', '2027-09-01', '0001-01-01', '9999-12-31');
    case 'date-time':
      return fc.constantFrom('2026-11-20T15:00:00+07:00', '2026-11-22T03:00:00Z', '2027-06-01T00:00:00.000Z');
    case 'email':
      return fc.constantFrom('lan@vi-du.vn', 'moi@example.vn', 'x@y.vn');
    case 'uri':
      return fc.constantFrom('https://example.vn/', 'https://example.vn/đường/dẫn?x=1');
  }
  if (name === 'url') return fc.constant('https://example.vn/hook');
  // The one pattern with a look-ahead is that of addresses within the service, which fast-check cannot draw.
  if (schema.pattern?.includes('(?!')) return fc.constantFrom('/account', '/a?x=1');
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  const [least, most] = [schema.minLength ?? 0, schema.maxLength ?? 200];
  const text = 'Nguyễn Thị Ánh, phòng 4 – “hệ thống” 𠀀 ';
  const given = schema.example === undefined ? [] : [String(schema.example)];
  const sizes = [least, Math.min(most, least + 12), Math.min(most, 400)];
  const fitted = sizes.map((size) =>
    text
      .repeat(Math.ceil(size / text.length) || 1)
      .slice(0, size)
      .toWellFormed(),
  );
  return fc.constantFrom(...given, ...fitted, 'a'.repeat(Math.max(least, 1)));
}
