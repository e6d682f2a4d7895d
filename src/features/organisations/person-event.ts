/** @module Events of people who do not act for an organisation: they create one, join one, leave one. */
import type { Context } from 'hono';
import { recordEvent } from '../../app/audit.ts';
import type { AppEnv, ServiceContext } from '../../app/context.ts';
import type { Trx } from '../../db/scope.ts';

interface PersonEvent {
  kind: string;
  /** Whose record it is part of. */
  organisationId: string;
  /** For which organisation the person acted. */
  actorOrganisationId?: string;
  userId: string;
  subject: string;
  details?: Record<string, unknown>;
}

/** Records what a person did, in the same transaction. */
export const personEvent = (
  { ctx, c }: { ctx: ServiceContext; c: Context<AppEnv> },
  trx: Trx,
  { kind, organisationId, actorOrganisationId = organisationId, userId, subject, details }: PersonEvent,
): Promise<string> =>
  recordEvent(ctx, trx, {
    kind,
    organisationId,
    actor: { id: userId, organisationId: actorOrganisationId },
    subject,
    ...(details ? { details } : {}),
    origin: { ip: c.env?.clientAddress, userAgent: c.req.header('User-Agent') },
  });
