/** @module What people are mailed about their account, in both languages: nobody's language is known before they sign in. */
import type { Mailer } from '../../app/context.ts';

export interface AccountMails {
  verifyEmail(to: string, url: string): Promise<void>;
  resetPassword(to: string, url: string): Promise<void>;
  /** Somebody tried to sign up with an address that has an account. */
  alreadyThere(to: string, url: string): Promise<void>;
}

const both = (vi: string, en: string): string => `${vi}\n\n———\n\n${en}\n`;

export const accountMails = (mailer: Mailer): AccountMails => ({
  verifyEmail: (to, url) =>
    mailer.send({
      to,
      subject: 'Lương Tri: xác nhận địa chỉ thư điện tử / confirm your email address',
      text: both(
        `Mở liên kết sau để xác nhận địa chỉ này là của anh/chị:\n${url}\n\nLiên kết dùng được trong một giờ. Nếu anh/chị không đăng ký, hãy bỏ qua thư này.`,
        `Open this link to confirm that the address is yours:\n${url}\n\nIt works for one hour. If you did not sign up, ignore this message.`,
      ),
    }),
  resetPassword: (to, url) =>
    mailer.send({
      to,
      subject: 'Lương Tri: đặt lại mật khẩu / reset your password',
      text: both(
        `Mở liên kết sau để đặt mật khẩu mới:\n${url}\n\nLiên kết dùng được một lần, trong một giờ. Nếu anh/chị không yêu cầu, hãy bỏ qua thư này; mật khẩu không đổi.`,
        `Open this link to choose a new password:\n${url}\n\nIt works once, for one hour. If you did not ask for it, ignore this message; your password stays as it is.`,
      ),
    }),
  alreadyThere: (to, url) =>
    mailer.send({
      to,
      subject: 'Lương Tri: địa chỉ này đã có tài khoản / this address already has an account',
      text: both(
        `Có người vừa đăng ký bằng địa chỉ này, nhưng địa chỉ đã có tài khoản. Đăng nhập, hoặc đặt lại mật khẩu, tại:\n${url}\n\nNếu không phải anh/chị, không cần làm gì.`,
        `Somebody just signed up with this address, which already has an account. Sign in, or reset the password, at:\n${url}\n\nIf it was not you, there is nothing to do.`,
      ),
    }),
});
