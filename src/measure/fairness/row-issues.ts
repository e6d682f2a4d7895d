/** @module Why a row, a column or a whole table was refused, in words. */

export interface Bilingual {
  vi: string;
  en: string;
}

/** Why a row was left out; the others are still counted. */
export const REJECTIONS = {
  wrong_length: { vi: 'số cột khác dòng tiêu đề', en: 'more or fewer cells than the header' },
  control_character: { vi: 'có ký tự NUL', en: 'contains a NUL character' },
  label_missing: { vi: 'thiếu kết quả thực tế', en: 'the actual outcome is missing' },
  prediction_missing: { vi: 'thiếu kết quả dự đoán', en: 'the decision is missing' },
  score_not_a_number: { vi: 'điểm không phải là số', en: 'the score is not a number' },
  score_out_of_range: { vi: 'điểm nằm ngoài khoảng từ 0 đến 1', en: 'the score is outside 0 to 1' },
  weight_not_positive: { vi: 'trọng số không phải là số dương', en: 'the weight is not a number above zero' },
} as const satisfies Record<string, Bilingual>;
export type Rejection = keyof typeof REJECTIONS;

/** Why a table or a column cannot be measured. */
export interface RowIssue {
  column: string | null;
  message: Bilingual;
  fix: Bilingual;
}

const quoted = (values: readonly string[]): string => values.map((value) => `"${value.slice(0, 40)}"`).join(', ');

export const ISSUES = {
  noHeader: (): RowIssue => ({
    column: null,
    message: { vi: 'Tệp không có dòng tiêu đề.', en: 'The table has no header.' },
    fix: { vi: 'Dòng đầu tiên phải là tên các cột.', en: 'The first row must name the columns.' },
  }),
  missingColumn: (column: string, header: readonly string[]): RowIssue => ({
    column,
    message: { vi: `Không có cột "${column}".`, en: `There is no column "${column}".` },
    fix: {
      vi: `Chọn một trong các cột: ${quoted(header.slice(0, 20))}.`,
      en: `Use one of the columns: ${quoted(header.slice(0, 20))}.`,
    },
  }),
  duplicateColumn: (column: string): RowIssue => ({
    column,
    message: { vi: `Có nhiều cột tên "${column}".`, en: `More than one column is named "${column}".` },
    fix: { vi: 'Đổi tên để mỗi cột có một tên riêng.', en: 'Rename them so that each column has its own name.' },
  }),
  notTwoValued: (column: string, values: readonly string[]): RowIssue => ({
    column,
    message: {
      vi: `Cột "${column}" có nhiều hơn hai giá trị: ${quoted(values)}…`,
      en: `Column "${column}" has more than two values: ${quoted(values)}…`,
    },
    fix: {
      vi: 'Quy về hai giá trị, ví dụ được chọn hoặc không được chọn.',
      en: 'Reduce it to two values, for example selected or not selected.',
    },
  }),
  notUnderstood: (column: string, values: readonly string[]): RowIssue => ({
    column,
    message: {
      vi: `Không rõ giá trị nào của cột "${column}" là kết quả dương: ${quoted(values)}.`,
      en: `It is not clear which value of column "${column}" is the positive one: ${quoted(values)}.`,
    },
    fix: { vi: 'Nêu giá trị đó bằng --favourable.', en: 'Name that value with --favourable.' },
  }),
  favourableAbsent: (column: string, favourable: string, values: readonly string[]): RowIssue => ({
    column,
    message: {
      vi: `Giá trị "${favourable}" không xuất hiện; cột "${column}" chỉ có ${quoted(values)}.`,
      en: `The value "${favourable}" does not occur; column "${column}" has only ${quoted(values)}.`,
    },
    fix: { vi: 'Kiểm tra cách viết giá trị.', en: 'Check how the value is written.' },
  }),
  identifier: (column: string): RowIssue => ({
    column,
    message: {
      vi: `Cột "${column}" gần như mỗi dòng một giá trị, giống mã định danh cá nhân hơn là một nhóm.`,
      en: `Column "${column}" has nearly as many values as rows: it looks like an identifier, not a group.`,
    },
    fix: {
      vi: 'Không đưa mã định danh vào phép đo; với tuổi hoặc thu nhập, hãy gộp thành khoảng.',
      en: 'Leave identifiers out; put ages or incomes into bands.',
    },
  }),
  tooManyGroups: (column: string, limit: number): RowIssue => ({
    column,
    message: {
      vi: `Cột "${column}" có nhiều hơn ${limit} giá trị khác nhau.`,
      en: `Column "${column}" has more than ${limit} different values.`,
    },
    fix: { vi: 'Gộp thành ít nhóm hơn.', en: 'Merge them into fewer groups.' },
  }),
  noRows: (): RowIssue => ({
    column: null,
    message: { vi: 'Không có dòng nào dùng được.', en: 'No row can be used.' },
    fix: { vi: 'Xem lý do từng dòng bị loại.', en: 'See why the rows were left out.' },
  }),
};
