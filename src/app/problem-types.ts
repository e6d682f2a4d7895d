/** @module Every kind of problem the service can answer with, and what it means; served at `/problems/<type>`. */
import { ANSWER_ISSUE_CODES, type Text } from '../engine/index.ts';
import {
  ACCOUNT_ISSUE_CODES,
  BODY_ISSUE_CODES,
  FILE_ISSUE_CODES,
  MEASURE_ISSUE_CODES,
  PARAMETER_ISSUE_CODES,
  PLAN_ISSUE_CODES,
  TEXT_ISSUE_CODES,
} from './issue-codes.ts';

export interface ProblemKind {
  status: number;
  title: Text;
  about: Text;
  /** Codes that its `errors` can carry. */
  codes: readonly string[];
}

const kind = (status: number, title: Text, about: Text, codes: readonly string[] = []): ProblemKind => ({
  status,
  title,
  about,
  codes,
});

export const PROBLEM_TYPES = {
  'malformed-body': kind(
    400,
    { vi: 'Không đọc được nội dung gửi lên', en: 'The body cannot be read' },
    {
      vi: 'Nội dung không phải là JSON hoặc YAML đúng cú pháp, không phải UTF-8, lồng nhau quá sâu, hoặc có khóa lặp lại. Khóa lặp lại bị từ chối vì nếu không, một câu trả lời sẽ mất mà không ai biết. Mỗi lỗi trong errors kèm dòng và cột.',
      en: 'The body is not well-formed JSON or YAML, is not UTF-8, is nested too deeply, or repeats a key. Repeated keys are refused because one of the answers would be lost without a word. Each entry of errors names its line and column.',
    },
    TEXT_ISSUE_CODES,
  ),
  'body-too-large': kind(
    413,
    { vi: 'Nội dung gửi lên quá lớn', en: 'The body is too large' },
    {
      vi: 'Tệp trả lời chỉ chứa câu trả lời: tối đa 1 MB với JSON, 128 KB với YAML; tài liệu chứng minh chỉ ghi tên, không gửi kèm. Tệp minh chứng gửi riêng, tối đa 25 MB.',
      en: 'An answer file holds answers only: at most 1 MB of JSON or 128 KB of YAML; name evidence in it, do not attach it. Files of evidence are sent on their own, at most 25 MB each.',
    },
  ),
  'unsupported-media-type': kind(
    415,
    { vi: 'Kiểu nội dung không được hỗ trợ', en: 'The media type is not supported' },
    {
      vi: 'Gửi application/json hoặc application/yaml, mã hóa UTF-8, không nén.',
      en: 'Send application/json or application/yaml, in UTF-8, not compressed.',
    },
  ),
  'invalid-answers': kind(
    422,
    { vi: 'Câu trả lời chưa hợp lệ', en: 'The answers are not valid' },
    {
      vi: 'Đọc được nội dung, nhưng có mục sai. Danh sách errors nêu tất cả các lỗi cùng lúc, kèm vị trí và cách sửa. Không có gì được đánh giá một phần.',
      en: 'The body could be read, but parts of it are wrong. errors lists every mistake at once, with its place and how to fix it. Nothing is assessed in part.',
    },
    [...new Set([...ANSWER_ISSUE_CODES, ...PARAMETER_ISSUE_CODES])],
  ),
  'invalid-parameters': kind(
    422,
    { vi: 'Tham số chưa hợp lệ', en: 'The parameters are not valid' },
    {
      vi: 'Địa chỉ có tham số không tồn tại, lặp lại hoặc có giá trị sai. Tham số lạ bị từ chối vì một ngày gõ nhầm tên sẽ cho kết quả theo luật của ngày khác.',
      en: 'The address has a parameter that does not exist, is repeated or has a wrong value. Unknown parameters are refused because a mistyped date would give the law of another day.',
    },
    PARAMETER_ISSUE_CODES,
  ),
  'invalid-table': kind(
    422,
    { vi: 'Không đo được từ bảng dữ liệu này', en: 'The table cannot be measured' },
    {
      vi: 'Tệp CSV không đọc được hoặc không dùng được để đo: bảng mã lạ, thiếu cột, cột không có đúng hai giá trị, cột là mã định danh cá nhân. Danh sách errors nêu lý do và cách sửa. Từng dòng sai thì chỉ dòng đó bị loại và được đếm trong kết quả.',
      en: 'The CSV file cannot be read or measured: an unknown encoding, a missing column, a column without exactly two values, a column that identifies persons. errors gives the reasons and remedies. Where only single rows are wrong, only they are left out, and the result counts them.',
    },
    MEASURE_ISSUE_CODES,
  ),
  'invalid-counts': kind(
    422,
    { vi: 'Số đếm chưa hợp lệ', en: 'The counts are not valid' },
    {
      vi: 'Đọc được nội dung, nhưng số đếm theo nhóm có chỗ sai. Danh sách errors nêu tất cả các lỗi cùng lúc, kèm vị trí và cách sửa.',
      en: 'The body could be read, but its counts by group are wrong. errors lists every mistake at once, with its place and how to fix it.',
    },
    MEASURE_ISSUE_CODES,
  ),
  'invalid-plan': kind(
    422,
    { vi: 'Phương án lao động chưa hợp lệ', en: 'The workforce plan is not valid' },
    {
      vi: 'Đọc được nội dung, nhưng số liệu về lao động có chỗ sai. Danh sách errors nêu tất cả các lỗi cùng lúc, kèm vị trí và cách sửa. Chưa đo gì.',
      en: 'The body could be read, but the plan in it is wrong in places. errors lists every mistake at once, with its place and how to fix it. Nothing was measured.',
    },
    [...PLAN_ISSUE_CODES, ...PARAMETER_ISSUE_CODES],
  ),
  'invalid-body': kind(
    422,
    { vi: 'Nội dung gửi lên chưa hợp lệ', en: 'The body is not valid' },
    {
      vi: 'Đọc được nội dung, nhưng có mục sai. Danh sách errors nêu tất cả các lỗi cùng lúc, kèm vị trí và cách sửa. Chưa ghi gì.',
      en: 'The body could be read, but parts of it are wrong. errors lists every mistake at once, with its place and how to fix it. Nothing was written.',
    },
    [...new Set([...BODY_ISSUE_CODES, ...PARAMETER_ISSUE_CODES, ...ACCOUNT_ISSUE_CODES])],
  ),
  'file-refused': kind(
    422,
    { vi: 'Không nhận tệp này', en: 'This file is not kept' },
    {
      vi: 'Loại tệp được xác định từ nội dung, không phải từ tên. Nhận: PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, văn bản TXT, CSV, JSON mã hóa UTF-8. Không nhận: tệp có macro, tệp nén, HTML, SVG, tệp chạy được, tệp trống, tệp đọc được theo hai cách. Chưa ghi gì.',
      en: 'What a file is, its content decides, not its name. Kept are PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPEG, WebP, and text, CSV or JSON in UTF-8. Refused are files with macros, archives, HTML, SVG, programs, empty files and files that can be read in two ways. Nothing was written.',
    },
    FILE_ISSUE_CODES,
  ),
  unauthenticated: kind(
    401,
    { vi: 'Chưa xác định được người gửi', en: 'The sender is not known' },
    {
      vi: 'Đăng nhập, hoặc gửi khóa API trong trường Authorization: Bearer. Khóa hoặc phiên có thể đã hết hạn hay bị thu hồi.',
      en: 'Sign in, or send an API key in Authorization: Bearer. The key or session may have expired or been revoked.',
    },
  ),
  'sign-in-failed': kind(
    401,
    { vi: 'Chưa đăng nhập được', en: 'Signing in did not work' },
    {
      vi: 'Địa chỉ thư điện tử, mật khẩu hoặc mã xác thực không đúng, hoặc lần đăng nhập đã hết hạn. Máy chủ không nói cái nào sai, để không ai dò được ai có tài khoản.',
      en: 'The email address, the password or the code is wrong, or this sign-in has expired. Which of them is not said, so that nobody can find out who has an account.',
    },
    ACCOUNT_ISSUE_CODES,
  ),
  forbidden: kind(
    403,
    { vi: 'Không có quyền làm việc này', en: 'This is not allowed' },
    {
      vi: 'Vai trò của người gửi, loại tổ chức, hoặc phạm vi của khóa API không bao gồm việc này.',
      en: 'The sender’s role, the kind of organisation, or the scopes of the API key do not include this.',
    },
    ['email_not_verified'],
  ),
  'cross-origin': kind(
    403,
    { vi: 'Yêu cầu đến từ trang khác', en: 'The request comes from another site' },
    {
      vi: 'Yêu cầu dùng phiên đăng nhập của trình duyệt nhưng được gửi từ trang khác, nên bị từ chối. Chương trình nên dùng khóa API.',
      en: 'The request carries a browser’s session but was sent from another site, so it is refused. Programs use API keys.',
    },
  ),
  conflict: kind(
    409,
    { vi: 'Trạng thái hiện tại không cho phép', en: 'The present state does not allow it' },
    {
      vi: 'Việc này không làm được ở trạng thái hiện tại của bản ghi; detail nêu trạng thái và việc có thể làm.',
      en: 'This cannot be done in the present state of the record; detail names the state and what can be done.',
    },
    [
      'refused',
      'totp_already_enabled',
      'totp_not_enabled',
      'two_factor_not_enabled',
      'backup_codes_not_enabled',
      'credential_account_not_found',
      'mail_not_configured',
    ],
  ),
  'precondition-failed': kind(
    412,
    { vi: 'Bản ghi đã thay đổi', en: 'The record has changed' },
    {
      vi: 'Bản ghi đã thay đổi so với ETag nêu trong If-Match. Chưa ghi gì; current là trạng thái hiện tại. Xem lại rồi gửi với ETag mới.',
      en: 'The record is no longer the one that If-Match names. Nothing was written; current is its present state. Look at it, then send again with the new ETag.',
    },
  ),
  'precondition-required': kind(
    428,
    { vi: 'Thiếu If-Match', en: 'If-Match is missing' },
    {
      vi: 'Khi sửa, gửi If-Match với ETag của lần đọc gần nhất, để không ghi đè thay đổi của người khác.',
      en: 'An edit needs If-Match with the ETag last read, so that nobody’s change is overwritten.',
    },
  ),
  'idempotency-mismatch': kind(
    422,
    { vi: 'Idempotency-Key đã dùng cho yêu cầu khác', en: 'The Idempotency-Key belongs to another request' },
    {
      vi: 'Khóa này đã được dùng với nội dung hoặc địa chỉ khác. Mỗi việc dùng một khóa mới.',
      en: 'This key was used with another body or address. Use a new key for each act.',
    },
  ),
  'too-many-requests': kind(
    429,
    { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
    {
      vi: 'Vượt giới hạn số yêu cầu. Thử lại sau số giây nêu trong Retry-After.',
      en: 'The limit of requests is reached. Try again after the seconds that Retry-After names.',
    },
    ['too_many_attempts', 'account_temporarily_locked'],
  ),
  'storage-unavailable': kind(
    501,
    { vi: 'Máy chủ này không lưu dữ liệu', en: 'This server keeps no data' },
    {
      vi: 'Máy chủ chạy không có cơ sở dữ liệu: chỉ đánh giá tức thời ở /v1/assess, không lưu tổ chức hay hồ sơ.',
      en: 'The server runs without a database: it assesses at once at /v1/assess and keeps no organisations or records.',
    },
  ),
  'not-configured': kind(
    501,
    { vi: 'Máy chủ này chưa bật chức năng đó', en: 'This server does not offer it' },
    {
      vi: 'Chức năng này cần một thiết lập mà người vận hành máy chủ chưa đặt. Chưa ghi gì.',
      en: 'It needs a setting that whoever runs this server has not made. Nothing was written.',
    },
  ),
  unavailable: kind(
    503,
    { vi: 'Tạm thời không phục vụ được', en: 'Not available at the moment' },
    {
      vi: 'Cơ sở dữ liệu tạm thời không trả lời. Yêu cầu này chưa được xác nhận; thử lại sau số giây nêu trong Retry-After, với cùng Idempotency-Key.',
      en: 'The database does not answer at the moment. This request was not acknowledged; try again after the seconds of Retry-After, with the same Idempotency-Key.',
    },
  ),
  'read-only': kind(
    503,
    { vi: 'Tạm thời chỉ đọc được', en: 'Reading only at the moment' },
    {
      vi: 'Cơ sở dữ liệu đang ở chế độ chỉ đọc. Chưa ghi gì; những gì đã xác nhận vẫn còn nguyên.',
      en: 'The database takes no writes at the moment. Nothing was written; everything acknowledged before is intact.',
    },
  ),
  'storage-full': kind(
    507,
    { vi: 'Hết chỗ lưu', en: 'No space is left' },
    {
      vi: 'Máy chủ hết chỗ lưu. Chưa ghi gì; những gì đã xác nhận vẫn còn nguyên. Người vận hành cần thêm dung lượng.',
      en: 'The server has no space left. Nothing was written; everything acknowledged before is intact. Its operator has to add space.',
    },
  ),
  'storage-quota': kind(
    409,
    { vi: 'Tổ chức đã dùng hết phần lưu trữ', en: 'The organisation has used up its storage' },
    {
      vi: 'Các tệp minh chứng của tổ chức đã chiếm hết dung lượng mà người vận hành dành cho một tổ chức. Chưa lưu gì. Xóa những minh chứng không dùng đến, dùng liên kết, hoặc đề nghị người vận hành tăng dung lượng.',
      en: 'The files of the organisation take up all the space that the operator grants one. Nothing was kept. Delete evidence that nothing rests on, use links, or ask the operator for more space.',
    },
  ),
  'request-timeout': kind(
    408,
    { vi: 'Yêu cầu gửi quá chậm', en: 'The request came too slowly' },
    {
      vi: 'Phần đầu của yêu cầu hoặc cả yêu cầu không đến đủ trong thời gian cho phép. Chưa làm gì; hãy gửi lại.',
      en: 'The head of the request, or the whole of it, did not arrive in time. Nothing was done; send it again.',
    },
  ),
  'headers-too-large': kind(
    431,
    { vi: 'Phần đầu của yêu cầu quá dài', en: 'The head of the request is too large' },
    {
      vi: 'Địa chỉ và các trường đầu cộng lại dài hơn 16 KB. Rút ngắn địa chỉ, cookie hoặc các trường đầu.',
      en: 'The address and the header fields together are longer than 16 KB. Shorten the address, the cookies or the fields.',
    },
  ),
  'bad-request': kind(
    400,
    { vi: 'Yêu cầu không hợp lệ', en: 'The request is not valid' },
    { vi: 'Máy chủ không hiểu được yêu cầu.', en: 'The server cannot understand the request.' },
  ),
  'not-found': kind(
    404,
    { vi: 'Không tìm thấy', en: 'Not found' },
    {
      vi: 'Không có gì ở địa chỉ này. Danh mục địa chỉ nằm ở /docs.',
      en: 'There is nothing at this address. /docs lists the addresses.',
    },
    ['provider_not_found'],
  ),
  'method-not-allowed': kind(
    405,
    { vi: 'Phương thức không được phép', en: 'The method is not allowed' },
    {
      vi: 'Địa chỉ này có, nhưng không dùng với phương thức đó. Trường Allow nêu phương thức dùng được.',
      en: 'The address exists, but not for this method. The Allow header names those it takes.',
    },
  ),
  'not-acceptable': kind(
    406,
    { vi: 'Không có định dạng được yêu cầu', en: 'The format is not available' },
    {
      vi: 'Kết quả có dạng application/json, text/html, application/pdf và text/plain; chọn bằng Accept hoặc ?format=json|html|pdf|text.',
      en: 'Results come as application/json, text/html, application/pdf and text/plain; choose with Accept or ?format=json|html|pdf|text.',
    },
  ),
  'printing-unavailable': kind(
    501,
    { vi: 'Máy chủ này không in PDF', en: 'This server does not print PDF' },
    {
      vi: 'Máy chủ chưa được nối với trình in. Lấy báo cáo dạng HTML rồi in từ trình duyệt.',
      en: 'No printer is connected to this server. Take the report as HTML and print it from a browser.',
    },
  ),
  'printing-failed': kind(
    503,
    { vi: 'Chưa in được PDF', en: 'The PDF could not be printed' },
    {
      vi: 'Trình in không hoàn thành. Thử lại sau, hoặc lấy báo cáo dạng HTML rồi in từ trình duyệt.',
      en: 'The printer did not finish. Try again later, or take the report as HTML and print it from a browser.',
    },
  ),
  'internal-error': kind(
    500,
    { vi: 'Lỗi của máy chủ', en: 'The server failed' },
    {
      vi: 'Lỗi nằm ở phía máy chủ và đã được ghi lại. Khi báo lỗi, gửi kèm requestId.',
      en: 'The fault is on the server’s side and has been recorded. Quote requestId when reporting it.',
    },
  ),
} as const satisfies Record<string, ProblemKind>;

export type ProblemType = keyof typeof PROBLEM_TYPES;

export const isProblemType = (name: string): name is ProblemType => Object.hasOwn(PROBLEM_TYPES, name);
