import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvCounter, type CsvOptions, csvSource, fairnessOutput } from '../../src/measure/csv/index.ts';
import { assessFairness, type Confusion, type Direction, readCounts } from '../../src/measure/fairness/index.ts';

const COLUMNS = { label: 'y', prediction: 'd', attributes: ['sex'] };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const western = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.codePointAt(0)!);
const wide = (text: string, mark = true): Uint8Array => {
  const units = Uint16Array.from(mark ? `\ufeff${text}` : text, (character) => character.charCodeAt(0));
  return new Uint8Array(units.buffer);
};

function count(data: string | Uint8Array, options: Partial<CsvOptions> = {}, cuts: number[] = []) {
  const bytes = typeof data === 'string' ? bytesOf(data) : data;
  const counter = new CsvCounter({ columns: COLUMNS, ...options });
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  for (const [index, edge] of edges.slice(1).entries()) counter.push(bytes.subarray(edges[index], edge));
  return counter.end();
}

const codesOf = (data: string | Uint8Array, options: Partial<CsvOptions> = {}): string[] => {
  const { dataset, issues } = count(data, options);
  expect(dataset === null).toBe(issues.length > 0);
  for (const { message, fix } of issues) expect([message.vi, message.en, fix.vi, fix.en].every(Boolean)).toBe(true);
  return issues.map(({ code }) => code);
};
const reportOf = (data: string | Uint8Array, options: Partial<CsvOptions> = {}, direction: Direction = 'assistive') => {
  const { dataset, issues } = count(data, options);
  if (!dataset) throw new Error(JSON.stringify(issues));
  return assessFairness(dataset, direction);
};

/** Rows of a table with these counts. */
const rowsOf = (counts: Record<string, Confusion>): string[] =>
  Object.entries(counts).flatMap(([name, { tp, fp, tn, fn }]) => [
    ...Array.from({ length: tp }, () => `1,1,${name}`),
    ...Array.from({ length: fp }, () => `0,1,${name}`),
    ...Array.from({ length: tn }, () => `0,0,${name}`),
    ...Array.from({ length: fn }, () => `1,0,${name}`),
  ]);
const table = (rows: readonly string[], header = 'y,d,sex'): string => [header, ...rows, ''].join('\n');

const COUNTS = { nam: { tp: 40, fp: 10, tn: 30, fn: 5 }, nữ: { tp: 20, fp: 5, tn: 50, fn: 15 } };
const GOOD = table(rowsOf(COUNTS));

