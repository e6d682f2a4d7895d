/** @module Reads one occupation of a workforce file. */
import { type Fields, step } from './fields.ts';
import { FIXES } from './fixes.ts';
import {
  CLASSIFICATIONS,
  type Classification,
  INTENTS,
  type OccupationInput,
  TECHNOLOGIES,
  type Technology,
} from './input.ts';
import type { OccupationTable } from './occupations.ts';
import { OccupationDetails } from './read-details.ts';
import { exactOccupation, nearestCodes, searchOccupations } from './search.ts';

/** What the file says for all its occupations. */
export interface Defaults {
  technology: Technology[] | null;
  classification: Classification;
}

const KEYS = [
  'code',
  'title',
  'classification',
  'headcount',
  'coverage',
  'intent',
  'technology',
  'tasks',
  'planned',
  'groups',
];

/** One technology, or a list of them. */
export function readTechnology(fields: Fields, raw: unknown, pointer: string): Technology[] | undefined {
  const words = Array.isArray(raw) ? fields.list(raw, pointer, { least: 1, most: TECHNOLOGIES.length }) : [raw];
  const read = words.map((word, index) =>
    fields.word(word, Array.isArray(raw) ? pointer + step(index) : pointer, TECHNOLOGIES),
  );
  const known = read.filter((word) => word !== undefined);
  return known.length === read.length && known.length > 0 ? [...new Set(known)].sort() : undefined;
}

/** How many wrong codes and titles get a list of likely ones: a whole wrong file has another problem than spelling. */
const SUGGESTIONS = 50;

export class OccupationReader {
  private suggested = 0;

  constructor(
    private readonly fields: Fields,
    private readonly table: OccupationTable,
    private readonly defaults: Defaults,
  ) {}

  read(raw: unknown, pointer: string): OccupationInput | undefined {
    const { fields } = this;
    const before = fields.issues.length;
    const object = fields.object(raw, pointer, KEYS);
    if (!object) return undefined;
    const classification =
      fields.optional(object.classification, `${pointer}/classification`, (value, at) =>
        fields.word(value, at, CLASSIFICATIONS),
      ) ?? this.defaults.classification;
    const details = new OccupationDetails(fields);
    const ownTitle = fields.optional(object.title, `${pointer}/title`, (value, at) => fields.text(value, at));
    const found = this.code(object.code, ownTitle, classification, pointer);
    const headcount = fields.count(object.headcount, `${pointer}/headcount`, 1);
    const technology = this.technology(object.technology, `${pointer}/technology`);
    const rest = {
      coverage: this.coverage(object.coverage, `${pointer}/coverage`),
      intent: fields.word(object.intent, `${pointer}/intent`, INTENTS),
      tasks: fields.optional(object.tasks, `${pointer}/tasks`, (value, at) => details.tasks(value, at)),
      planned: fields.optional(object.planned, `${pointer}/planned`, (value, at) =>
        details.planned(value, at, headcount),
      ),
      groups: details.groups(object.groups, `${pointer}/groups`, headcount),
    };
    if (fields.issues.length > before) return undefined;
    return {
      ...found!,
      ...rest,
      classification,
      ownTitle,
      headcount: headcount!,
      intent: rest.intent!,
      technology: technology!,
    };
  }

  private technology(raw: unknown, pointer: string): Technology[] | undefined {
    if (raw !== undefined) return readTechnology(this.fields, raw, pointer);
    if (this.defaults.technology) return this.defaults.technology;
    return this.fields.note(
      pointer,
      'Chưa nêu công nghệ nào được dùng.',
      'The technology is not named.',
      FIXES.technology,
    );
  }

  /** Must be written, if only as `unknown`: a forgotten number must not pass for a known one. */
  private coverage(raw: unknown, pointer: string): number | null {
    if (raw === 'unknown') return null;
    return this.fields.share(raw, pointer) ?? null;
  }

  private code(
    raw: unknown,
    title: string | null,
    classification: Classification,
    pointer: string,
  ): { code: string; codeFromTitle: boolean } | undefined {
    const { fields, table } = this;
    if (raw === undefined || raw === null) return this.codeOfTitle(title, pointer);
    const code = typeof raw === 'number' && Number.isInteger(raw) ? String(raw) : raw;
    if (typeof code !== 'string' || !/^\d{4}$/.test(code)) {
      return fields.note(
        `${pointer}/code`,
        'Mã nghề phải có bốn chữ số.',
        'The code must have four digits.',
        FIXES.code,
      );
    }
    // Codes of group 1 of the Vietnamese classification are not those of ISCO-08: they cannot be looked up there.
    if (table.find(code) || (classification === 'vsco' && code.startsWith('1'))) return { code, codeFromTitle: false };
    return fields.note(
      `${pointer}/code`,
      `Không có mã nghề ${code}.`,
      `There is no occupation code ${code}.`,
      this.suggestion(title, code),
    );
  }

  private codeOfTitle(title: string | null, pointer: string): { code: string; codeFromTitle: boolean } | undefined {
    const { fields, table } = this;
    if (title === null) {
      return fields.note(pointer, 'Thiếu mã hoặc tên nghề.', 'Neither a code nor a title is given.', FIXES.codeOrTitle);
    }
    const exact = exactOccupation(table, title);
    if (exact) return { code: exact.code, codeFromTitle: true };
    const name = title.slice(0, 60);
    return fields.note(
      `${pointer}/title`,
      `Chưa xác định được mã của nghề "${name}".`,
      `The code of "${name}" is not certain.`,
      this.suggestion(title, null),
    );
  }

  private suggestion(title: string | null, code: string | null): { vi: string; en: string } {
    this.suggested += 1;
    if (this.suggested > SUGGESTIONS) return this.oneOfThese([]);
    const byTitle = title === null ? [] : searchOccupations(this.table, title, code === null ? 5 : 3);
    const byCode = code === null ? [] : nearestCodes(this.table, code);
    return this.oneOfThese([...new Set([...byTitle.map((candidate) => candidate.code), ...byCode])].slice(0, 5));
  }

  private oneOfThese(codes: readonly string[]): { vi: string; en: string } {
    if (codes.length === 0) {
      return {
        vi: 'Tra mã bốn chữ số trong Danh mục nghề nghiệp Việt Nam (Quyết định 34/2020/QĐ-TTg) hoặc ISCO-08 rồi ghi vào code.',
        en: 'Look the four digits up in ISCO-08 or in the Vietnamese classification (Decision 34/2020/QĐ-TTg) and give them as code.',
      };
    }
    const list = (lang: 'vi' | 'en'): string =>
      codes.map((code) => `${code} ${this.table.title(code)![lang]}`).join('; ');
    return { vi: `Ghi code là một trong: ${list('vi')}.`, en: `Give one of these as code: ${list('en')}.` };
  }
}
