import { describe, expect, it } from 'vitest';
import { buildNotification, NOTIFICATION_SCHEMA } from '../../../../src/features/reports/forms/index.ts';
import { loaded } from '../../../support/content.ts';
import { misfits, type Schema } from '../../../support/json-schema.ts';
import { at, changed, example, formLines, htmlOf, inputOf, LANGUAGES, modelOf } from './support.ts';

const FORM = 'classification-dossier';
const SHOWN = ['airport-face-recognition', 'customer-service-chatbot', 'incomplete-startup'];

describe('the classification dossier', () => {
  it.each(SHOWN.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s reads as reviewed',
    (id, lang) => {
      expect(htmlOf(modelOf(FORM, example(id), lang))).toMatchSnapshot();
    },
  );

  it('has the four parts of article 12.2 in its order, and says that the arrangement is ours', () => {
    const model = modelOf(FORM, example('airport-face-recognition'), 'vi');
    const parts = formLines(model.blocks).filter((line) => /^[a-d]\) /.test(line));
    expect(parts.map((line) => line[0])).toEqual(['a', 'b', 'c', 'd']);
    expect(model.notices.some(({ text }) => text.includes('không kèm mẫu'))).toBe(true);
  });

  it("says whose duty it is: the provider's, another party's, nobody's, or open", () => {
    const first = (id: string) => modelOf(FORM, example(id), 'en').notices[0]!;
    const kinds = Object.fromEntries(loaded.examples.map(({ id }) => [id, first(id).kind]));
    expect(kinds['office-assistant']).toBe('not_concerned');
    expect(kinds['incomplete-startup']).toBe('open');
    expect(new Set(Object.values(kinds))).toEqual(new Set(['concerned', 'not_concerned', 'open']));
    // A point of law is named where no question is left to ask.
    expect(first('customer-service-chatbot').text).toContain('unsettled');
  });

  it('prints what the organisation wrote about its dossier, and a gap where it only said "done"', () => {
    const said = changed('airport-face-recognition', {
      'duties.dossier.input-data': { value: 'met', note: 'Ảnh khuôn mặt, số hộ chiếu', evidence: ['Hồ sơ 12'] },
    });
    const parts = at(modelOf(FORM, said, 'vi'), 'c.inputs');
    expect(parts.map(({ text }) => text).slice(0, 2)).toEqual(['Ảnh khuôn mặt, số hộ chiếu', 'Hồ sơ 12']);
    const bare = changed('airport-face-recognition', { 'duties.dossier.input-data': { value: 'met' } });
    expect(at(modelOf(FORM, bare, 'vi'), 'c.inputs')[0]).toMatchObject({
      kind: 'gap',
      asks: [{ id: 'duties.dossier.input-data' }],
    });
    const unknown = changed('airport-face-recognition', { 'duties.dossier.input-data': { state: 'unknown' } });
    expect(at(modelOf(FORM, unknown, 'vi'), 'c.inputs')[0]).toMatchObject({ kind: 'unknown' });
  });
});

describe('the notification file', () => {
  it.each(loaded.examples.flatMap(({ id }) => LANGUAGES.map((lang) => [id, lang] as const)))(
    '%s in %s keeps its schema, and every null is explained',
    (id, lang) => {
      const file = buildNotification(inputOf(FORM, example(id), lang));
      expect(misfits(file, withoutHead(NOTIFICATION_SCHEMA), {})).toEqual([]);
      const explained = new Set(file.gaps.map(({ pointer }) => pointer));
      const { madeFrom: _, ...content } = file;
      const unexplained = nulls(content, '').filter((pointer) => !explained.has(pointer));
      // No row of the list is an answer; the others must say why they are null.
      expect(unexplained.filter((pointer) => pointer !== '/classification/highRiskRow')).toEqual([]);
      for (const { pointer } of file.gaps) expect(reach(file, pointer)).not.toBeUndefined();
    },
  );

  it('"don\'t know" is not "missing", and neither is a level', () => {
    const unknown = changed('airport-face-recognition', { 'ethics.a.purpose': { state: 'unknown' } });
    const file = buildNotification(inputOf(FORM, unknown, 'vi'));
    expect(
      file.description.purpose === null || file.gaps.every(({ pointer }) => pointer !== '/description/purpose'),
    ).toBe(true);
    const open = buildNotification(inputOf(FORM, example('incomplete-startup'), 'vi'));
    expect(open.classification.tier).toBeNull();
    expect(open.classification.possibleTiers.length).toBeGreaterThan(1);
    expect(open.duty).toBe('unknown');
  });

  it('is the same for the same answers', () => {
    const file = () => JSON.stringify(buildNotification(inputOf(FORM, example('airport-face-recognition'), 'vi')));
    expect(file()).toBe(file());
  });
});

const withoutHead = ({ $schema: _, $id: __, title: ___, ...schema }: typeof NOTIFICATION_SCHEMA) =>
  schema as unknown as Schema;

function nulls(value: unknown, path: string): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, inner]) => nulls(inner, `${path}/${key}`));
}

const reach = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