describe('a table that cannot be read or measured is refused with its reason', () => {
  it.each<[string, string | Uint8Array, Partial<CsvOptions>, string[]]>([
    ['nothing', '', {}, ['no_header']],
    ['a header and no rows', 'y,d,sex\n', {}, ['no_rows']],
    ['a missing column', GOOD.replace('sex', 'gender'), {}, ['missing_column']],
    ['two missing columns', GOOD.replace('y,d', 'a,b'), {}, ['missing_column', 'missing_column']],
    ['a column named twice', GOOD.replace('y,d,sex', 'y,d,sex,note,note'), {}, ['duplicate_column']],
    ['a column used twice', GOOD, { columns: { ...COLUMNS, attributes: ['sex', 'd'] } }, ['column_used_twice']],
    ['a label with three values', `${GOOD}2,1,nam\n`, {}, ['not_two_valued']],
    ['words no one explained', GOOD.replaceAll(/^1/gm, 'tốt').replaceAll(/^0/gm, 'xấu'), {}, ['value_not_understood']],
    ['an identifier', table(Array.from({ length: 60 }, (_, i) => `1,${i % 2},0790${i}`)), {}, ['identifier']],
    [
      'an identifier with more values than are kept',
      table(Array.from({ length: 60_000 }, (_, i) => `1,${i % 2},${i}`)),
      {},
      ['identifier'],
    ],
    ['a NUL', GOOD.replace('nam', 'na\u0000m'), {}, ['nul_character']],
    ['a quote that is never closed', `${GOOD}1,1,"nam\n1,1,nam\n`, {}, ['open_quote']],
    ['bytes that are no text', western(`${GOOD.replaceAll('nữ', 'b')}1,1,\xff\xfe\x80\n`), {}, ['unknown_encoding']],
    ['broken UTF-8', western(`${GOOD.replaceAll('nữ', 'b')}1,1,\xff\n`), { encoding: 'utf-8' }, ['invalid_encoding']],
    [
      'eleven attributes',
      GOOD,
      { columns: { ...COLUMNS, attributes: Array.from({ length: 11 }, () => 'sex') } },
      ['too_many_attributes', 'column_used_twice'],
    ],
    [
      'a stratum for every row',
      table(
        rowsOf(COUNTS).flatMap((row, i) => Array.from({ length: 12 }, (_, k) => `${row},s${12 * i + k}`)),
        'y,d,sex,st',
      ),
      { columns: { ...COLUMNS, stratum: 'st' } },
      ['too_many_strata'],
    ],
  ])('%s', (_, data, options, codes) => {
    expect(codesOf(data, options)).toEqual(codes);
  });

  it('names the columns that exist, and the place of what is broken', () => {
    const [missing] = count(GOOD.replace('sex', 'gender')).issues;
    expect(missing!.fix.en).toContain('"y", "d", "gender"');
    expect(count(GOOD.replace('\n1,1,nam', '\n1,1,na\u0000m')).issues[0]).toMatchObject({ line: 2 });
    const broken = western(`y,d,sex\n1,1,a\n1,1,\xff\n`);
    expect(count(broken, { encoding: 'utf-8' }).issues[0]).toMatchObject({ byte: 18 });
    expect(count(broken, { encoding: 'utf-8' }).issues[0]!.message.en).toContain('Byte 19 ');
  });

  it('one gigabyte of a single line is refused early, in little memory', () => {
    const counter = new CsvCounter({ columns: COLUMNS });
    counter.push(bytesOf('y,d,sex\n'));
    const piece = new Uint8Array(1_000_000).fill(0x61);
    const before = process.memoryUsage().rss;
    let sent = 0;
    while (sent < 1_000 && counter.push(piece)) sent += 1;
    expect(sent).toBeLessThan(5);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    const { dataset, issues, file } = counter.end();
    expect(dataset).toBeNull();
    expect(issues).toMatchObject([{ code: 'record_too_long', line: 2 }]);
    expect(file.bytes).toBeLessThan(5_000_000);
  });

  it('the same gigabyte inside of quotes, full of line breaks, byte by byte', () => {
    const counter = new CsvCounter({ columns: COLUMNS });
    counter.push(bytesOf('y,d,sex\n1,1,"'));
    const piece = Uint8Array.of(0x0a);
    let sent = 0;
    while (sent < 10_000_000 && counter.push(piece)) sent += 1;
    expect(sent).toBeLessThan(1_200_000);
    expect(counter.end().issues).toMatchObject([{ code: 'record_too_long', line: 2 }]);
  });
});

