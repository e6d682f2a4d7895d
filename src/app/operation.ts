/**
 * @module One operation of the service: its contract, and the walk every request takes. Who asks → may they → what they
 * sent, with every mistake at once → the work, in one transaction. A feature only writes the last part.
 */
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Trx } from '../db/scope.ts';
import { type Actor, mayDo, type Person, scopeOf } from './actor.ts';
import { recordEvent } from './audit.ts';
import { requireActor, requireOperator, requirePerson } from './authenticate.ts';
import type { AppContext, AppEnv, ServiceContext } from './context.ts';
import { isService } from './context.ts';
import { idempotently, readIdempotencyKey } from './idempotency.ts';
import { contractOf, type OperationConfig } from './operation-contract.ts';
import type { Permission } from './policy.ts';
import { Problem } from './problems.ts';
import { inputReader, type RawInput } from './read-input.ts';

type Shape = z.ZodRawShape;

export interface Reply {
  status: number;
  /** Sent as JSON; a string or bytes as they are, with a Content-Type among the headers. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface OperationInput<Q, B> extends RawInput<Q, B> {
  ctx: ServiceContext;
  c: Context<AppEnv>;
}

/** What only an actor's operations have. */
export interface ActorInput<Q, B> extends OperationInput<Q, B> {
  actor: Actor;
  /** A transaction of the actor that writes nothing; all it reads is of one moment. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * A transaction of the actor that changes something; answered once for each `Idempotency-Key`.
   * @param sent hash of a raw body, which the key belongs to as well
   */
  write(work: (trx: Trx) => Promise<Reply>, sent?: string): Promise<Reply>;
  /**
   * Records what was changed, in the same transaction.
   * @param organisationId whose data it is; default: the organisation that is acted for
   */
  event(
    trx: Trx,
    kind: string,
    subject: string,
    details?: Record<string, unknown>,
    organisationId?: string,
  ): Promise<string>;
}

export interface PersonInput<Q, B> extends OperationInput<Q, B> {
  person: Person;
}

type Handler<Input> = (input: Input) => Promise<Reply>;
type Q<S extends Shape> = z.output<z.ZodObject<S, z.core.$strict>>;

/** Registers an operation for whoever holds `config.access`, a permission. */
export function actorOperation<S extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: OperationConfig<S, B> & { access: Permission },
  handler: Handler<ActorInput<Q<S>, z.output<B>>>,
): void {
  const readInput = inputReader(config);
  register(app, ctx, config, async (service, c) => {
    const actor = await requireActor(service, c);
    if (!mayDo(actor, config.access)) throw new Problem('forbidden');
    const raw = await readInput(c);
    const scope = scopeOf(actor);
    const origin = { ip: c.env?.clientAddress, userAgent: c.req.header('User-Agent') };
    return handler({
      ...(raw as RawInput<Q<S>, z.output<B>>),
      ctx: service,
      c,
      actor,
      read: (work) => service.db.readSnapshot(scope, work),
      write: (work, sent) => {
        // A key is promised to count for what changes something; what only leaves a trace of reading happens each time.
        const key = config.method === 'get' ? undefined : readIdempotencyKey(c);
        const asked = sent === undefined ? raw : { ...raw, bodyText: sent };
        return service.db.transaction(scope, (trx) =>
          key === undefined ? work(trx) : idempotently({ service, trx, actor, key, config, c, raw: asked }, work),
        );
      },
      event: (trx, kind, subject, details, organisationId = actor.tenantId) =>
        recordEvent(service, trx, {
          kind,
          subject,
          organisationId,
          actor: { id: actor.id, organisationId: actor.organisation.id },
          origin,
          ...(details ? { details } : {}),
        }),
    });
  });
}

/** Registers an operation for a person who signed in, whatever their organisations. */
export function personOperation<S extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: OperationConfig<S, B> & { access: 'person' | 'operator' },
  handler: Handler<PersonInput<Q<S>, z.output<B>>>,
): void {
  const readInput = inputReader(config);
  register(app, ctx, config, async (service, c) => {
    const person = await (config.access === 'operator' ? requireOperator : requirePerson)(service, c);
    const raw = await readInput(c);
    return handler({ ...(raw as RawInput<Q<S>, z.output<B>>), ctx: service, c, person });
  });
}

/** Registers an operation for anyone. */
export function publicOperation<S extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: OperationConfig<S, B> & { access: 'public' },
  handler: Handler<OperationInput<Q<S>, z.output<B>>>,
): void {
  const readInput = inputReader(config);
  register(app, ctx, config, async (service, c) => {
    const raw = await readInput(c);
    return handler({ ...(raw as RawInput<Q<S>, z.output<B>>), ctx: service, c });
  });
}

function register<S extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: OperationConfig<S, B>,
  run: (service: ServiceContext, c: Context<AppEnv>) => Promise<Reply>,
): void {
  app.openAPIRegistry.registerPath(contractOf(config));
  app.on(config.method.toUpperCase(), config.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    if (!isService(ctx)) throw new Problem('storage-unavailable');
    return send(c, await run(ctx, c));
  });
}

function send(c: Context<AppEnv>, { status, body, headers = {} }: Reply): Response {
  const sent = { 'Cache-Control': 'no-store', ...headers };
  if (body === undefined) return c.body(null, status as 204, sent);
  if (typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream) {
    return c.body(body as string, status as ContentfulStatusCode, sent);
  }
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, { 'Content-Type': 'application/json', ...sent });
}
