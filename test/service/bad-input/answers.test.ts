import { beforeAll, describe, expect, it } from 'vitest';
import { AFTER, fittingRequests, inOrder } from '../../support/bad-input/fitting.ts';
import { judge } from '../../support/bad-input/judge.ts';
import { type Operation, operations, operationsOf, PART_NAMES } from '../../support/bad-input/operations.ts';
import { makeWorld, startWorldService, type World } from '../../support/bad-input/world.ts';

/** Every operation asked as it is meant to be: what it answers then has to fit its schema as much as a refusal does. */
const service = startWorldService();
let world: World;
beforeAll(async () => {
  world = await makeWorld(service);
}, 120_000);

/**
 * What needs more than a request that fits: a secret that only a mail holds, a second factor, a server that is set up for it,
 * or a state that another operation here ended. Their answers are held against the contract in test/service/{accounts,reviews}.
 */
const NEEDS_MORE = new Set([
  'GET /auth/verify-email',
  'POST /auth/request-password-reset',
  'POST /auth/reset-password',
  'POST /auth/send-verification-email',
  'POST /auth/sign-in/social',
  'POST /auth/two-factor/verify-totp',
  'POST /auth/two-factor/verify-backup-code',
  'POST /auth/two-factor/generate-backup-codes',
  'POST /auth/revoke-session',
  'POST /v1/invitations/accept',
  'DELETE /v1/organisations/{id}/membership',
  'POST /v1/outbox/given-up/{id}/replay',
  'GET /metrics',
  'POST /v1/audits/{id}/independence',
  'POST /v1/audits/{id}/refusal',
  'POST /v1/audits/{id}/resignation',
  'POST /v1/audits/{id}/change-requests',
  'POST /v1/audits/{id}/sign-offs',
  'DELETE /v1/audits/{id}/conclusion',
  'POST /v1/assessments/{id}/reopen',
  'POST /v1/reviews/{id}/withdrawal',
]);

/** @returns why it was refused each time, or nothing where it was answered */
async function ask(operation: Operation): Promise<string[]> {
  const refusals: string[] = [];
  for (const request of fittingRequests(world, operation)) {
    const { status, body } = await judge(service, operation, request, await service.app.request(request));
    if (status < 400) {
      AFTER[operation.label]?.(world.ids, body);
      return [];
    }
    refusals.push(`${status} ${body.detail} ${(body.errors ?? []).map((one: { pointer: string }) => one.pointer)}`);
  }
  return [...new Set(refusals)];
}

describe('the operations of the contract', () => {
  it('are each tried by one file of these tests', () => {
    expect(new Set(PART_NAMES.flatMap(operationsOf)).size).toBe(operations.length);
    expect(operations.length).toBeGreaterThan(200);
  });

  it('answer a request that fits with what the contract announces', async () => {
    const refused: Record<string, string[]> = {};
    for (const operation of inOrder(operations)) {
      await world.renewPersonFor(operation);
      const refusals = await ask(operation);
      if (refusals.length > 0) refused[operation.label] = refusals;
    }
    console.info(`${operations.length - Object.keys(refused).length} of ${operations.length}`, refused);
    expect(Object.keys(refused).filter((label) => !NEEDS_MORE.has(label))).toEqual([]);
  }, 120_000);
});
