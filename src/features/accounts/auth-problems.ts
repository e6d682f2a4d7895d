/** @module What a refusal of the account library means, in our words. Its code stays among the issues. */
import type { IssueCode } from '../../app/issue-codes.ts';
import type { ProblemType } from '../../app/problem-types.ts';
import { Problem } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';

interface Meaning {
  type: ProblemType;
  code: IssueCode;
  /** The field it is about; the whole body where there is none. */
  pointer?: string;
  message: Text;
  fix: Text;
}

const meaning = (type: ProblemType, code: IssueCode, message: Text, fix: Text, pointer = ''): Meaning => ({
  type,
  code,
  pointer,
  message,
  fix,
});

const signInAgain: Text = { vi: 'Đăng nhập lại từ đầu', en: 'Begin signing in again' };
const askAgain: Text = { vi: 'Yêu cầu một liên kết mới', en: 'Ask for a new link' };
const later: Text = {
  vi: 'Thử lại sau số giây nêu trong Retry-After',
  en: 'Try again after the seconds of Retry-After',
};
const codeWrong: Text = { vi: 'Mã xác thực không đúng hoặc đã hết hạn', en: 'The code is wrong or has expired' };
const noSecondFactor: Text = { vi: 'Chưa bật xác thực hai bước', en: 'Two-factor authentication is not on' };
const turnOn: Text = { vi: 'Bật xác thực hai bước trước', en: 'Turn it on first' };
const linkBad: Text = { vi: 'Liên kết không dùng được hoặc đã hết hạn', en: 'The link is not valid or has expired' };

/** By the code of the library. */
const MEANINGS: Record<string, Meaning> = {
  INVALID_EMAIL_OR_PASSWORD: meaning(
    'sign-in-failed',
    'invalid_email_or_password',
    { vi: 'Địa chỉ thư điện tử hoặc mật khẩu không đúng', en: 'The email address or the password is wrong' },
    { vi: 'Kiểm tra cả hai, hoặc đặt lại mật khẩu', en: 'Check both, or reset the password' },
  ),
  INVALID_EMAIL: meaning(
    'invalid-body',
    'invalid_format',
    { vi: 'Không phải địa chỉ thư điện tử', en: 'Not an email address' },
    { vi: 'Viết dạng ten@vi-du.vn', en: 'Write it like name@example.vn' },
    '/email',
  ),
  EMAIL_NOT_VERIFIED: meaning(
    'forbidden',
    'email_not_verified',
    { vi: 'Địa chỉ thư điện tử chưa được xác nhận', en: 'The email address is not confirmed yet' },
    { vi: 'Mở liên kết trong thư vừa gửi', en: 'Open the link in the message just sent' },
  ),
  INVALID_PASSWORD: meaning(
    'invalid-body',
    'invalid_password',
    { vi: 'Mật khẩu không đúng', en: 'The password is wrong' },
    { vi: 'Nhập mật khẩu hiện tại', en: 'Enter the present password' },
    '/password',
  ),
  PASSWORD_TOO_SHORT: meaning(
    'invalid-body',
    'password_too_short',
    { vi: 'Mật khẩu quá ngắn', en: 'The password is too short' },
    { vi: 'Dùng ít nhất 12 ký tự', en: 'Use at least 12 characters' },
    '/password',
  ),
  PASSWORD_TOO_LONG: meaning(
    'invalid-body',
    'password_too_long',
    { vi: 'Mật khẩu quá dài', en: 'The password is too long' },
    { vi: 'Dùng nhiều nhất 128 ký tự', en: 'Use at most 128 characters' },
    '/password',
  ),
  INVALID_TOKEN: meaning('invalid-body', 'invalid_token', linkBad, askAgain, '/token'),
  TOKEN_EXPIRED: meaning('invalid-body', 'token_expired', linkBad, askAgain, '/token'),
  INVALID_CODE: meaning('sign-in-failed', 'invalid_code', codeWrong, {
    vi: 'Nhập mã đang hiện trong ứng dụng xác thực',
    en: 'Enter the code that the authenticator shows now',
  }),
  INVALID_BACKUP_CODE: meaning('sign-in-failed', 'invalid_backup_code', codeWrong, {
    vi: 'Mỗi mã dự phòng dùng được một lần; nhập mã khác',
    en: 'Each backup code works once; enter another',
  }),
  INVALID_TWO_FACTOR_COOKIE: meaning(
    'sign-in-failed',
    'invalid_two_factor_cookie',
    { vi: 'Lần đăng nhập này đã hết hạn', en: 'This sign-in has expired' },
    signInAgain,
  ),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: meaning(
    'sign-in-failed',
    'too_many_attempts',
    { vi: 'Đã nhập sai quá nhiều lần', en: 'Too many wrong codes' },
    signInAgain,
  ),
  TOO_MANY_ATTEMPTS: meaning(
    'too-many-requests',
    'too_many_attempts',
    { vi: 'Đã thử quá nhiều lần', en: 'Too many attempts' },
    later,
  ),
  ACCOUNT_TEMPORARILY_LOCKED: meaning(
    'too-many-requests',
    'account_temporarily_locked',
    {
      vi: 'Tài khoản tạm khóa sau nhiều lần nhập sai mã',
      en: 'The account is locked for a while after many wrong codes',
    },
    later,
  ),
  TOTP_ALREADY_ENABLED: meaning(
    'conflict',
    'totp_already_enabled',
    { vi: 'Xác thực hai bước đã bật', en: 'Two-factor authentication is on already' },
    { vi: 'Tắt trước khi thiết lập lại', en: 'Turn it off before setting it up again' },
  ),
  TOTP_NOT_ENABLED: meaning('conflict', 'totp_not_enabled', noSecondFactor, turnOn),
  TWO_FACTOR_NOT_ENABLED: meaning('conflict', 'two_factor_not_enabled', noSecondFactor, turnOn),
  BACKUP_CODES_NOT_ENABLED: meaning('conflict', 'backup_codes_not_enabled', noSecondFactor, turnOn),
  CREDENTIAL_ACCOUNT_NOT_FOUND: meaning(
    'conflict',
    'credential_account_not_found',
    { vi: 'Tài khoản này không có mật khẩu', en: 'This account has no password' },
    {
      vi: 'Đăng nhập bằng nhà cung cấp danh tính; mật khẩu quản lý ở đó',
      en: 'Sign in with the identity provider, which keeps the password',
    },
  ),
  PROVIDER_NOT_FOUND: meaning(
    'not-found',
    'provider_not_found',
    { vi: 'Không có nhà cung cấp danh tính này', en: 'There is no such identity provider' },
    { vi: 'Chọn nhà cung cấp ở trang đăng nhập', en: 'Choose one on the page for signing in' },
  ),
  RESET_PASSWORD_DISABLED: meaning(
    'conflict',
    'mail_not_configured',
    { vi: 'Máy chủ này không gửi thư', en: 'This server sends no mail' },
    { vi: 'Hỏi người vận hành máy chủ', en: 'Ask whoever runs the server' },
  ),
  VERIFICATION_EMAIL_NOT_ENABLED: meaning(
    'conflict',
    'mail_not_configured',
    { vi: 'Máy chủ này không gửi thư', en: 'This server sends no mail' },
    { vi: 'Không cần xác nhận địa chỉ', en: 'Addresses need no confirmation' },
  ),
};

