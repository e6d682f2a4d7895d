/** @module The property over one part of the operations: whatever is sent, the answer is one of the contract, and a refusal keeps nothing. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attemptOf, requestOf } from './attempt.ts';
import { inOrder } from './fitting.ts';
import { countRows, judge } from './judge.ts';
import { operationsOf, type Part } from './operations.ts';
import { makeWorld, startWorldService, type World } from './world.ts';

/** Requests to each operation. `BAD_INPUT_RUNS=300` looks for what these miss. */
const RUNS = Number(process.env.BAD_INPUT_RUNS ?? 6);
/** The same requests each time; another seed draws others. */
const SEED = Number(process.env.BAD_INPUT_SEED ?? 134_2025);

export function refusesBadInput(part: Part): void {
  const service = startWorldService();
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(service);
  }, 120_000);

  describe.each(inOrder(operationsOf(part)).map((operation) => ({ label: operation.label, operation })))(
    'whatever is sent to $label',
    ({ operation }) => {
      it('is answered by the contract, and a refusal keeps nothing', async () => {
        await world.renewPersonFor(operation);
        let before = await countRows(service);
        await fc.assert(
          fc.asyncProperty(attemptOf(world, operation), async (attempt) => {
            const request = requestOf(world, operation, attempt);
            const { status } = await judge(service, operation, request, await service.app.request(request.clone()));
            if (status < 400) before = await countRows(service);
          }),
          { numRuns: RUNS, seed: SEED },
        );
        expect(await countRows(service)).toEqual(before);
      }, 300_000);
    },
  );
}
