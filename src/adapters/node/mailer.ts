/** @module Mail over SMTP. */
import nodemailer from 'nodemailer';
import type { Mailer } from '../../app/context.ts';

export interface MailerSettings {
  /** `smtps://user:password@host:465`, or `smtp://host:587`. */
  url: string;
  /** Who it comes from: `Lương Tri <no-reply@example.vn>`. */
  from: string;
}

/** One address and nothing else: no list, no name, no break, no quoted part that another server may read differently. */
const ONE_ADDRESS = /^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()\],;\\"@]+$/u;

/** Messages are text; a message that is sent again carries the same Message-ID. */
export function createMailer({ url, from }: MailerSettings): Mailer {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // A text is only ever a text.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, id }) {
      if (!ONE_ADDRESS.test(to)) throw new Error('not one address');
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(id === undefined ? {} : { messageId: `<${id}@luongtri>` }),
        // Machines that answer absences stay silent.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}
