/** @module `/v1/attestations`: issued by those who submitted, checked by anyone. */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv } from '../../app/context.ts';
import { actorOperation, publicOperation } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { STATUS_PURPOSES, type StatusPurpose } from '../attestations/index.ts';
import { issueAttestation } from './issue-attestation.ts';
import { presentAttestation } from './present-attestation.ts';
import { readPublicAttestation, readStatusList } from './read-public.ts';
import { AttestationSchema, PublicAttestationSchema } from './schema.ts';
import { attestationStates, findAttestation, listAttestations, withdrawAttestation } from './store.ts';

const tags: [string] = ['Attestations'];
const JWT = { 'Content-Type': 'application/vc+jwt' };
const jwtResponse = { description: 'A JWT.', schema: z.string(), mediaTypes: ['application/vc+jwt'] };
export function credentialRoutes(ctx: AppContext): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>();
  registerOwn(app, ctx);
  registerPublic(app, ctx);
  return app;
}

function registerOwn(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/submissions/{id}/attestations',
      operationId: 'issueAttestation',
      tags,
      summary: 'Attest a submission, with the conclusion of its review where there is one',
      description:
        'Signs the hashes of the frozen records and their place in the log. Shows name, system, day, tier and conclusion to whoever is given its address; never an answer. What was read in from elsewhere is not attested here.',
      access: 'attestations.manage',
      responses: { 201: { description: 'The attestation.', headers: ['Location'], schema: AttestationSchema } },
    },
    issueAttestation,
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations',
      operationId: 'listAttestations',
      tags,
      summary: 'Attestations of the organisation, newest first',
      access: 'assessments.read',
      query: { submission: z.string().max(100).optional().openapi({ description: 'Only those of this submission.' }) },
      responses: {
        200: {
          description: 'The newest thousand.',
          schema: z.strictObject({ items: z.array(AttestationSchema) }).openapi('Attestations'),
        },
      },
    },
    async ({ ctx: service, actor, query, read }) => {
      const items = await read(async (trx) => {
        const rows = await listAttestations(trx, actor.tenantId, query.submission);
        const states = new Map<number, Awaited<ReturnType<typeof attestationStates>>[number]>();
        const places = rows.map(({ status_index }) => status_index);
        if (places.length > 0) {
          const found = await attestationStates(trx, Math.min(...places), Math.max(...places));
          for (const state of found) states.set(state.status_index, state);
        }
        return rows.map((row) => presentAttestation(service, row, states.get(row.status_index)));
      });
      return { status: 200, body: { items } };
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'post',
      path: '/v1/attestations/{id}/withdraw',
      operationId: 'withdrawAttestation',
      tags,
      summary: 'Withdraw an attestation',
      description: 'Whoever checks it from now on is told so. It cannot be taken back.',
      access: 'attestations.manage',
      responses: { 200: { description: 'The attestation as it is now.', schema: AttestationSchema } },
    },
    (input) =>
      input.write(async (trx) => {
        const { actor, params, ctx: service } = input;
        const by = { id: actor.id, at: service.clock.now() };
        const row = await withdrawAttestation(trx, actor.tenantId, params.id!, by);
        if (!row) throw new Problem('not-found');
        await input.event(trx, 'attestation.withdrawn', row.id);
        const [state] = await attestationStates(trx, row.status_index, row.status_index);
        return { status: 200, body: presentAttestation(service, row, state) };
      }),
  );
}

function registerPublic(app: OpenAPIHono<AppEnv>, ctx: AppContext): void {
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations/{id}',
      operationId: 'getAttestation',
      tags,
      summary: 'What an attestation says, with everything that is needed to check it',
      access: 'public',
      responses: { 200: { description: 'The attestation.', schema: PublicAttestationSchema } },
    },
    async ({ ctx: service, params }) => {
      const found = await readPublicAttestation(service, params.id!);
      if (!found) throw new Problem('not-found');
      return { status: 200, body: found.body };
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations/{id}/credential',
      operationId: 'getCredential',
      tags,
      summary: 'The verifiable credential alone',
      access: 'public',
      responses: { 200: jwtResponse },
    },
    async ({ ctx: service, params }) => {
      const row = await service.db.transaction({ role: 'auth' }, (trx) => findAttestation(trx, params.id!));
      // Of an organisation that was deleted only the state is left.
      if (!row?.credential) throw new Problem('not-found');
      return { status: 200, body: row.credential, headers: JWT };
    },
  );
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations/status/{purpose}/{list}',
      params: {
        purpose: z.enum(STATUS_PURPOSES).openapi({ description: 'What the list says of an attestation.' }),
        list: z.string().openapi({ description: 'Number of the list, as the credential names it.', example: '0' }),
      },
      operationId: 'getStatusList',
      tags,
      summary: 'Which attestations were withdrawn (revocation) or superseded (message)',
      description: 'W3C Bitstring Status List 1.0 as a JWT.',
      access: 'public',
      responses: { 200: jwtResponse },
    },
    async ({ ctx: service, params }) => {
      const isPurpose = (STATUS_PURPOSES as readonly string[]).includes(params.purpose!);
      const list = /^\d{1,9}$/.test(params.list!) ? Number(params.list) : undefined;
      const token =
        isPurpose && list !== undefined
          ? await readStatusList(service, params.purpose as StatusPurpose, list)
          : undefined;
      if (token === undefined) throw new Problem('not-found');
      return { status: 200, body: token, headers: JWT };
    },
  );
}
