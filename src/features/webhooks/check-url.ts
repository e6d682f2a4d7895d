/** @module Is this a URL that a webhook may be sent to? Addresses behind a name are checked again at every delivery. */
import type { ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { isLoopbackAddress, isPublicAddress, literalAddress } from './addresses.ts';

const issue = (message: Text, fix: Text): ProblemIssue[] => [{ pointer: '/url', code: 'refused', message, fix }];

const httpsFix: Text = {
  vi: 'Dùng địa chỉ https:// mà ai trên Internet cũng tới được, không kèm tên đăng nhập',
  en: 'Use an https:// address that can be reached from the internet, without user name and password',
};

/** @returns mistakes; none for a URL that may be used */
export function urlIssues(text: string, allowsLoopback: boolean): ProblemIssue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return issue({ vi: 'Không phải là địa chỉ web', en: 'It is not a web address' }, httpsFix);
  if (url.username || url.password || url.hash) {
    return issue(
      { vi: 'Có tên đăng nhập, mật khẩu hoặc dấu #', en: 'It has a user name, a password or a #' },
      httpsFix,
    );
  }
  const literal = literalAddress(url.hostname);
  const isLoopback = url.hostname === 'localhost' || (literal !== undefined && isLoopbackAddress(literal));
  if (isLoopback && allowsLoopback && (url.protocol === 'http:' || url.protocol === 'https:')) return [];
  if (url.protocol !== 'https:') return issue({ vi: 'Không phải là https', en: 'It is not https' }, httpsFix);
  if (isLoopback || (literal !== undefined && !isPublicAddress(literal))) {
    return issue({ vi: 'Địa chỉ thuộc mạng nội bộ', en: 'The address is inside a private network' }, httpsFix);
  }
  return [];
}
