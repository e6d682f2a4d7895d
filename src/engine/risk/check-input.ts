/** @module Checks an input that was not made by `riskInputs`: every problem at once, with its place and its remedy. */
import type { Text } from '../content.ts';
import { type Control, type DomainInput, type Factor, LISTS, type ListName } from './input.ts';
import type { Scheme } from './scheme.ts';

export const RISK_ISSUE_CODES = ['duplicate_id', 'out_of_range', 'unknown_grade', 'reason_missing', 'empty'] as const;

export interface RiskIssue {
  /** JSON pointer, e.g. `/dimensions/0/severity/2/weight`. */
  pointer: string;
  code: (typeof RISK_ISSUE_CODES)[number];
  message: Text;
  fix: Text;
}

/** @returns every problem; empty when `scoreDomain` and `assessRisk` may be given the input */
export function checkDomainInput(input: DomainInput, scheme: Scheme): RiskIssue[] {
  const checker = new InputChecker(scheme);
  checker.unique(input.dimensions, '/dimensions');
  input.dimensions.forEach((dimension, index) => {
    const pointer = `/dimensions/${index}`;
    checker.weight(dimension.weight, `${pointer}/weight`);
    if (!dimension.notApplicable && LISTS.every((list) => dimension[list].length === 0)) {
      checker.report(pointer, 'empty', {
        message: { vi: 'Khía cạnh này không có yếu tố nào', en: 'This dimension has no factor' },
        fix: { vi: 'Thêm yếu tố, hoặc bỏ khía cạnh', en: 'Add a factor, or leave the dimension out' },
      });
    }
    for (const list of LISTS) {
      checker.unique(dimension[list], `${pointer}/${list}`);
      for (const [position, entry] of dimension[list].entries()) {
        checker.entry(entry, list, `${pointer}/${list}/${position}`);
      }
    }
  });
  return checker.issues;
}

class InputChecker {
  readonly issues: RiskIssue[] = [];

  constructor(private readonly scheme: Scheme) {}

  report(pointer: string, code: RiskIssue['code'], texts: { message: Text; fix: Text }): void {
    this.issues.push({ pointer, code, ...texts });
  }

  unique(list: readonly { id: string }[], pointer: string): void {
    list.forEach(({ id }, index) => {
      if (list.findIndex((other) => other.id === id) === index) return;
      this.report(`${pointer}/${index}/id`, 'duplicate_id', {
        message: { vi: `Mã "${id}" được dùng hai lần`, en: `The id "${id}" is used twice` },
        fix: { vi: 'Đặt mã khác cho một trong hai', en: 'Give one of them another id' },
      });
    });
  }

  weight(value: number, pointer: string): void {
    if (value > 0 && Number.isFinite(value)) return;
    this.report(pointer, 'out_of_range', {
      message: { vi: `Trọng số ${value} không dương`, en: `The weight ${value} is not positive` },
      fix: { vi: 'Ghi một số lớn hơn 0', en: 'Write a number above 0' },
    });
  }

  entry({ weight, reading }: Factor | Control, list: ListName, pointer: string): void {
    this.weight(weight, `${pointer}/weight`);
    if (reading.state === 'not_applicable' && !reading.reason.vi.trim()) {
      this.report(`${pointer}/reading/reason`, 'reason_missing', {
        message: { vi: 'Trả lời "không áp dụng" phải kèm lý do', en: '"Not applicable" needs a reason' },
        fix: { vi: 'Ghi lý do', en: 'Write the reason' },
      });
    }
    if (reading.state !== 'known') return;
    const at = `${pointer}/reading`;
    if (list === 'controls') {
      const { design, operation } = reading as Extract<Control['reading'], { state: 'known' }>;
      this.share(design, `${at}/design`);
      this.share(operation, `${at}/operation`);
    } else this.value(reading as Extract<Factor['reading'], { state: 'known' }>, at);
    this.grade(reading.evidence, `${at}/evidence`);
  }

  private value({ value }: Extract<Factor['reading'], { state: 'known' }>, at: string): void {
    if (typeof value === 'number') {
      this.share(value, `${at}/value`);
      return;
    }
    const { low, point, high } = value;
    for (const [key, part] of Object.entries(value)) this.share(part, `${at}/value/${key}`);
    if (low <= point && point <= high) return;
    this.report(`${at}/value`, 'out_of_range', {
      message: { vi: 'Khoảng giá trị không theo thứ tự', en: 'The interval is out of order' },
      fix: { vi: 'Ghi sao cho low ≤ point ≤ high', en: 'Write low ≤ point ≤ high' },
    });
  }

  private share(value: number, pointer: string): void {
    if (value >= 0 && value <= 1) return;
    this.report(pointer, 'out_of_range', {
      message: { vi: `${value} nằm ngoài khoảng 0 … 1`, en: `${value} is outside 0 … 1` },
      fix: { vi: 'Ghi một số từ 0 đến 1', en: 'Write a number from 0 to 1' },
    });
  }

  private grade(id: string, pointer: string): void {
    const grades = this.scheme.evidence.grades.map((grade) => grade.id);
    if (grades.includes(id)) return;
    this.report(pointer, 'unknown_grade', {
      message: { vi: `Không có mức bằng chứng "${id}"`, en: `There is no evidence grade "${id}"` },
      fix: { vi: `Các mức: ${grades.join(', ')}`, en: `Grades: ${grades.join(', ')}` },
    });
  }
}
