/** @module Bundles of attestations: a public copy for anyone, the full one for whoever submitted. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext, AppEnv, ServiceContext } from '../../app/context.ts';
import { actorOperation, publicOperation, type Reply } from '../../app/operation.ts';
import { Problem } from '../../app/problems.ts';
import { bundleReports, makeBundle, type PublicAttestation, readPublicAttestation } from '../credentials/index.ts';
import type { ContentShelf } from './content-of.ts';
import { gatherSubmission } from './read-subject.ts';

const tags: [string] = ['Attestations'];

const zipResponse = {
  description: 'The bundle; `luongtri verify` and the page /verify check it.',
  schema: z.string().openapi({ format: 'binary' }),
  mediaTypes: ['application/zip'],
};

export function bundleRoutes(app: OpenAPIHono<AppEnv>, ctx: AppContext, shelf: ContentShelf): void {
  publicOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations/{id}/bundle',
      operationId: 'getPublicBundle',
      tags,
      summary: 'The public copy: no answers, no evidence; its hashes can be checked',
      access: 'public',
      responses: { 200: { ...zipResponse, headers: ['Content-Disposition'] } },
    },
    async ({ ctx: service, params }) => {
      const attested = await readPublicAttestation(service, params.id!);
      // Of an organisation that was deleted there is nothing left to copy.
      if (!attested?.row.credential) throw new Problem('not-found');
      return zip(await bundleOf(service, shelf, attested, 'public'), attested.row.id, 'public');
    },
  );
  actorOperation(
    app,
    ctx,
    {
      method: 'get',
      path: '/v1/attestations/{id}/full-bundle',
      operationId: 'getFullBundle',
      tags,
      summary: 'The full copy: with answers, so that the result can be computed again',
      access: 'reports.read',
      responses: { 200: { ...zipResponse, headers: ['Content-Disposition'] } },
    },
    async ({ ctx: service, actor, params }) => {
      const attested = await readPublicAttestation(service, params.id!);
      if (attested?.row.organisation_id !== actor.tenantId) throw new Problem('not-found');
      return zip(await bundleOf(service, shelf, attested, 'full'), attested.row.id, 'full');
    },
  );
}

/** What an attestation attests is read for the organisation that issued it, whoever asks: the copy decides what they get. */
async function bundleOf(
  ctx: ServiceContext,
  shelf: ContentShelf,
  attested: PublicAttestation,
  kind: 'full' | 'public',
): Promise<Uint8Array> {
  const { organisation_id: organisationId, submission_id, review_hash } = attested.row;
  const scope = { role: 'reader', organisationId, actorOrganisationId: organisationId } as const;
  const { subject, content } = await ctx.db.transaction(scope, (trx) =>
    gatherSubmission(ctx, trx, shelf, organisationId, submission_id),
  );
  // An attestation from before the review attests the submission alone.
  const { review, ...rest } = subject;
  const attests = review && review_hash !== null ? { ...rest, review } : rest;
  return makeBundle(ctx, attested, kind, {
    submission: subject.submission!,
    review: attests === rest ? null : review!,
    content,
    reports: bundleReports(ctx, kind, { subject: attests, content }),
  });
}

const zip = (bytes: Uint8Array, id: string, kind: string): Reply => ({
  status: 200,
  body: bytes,
  headers: {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="luongtri-${id}-${kind}.zip"`,
  },
});
