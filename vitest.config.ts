import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-leaks.ts'],
    // The real clients talk over real sockets: a slow machine needs more than the default 5 s.
    testTimeout: 20_000,
    // Most of a test's time goes by in waits for sockets and timers: with one worker a core (the default leaves a core free)
    // the suite takes 9 minutes on two cores instead of 16.
    maxWorkers: '100%',
  },
});
