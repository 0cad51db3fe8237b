import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { CODE_CACHE } from './test/support/code-cache.ts';

/**
 * Files that run in a process of their own: they start processes or a browser, measure time and memory, change what belongs to the
 * whole process, look at code as it is loaded, or take so long that they come first.
 */
const APART = [
  'test/{e2e,playground,bench,house,parsing,core/replies,rpc,search}/**/*.test.ts',
  'test/store/postgres/*.test.ts',
  'test/{config/process-zone,contract/recorded-days,adapters/email/ten-thousand,adapters/webhook/https}.test.ts',
  'test/web/{browser,keyboard}.test.ts',
];

export default defineConfig({
  test: {
    env: { NODE_COMPILE_CACHE: CODE_CACHE },
    setupFiles: ['test/support/no-leaks.ts'],
    // The real clients talk over real sockets, and some tests try thousands of inputs: on a busy machine a test of 3 s took 18.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of a test's time is spent waiting for sockets and timers: with one worker a core, a third of two cores was idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    // Projects run in the order of their names: the long files come first, so that no worker is left alone with one at the end.
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: APART,
          // No module of ours has state (a house test holds that), so it is loaded once a worker and not once a file.
          isolate: false,
        },
      },
    ],
  },
});
