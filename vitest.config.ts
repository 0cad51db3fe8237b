import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    // The real clients talk over real sockets, and some tests try thousands of inputs: on a busy machine a test of 3 s took 18.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of a test's time is spent waiting for sockets and timers: with one worker a core, a third of two cores was idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
  },
});
