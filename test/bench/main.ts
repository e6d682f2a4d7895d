/** @module `npm run bench [-- --json]`: the budgets of the design, as ratios within one run. */

import { benchFairness } from './fairness.ts';
import type { Measurement } from './measure.ts';
import { benchPdf } from './pdf.ts';
import { benchRules } from './rules.ts';
import { benchScore } from './score.ts';
import { benchServer } from './server.ts';
import { benchStore } from './store.ts';

const asJson = process.argv.includes('--json');
const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const benches: Record<string, () => Measurement[] | Promise<Measurement[]>> = {
  rules: benchRules,
  server: benchServer,
  pdf: benchPdf,
  fairness: benchFairness,
  score: benchScore,
  store: benchStore,
};

let failed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (only !== undefined && only !== name) continue;
  if (!asJson) process.stderr.write(`… ${name}\n`);
  for (const line of await bench()) {
    if (!line.ok) failed += 1;
    process.stdout.write(
      asJson
        ? `${JSON.stringify(line)}\n`
        : `${line.ok ? ' ok ' : 'FAIL'}  ${line.name.padEnd(74)} ${String(line.value).padStart(9)} ${line.unit.padEnd(6)} ${line.budget}\n`,
    );
  }
}
process.exitCode = failed > 0 ? 1 : 0;
