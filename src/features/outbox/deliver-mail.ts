/** @module Topic `mail`: a message to a person, whose address is looked up when it is sent, so that none is kept here. */
import type { Handler } from './run-outbox.ts';
import { DeliveryFailure } from './run-outbox.ts';

export interface MailPayload {
  userId: string;
  subject: string;
  text: string;
}

/** Without a mailer, or without a confirmed address, there is nothing to wait for. */
export const deliverMail: Handler = async (ctx, { id, payload }) => {
  const { userId, subject, text } = payload as MailPayload;
  if (!ctx.mailer) throw new DeliveryFailure('no_mailer', true);
  const person = await ctx.db.transaction({ role: 'auth' }, (trx) =>
    trx.selectFrom('auth_user').select(['email', 'email_verified']).where('id', '=', userId).executeTakeFirst(),
  );
  if (!person?.email_verified) throw new DeliveryFailure('no_confirmed_address', true);
  try {
    await ctx.mailer.send({ to: person.email, subject, text, id });
  } catch (error) {
    // What a mail server answers can name the address.
    ctx.log.error('mail was not taken', { message: id, code: (error as { code?: unknown }).code });
    throw new DeliveryFailure('mail_not_taken');
  }
};
