/** @module How an operation below /auth is registered: its contract as everywhere, its work handed to the accounts. */
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import { refuseForeignOrigin } from '../../app/authenticate.ts';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { type OperationInput, personOperation, publicOperation, type Reply } from '../../app/operation.ts';
import type { OperationConfig } from '../../app/operation-contract.ts';
import { type Forwarded, forward } from './forward.ts';

export const tags: [string] = ['Accounts'];

type Shape = z.ZodRawShape;
type Send = (forwarded: Forwarded) => ReturnType<typeof forward>;

interface AuthInput<B> extends OperationInput<unknown, B> {
  send: Send;
}

type AuthConfig<Q extends Shape, B extends z.ZodType> = Omit<OperationConfig<Q, B>, 'tags'>;

/** For anyone; what changes something is refused from another site's page all the same, because it sets cookies. */
export function anyone<Q extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: Omit<AuthConfig<Q, B>, 'access'>,
  work: (input: AuthInput<z.output<B>>) => Promise<Reply>,
): void {
  const problems = [...(config.problems ?? []), ...(config.method === 'get' ? [] : (['cross-origin'] as const))];
  publicOperation<Q, B>(app, ctx, { ...config, tags, access: 'public', problems }, async (input) => {
    refuseForeignOrigin(input.ctx, input.c);
    return work({ ...input, send: (forwarded) => forward(input.ctx, input.c, forwarded) });
  });
}

/** For whoever is signed in. */
export function signedIn<Q extends Shape, B extends z.ZodType>(
  app: OpenAPIHono<AppEnv>,
  ctx: AppContext,
  config: Omit<AuthConfig<Q, B>, 'access'>,
  work: (input: AuthInput<z.output<B>> & { sessionId: string }) => Promise<Reply>,
): void {
  personOperation<Q, B>(app, ctx, { ...config, tags, access: 'person' }, async (input) =>
    work({
      ...input,
      sessionId: input.person.sessionId,
      send: (forwarded) => forward(input.ctx, input.c, forwarded),
    }),
  );
}

export const done: Reply = { status: 200, body: { done: true } };
