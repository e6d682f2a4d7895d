/**
 * @module That a changed file is found is a matter of its hash; where in it, of the digests of its values. These are asked here for
 * every value of every file, one by one; tampering.test.ts shows that the whole verification leads to them.
 */
import { beforeAll, expect, it } from 'vitest';
import { firstChange, leavesOf, PATHS, UNLISTED } from '../../../src/features/attestations/bundle/index.ts';
import { makeBundle } from './fixture.ts';
import { type Field, type Files, fieldsOfBundle, otherValue, readZip, stepsOf } from './tamper.ts';

/** Bytes of a digest. */
const WIDTH = 4;

let files: Files;
let fields: Map<string, Field[]>;
let places: Record<string, string>;
beforeAll(async () => {
  files = readZip((await makeBundle({ example: 'demand-forecasting' })).zip);
  places = JSON.parse(new TextDecoder().decode(files.get(PATHS.places)!));
  fields = Map.groupBy(fieldsOfBundle(files), ({ file }) => file);
}, 120_000);

/** A value that holds nothing but this one, at the same place. */
const alone = (pointer: string, value: unknown): unknown =>
  stepsOf(pointer).reduceRight((inner: unknown, step) => ({ [step]: inner }), value);

it('the list of places holds a digest for every value of every other file', () => {
  const listed = [...files.keys()].filter((file) => file !== PATHS.places && !UNLISTED.includes(file)).sort();
  expect(Object.keys(places)).toEqual(listed);
  for (const file of listed) {
    const values = fields.get(file)?.length ?? 1;
    expect([file, Buffer.from(places[file]!, 'base64').length]).toEqual([file, values * WIDTH]);
  }
});

it('each value, changed, is told from the one that was there; unchanged, it is not', () => {
  let asked = 0;
  const missed: string[] = [];
  for (const [file, own] of fields) {
    if (places[file] === undefined) continue;
    const digests = Buffer.from(places[file], 'base64');
    own.forEach(({ pointer, value }, at) => {
      const digest = digests.subarray(at * WIDTH, (at + 1) * WIDTH).toString('base64');
      const kept = firstChange(alone(pointer, value), digest);
      const changed = alone(pointer, otherValue(value));
      // An empty list or object that got an element differs in that element.
      const expected = leavesOf(changed).next().value?.pointer;
      if (kept !== undefined || firstChange(changed, digest) !== expected) missed.push(`${file}${pointer}`);
      asked += 1;
    });
  }
  expect(missed).toEqual([]);
  expect(asked).toBeGreaterThan(70_000);
});
