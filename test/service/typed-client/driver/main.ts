/** @module A program of its own: reads its task as JSON from its only argument, and prints what came of it. */
import { liveThrough } from './life-cycle.ts';

declare const process: { argv: string[] };

const outcome = await liveThrough(JSON.parse(process.argv[2]!));
console.log(JSON.stringify({ ...outcome, verdicts: [...outcome.verdicts] }));
