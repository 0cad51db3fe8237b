import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    // The real clients talk over real sockets: a slow machine needs more than the default 5 s.
    testTimeout: 20_000,
    // Much of a test's time is spent waiting for sockets and timers: with one worker a core, a third of two cores was idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
  },
});