describe('rows that cannot be used are left out, counted and listed', () => {
  it('with their lines and reasons', () => {
    const bad = ['1,1', '1,1,nam,x', ',1,nam', '1,NA,nam', '1,1,"nam"x'];
    const { dataset, parse, warnings } = count(`${GOOD}${bad.join('\r\n')}\r\n\r\n`);
    expect(dataset).not.toBeNull();
    expect(parse).toMatchObject({ rows: 180, counted: 175 });
    expect(parse.rejected).toEqual({
      rows: 5,
      byReason: { wrong_length: 2, label_missing: 1, prediction_missing: 1, broken_quotes: 1 },
      first: [
        { line: 177, reason: 'wrong_length' },
        { line: 178, reason: 'wrong_length' },
        { line: 179, reason: 'label_missing' },
        { line: 180, reason: 'prediction_missing' },
        { line: 181, reason: 'broken_quotes' },
      ],
    });
    expect(warnings).toEqual([]);
  });

  it('lists at most a hundred, counts all, and says so when they are many', () => {
    const { parse, warnings } = count(GOOD + ',1,nam\n'.repeat(150));
    expect(parse.rejected.first).toHaveLength(100);
    expect(parse.rejected.rows).toBe(150);
    expect(warnings.map(({ code }) => code)).toEqual(['many_rejected']);
  });

  it('scores and weights that are none', () => {
    const columns = { label: 'y', score: { column: 'd', threshold: 0.5 }, attributes: ['sex'], weight: 'w' };
    const rows = [
      '1,0.5,nam,1',
      '1,0.49,nam,2',
      '1,1.2,nam,1',
      '1,-0.1,nam,1',
      '1,"0,7",nam,1',
      '1,=1,nam,1',
      '1,0.9,nam,-1',
      '1,0.9,nam,0',
      '1,0.9,nam,x',
      '1,0.9,nam,',
    ];
    const { dataset, parse } = count(table(rows, 'y,d,sex,w'), { columns });
    expect(dataset!.attributes[0]!.groups[0]).toMatchObject({ name: 'nam', tally: { tp: 1, fn: 2, rows: 2 } });
    expect(parse.rejected.byReason).toEqual({ score_out_of_range: 2, score_not_a_number: 2, weight_not_positive: 4 });
  });

  it('counts a formula as the text it is', () => {
    const formulas = table(rowsOf({ '=HYPERLINK(1)': COUNTS.nam, '@x': COUNTS.nữ }));
    expect(reportOf(formulas).attributes[0]!.groups.map(({ name }) => name)).toEqual(['=HYPERLINK(1)', '@x']);
  });
});

describe('every encoding gives the same groups', () => {
  const expected = reportOf(GOOD);
  it.each<[string, Uint8Array, string]>([
    ['UTF-8 with a mark', bytesOf(`\ufeff${GOOD}`), 'utf-8'],
    ['UTF-8, decomposed', bytesOf(GOOD.normalize('NFD')), 'utf-8'],
    ['UTF-16 LE', wide(GOOD), 'utf-16le'],
    ['UTF-16 LE without a mark', wide(GOOD, false), 'utf-16le'],
    ['UTF-16 BE', wide(GOOD).map((_, i, all) => all[i ^ 1]!), 'utf-16be'],
    ['Windows-1258', western(GOOD.replaceAll('nữ', 'n\xfd\xde')), 'windows-1258'],
    ['TCVN3', western(GOOD.replaceAll('nữ', 'n\xf7')), 'tcvn3'],
    ['VNI', western(GOOD.replaceAll('nữ', 'n\xf6\xf5')), 'vni'],
    ['CRLF', bytesOf(GOOD.replaceAll('\n', '\r\n')), 'utf-8'],
    ['CR', bytesOf(GOOD.replaceAll('\n', '\r')), 'utf-8'],
    ['semicolons', bytesOf(GOOD.replaceAll(',', ';')), 'utf-8'],
    ['tabs', bytesOf(GOOD.replaceAll(',', '\t')), 'utf-8'],
    ['quotes around all', bytesOf(GOOD.replaceAll(/[^,\n]+/g, '"$&"')), 'utf-8'],
  ])('%s', (_, bytes, encoding) => {
    expect(count(bytes).file.encoding).toBe(encoding);
    expect(reportOf(bytes)).toEqual(expected);
  });
});

const cell = fc.nat(25);
const counts = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'nữ', 'd,e', 'f"g', 'h\ni'),
    fc.record({ tp: cell, fp: cell, tn: cell, fn: cell }),
    { minKeys: 1, maxKeys: 5 },
  )
  .filter((groups) => Object.values(groups).some(({ tp, fp, tn, fn }) => tp + fp + tn + fn > 0));
const quotedNames = (groups: Record<string, Confusion>): string =>
  table(
    rowsOf(Object.fromEntries(Object.entries(groups).map(([name, own]) => [`"${name.replaceAll('"', '""')}"`, own]))),
  );
const direction = fc.constantFrom<Direction>('assistive', 'punitive');

