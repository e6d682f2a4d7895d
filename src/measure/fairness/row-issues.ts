/** @module Why a row, a column or a whole table was refused, in words. */

export interface Bilingual {
  vi: string;
  en: string;
}

/** Why a row was left out; the others are still counted. */
export const REJECTIONS = {
  wrong_length: { vi: 'số cột khác dòng tiêu đề', en: 'more or fewer cells than the header' },
  control_character: { vi: 'có ký tự NUL', en: 'contains a NUL character' },
  broken_quotes: {
    vi: 'có chữ sau dấu ngoặc kép đóng nên không tách được các ô',
    en: 'has text after a closing quotation mark, so its cells cannot be told apart',
  },
  label_missing: { vi: 'thiếu kết quả thực tế', en: 'the actual outcome is missing' },
  prediction_missing: { vi: 'thiếu kết quả dự đoán', en: 'the decision is missing' },
  score_not_a_number: {
    vi: 'điểm không phải là số viết với dấu chấm thập phân',
    en: 'the score is not a number with a decimal point',
  },
  score_out_of_range: { vi: 'điểm nằm ngoài khoảng từ 0 đến 1', en: 'the score is outside 0 to 1' },
  weight_not_positive: {
    vi: 'trọng số không phải là số dương viết với dấu chấm thập phân',
    en: 'the weight is not a number above zero with a decimal point',
  },
} as const satisfies Record<string, Bilingual>;
export type Rejection = keyof typeof REJECTIONS;

/** What can be wrong with a file of rows as a whole: a closed list. */
export const TABLE_ISSUE_CODES = [
  'unknown_encoding',
  'invalid_encoding',
  'nul_character',
  'record_too_long',
  'open_quote',
  'no_header',
  'missing_column',
  'duplicate_column',
  'column_used_twice',
  'too_many_attributes',
  'not_two_valued',
  'value_not_understood',
  'favourable_absent',
  'identifier',
  'too_many_groups',
  'too_many_strata',
  'many_rejected',
  'small_groups_separated',
  'no_rows',
] as const;
export type TableIssueCode = (typeof TABLE_ISSUE_CODES)[number];

/** Why a table or a column cannot be measured, or what was left out of the measurement. */
export interface RowIssue {
  code: TableIssueCode;
  column: string | null;
  /** Place in the file, where there is one: first line 1, first byte 0. */
  line?: number;
  byte?: number;
  message: Bilingual;
  fix: Bilingual;
}

const quoted = (values: readonly string[]): string => values.map((value) => `"${value.slice(0, 40)}"`).join(', ');

