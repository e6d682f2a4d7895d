import { beforeAll, describe, expect, it } from 'vitest';
import { PATHS } from '../../../src/features/attestations/bundle/index.ts';
import {
  readTrust,
  type TrustedKey,
  type Verification,
  verifyFiles,
} from '../../../src/features/attestations/verify/index.ts';
import { makeBundle } from './fixture.ts';
import { changed, type Field, type Files, fieldsOfBundle, otherValue, readZip, relisted, withFile } from './tamper.ts';

/** Files with more fields than this are changed in as many places, evenly spread. */
const MANY = 120;
const SAMPLE = 6;

let files: Files;
let trust: TrustedKey[];
let fields: Field[];
beforeAll(async () => {
  const made = await makeBundle({ example: 'demand-forecasting' });
  [files, trust] = [readZip(made.zip), readTrust(made.keys)!];
  fields = spread(fieldsOfBundle(files));
});

/** All fields of small files, some of large ones. */
function spread(all: Field[]): Field[] {
  const byFile = Map.groupBy(all, ({ file }) => file);
  return [...byFile.values()].flatMap((own) => {
    if (own.length <= MANY) return own;
    return Array.from({ length: SAMPLE }, (_, at) => own[Math.floor(((at + 0.5) * own.length) / SAMPLE)]!);
  });
}

const check = (changedFiles: Files): Promise<Verification> => verifyFiles(changedFiles, { trust });
const placeOf = ({ verdict, first }: Verification) => [verdict, first?.place?.file, first?.place?.pointer];

/** Fields whose change was not found, or not where it is. */
async function missed(change: (field: Field) => Files | undefined): Promise<unknown[]> {
  const wrong: unknown[] = [];
  for (const field of fields) {
    const tampered = change(field);
    if (!tampered) continue;
    const found = await check(tampered);
    const [verdict, file, pointer] = placeOf(found);
    // An empty list or object that got an element differs in that element.
    const isNamed = file === field.file && (pointer === field.pointer || pointer?.startsWith(`${field.pointer}/`));
    if (verdict !== 'altered' || !isNamed)
      wrong.push([field.file, field.pointer, verdict, found.first?.id, file, pointer]);
  }
  return wrong;
}

const altered = ({ file, pointer, value }: Field): Uint8Array =>
  changed(file, files.get(file)!, pointer, otherValue(value));

describe('every single field', () => {
  it('is known: what is changed here is most of the bundle', () => {
    expect(fields.length).toBeGreaterThan(400);
    expect(new Set(fields.map(({ file }) => file)).size).toBe(files.size - 2);
  });

  it('changed and nothing else: found, with its place', async () => {
    expect(await missed((field) => withFile(files, field.file, altered(field)))).toEqual([]);
  }, 600_000);

  it('changed, with the manifest made to fit: found, with its place', async () => {
    const wrong = await missed((field) => {
      // Making the manifest fit again would undo the change.
      if (field.file === PATHS.manifest && field.pointer.startsWith('/files')) return undefined;
      // Two files that disagree, with nothing to say which of them is right: the other one is named.
      if (field.file === PATHS.places) return undefined;
      return relisted(withFile(files, field.file, altered(field)));
    });
    expect(wrong).toEqual([]);
  }, 600_000);
});
