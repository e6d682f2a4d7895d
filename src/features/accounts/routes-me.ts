/** @module `/v1/me`: what is kept of whoever is signed in, and its erasure. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { personOperation } from '../../app/operation.ts';
import { textOf } from '../../app/read-input.ts';
import { erasePerson } from './erase-person.ts';
import { forward } from './forward.ts';
import { tags } from './operations.ts';

const MeSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    isOperator: z.boolean().openapi({ description: 'Runs this service; sees organisations, never answers.' }),
  })
  .openapi('Me');

const MeChangeSchema = z.strictObject({ name: textOf(200) }).openapi('MeChange');

const ErasureSchema = z
  .strictObject({
    password: z.string().min(1).max(128).optional().openapi({
      format: 'password',
      description: 'Needed where the account has one; otherwise the session must be younger than 15 minutes.',
    }),
  })
  .openapi('Erasure');

export function meRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  personOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/me',
      operationId: 'getMe',
      tags,
      summary: 'What is kept of me',
      access: 'person',
      responses: { 200: { description: 'The person.', schema: MeSchema } },
    },
    async ({ person: { userId, name, email, emailVerified, isOperator } }) => ({
      status: 200,
      body: { id: userId, name, email, emailVerified, isOperator },
    }),
  );
  personOperation(
    app,
    ctx,
    {
      method: 'patch',
      path: '/v1/me',
      operationId: 'changeMe',
      tags,
      summary: 'Change my name',
      access: 'person',
      body: MeChangeSchema,
      responses: { 200: { description: 'The person as it is now.', schema: MeSchema } },
    },
    async ({ ctx: service, c, person: { userId, email, emailVerified, isOperator }, body }) => {
      await forward(service, c, { method: 'POST', path: '/update-user', body });
      return { status: 200, body: { id: userId, name: body.name, email, emailVerified, isOperator } };
    },
  );
  personOperation(
    app,
    ctx,
    {
      method: 'delete',
      path: '/v1/me',
      operationId: 'eraseMe',
      tags,
      summary: 'Erase me',
      description:
        'Name, address, ways to sign in, sessions and memberships are erased at once. Ids stay in the history of organisations and in the log, and lead to nobody. Refused while one is the last owner of an organisation that has other members.',
      access: 'person',
      body: ErasureSchema,
      responses: { 204: { description: 'Erased.' } },
      problems: ['conflict', 'forbidden'],
    },
    erasePerson,
  );
}
