import { utf8ToBytes } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/engine/index.ts';
import { buildBundle, PATHS, placesFile, UNLISTED } from '../../../src/features/attestations/bundle/index.ts';
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
/** Wider than a test that runs every day: `kinds` takes one field of every kind, `all` takes every field. */
const WIDTH = process.env.TAMPER_FIELDS;
const WITHOUT_LIMIT = 24 * 3_600_000;

let files: Files;
let trust: TrustedKey[];
let fields: Field[];
beforeAll(async () => {
  const made = await makeBundle({ example: 'demand-forecasting' });
  [files, trust] = [readZip(made.zip), readTrust(made.keys)!];
  fields = spread(fieldsOfBundle(files));
}, 120_000);

/** All fields of small files, some of large ones. */
function spread(all: Field[]): Field[] {
  if (WIDTH === 'all') return all;
  const byFile = Map.groupBy(all, ({ file }) => file);
  return [...byFile.values()].flatMap((own) => {
    if (own.length <= MANY) return own;
    if (WIDTH === 'kinds') return oneOfEachKind(own);
    return Array.from({ length: SAMPLE }, (_, at) => own[Math.floor(((at + 0.5) * own.length) / SAMPLE)]!);
  });
}

/** Fields are of one kind where their pointers differ only in positions, codes and ids; the middle one stands for them. */
function oneOfEachKind(fields: Field[]): Field[] {
  const kindOf = ({ pointer }: Field): string =>
    pointer
      .split('/')
      .map((step) => (/^\d+$|[.@-]|[A-Z]{2}/.test(step) ? '*' : step))
      .join('/');
  return [...Map.groupBy(fields, kindOf).values()].map((own) => own[own.length >> 1]!);
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

  it(
    'changed and nothing else: found, with its place',
    async () => {
      expect(await missed((field) => withFile(files, field.file, altered(field)))).toEqual([]);
    },
    WITHOUT_LIMIT,
  );

  it(
    'changed, with the manifest made to fit: found, with its place',
    async () => {
      const wrong = await missed((field) => {
        // Making the manifest fit again would undo the change.
        if (field.file === PATHS.manifest && field.pointer.startsWith('/files')) return undefined;
        // Two files that disagree, with nothing to say which of them is right: the other one is named.
        if (field.file === PATHS.places) return undefined;
        return relisted(withFile(files, field.file, altered(field)));
      });
      expect(wrong).toEqual([]);
    },
    WITHOUT_LIMIT,
  );
});

describe('more than a field', () => {
  it('a file taken away, added, or put in the place of another', async () => {
    const without = new Map([...files].filter(([path]) => path !== PATHS.review));
    expect(placeOf(await check(without))).toEqual(['altered', PATHS.review, '']);
    const added = withFile(files, 'reports/other.html', utf8ToBytes('<p>Khác</p>'));
    expect(placeOf(await check(added))).toEqual(['altered', 'reports/other.html', '']);
    expect(placeOf(await check(relisted(added)))).toEqual(['altered', 'reports/other.html', '']);
    const swapped = withFile(files, PATHS.result, files.get(PATHS.reviewedResult)!);
    expect((await check(swapped)).first?.place?.file).toBe(PATHS.result);
  });

  it('a report rewritten, with the manifest and the list of places made to fit', async () => {
    const forged = utf8ToBytes('<!doctype html><p>Bản khác</p>');
    const rewritten = withFile(files, 'reports/public-summary.vi.html', forged);
    expect(placeOf(await check(rewritten))).toEqual(['altered', 'reports/public-summary.vi.html', '']);
    expect(placeOf(await check(relisted(rewritten)))).toEqual(['altered', 'reports/public-summary.vi.html', '']);
    const fitting = [...rewritten].map(([path, bytes]) => ({ path, bytes }));
    const places = placesFile(fitting.filter(({ path }) => ![PATHS.places, ...UNLISTED].includes(path)));
    const found = await check(relisted(withFile(rewritten, places.path, places.bytes)));
    expect([found.verdict, found.first?.id]).toEqual(['altered', 'bundle_signature']);
  });

  it('answers that were never submitted, in a public copy', async () => {
    const open = readZip((await makeBundle({ example: 'demand-forecasting', kind: 'public' })).zip);
    expect((await check(open)).verdict).toBe('genuine');
    const names = [...open.keys()].filter((path) => path.startsWith('records/'));
    expect(names).toEqual([]);
    const planted = withFile(open, PATHS.answers, files.get(PATHS.answers)!);
    expect(placeOf(await check(relisted(planted)))).toEqual(['altered', PATHS.answers, '']);
  });

  it('records of one bundle under the credential of another', async () => {
    const other = readZip((await makeBundle({ example: 'e-kyc' })).zip);
    const mixed = new Map(files);
    for (const [path, bytes] of other) if (path.startsWith('records/')) mixed.set(path, bytes);
    const found = await check(relisted(mixed));
    expect([found.verdict, found.first?.id, found.first?.place?.file]).toEqual([
      'altered',
      'submission',
      PATHS.submission,
    ]);
  });

  it('signed anew by somebody who adds a key of their own', async () => {
    const forger = await makeBundle({ example: 'demand-forecasting' }, 9);
    const theirs = readZip(forger.zip);
    // Their manifest and signature over the true credential and records.
    const keys = JSON.parse(new TextDecoder().decode(files.get(PATHS.keys)!));
    const own = JSON.parse(new TextDecoder().decode(theirs.get(PATHS.keys)!));
    const joint = { ...keys, keys: [...own.keys, ...keys.keys] };
    const input = { ...forger.input, credential: utf8(files, PATHS.credential), keys: joint };
    const found = await check(readZip(await buildBundle(input, forger.signer)));
    expect(['genuine', 'withdrawn', 'superseded']).not.toContain(found.verdict);
    expect(found.issuerTrusted).toBe(false);
  });
});

const utf8 = (from: Files, path: string): string => new TextDecoder().decode(from.get(path)!);

describe('an issuer who signs what does not follow', () => {
  /** Everything consistently hashed, logged and signed; only the engine disagrees. */
  const dishonest = (change: (result: Result) => void) =>
    makeBundle({ example: 'demand-forecasting', reviewed: false, tamper: change });

  it('another tier is found by both programs', async () => {
    const made = await dishonest(({ classification }) => {
      classification.tier = 'out_of_scope';
      classification.possibleTiers = ['out_of_scope'];
    });
    const found = await check(readZip(made.zip));
    expect([found.verdict, found.first?.id, found.first?.place?.pointer]).toEqual([
      'altered',
      'recomputed',
      '/classification/possibleTiers/0',
    ]);
    const rules = found.checks.find(({ id }) => id === 'rules_recomputed');
    expect([rules?.status, rules?.place?.within]).toEqual(['failed', 'decision.tier']);
  });

  it('a duty that is said not to apply is named by its rule', async () => {
    let duty = '';
    const made = await dishonest(({ obligations }) => {
      const own = obligations.find(({ applies }) => applies === 'yes')!;
      duty = own.id;
      own.applies = 'no';
    });
    const found = await check(readZip(made.zip));
    const rules = found.checks.find(({ id }) => id === 'rules_recomputed');
    expect([found.verdict, rules?.status, rules?.place?.within]).toEqual(['altered', 'failed', duty]);
    expect([rules?.expected, rules?.found]).toEqual(['yes', 'no']);
  });
});
