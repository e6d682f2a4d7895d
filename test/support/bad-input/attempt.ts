/** @module One request that somebody might send: drawn by fast-check, then built from what the service holds. */
import fc, { type Arbitrary } from 'fast-check';
import { BASE_URL } from '../service.ts';
import { arbitraryOf } from './arbitrary-of.ts';
import {
  type Change,
  change,
  changed,
  cookie,
  headers,
  mediaType,
  nastyId,
  nastyText,
  TEXT_TRICKS,
  type TextTrick,
  textTrick,
} from './nasty.ts';
import type { Operation, Parameter } from './operations.ts';
import { CALLERS, type Caller, fieldsOf, idsOf, rightCaller, type World } from './world.ts';

/** Sent as drawn, after some places of a body that fits were changed, or as a text that is no such body. */
type Sent =
  | { fits: unknown; changes: readonly Change[]; type: string }
  | { trick: TextTrick; fits: unknown; type: string };

export interface Attempt {
  by: Caller;
  /** By parameter of the path: the record's own, one that nobody has, or what is no id. */
  ids: Record<string, 'real' | 'unknown' | { raw: string }>;
  query: [string, string][];
  headers: Record<string, string>;
  cookie: string | undefined;
  body: Sent | undefined;
}

const sometimes = <T>(arbitrary: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export function attemptOf(world: World, operation: Operation): Arbitrary<Attempt> {
  const names = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name);
  const id: Arbitrary<Attempt['ids'][string]> = fc.oneof(
    { weight: 6, arbitrary: fc.constant('real' as const) },
    { weight: 1, arbitrary: fc.constant('unknown' as const) },
    { weight: 1, arbitrary: nastyId.map((raw) => ({ raw })) },
  );
  return fc.record({
    by: fc.oneof(
      { weight: 4, arbitrary: fc.constant(rightCaller(operation)) },
      { weight: 1, arbitrary: fc.constantFrom(...CALLERS) },
    ),
    ids: fc.record(Object.fromEntries(names.map((name) => [name, id])), { noNullPrototype: true }),
    query: queryOf(operation),
    headers: sometimes(headers, 3).map((given) => given ?? {}),
    cookie: sometimes(cookie, 8),
    body: bodyOf(world, operation),
  });
}

function queryOf({ parameters }: Operation): Arbitrary<[string, string][]> {
  const given = parameters.filter(({ in: place }) => place === 'query');
  const one = ({ name, schema, required }: Parameter): Arbitrary<[string, string][]> =>
    fc
      .oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: required ? 12 : 2, arbitrary: fc.tuple(arbitraryOf(schema, {}, name).map(String)) },
        { weight: 1, arbitrary: fc.array(nastyText, { minLength: 1, maxLength: 2 }) },
      )
      .map((values) => values.map((value) => [name, value.slice(0, 4_000)] as [string, string]));
  const foreign = sometimes(fc.tuple(fc.constantFrom('x', '', '__proto__', 'lang', 'limit', 'a[]'), nastyText), 10);
  return fc
    .tuple(fc.tuple(...given.map(one)), foreign)
    .map(([known, extra]) => [
      ...known.flat(),
      ...(extra ? [[extra[0], extra[1].slice(0, 500)] as [string, string]] : []),
    ]);
}

function bodyOf(world: World, operation: Operation): Arbitrary<Sent | undefined> {
  if (operation.method === 'GET') return fc.constant(undefined);
  const types = Object.keys(operation.body);
  const schema = operation.body['application/json'];
  const isUpload = types.includes('application/octet-stream');
  const type = types[0] ?? 'application/json';
  const fits = schema && !isUpload ? arbitraryOf(schema, fieldsOf(world, operation)) : fc.constant({});
  const mutated = fc.record({
    fits,
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    type: fc.constant('application/json'),
  });
  const foreign = fc.record({
    fits: fc.jsonValue({ maxDepth: 4 }) as Arbitrary<unknown>,
    changes: fc.array(change, { maxLength: 1 }),
    type: fc.constant('application/json'),
  });
  const own = types.length > 0 ? fc.constantFrom(...types) : fc.constant(type);
  const tricked = fc.record({ trick: textTrick, fits, type: own });
  const mistyped = fc.record({ fits, changes: fc.constant([]), type: mediaType });
  return fc.oneof(
    { weight: schema && !isUpload ? 8 : 1, arbitrary: mutated },
    { weight: 1, arbitrary: foreign },
    { weight: isUpload ? 8 : 2, arbitrary: tricked },
    { weight: 1, arbitrary: mistyped },
    { weight: types.length > 0 ? 1 : 8, arbitrary: fc.constant(undefined) },
  );
}

/** An id like the given one that nothing has. */
const unknownLike = (id: string): string =>
  /^[a-z]+_[0-9a-f]{32}$/.test(id) ? `${id.split('_')[0]}_${'0'.repeat(32)}` : `${id}9`;

export function requestOf(world: World, operation: Operation, attempt: Attempt): Request {
  const real = idsOf(world, operation.path);
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const choice = attempt.ids[name]!;
    if (typeof choice === 'object') return choice.raw;
    const id = real[name] ?? 'none_00000000000000000000000000000000';
    return choice === 'real' ? id : unknownLike(id);
  });
  const search = new URLSearchParams(attempt.query.map(([name, value]) => [name, value])).toString();
  const who = world.callers[attempt.by];
  const given = new Headers({ ...(operation.method === 'GET' ? {} : { 'If-Match': '*' }), ...who });
  for (const [name, value] of Object.entries(attempt.headers)) given.set(name, latin1(value));
  if (attempt.cookie !== undefined) given.set('Cookie', [who.Cookie, attempt.cookie].filter(Boolean).join('; '));
  const body = attempt.body && bytesOf(attempt.body);
  if (attempt.body) given.set('Content-Type', attempt.body.type);
  return new Request(`${BASE_URL}${path}${search ? `?${search}` : ''}`, {
    method: operation.method,
    headers: given,
    ...(body ? { body } : {}),
  });
}

const latin1 = (value: string): string => value.replaceAll(/[^\x20-\xff]/g, '?');

function bytesOf(sent: Sent): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify('trick' in sent ? sent.fits : changed(sent.fits, sent.changes)) ?? 'null';
  if ('trick' in sent) return TEXT_TRICKS[sent.trick](text);
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