export const ISSUES = {
  noHeader: (): RowIssue => ({
    code: 'no_header',
    column: null,
    message: { vi: 'Tệp không có dòng tiêu đề.', en: 'The table has no header.' },
    fix: { vi: 'Dòng đầu tiên phải là tên các cột.', en: 'The first row must name the columns.' },
  }),
  missingColumn: (column: string, header: readonly string[]): RowIssue => ({
    code: 'missing_column',
    column,
    message: { vi: `Không có cột "${column}".`, en: `There is no column "${column}".` },
    fix: {
      vi: `Chọn một trong các cột: ${quoted(header.slice(0, 20))}.`,
      en: `Use one of the columns: ${quoted(header.slice(0, 20))}.`,
    },
  }),
  duplicateColumn: (column: string): RowIssue => ({
    code: 'duplicate_column',
    column,
    message: { vi: `Có nhiều cột tên "${column}".`, en: `More than one column is named "${column}".` },
    fix: { vi: 'Đổi tên để mỗi cột có một tên riêng.', en: 'Rename them so that each column has its own name.' },
  }),
  notTwoValued: (column: string, values: readonly string[]): RowIssue => ({
    code: 'not_two_valued',
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
    code: 'value_not_understood',
    column,
    message: {
      vi: `Không rõ giá trị nào của cột "${column}" là kết quả dương: ${quoted(values)}.`,
      en: `It is not clear which value of column "${column}" is the positive one: ${quoted(values)}.`,
    },
    fix: {
      vi: `Nêu giá trị đó bằng favourable, ví dụ trên dòng lệnh: --favourable ${quoted(values.slice(0, 1))}.`,
      en: `Name that value with favourable, for example on the command line: --favourable ${quoted(values.slice(0, 1))}.`,
    },
  }),
  favourableAbsent: (column: string, favourable: string, values: readonly string[]): RowIssue => ({
    code: 'favourable_absent',
    column,
    message: {
      vi: `Giá trị "${favourable}" không xuất hiện; cột "${column}" chỉ có ${quoted(values)}.`,
      en: `The value "${favourable}" does not occur; column "${column}" has only ${quoted(values)}.`,
    },
    fix: { vi: 'Kiểm tra cách viết giá trị.', en: 'Check how the value is written.' },
  }),
  identifier: (column: string): RowIssue => ({
    code: 'identifier',
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
    code: 'too_many_groups',
    column,
    message: {
      vi: `Cột "${column}" có nhiều hơn ${limit} giá trị khác nhau.`,
      en: `Column "${column}" has more than ${limit} different values.`,
    },
    fix: { vi: 'Gộp thành ít nhóm hơn.', en: 'Merge them into fewer groups.' },
  }),
  /** @param rows how many there were */
  noRows: (rows: number): RowIssue => ({
    code: 'no_rows',
    column: null,
    ...(rows === 0
      ? {
          message: { vi: 'Tệp chỉ có dòng tiêu đề.', en: 'The file has a header and no rows.' },
          fix: { vi: 'Thêm dữ liệu, mỗi người một dòng.', en: 'Add the data, one person a line.' },
        }
      : {
          message: { vi: 'Không có dòng nào dùng được.', en: 'No row can be used.' },
          fix: { vi: 'Xem lý do từng dòng bị loại.', en: 'See why the rows were left out.' },
        }),
  }),
  usedTwice: (column: string): RowIssue => ({
    code: 'column_used_twice',
    column,
    message: {
      vi: `Cột "${column}" được dùng cho hai việc.`,
      en: `Column "${column}" is used for two things.`,
    },
    fix: {
      vi: 'Mỗi cột chỉ dùng cho một việc: kết quả thực tế, quyết định, điểm, trọng số, phân tầng hoặc một thuộc tính.',
      en: 'Use each column for one thing: actual outcome, decision, score, weight, stratum or one attribute.',
    },
  }),
  tooManyAttributes: (limit: number): RowIssue => ({
    code: 'too_many_attributes',
    column: null,
    message: { vi: `Có hơn ${limit} thuộc tính.`, en: `There are more than ${limit} attributes.` },
    fix: { vi: 'Chia thành nhiều lần đo.', en: 'Measure them in several runs.' },
  }),
  tooManyStrata: (column: string, limit: number): RowIssue => ({
    code: 'too_many_strata',
    column,
    message: {
      vi: `Cột phân tầng "${column}" có nhiều hơn ${limit} giá trị khác nhau.`,
      en: `Stratum column "${column}" has more than ${limit} different values.`,
    },
    fix: { vi: 'Gộp thành ít phân tầng hơn.', en: 'Merge them into fewer strata.' },
  }),
  separated: (people: number): RowIssue => ({
    code: 'small_groups_separated',
    column: null,
    message: {
      vi: `${people} người thuộc nhóm dưới 10 người chỉ được đếm trong thuộc tính của nhóm đó, để không ai tính ngược ra được số liệu của họ.`,
      en: `${people} people of groups under 10 are counted in the attribute of that group only, so that no one can work their outcomes out of the others.`,
    },
    fix: {
      vi: 'Không cần làm gì; muốn tính cả những người này thì gộp nhóm nhỏ vào nhóm khác.',
      en: 'Nothing need be done; merge small groups into others to have these people counted everywhere.',
    },
  }),
  manyRejected: (rejected: number, rows: number): RowIssue => ({
    code: 'many_rejected',
    column: null,
    message: {
      vi: `${rejected} trong ${rows} dòng bị loại: kết quả chỉ nói về những dòng còn lại.`,
      en: `${rejected} of ${rows} rows were left out: the result speaks of the others only.`,
    },
    fix: {
      vi: 'Xem lý do từng dòng bị loại; nếu các dòng đó thuộc về một nhóm nhất định thì kết quả bị lệch.',
      en: 'See why; if those rows belong to some groups more than to others, the result is distorted.',
    },
  }),
};
