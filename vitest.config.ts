import { defineConfig } from 'vitest/config';

/**
 * One project per kind of test; each can be run alone with `--project`. Where `isolate` is false, files that run one after
 * the other in a worker share its modules, hence the content is loaded once a worker: no test may change a module's state.
 */
export default defineConfig({
  test: {
    // The default leaves a core to a watcher; nobody watches here.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'house', include: ['test/house/**/*.test.ts'] } },
      {
        test: {
          name: 'unit',
          isolate: false,
          include: ['test/{engine,content,features,measure,app}/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'api',
          isolate: false,
          include: ['test/api/**/*.test.ts', 'test/cli/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'service-pglite',
          isolate: false,
          include: ['test/service/**/*.test.ts'],
          globalSetup: ['test/support/setup-pglite.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'service-postgres',
          isolate: false,
          include: ['test/service/**/*.test.ts'],
          globalSetup: ['test/support/setup-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      { test: { name: 'workers', include: ['test/workers/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
});
