/** @module The door of the outbox. */
export { deliverMail, type MailPayload } from './deliver-mail.ts';
export { enqueue, type NewMessage } from './enqueue.ts';
export { outboxRoutes } from './routes.ts';
export {
  DeliveryFailure,
  type Handler,
  LEASE_MS,
  MAX_ATTEMPTS,
  type Message,
  type OutboxOptions,
  pauseAfter,
  runOutbox,
  sweepOutbox,
} from './run-outbox.ts';
export { listMessages, type OutboxRow, resend } from './store.ts';
