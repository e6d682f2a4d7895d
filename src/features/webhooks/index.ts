/** @module The door of webhooks. */
export { isLoopbackAddress, isPublicAddress, literalAddress } from './addresses.ts';
export { deliverWebhook, sweepDeliveries } from './deliver-webhook.ts';
export { webhookRoutes } from './routes.ts';
export { listLeaders } from './store.ts';
