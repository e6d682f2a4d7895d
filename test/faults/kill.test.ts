import { afterAll, describe, expect, it } from 'vitest';
import { checkAfterwards, PLACE_NAMES, PLACES, type Place, prepare } from './places.ts';
import { startProcess } from './service-process.ts';
import { countOf, nothing, writeMany } from './writer.ts';

/** `FAULT_ROUNDS=20 FAULT_WRITES=10000` is the whole of it, some minutes for each database; by default a few rounds run. */
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const WRITES = Number(process.env.FAULT_WRITES ?? 400);
const WRITERS = 24;

describe.each(PLACE_NAMES)('killed while it writes to %s', (name) => {
  let place: Place | undefined;
  afterAll(() => place?.close());

  it(`${ROUNDS} times: every acknowledged write is there, nothing is half there, the log verifies`, async () => {
    place = await PLACES[name]();
    const headers = await prepare(place);
    const acknowledged = nothing();
    const perRound = Math.ceil(WRITES / ROUNDS);
    for (let round = 0; round < ROUNDS; round += 1) {
      const running = await startProcess(place.env);
      // Somewhere in the middle, never at the same place.
      const fatal = Math.ceil(perRound * (0.3 + 0.65 * Math.random()));
      let killing: Promise<void> | undefined;
      await writeMany(running.url, headers, acknowledged, {
        writers: WRITERS,
        count: perRound,
        ready: (done) => {
          if (done >= fatal) killing ??= running.kill();
        },
      });
      await (killing ?? running.kill());
    }
    expect(countOf(acknowledged)).toBeGreaterThan(WRITES / 4);
    expect(await checkAfterwards(place, acknowledged)).toEqual({ exit: 0, faults: [] });
  }, 1_800_000);
});