const TYPE_OF_STATUS: Record<number, ProblemType> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  429: 'too-many-requests',
};

/** Kinds whose own words say less than the reason does. */
const TOLD_WHOLE: ReadonlySet<ProblemType> = new Set(['conflict', 'forbidden', 'not-found']);

/** How long until trying again makes sense, where the library does not say. */
const RETRY_AFTER_S = 60;

/**
 * @param pointers where this operation writes a field under another name
 * @returns the problem a refusal stands for @throws Error for a failure of ours
 */
export async function problemOfAuth(response: Response, pointers: Record<string, string> = {}): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; message?: string; retryAfter?: number };
  if (response.status >= 500) throw new Error(`accounts answered ${response.status} ${body.code ?? ''}`);
  const known = MEANINGS[body.code ?? ''];
  const type = known?.type ?? TYPE_OF_STATUS[response.status] ?? 'invalid-body';
  const retryAfter = body.retryAfter ?? response.headers.get('X-Retry-After') ?? RETRY_AFTER_S;
  const headers = type === 'too-many-requests' ? { 'Retry-After': String(retryAfter) } : {};
  if (!known && type !== 'invalid-body') return new Problem(type, undefined, { headers });
  const { code, pointer = '', message, fix } = known ?? refused(body);
  const issue = { pointer: pointers[pointer] ?? pointer, code, message, fix };
  const detail = TOLD_WHOLE.has(type) ? joined(message, fix) : undefined;
  return new Problem(type, detail, { issues: [issue], headers });
}

const joined = (message: Text, fix: Text): Text => ({
  vi: `${message.vi}. ${fix.vi}.`,
  en: `${message.en}. ${fix.en}.`,
});

function refused({ code, message }: { code?: string; message?: string }): Meaning {
  const said = [code, message].filter(Boolean).join(': ').slice(0, 300);
  return meaning(
    'invalid-body',
    'refused',
    { vi: `Bị từ chối: ${said}`, en: `Refused: ${said}` },
    { vi: 'Sửa nội dung gửi lên', en: 'Correct what was sent' },
  );
}