describe('properties', () => {
  it('rows give the report of their counts', () => {
    fc.assert(
      fc.property(counts, direction, (groups, outcome) => {
        const people = Object.fromEntries(
          Object.entries(groups).filter(([, { tp, fp, tn, fn }]) => tp + fp + tn + fn > 0),
        );
        const read = readCounts({ attribute: 'sex', groups: people });
        if ('issues' in read) throw new Error(JSON.stringify(read.issues));
        const { dataset, issues } = count(quotedNames(groups));
        expect(issues).toEqual([]);
        expect(assessFairness(dataset!, outcome)).toEqual(assessFairness(read.dataset, outcome));
      }),
      { numRuns: 200 },
    );
  });

  it('cutting the file anywhere changes nothing', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.nat(2_000), { maxLength: 20 }), (groups, cuts) => {
        const text = quotedNames(groups);
        expect(count(text, {}, cuts)).toEqual(count(text));
      }),
      { numRuns: 100 },
    );
  });

  const person = fc.record({
    y: fc.constantFrom('0', '1'),
    d: fc.constantFrom('0', '1'),
    sex: fc.constantFrom('nam', 'nam', 'nam', 'nữ', 'nữ', 'khác'),
    region: fc.constantFrom('bắc', 'trung', 'nam', ''),
    w: fc.constantFrom('0.5', '1', '2'),
  });
  const people = fc.array(person, { minLength: 1, maxLength: 200 });
  const columns = { label: 'y', prediction: 'd', attributes: ['sex', 'region'], weight: 'w' };
  const peopleTable = (rows: readonly Record<string, string>[]): string =>
    table(
      rows.map(({ y, d, sex, region, w }) => [y, d, sex, region, w].join(',')),
      'y,d,sex,region,w',
    );

  it('the order of the rows changes nothing', () => {
    fc.assert(
      fc.property(people, (rows) => {
        expect(count(peopleTable(rows.toReversed()), { columns }).dataset).toEqual(
          count(peopleTable(rows), { columns }).dataset,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('the scale of the weights changes nothing but the sums', () => {
    fc.assert(
      fc.property(people, fc.constantFrom(2, 8, 0.25), (rows, factor) => {
        const view = (data: Record<string, string>[]) =>
          reportOf(peopleTable(data), { columns }).attributes.map((attribute) => ({
            ...attribute,
            groups: attribute.groups.map(({ counts: _, ...group }) => group),
          }));
        expect(view(rows.map((row) => ({ ...row, w: String(Number(row.w) * factor) })))).toEqual(view(rows));
      }),
      { numRuns: 200 },
    );
  });

  it('a group without people changes nothing', () => {
    const strip = (report: ReturnType<typeof reportOf>) => ({
      ...report,
      attributes: report.attributes.map((a) => ({ ...a, groups: a.groups.filter(({ rows }) => rows > 0) })),
    });
    fc.assert(
      fc.property(counts, (groups) => {
        const none = { tp: 0, fp: 0, tn: 0, fn: 0 };
        const read = [groups, { ...groups, zzz: none }].map((given) => readCounts({ groups: given }));
        const [one, two] = read.map((entry) =>
          strip(assessFairness((entry as { dataset: never }).dataset, 'assistive')),
        );
        expect(two).toEqual(one);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is said of the file', () => {
  it('is enough to check it, and holds no row', () => {
    const counted = count(GOOD);
    const output = fairnessOutput(
      assessFairness(counted.dataset!, 'assistive'),
      undefined,
      csvSource(COLUMNS, counted, 'ab'.repeat(32)),
    );
    expect(output.directionAssumed).toBe(true);
    expect(output.source).toMatchObject({
      kind: 'csv',
      bytes: bytesOf(GOOD).length,
      encoding: 'utf-8',
      delimiter: ',',
      delimiterFrom: 'header',
      columns: { label: 'y', prediction: 'd', attributes: ['sex'], intersections: 2 },
      parse: { rows: 175, counted: 175 },
    });
  });
});
